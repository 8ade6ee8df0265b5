"""What the server does below ASGI: dropped answers, slow clients, requests that are none, and a quick end."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from eka_abha.emulator.errors import Failure

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, MutableMapping

HEAD_SECONDS: Final = 10.0
"""How long a client may take from its connection, or the first byte of a request, to the end of the headers."""
BODY_SECONDS: Final = 30.0
"""How long the whole body may take."""
STALL_SECONDS: Final = 30.0
"""How long a client may leave an answer unread that is larger than what the system buffers."""
LINGER_SECONDS: Final = 5.0
LINGER_BYTES: Final = 64 * 1024 * 1024
"""How long, and how much, is read after a refusal that came before the end of the request."""

_TOO_SLOW: Final = Failure(408, "The request took too long to arrive")
_MALFORMED: Final = "Not an HTTP request that can be read"
_TOO_MUCH: Final = "The request's headers are too large"


class Connections:
    """The open connections by the address of their client, as the scope of a request names it."""

    def __init__(self) -> None:
        self._open: dict[object, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """Return uvicorn's protocol for HTTP/1.1, which lists its connections here."""
        opened = self._open

        class ListedProtocol(PatientProtocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                super().connection_made(transport)
                opened[self.client] = self.transport

            def connection_lost(self, exc: Exception | None) -> None:
                opened.pop(self.client, None)
                super().connection_lost(exc)

        return ListedProtocol

    def drop(self, scope: MutableMapping[str, object]) -> None:
        """Close the connection that a request came by, at once; nothing when it is closed already."""
        connection = self._open.get(scope["client"])
        if connection is not None:
            connection.abort()


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with time limits, proper answers to what cannot be read, and an end that waits for nobody."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has connected."""
        lingering = _LingeringTransport(cast("asyncio.Transport", transport), self._linger)
        super().connection_made(cast("asyncio.Transport", lingering))
        self._timer: asyncio.TimerHandle | None = None
        self._timed = ""
        self._stalled: asyncio.TimerHandle | None = None
        self._discarded: int | None = None
        self._limit("head")

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._limit("")
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A piece of a request has come."""
        if self._discarded is not None:
            self._discarded += len(data)
            if self._discarded > LINGER_BYTES:
                self.transport.abort()
            return
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """An answer is out; the next request may have begun to arrive."""
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """The client does not read its answer."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It does again."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def shutdown(self) -> None:
        """The server stops. Whoever is being answered late is not waited for."""
        self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP; uvicorn calls this while it handles the error."""
        status = getattr(sys.exception(), "error_status_hint", 400)
        self._refuse(Failure(status, _TOO_MUCH if status == 431 else _MALFORMED))

    def _watch(self) -> None:
        state = self.conn.their_state
        if self.transport.is_closing():
            self._limit("")
        elif state is h11.SEND_BODY:
            self._limit("body")
        else:
            self._limit("head" if state is h11.IDLE and self.conn.trailing_data[0] else "")

    def _limit(self, what: str) -> None:
        """Limit the time for this from now on, unless its time runs already."""
        if what == self._timed:
            return
        if self._timer is not None:
            self._timer.cancel()
        seconds = {"head": HEAD_SECONDS, "body": BODY_SECONDS}.get(what)
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._too_slow)
        self._timed = what

    def _too_slow(self) -> None:
        if self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]:
            self.transport.abort()
        else:
            self._refuse(_TOO_SLOW)

    def _refuse(self, failure: Failure) -> None:
        """Answer with a failure and close; only close where an answer has begun already."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.abort()
            return
        answer = failure.answer()
        headers = {**answer.headers, "content-length": str(len(answer.body)), "connection": "close"}
        reason = HTTPStatus(answer.status).phrase.encode()
        response = h11.Response(status_code=answer.status, headers=list(headers.items()), reason=reason)
        for event in (response, h11.Data(data=answer.body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _linger(self, transport: asyncio.Transport) -> bool:
        """Go on reading for a while where the client may still be sending: a reset would cost it the answer."""
        if self.conn.their_state not in (h11.SEND_BODY, h11.ERROR) or not transport.can_write_eof():
            return False
        self._limit("")
        self._discarded = 0
        transport.write_eof()
        transport.resume_reading()
        self.loop.call_later(LINGER_SECONDS, transport.abort)
        return True


class _LingeringTransport:
    """A transport as uvicorn sees it: closing it may linger, and counts as closed from then on."""

    def __init__(self, transport: asyncio.Transport, linger: Callable[[asyncio.Transport], bool]) -> None:
        self._transport = transport
        self._linger = linger
        self._closed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        """Whether it is closed for uvicorn."""
        return self._closed or self._transport.is_closing()

    def close(self) -> None:
        """Close it, at once or when the client has read the answer."""
        if self._closed:
            return
        self._closed = True
        if self._transport.is_closing() or not self._linger(self._transport):
            self._transport.close()
