"""Sockets that know the deadline of the call they serve.

httpx's timeouts bound each wait for a piece of the answer, so a server that drips its headers could hold a call for
ever. The streams below give each wait no longer than the call has left. httpx has no place to put them but its pool's
network backend, which it does not document: where that is not what we know, its own timeouts are all there is.
"""

from __future__ import annotations

import importlib
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx

from .deadline import call_deadline
from .readiness import HasFileno, Readiness

if TYPE_CHECKING:
    import httpcore
else:  # what httpx stands on, also where an application has put httpx2 in its place
    httpcore = importlib.import_module(httpx.__name__.replace("httpx", "httpcore"))

SocketOptions = Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]


def bound(transport: httpx.HTTPTransport | httpx.AsyncHTTPTransport) -> None:
    """Have a transport's sockets keep the deadline."""
    pool = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if isinstance(backend, httpcore.NetworkBackend):
        vars(pool)["_network_backend"] = _Backend(backend)
    elif isinstance(backend, httpcore.AsyncNetworkBackend):
        vars(pool)["_network_backend"] = _AsyncBackend(backend)


class _Information:
    """What a pool asks of a stream. Of a hundred idle ones it asks at each call whether anything has come on them."""

    def __init__(self, inner: httpcore.NetworkStream | httpcore.AsyncNetworkStream) -> None:
        self._ask = inner.get_extra_info
        self.socket: object = self._ask("socket")
        self._readiness = Readiness(self.socket) if isinstance(self.socket, HasFileno) else None

    def __call__(self, info: str) -> object:
        if info == "is_readable" and self._readiness is not None:
            return bool(self._readiness)
        return self._ask(info)


def _left(timeout: float | None, too_late: type[httpcore.TimeoutException]) -> float | None:
    deadline = call_deadline.get()
    if deadline is None:
        return timeout
    left = deadline.remaining()
    if left <= 0:
        raise too_late("deadline")
    return left if timeout is None else min(timeout, left)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.connect_tcp(host, port, left, local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    """Closing one wakes a thread that waits on it, which would sit out its timeout otherwise."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner
        self._information = _Information(inner)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        sock = self._information.socket
        if isinstance(sock, socket.socket):
            with suppress(OSError):  # not ssl's own, after which another thread's write would go out in plain text
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> object:
        return self._information(info)


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _AsyncStream(await self._inner.connect_tcp(host, port, left, local_address, socket_options))

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._information = _Information(inner)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _AsyncStream(await self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> object:
        return self._information(info)
