"""An answer is judged by its status before anything reads it; what cannot be read is an error of ours."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any, NoReturn

import httpx
import pytest
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import ApiError, EkaError, GatewaySessionExpired, TransportError, UnexpectedResponse
from eka_abha_api.api.login import init_login
from eka_abha_api.api.profile import get_profile, get_profile_card, update_profile
from eka_abha_api.models.init_login_request import InitLoginRequest
from eka_abha_api.models.init_login_request_method import InitLoginRequestMethod

from tests.support.raw_server import Connection, RawRequest, head, raw_server
from tests.support.recorder import Recorder, answers
from tests.support.untyped import untyped

LOGIN_BODY = InitLoginRequest(method=InitLoginRequestMethod.MOBILE, identifier="9876543210")


def client(service: httpx.AsyncBaseTransport) -> AsyncAbhaClient:
    """A client that needs no login and repeats nothing."""
    return AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service, max_retries=0)


async def change(abha: AsyncAbhaClient) -> Any:
    """A call that changes something."""
    return await init_login.asyncio_detailed(client=abha.api, body=LOGIN_BODY)


async def read(abha: AsyncAbhaClient) -> Any:
    """A call that changes nothing."""
    return await get_profile.asyncio_detailed(client=abha.api)


async def picture(abha: AsyncAbhaClient) -> Any:
    """A call whose answer is no JSON."""
    return await get_profile_card.asyncio_detailed(client=abha.api)


def never(*_: object, **__: object) -> NoReturn:
    """Stands where the generated parser is."""
    raise AssertionError("an error status reached the generated parser")


BODIES = {
    "HTML": b"<html><body>502 Bad Gateway</body></html>",
    "empty": b"",
    "null": b"null",
    "list": b"[1, 2]",
    "a number": b"5",
    "half of it": b'{"code": 500, "error": "Some',
    "garbage": b"\x00\xff\xfe garbage \x80",
    "UTF-16": '{"error": "x"}'.encode("utf-16"),
    "an object where a text is expected": b'{"error": {"message": "m", "code": "INVALID_REQUEST"}}',
    "source_error null": b'{"code": 500, "error": "x", "source_error": null}',
    "deep": b"[" * 50_000,
    "a success": b'{"txn_id": "t"}',
}


@pytest.mark.anyio
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("status", [400, 401, 404, 429, 491, 499, 500, 502, 520, 599, 999])
async def test_an_error_status_never_reaches_the_parser(
    monkeypatch: pytest.MonkeyPatch, status: int, body: bytes
) -> None:
    """Whatever the body: an ApiError with the status, for each kind of call."""
    for module in (init_login, get_profile, get_profile_card):
        monkeypatch.setattr(module, "_parse_response", never)
    service = answers(httpx.Response(status, content=body, headers={"Content-Type": "text/html; charset=klingon"}))
    async with client(service) as abha:
        for call in (change, read, picture):
            with pytest.raises(ApiError) as caught:
                await call(abha)
            assert caught.value.status_code == status
    assert len(service.requests) == 3


@pytest.mark.anyio
async def test_491_is_the_patients_session() -> None:
    service = answers(httpx.Response(491))
    async with client(service) as abha:
        with pytest.raises(GatewaySessionExpired):
            await read(abha)


UNREADABLE: dict[str, tuple[bytes, dict[str, str]]] = {
    "HTML": (b"<html>maintenance</html>", {"Content-Type": "text/html"}),
    "empty": (b"", {}),
    "a list": (b'[{"txn_id": "t"}]', {}),
    "an empty list": (b"[]", {}),
    "a list of pairs": (b'[["txn_id", "t"]]', {}),
    "an empty text": (b'""', {}),
    "null": (b"null", {}),
    "a number": (b"5", {}),
    "half of it": (b'{"txn_id": "t', {}),
    "two of them": (b'{"txn_id": "t"}{"txn_id": "u"}', {}),
    "a wrong charset": ('{"txn_id": "ü"}'.encode("latin-1"), {"Content-Type": "application/json; charset=utf-8"}),
    "garbage": (b"\x00\x01\x02", {}),
    "deep": (b'{"a":' * 50_000, {}),
    "not gzip": (b"nope", {"Content-Encoding": "gzip"}),
    "half a gzip": (gzip.compress(json.dumps({"txn_id": "t" * 999}).encode())[:30], {"Content-Encoding": "gzip"}),
    "a gzip bomb": (gzip.compress(bytes(40_000_000), 1), {"Content-Encoding": "gzip"}),
    "an encoding nobody asked for": (b"\x28\xb5\x2f\xfd", {"Content-Encoding": "zstd"}),
}


@pytest.mark.anyio
@pytest.mark.parametrize(("body", "headers"), UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_a_success_that_cannot_be_read(body: bytes, headers: dict[str, str]) -> None:
    """No decoding error of anybody: an UnexpectedResponse that says whether the call may have been processed."""
    service = Recorder(lambda _: httpx.Response(200, stream=httpx.ByteStream(body), headers=headers))
    async with client(service) as abha:
        for call in (change, read):
            with pytest.raises(UnexpectedResponse) as caught:
                await call(abha)
            assert caught.value.may_have_been_processed is (call is change)
            assert caught.value.operation == ("init_login" if call is change else "get_profile")
        with pytest.raises(UnexpectedResponse):
            await abha.registration.start_mobile("9876543210")


@pytest.mark.anyio
async def test_a_gzip_that_nobody_asked_for_is_read_all_the_same() -> None:
    """Some proxy may insist."""
    packed = gzip.compress(b'{"txn_id": "t"}')
    service = Recorder(
        lambda _: httpx.Response(200, stream=httpx.ByteStream(packed), headers={"Content-Encoding": "gzip"})
    )
    async with client(service) as abha:
        assert (await abha.registration.start_mobile("9876543210")).txn_id == "t"
    assert service.requests[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.anyio
@pytest.mark.parametrize("status", [200, 201, 202, 204, 206, 226, 300, 301, 302, 303, 304, 307, 308])
async def test_a_success_that_the_specification_does_not_know(status: int) -> None:
    """Only the statuses of the operation are a success; nothing is followed and nothing is repeated."""
    headers = {"Location": "http://127.0.0.1:9/elsewhere"} if 300 <= status < 400 else {}
    service = Recorder(lambda _: httpx.Response(status, json={"txn_id": "t"}, headers=headers))
    async with AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service) as abha:
        if status == 200:
            assert (await change(abha)).status_code == 200
        else:
            with pytest.raises(UnexpectedResponse, match=str(status)) as caught:
                await change(abha)
            assert caught.value.may_have_been_processed
            with pytest.raises(UnexpectedResponse):
                await read(abha)
        sent = len(service.requests)
        if status != 204:
            with pytest.raises(UnexpectedResponse):
                await update_profile.asyncio_detailed(client=abha.api, body=untyped(LOGIN_BODY))
            assert len(service.requests) == sent + 1
    assert all(request.url.path != "/elsewhere" for request in service.requests)


def half_gzip(request: RawRequest, connection: Connection) -> None:
    body = gzip.compress(b'{"txn_id": "t"}')[:-9]
    connection.send(head(200, len(body), {"Content-Encoding": "gzip"}) + body)


def chunks_that_lie(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")
    connection.drop()


def two_lengths(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}")
    connection.drop()


def endless_headers(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: y\r\n" * 20_000)
    connection.drop()


def switches_protocols(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
    connection.drop()


@pytest.mark.usefixtures("either_transport")
@pytest.mark.anyio
@pytest.mark.parametrize(
    "behave", [half_gzip, chunks_that_lie, two_lengths, endless_headers, switches_protocols], ids=lambda b: b.__name__
)
async def test_an_answer_that_is_no_http(behave: Callable[[RawRequest, Connection], None]) -> None:
    """Over a socket: an error of ours, one request, and the caller knows that it may have been processed."""
    with raw_server(behave) as server:
        async with AsyncAbhaClient(access_token="t", base_url=server.base_url, timeout=2.0) as abha:
            with pytest.raises(TransportError) as caught:
                await abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 1
    assert caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_an_informational_answer_before_the_real_one_is_skipped() -> None:
    def early(request: RawRequest, connection: Connection) -> None:
        connection.send(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        connection.answer({"txn_id": "t"})

    with raw_server(early) as server:
        async with AsyncAbhaClient(access_token="t", base_url=server.base_url) as abha:
            assert (await abha.registration.start_mobile("9876543210")).txn_id == "t"


@pytest.mark.anyio
async def test_no_error_of_a_call_is_anything_else_than_ours() -> None:
    """Whatever a transport raises."""
    errors: list[Exception] = [
        httpx.InvalidURL("x"),
        httpx.TooManyRedirects("x"),
        httpx.StreamError("x"),
        ValueError("x"),
        RuntimeError("x"),
        AssertionError("x"),
        UnicodeDecodeError("utf-8", b"x", 0, 1, "x"),
        ConnectionResetError("x"),
    ]
    for error in errors:

        def fail(request: httpx.Request, error: Exception = error) -> httpx.Response:
            raise error

        async with client(Recorder(fail)) as abha:
            with pytest.raises(EkaError) as caught:
                await change(abha)
            assert caught.value.may_have_been_processed
