"""The emulator as an ASGI application, for any ASGI server. It needs nothing beyond the standard library."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from eka_abha.emulator.control import Control
from eka_abha.emulator.errors import BODY_TOO_LARGE
from eka_abha.emulator.wire import Delivery, EmulatorRequest, parsed_query

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, MutableMapping

    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.wire import EmulatorResponse

Scope: TypeAlias = "MutableMapping[str, object]"
Receive: TypeAlias = "Callable[[], Awaitable[MutableMapping[str, object]]]"
Send: TypeAlias = "Callable[[MutableMapping[str, object]], Awaitable[None]]"

MAX_BODY: Final = 1024 * 1024
_LONGEST_LENGTH: Final = 20


class ConnectionDropped(Exception):
    """Raised to the server when an answer is to be lost and there is no other way to close its connection."""


class _TooLarge(Exception):
    pass


class EmulatorApp:
    """An ASGI application that answers HTTP from an emulator. Bodies over 1 MiB are answered with 413.

    Below `/emulator/` it answers the control, and at `/` the page: by an address, as localhost, or under one of
    `allowed_hosts`. `drop` closes the connection of a request at once: ASGI has no way to say so. Without it an answer
    that is to be lost ends in an exception, which servers answer with a 500 or by closing the connection.
    """

    def __init__(
        self,
        emulator: Emulator,
        *,
        allowed_hosts: Collection[str] = (),
        drop: Callable[[Scope], None] | None = None,
    ) -> None:
        self._emulator = emulator
        self._control = Control(emulator, allowed_hosts)
        self._drop = drop

    def __repr__(self) -> str:
        return f"<EmulatorApp of {self._emulator!r}>"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection of the server: a request, or its start and stop."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        try:
            body = await _whole_body(headers.get("content-length"), receive)
        except _TooLarge:
            answer = BODY_TOO_LARGE.answer()
            await _send(answer, {"connection": "close"}, send)
            return
        if body is None:
            return
        query = cast("bytes", scope["query_string"]).decode("latin-1")
        method, path = cast("str", scope["method"]), cast("str", scope["path"])
        request = EmulatorRequest(method, path, parsed_query(query), headers, body)
        if self._control.owns(path):
            answer = self._control.answer(request)
            if method == "HEAD":
                answer = replace(answer, body=b"")
        else:
            answer = self._emulator.handle(request)
        if answer.delay and await _has_left(receive, answer.delay):
            return
        if answer.delivery is not Delivery.LOST:
            await _send(answer, {}, send)
        if answer.delivery is Delivery.WHOLE:
            return
        if self._drop is None:
            raise ConnectionDropped
        self._drop(scope)
        while (await receive())["type"] != "http.disconnect":
            pass


def _headers(scope: Scope) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in cast("Iterable[tuple[bytes, bytes]]", scope["headers"]):
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


async def _whole_body(length: str | None, receive: Receive) -> bytes | None:
    """Return the body, or None when the client left before it was complete: then the call has not happened."""
    if length is not None and length.isdecimal() and (len(length) > _LONGEST_LENGTH or int(length) > MAX_BODY):
        raise _TooLarge
    parts: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return None
        part = cast("bytes", event.get("body", b""))
        size += len(part)
        if size > MAX_BODY:
            raise _TooLarge
        parts.append(part)
        if not event.get("more_body", False):
            return b"".join(parts)


async def _has_left(receive: Receive, seconds: float) -> bool:
    """Wait so long, or until the client leaves; return whether it did."""
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return False
    return True


async def _send(answer: EmulatorResponse, extra: Mapping[str, str], send: Send) -> None:
    headers = {**answer.headers, **extra}
    if answer.status not in (204, 304):
        headers.setdefault("content-length", str(len(answer.body)))
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": raw})
    whole = answer.delivery is Delivery.WHOLE
    await send({"type": "http.response.body", "body": answer.delivered_body, "more_body": not whole})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return
