"""The emulator as an httpx transport: calls are answered in-process, without a socket."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx

from eka_abha.emulator.wire import Delivery, EmulatorRequest, parsed_query

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.wire import EmulatorResponse


class EmulatorTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands requests to an emulator, whatever host they are for. Closing it does nothing, so it can be shared.

    A slow answer makes the call wait, but no longer than its read timeout, after which it fails as it would with a real
    connection. A lost answer raises `httpx.ReadError`, one that is cut short `httpx.RemoteProtocolError` while its body
    is read.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __repr__(self) -> str:
        return f"<EmulatorTransport to {self._emulator!r}>"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        answer = self._answer(request, request.read())
        wait, too_long = _wait(request, answer)
        if wait:
            time.sleep(wait)
        return _response(request, answer, too_long=too_long)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        answer = self._answer(request, await request.aread())
        wait, too_long = _wait(request, answer)
        if wait:
            await asyncio.sleep(wait)
        return _response(request, answer, too_long=too_long)

    def _answer(self, request: httpx.Request, body: bytes) -> EmulatorResponse:
        return self._emulator.handle(
            EmulatorRequest(
                request.method,
                request.url.path,
                parsed_query(request.url.query.decode("ascii")),
                dict(request.headers),
                body,
            )
        )


class _CutStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The beginning of a body, and then a connection that is gone."""

    def __init__(self, begin: bytes) -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[bytes]:
        yield self._begin
        raise self._gone()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._begin
        raise self._gone()

    @staticmethod
    def _gone() -> httpx.RemoteProtocolError:
        return httpx.RemoteProtocolError("the emulator closed the connection in the middle of the body")


def _wait(request: httpx.Request, answer: EmulatorResponse) -> tuple[float, bool]:
    """Return how long to wait, and whether that is the read timeout and not the whole delay."""
    timeouts: dict[str, float | None] = request.extensions.get("timeout", {})
    limit = timeouts.get("read")
    if limit is not None and answer.delay > limit:
        return limit, True
    return answer.delay, False


def _response(request: httpx.Request, answer: EmulatorResponse, *, too_long: bool) -> httpx.Response:
    if too_long:
        raise httpx.ReadTimeout("the emulator's answer took longer than the read timeout", request=request)
    if answer.delivery is Delivery.LOST:
        raise httpx.ReadError("the emulator closed the connection without an answer", request=request)
    headers = dict(answer.headers)
    if answer.status not in (204, 304):
        headers.setdefault("content-length", str(len(answer.body)))
    # A stream, not content: the client has to read and close it as it would with a real connection.
    cut = answer.delivery is Delivery.CUT
    return httpx.Response(
        answer.status,
        headers=headers,
        stream=_CutStream(answer.delivered_body) if cut else httpx.ByteStream(answer.body),
        extensions={"http_version": b"HTTP/1.1"},
    )
