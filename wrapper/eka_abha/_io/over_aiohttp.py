"""One event loop's connections over aiohttp: for many calls in flight (the extra ``aiohttp``).

aiohttp stands here without httpx between: what it raises says more than what becomes of it there, and whether a
request may have been received is what this project is about.
"""

from __future__ import annotations

import asyncio
import io
import ssl
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import aiohttp
import httpx
from aiohttp import ClientHandlerType  # aiohttp 3.12: without it, requests would be repeated behind our back
from yarl import URL

from eka_abha._http.config import LONGEST_SECONDS
from eka_abha._http.deadline import request_under_way
from eka_abha._http.exchange import AttemptLimits, Body, ExchangeFailed, FailureKind
from eka_abha._http.readiness import Readiness
from eka_abha._http.transports import ConnectionOptions, no_connections
from eka_abha.errors import ConfigurationError

from .pools import LoopConnections, closed_client

if TYPE_CHECKING:
    from aiohttp.client_proto import ResponseHandler
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

_NEVER_MADE = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
"""Raised while a connection is set up, its TLS and its way through a proxy included, and at no other time."""

_LARGE = 2**20
_LONGEST_HEAD = 100 * 1024
"""Bytes that a line of an answer's head may have; what httpx takes as a whole."""


class OverAiohttp(LoopConnections):
    """A call that is cancelled gives its connection up; nothing else is lost with it."""

    def __init__(self, options: ConnectionOptions) -> None:
        super().__init__()
        self._session = _session(options)
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def exchange(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        """Send one request and read the whole answer."""
        await self._take_slot(limits)
        if self.closed:
            self._slots.release()
            raise closed_client()
        self._under_way += 1
        self._idle.clear()
        try:
            with request_under_way(limits.deadline):
                return await self._send(request, limits)
        except ExchangeFailed:
            raise
        except Exception as error:
            failure = _failure_of(error)
        finally:
            self._slots.release()
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
        raise failure

    async def close(self, grace: float) -> None:
        """Wait for the calls under way, ``grace`` seconds at most, then cut them off and close the connections."""
        await self._wait_for_calls(grace)
        await self._session.close()
        await self._wait_for_calls(1.0)

    def abandon(self) -> None:
        """Have the session say nothing when it is collected, and let its sockets be: they may be the parent's."""
        connector = self._session.connector
        self._session.detach()
        if connector is not None:
            connector._closed = True  # else it would close them, and take them out of the parent's selector

    async def _send(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        left = max(limits.deadline.remaining(), 0.001)
        content = request.content
        response = await self._session.request(
            request.method,
            URL(str(request.url), encoded=True),
            headers=[(name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw],
            data=io.BytesIO(content) if len(content) > _LARGE else content or None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(
                total=left,
                connect=min(limits.connect, left),
                sock_read=min(limits.read, left),
                ceil_threshold=LONGEST_SECONDS,
            ),
        )
        try:
            body = Body(limits.deadline)
            while chunk := await response.content.readany():
                body.add(chunk)
            if _was_reset(response):
                raise ExchangeFailed(FailureKind.BROKEN, never_sent=False, reason="reset")
        finally:
            response.close()  # a whole answer has given its connection back; a 101 does not
        return body.answer(response.status, httpx.Headers(response.raw_headers), request)

    async def _wait_for_calls(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            pass


def check_proxy(proxy: str | None) -> URL | None:
    """The URL of a proxy that aiohttp can speak to.

    Raises:
        ConfigurationError: it is a SOCKS proxy, or no URL.
    """
    if proxy is None:
        return None
    try:
        url = URL(proxy)
        usable = url.host is not None and url.port is not None
    except ValueError:
        usable = False
    if usable and url.scheme in ("http", "https"):
        return url
    raise ConfigurationError("proxy: aiohttp speaks to http:// and https:// proxies only, not to SOCKS")


def _session(options: ConnectionOptions) -> aiohttp.ClientSession:
    proxy = check_proxy(options.proxy_url())
    try:
        context = options.ssl_context or httpx.create_ssl_context()
    except OSError as error:
        failure = no_connections(error)
    else:
        return aiohttp.ClientSession(
            connector=_Connector(options.keepalive_expiry, context),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=_LONGEST_HEAD,
            max_field_size=_LONGEST_HEAD,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            trust_env=False,
            proxy=proxy,
            middlewares=(_once,),
        )
    raise failure


class _Connector(aiohttp.TCPConnector):
    """Uses no connection again on which something has come since its last answer.

    That is its end, or an answer that nobody asked for: it would be taken for the answer to the next request, which
    may be another patient's. aiohttp learns of either only when the event loop has looked, and does not look at what
    came after it has put a connection by.
    """

    def __init__(self, keepalive_expiry: float, context: ssl.SSLContext) -> None:
        once = keepalive_expiry == 0
        super().__init__(
            limit=0,  # the slots are the limit
            keepalive_timeout=None if once else keepalive_expiry,
            force_close=once,
            ssl=context,
            timeout_ceil_threshold=LONGEST_SECONDS,
        )
        self._used: WeakKeyDictionary[ResponseHandler, Readiness] = WeakKeyDictionary()

    async def connect(
        self, req: aiohttp.ClientRequest, traces: list[Trace], timeout: aiohttp.ClientTimeout
    ) -> Connection:
        """One from the pool, or a new one."""
        while True:
            connection = await super().connect(req, traces, timeout)
            protocol, transport = connection.protocol, connection.transport
            assert protocol is not None
            more_came = self._used.get(protocol)
            if more_came is None:
                if transport is not None:
                    self._used[protocol] = Readiness(transport.get_extra_info("socket"))
                return connection
            if transport is not None and not protocol.should_close and not more_came:
                return connection
            connection.close()


def _was_reset(response: aiohttp.ClientResponse) -> bool:
    """True for an answer whose end should have been that of the connection, which broke instead."""
    if "Content-Length" in response.headers or "Transfer-Encoding" in response.headers:
        return False
    protocol = getattr(response, "_protocol", None)
    return protocol is not None and isinstance(protocol.exception(), OSError)


async def _once(request: aiohttp.ClientRequest, handler: ClientHandlerType) -> aiohttp.ClientResponse:
    """Have no failure look to the session like one it may answer with another attempt.

    It would send a DELETE again when a reused connection drops.
    """
    try:
        return await handler(request)
    except aiohttp.ClientError as error:
        failure = _failure_of(error)
    raise failure


def _failure_of(error: Exception) -> ExchangeFailed:
    """What an exception of aiohttp says about the request."""
    reason = type(error).__name__
    if isinstance(error, _NEVER_MADE):
        return ExchangeFailed(FailureKind.CONNECT, never_sent=True, reason=reason)
    if isinstance(error, TimeoutError):
        return ExchangeFailed(FailureKind.TIMEOUT, never_sent=False, reason=reason)
    if isinstance(error, aiohttp.ClientResponseError):
        return ExchangeFailed(FailureKind.UNREADABLE, never_sent=False, reason=reason)
    return ExchangeFailed(FailureKind.BROKEN, never_sent=False, reason=reason)
