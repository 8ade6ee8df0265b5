"""The emulator as an httpx transport: calls are answered in-process, without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from eka_abha.emulator.wire import EmulatorRequest, parsed_query

if TYPE_CHECKING:
    from eka_abha.emulator.engine import Emulator


class EmulatorTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands requests to an emulator, whatever host they are for. Closing it does nothing, so it can be shared."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __repr__(self) -> str:
        return f"<EmulatorTransport to {self._emulator!r}>"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        return self._answer(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        return self._answer(request, await request.aread())

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        answer = self._emulator.handle(
            EmulatorRequest(
                request.method,
                request.url.path,
                parsed_query(request.url.query.decode("ascii")),
                dict(request.headers),
                body,
            )
        )
        headers = dict(answer.headers)
        if answer.status not in (204, 304):
            headers.setdefault("content-length", str(len(answer.body)))
        # A stream, not content: the client has to read and close it as it would with a real connection.
        return httpx.Response(
            answer.status,
            headers=headers,
            stream=httpx.ByteStream(answer.body),
            extensions={"http_version": b"HTTP/1.1"},
        )
