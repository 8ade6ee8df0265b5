"""An OTP is never sent twice by accident: a start over a real socket whose server misbehaves."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

import pytest
from eka_abha._io.aio import sleep
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import (
    ApiError,
    ConnectionFailed,
    RateLimited,
    RequestTimeout,
    ServerError,
)

from tests.support.raw_server import Connection, RawRequest, head, raw_server

pytestmark = pytest.mark.usefixtures("either_transport")

SENT = {"txn_id": "txn-1", "hint": "OTP sent to ******3210"}
BODY = b'{"txn_id": "txn-1", "hint": "OTP sent to ******3210"}'


def client(base_url: str, *, read: float = 8.0, deadline: float = 20.0, retries: int = 2) -> AsyncAbhaClient:
    """A client that needs no login."""
    return AsyncAbhaClient(
        access_token="fixed-token", base_url=base_url, timeout=read, deadline=deadline, max_retries=retries
    )


def drop(request: RawRequest, connection: Connection) -> None:
    connection.drop()


def reset(request: RawRequest, connection: Connection) -> None:
    connection.reset()


def late(request: RawRequest, connection: Connection) -> None:
    time.sleep(2.0)
    connection.answer(SENT)


def half_body(request: RawRequest, connection: Connection) -> None:
    connection.send(head(200, len(BODY)) + BODY[:20])
    connection.drop()


@pytest.mark.anyio
@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
async def test_a_5xx_to_a_start_is_never_repeated(status: int) -> None:
    """A CDN's error page proves nothing about the service behind it."""
    with raw_server(lambda _, connection: connection.answer(raw=b"<html>", status=status)) as server:
        async with client(server.base_url) as abha:
            with pytest.raises(ServerError) as caught:
                await abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 1
    assert caught.value.may_have_been_processed
    assert caught.value.status_code == status


@pytest.mark.anyio
async def test_a_refused_connection_is_tried_again() -> None:
    """Nothing was sent, provably: the attempts are used up, and the error says that nothing was processed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with client(f"http://127.0.0.1:{port}", deadline=10.0) as abha:
        with pytest.raises(ConnectionFailed) as caught:
            await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == 3
    assert not caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_a_start_refused_with_429_is_repeated_after_a_short_wait() -> None:
    """The service says that it did not process the call, and when to come back: within two seconds, it is done here."""

    def busy_once(request: RawRequest, connection: Connection) -> None:
        if len(server.requests) == 1:
            connection.answer({"code": 429, "error": "Too many requests"}, status=429, headers={"Retry-After": "1"})
        else:
            connection.answer(SENT)

    with raw_server(busy_once) as server:
        async with client(server.base_url, deadline=5.0) as abha:
            step = await abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 2
    assert step.txn_id == "txn-1"


@pytest.mark.anyio
@pytest.mark.parametrize("headers", [{"Retry-After": "3"}, {"Retry-After": "99999999999"}, {}])
async def test_a_start_refused_with_429_never_sleeps_long(headers: dict[str, str]) -> None:
    """Longer than two seconds, or nothing said: the caller decides."""
    with raw_server(lambda _, connection: connection.answer({}, status=429, headers=headers)) as server:
        async with client(server.base_url, deadline=10.0) as abha:
            began = time.monotonic()
            with pytest.raises(RateLimited) as caught:
                await abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 1
        assert time.monotonic() - began < 9
    assert (caught.value.retry_after is not None) == bool(headers)


@pytest.mark.anyio
async def test_a_user_caused_500_is_never_repeated() -> None:
    """Repeating a wrong OTP would burn the patient's attempts."""
    body = {"code": 500, "error": "Something went wrong", "source_error": {"code": "ABDM-1100", "message": "x"}}
    with raw_server(lambda _, connection: connection.answer(body, status=500)) as server:
        async with client(server.base_url) as abha:
            with pytest.raises(ApiError) as caught:
                await abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 1
    assert caught.value.source_code == "ABDM-1100"
    assert not caught.value.may_have_been_processed


@pytest.mark.anyio
@pytest.mark.parametrize("behave", [drop, reset, half_body, late])
async def test_a_read_is_repeated(behave: Callable[[RawRequest, Connection], None]) -> None:
    """A look-up changes nothing: it is tried again, and succeeds."""

    def bad_once(request: RawRequest, connection: Connection) -> None:
        if len(server.requests) == 1:
            behave(request, connection)
        else:
            connection.answer({"exists": True})

    with raw_server(bad_once) as server:
        async with client(server.base_url, read=1.0 if behave is late else 8.0) as abha:
            assert await abha.lookup.address_exists("nisha.rao@sbx")
        assert len(server.requests) == 2


@pytest.mark.anyio
async def test_reads_stop_after_the_allowed_retries() -> None:
    """max_retries counts the attempts after the first."""
    with raw_server(drop) as server:
        async with client(server.base_url, deadline=10.0, retries=1) as abha:
            with pytest.raises(ConnectionFailed) as caught:
                await abha.lookup.address_exists("nisha.rao@sbx")
        assert len(server.requests) == 2
    assert not caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_an_idle_connection_is_not_reused_for_long() -> None:
    """A connection that the server is about to close must not carry an OTP: after 1.5 seconds a new one is made."""
    with raw_server(lambda _, connection: connection.answer(SENT)) as server:
        async with client(server.base_url) as abha:
            await abha.registration.start_mobile("9876543210")
            await abha.registration.start_mobile("9876543211")
            await sleep(1.7)
            await abha.registration.start_mobile("9876543212")
        assert [request.on_reused_connection for request in server.requests] == [False, True, False]


@pytest.mark.anyio
async def test_a_connection_closed_while_idle_is_noticed() -> None:
    """The server closes after each answer: no later OTP request is lost on the dead connection."""

    closed = threading.Event()

    def answer_and_close(request: RawRequest, connection: Connection) -> None:
        connection.answer(SENT)
        connection.sock.shutdown(socket.SHUT_RDWR)
        connection.drop()
        closed.set()

    with raw_server(answer_and_close) as server:
        async with client(server.base_url) as abha:
            for _ in range(3):
                await abha.registration.start_mobile("9876543210")
                assert closed.wait(10)
                closed.clear()
        assert len(server.requests) == 3


@pytest.mark.anyio
async def test_a_drop_on_a_reused_connection_is_not_repeated() -> None:
    """It cannot be told whether the request was processed: the error says so."""

    def drop_second(request: RawRequest, connection: Connection) -> None:
        if request.on_reused_connection:
            connection.drop()
        else:
            connection.answer(SENT)

    with raw_server(drop_second) as server:
        async with client(server.base_url) as abha:
            await abha.registration.start_mobile("9876543210")
            with pytest.raises(ConnectionFailed) as caught:
                await abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 2
    assert caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_one_deadline_covers_all_attempts() -> None:
    """Reads that time out again and again end with the deadline, not after attempts × timeout."""
    with raw_server(lambda _, connection: time.sleep(5)) as server:
        async with client(server.base_url, read=0.6, deadline=1.0, retries=9) as abha:
            began = time.monotonic()
            with pytest.raises(RequestTimeout):
                await abha.lookup.address_exists("nisha.rao@sbx")
            assert time.monotonic() - began < 4.5
        assert 1 <= len(server.requests) <= 3
