"""What comes on a kept connection after an answer: another answer, a few bytes, an end. None of it is for the next."""

from __future__ import annotations

import socket
import threading

import pytest
from eka_abha.aio import AsyncAbhaClient

from tests.support.raw_server import Connection, RawRequest, head, raw_server

pytestmark = pytest.mark.usefixtures("either_transport")

YES, NO = b'{"exists": true}', b'{"exists": false}'


def client(base_url: str) -> AsyncAbhaClient:
    """A client that needs no login and repeats nothing."""
    return AsyncAbhaClient(access_token="t", base_url=base_url, keepalive_expiry=60, max_retries=0)


@pytest.mark.anyio
@pytest.mark.parametrize("times", [2, 3])
async def test_an_answer_that_comes_with_another_is_not_given_to_the_next_call(times: int) -> None:
    """It is about another patient."""

    def behave(request: RawRequest, connection: Connection) -> None:
        connection.send((head(200, len(YES)) + YES) * times if len(server.requests) == 1 else head(200, len(NO)) + NO)

    with raw_server(behave) as server:
        async with client(server.base_url) as abha:
            assert await abha.lookup.address_exists("nisha.rao@sbx")
            assert not await abha.lookup.address_exists("ravi.kumar@sbx")
            assert not await abha.lookup.address_exists("asha.devi@sbx")
        assert [request.on_reused_connection for request in server.requests] == [False, False, True]


@pytest.mark.anyio
async def test_a_line_too_many_is_not_held_against_the_next_call() -> None:
    """Some servers end their body with an empty line that they do not count."""

    def behave(request: RawRequest, connection: Connection) -> None:
        connection.send(head(200, len(YES)) + YES + b"\r\n")

    with raw_server(behave) as server:
        async with client(server.base_url) as abha:
            for _ in range(3):
                assert await abha.lookup.address_exists("nisha.rao@sbx")
        assert len(server.requests) == 3


@pytest.mark.anyio
@pytest.mark.parametrize("stray", ["an answer", "an end"])
async def test_what_comes_between_two_calls_spends_the_connection(stray: str) -> None:
    """Also when it came while the event loop was busy and could not look."""
    asked, come = threading.Event(), threading.Event()

    def behave(request: RawRequest, connection: Connection) -> None:
        if len(server.requests) > 1:
            connection.answer({"txn_id": "t", "hint": "h"})
            return
        connection.answer({"exists": True})
        asked.wait(10)
        if stray == "an answer":
            connection.answer({"txn_id": "of another", "hint": "h"})
        else:
            connection.sock.shutdown(socket.SHUT_RDWR)
            connection.drop()
        come.set()

    with raw_server(behave) as server:
        async with client(server.base_url) as abha:
            assert await abha.lookup.address_exists("nisha.rao@sbx")
            asked.set()
            assert come.wait(10)
            assert (await abha.registration.start_mobile("9876543210")).txn_id == "t"
        assert [request.on_reused_connection for request in server.requests] == [False, False]


@pytest.mark.anyio
async def test_a_head_of_many_kilobytes_is_read() -> None:
    """A gateway may send a policy or a cookie of such a size, whatever the transport's own idea of a long line is."""
    long = {"Content-Security-Policy": "a" * 60_000}
    with raw_server(lambda _, connection: connection.answer({"exists": True}, headers=long)) as server:
        async with client(server.base_url) as abha:
            assert await abha.lookup.address_exists("nisha.rao@sbx")
