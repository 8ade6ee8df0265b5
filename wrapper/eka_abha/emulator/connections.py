"""Connections of the server that can be closed in the middle of a call, which ASGI knows no way for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import MutableMapping


class Connections:
    """The open connections by the address of their client, as the scope of a request names it."""

    def __init__(self) -> None:
        self._open: dict[object, asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """Return uvicorn's protocol for HTTP/1.1, which lists its connections here."""
        opened = self._open

        class ListedProtocol(H11Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                both_ways = cast("asyncio.Transport", transport)
                super().connection_made(both_ways)
                opened[self.client] = both_ways

            def connection_lost(self, exc: Exception | None) -> None:
                opened.pop(self.client, None)
                super().connection_lost(exc)

        return ListedProtocol

    def drop(self, scope: MutableMapping[str, object]) -> None:
        """Close the connection that a request came by, at once; nothing when it is closed already."""
        connection = self._open.get(scope["client"])
        if connection is not None:
            connection.abort()
