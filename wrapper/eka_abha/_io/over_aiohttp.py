"""One event loop's connections over aiohttp: for many calls in flight (the extra ``aiohttp``).

aiohttp stands here without httpx between: what it raises says more than what becomes of it there, and whether a
request may have been received is what this project is about.
"""

from __future__ import annotations

import asyncio
import io

import aiohttp
import httpx
from aiohttp import ClientHandlerType  # aiohttp 3.12: without it, requests would be repeated behind our back
from yarl import URL

from eka_abha._http.config import LONGEST_SECONDS
from eka_abha._http.deadline import request_under_way
from eka_abha._http.exchange import AttemptLimits, Body, ExchangeFailed, FailureKind
from eka_abha._http.transports import ConnectionOptions, no_connections
from eka_abha.errors import ConfigurationError

from .pools import LoopConnections, closed_client

_NEVER_MADE = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
"""Raised while a connection is set up, its TLS and its way through a proxy included, and at no other time."""

_LARGE = 2**20


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
        except BaseException:
            response.close()
            raise
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
        once = options.keepalive_expiry == 0
        connector = aiohttp.TCPConnector(
            limit=0,  # the slots are the limit
            keepalive_timeout=None if once else options.keepalive_expiry,
            force_close=once,
            ssl=context,
            timeout_ceil_threshold=LONGEST_SECONDS,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            trust_env=False,
            proxy=proxy,
            middlewares=(_once,),
        )
    raise failure


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
