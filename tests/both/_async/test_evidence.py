"""What proves that a request was never sent, end to end: refused, unknown and deaf hosts, and transports that guess."""

from __future__ import annotations

import socket
import time

import httpx
import pytest
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import ConnectionFailed, EkaError, RequestTimeout, TransportError

from tests.support.raw_server import raw_server
from tests.support.recorder import Recorder

pytestmark = pytest.mark.usefixtures("either_transport")


@pytest.mark.anyio
@pytest.mark.parametrize("error", [httpx.ConnectTimeout("x"), httpx.ConnectError("x"), httpx.PoolTimeout("x")])
async def test_the_word_of_an_unknown_transport_counts_for_nothing(error: Exception) -> None:
    """It may report a drop after the request was read as a failure to connect: an OTP is not sent again."""

    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    for service in (Recorder(fail), httpx.MockTransport(fail)):
        async with AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service) as abha:
            with pytest.raises(TransportError) as caught:
                await abha.registration.start_mobile("9876543210")
            assert caught.value.attempts == 1
            assert caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_a_read_is_repeated_whatever_the_transport_says() -> None:
    """It does no harm."""

    def fail_once(request: httpx.Request) -> httpx.Response:
        if len(service.requests) == 1:
            raise httpx.ConnectTimeout("x")
        return httpx.Response(200, json={"exists": True})

    service = Recorder(fail_once)
    async with AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service) as abha:
        assert await abha.lookup.address_exists("nisha.rao@sbx")
    assert len(service.requests) == 2


class Bare(httpx.AsyncHTTPTransport):
    """As httpx's own, but a subclass may do anything."""


@pytest.mark.anyio
@pytest.mark.parametrize(("own", "attempts"), [(httpx.AsyncHTTPTransport, 3), (Bare, 1)])
async def test_a_transport_of_httpx_given_by_the_caller_counts_but_no_subclass(
    own: type[httpx.AsyncHTTPTransport], attempts: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with AsyncAbhaClient(access_token="t", base_url=f"http://127.0.0.1:{port}", transport=own()) as abha:
        with pytest.raises(ConnectionFailed) as caught:
            await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == attempts
    assert caught.value.may_have_been_processed is (attempts == 1)


@pytest.mark.anyio
async def test_a_proxy_gets_the_call_and_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a host that is not this machine; resolved when the first connection is made."""
    with raw_server(lambda _, connection: connection.answer({"exists": True})) as proxy:
        monkeypatch.setenv("http_proxy", proxy.base_url)
        async with AsyncAbhaClient(access_token="t", base_url="http://gateway.invalid", allow_http=True) as abha:
            assert await abha.lookup.address_exists("nisha.rao@sbx")
            monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
            assert await abha.lookup.address_exists("nisha.rao@sbx")
        assert proxy.paths() == ["http://gateway.invalid/abdm/na/v1/registration/phr/check"] * 2


@pytest.mark.anyio
async def test_a_proxy_that_refuses_a_tunnel_learns_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """It sees the name of the host, nothing else."""
    with raw_server(lambda _, connection: connection.answer(raw=b"no", status=403)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.base_url)
        async with AsyncAbhaClient(access_token="canary", base_url="https://gateway.invalid", max_retries=0) as abha:
            with pytest.raises(EkaError):
                await abha.registration.start_mobile("9876543210")
        (request,) = proxy.requests
    assert (request.method, request.path) == ("CONNECT", "gateway.invalid:443")
    assert "authorization" not in request.headers


@pytest.mark.anyio
async def test_a_proxy_that_is_down_was_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
    async with AsyncAbhaClient(access_token="t", base_url="https://gateway.invalid", max_retries=1) as abha:
        with pytest.raises(ConnectionFailed) as caught:
            await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_an_answer_that_comes_too_late_is_a_timeout_of_ours() -> None:
    """And never an exception of httpx or asyncio."""
    with raw_server(lambda _, connection: time.sleep(2)) as server:
        async with AsyncAbhaClient(access_token="t", base_url=server.base_url, timeout=0.2, max_retries=0) as abha:
            with pytest.raises(RequestTimeout) as caught:
                await abha.lookup.address_exists("nisha.rao@sbx")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
