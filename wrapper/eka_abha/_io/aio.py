"""Event loops: connections, work that runs once, sleep. The twin of ``threads``: same names, same promises."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, Literal, NoReturn, TypeVar

import httpx

from eka_abha._boundary import async_boundary as boundary
from eka_abha._http.config import SecretSource, read_secret
from eka_abha._http.exchange import AttemptLimits
from eka_abha._http.transports import ConnectionOptions, check_given, make_transport
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError, EkaError

from .fixed import Fixed
from .forks import FORKED, reset_after_fork
from .over_httpx import OverHttpx
from .pools import LoopConnections, closed_client

__all__ = [
    "Connections",
    "Flight",
    "Flights",
    "OneKind",
    "Transport",
    "boundary",
    "check_transport",
    "reveal_client_secret",
    "sleep",
]

T = TypeVar("T")

Transport = httpx.AsyncBaseTransport | Literal["aiohttp"]
"""What a client may be told to send with: a transport of httpx, or aiohttp."""

sleep = asyncio.sleep

CLOSING_GRACE = 30.0
"""Seconds that ``aclose`` waits for calls that run to their end; then they are cut off."""


def check_transport(transport: object, options: ConnectionOptions) -> None:
    """Refuse what could not keep what this client promises.

    Raises:
        ConfigurationError: it is no transport, aiohttp is not installed, or cannot do what the options ask for.
    """
    if not isinstance(transport, str):
        check_given(transport, httpx.AsyncBaseTransport, 'httpx.AsyncBaseTransport or "aiohttp"')
        return
    if transport != "aiohttp":
        raise ConfigurationError('transport: the only one that is known by name is "aiohttp"')
    try:
        from .over_aiohttp import check_proxy
    except ImportError:
        reason = "transport: aiohttp is not installed, or is too old: pip install 'eka-abha[aiohttp]'"
    else:
        check_proxy(options.proxy.reveal() if options.proxy is not None else None)
        return
    raise ConfigurationError(reason)


class Connections:
    """The connections to one host, shared by a client and its copies; a pool for each event loop, none after a fork."""

    def __init__(self, options: ConnectionOptions, transport: Transport | None) -> None:
        self._options = options
        self._over_aiohttp = transport == "aiohttp"
        self._given = None if isinstance(transport, str) else transport
        self._loops: dict[asyncio.AbstractEventLoop, LoopConnections] = {}
        self._left_to_parent: list[object] = []
        self._closing: asyncio.Task[None] | None = None
        self._given_to_parent = False
        self.closed = False
        reset_after_fork(self)

    async def exchange(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        """Send one request and read the whole answer.

        Raises:
            ExchangeFailed: there is no complete answer.
        """
        loop = asyncio.get_running_loop()
        here = self._loops.get(loop) or self._open(loop)
        return await here.exchange(request, limits)

    async def aclose(self) -> None:
        """Wait for the calls under way, then close all connections. A second call does nothing.

        It goes on in a task of its own when the caller is cancelled meanwhile.
        """
        if self.closed:
            return
        self.closed = True
        loops, self._loops = self._loops, {}
        for connections in loops.values():
            connections.closed = True
        unused = None if loops else self._given
        self._closing = asyncio.get_running_loop().create_task(_close_all(loops, unused))
        await asyncio.shield(self._closing)

    def reset_after_fork(self) -> None:
        """In a child process: new connections; the parent's are left alone."""
        self._left_to_parent.append(self._loops)
        for connections in self._loops.values():
            connections.abandon()
        self._loops = {}
        self._given_to_parent = self._given is not None

    def _open(self, loop: asyncio.AbstractEventLoop) -> LoopConnections:
        if self.closed:
            raise closed_client()
        if self._given_to_parent:
            raise ConfigurationError(FORKED)
        for other in [other for other in list(self._loops) if other.is_closed()]:
            stale = self._loops.pop(other, None)
            if stale is not None:
                stale.abandon()
        return self._loops.setdefault(loop, self._made())

    def _made(self) -> LoopConnections:
        if self._over_aiohttp:
            from .over_aiohttp import OverAiohttp

            return OverAiohttp(self._options)
        return OverHttpx(self._given or make_transport(httpx.AsyncHTTPTransport, self._options))


async def _close_all(
    loops: dict[asyncio.AbstractEventLoop, LoopConnections], unused: httpx.AsyncBaseTransport | None
) -> None:
    if unused is not None:
        await unused.aclose()
    for loop, connections in loops.items():
        if loop is asyncio.get_running_loop():
            await connections.close(CLOSING_GRACE)
        elif loop.is_running():
            elsewhere = asyncio.run_coroutine_threadsafe(connections.close(CLOSING_GRACE), loop)
            await asyncio.wait((asyncio.wrap_future(elsewhere),), timeout=CLOSING_GRACE + 5.0)
        else:
            connections.abandon()


class OneKind(Fixed):
    """For the low-level client of an asynchronous client: it does not serve synchronous functions."""

    def get_httpx_client(self) -> NoReturn:
        """Refused, with what to call instead: httpx would send the request without token, retries and typed errors."""
        raise ConfigurationError("this is the api of an AsyncAbhaClient: call .asyncio or .asyncio_detailed with it")


class Flight(Generic[T]):
    """Work that runs once in a task of its own, for everyone who waits for it, whoever of them is cancelled."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._task: asyncio.Task[T] | None = None

    def start(self, ended: Callable[[], None]) -> None:
        """Begin; ``ended`` is called before anyone learns of the result."""
        self._task = asyncio.get_running_loop().create_task(self._run(ended))
        self._task.add_done_callback(lambda task: task.cancelled() or task.exception())

    async def wait(self, seconds: float) -> T | None:
        """The result, or None when it has not come in time; raises what the work raised."""
        assert self._task is not None
        done, _ = await asyncio.wait((self._task,), timeout=max(seconds, 0.0))
        if not done or self._task.cancelled():
            return None
        error = self._task.exception()
        if error is not None:
            raise error.copy() if isinstance(error, EkaError) else error
        return self._task.result()

    @boundary
    async def _run(self, ended: Callable[[], None]) -> T:
        try:
            return await self._work()
        finally:
            ended()


class Flights(Generic[T]):
    """At most one flight per key at a time, on each event loop."""

    def __init__(self) -> None:
        self._under_way: dict[tuple[asyncio.AbstractEventLoop, Hashable], Flight[T]] = {}
        reset_after_fork(self)

    def join(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, T]]) -> Flight[T]:
        """The flight for this key that is under way, or a new one."""
        here = (asyncio.get_running_loop(), key)
        flight = self._under_way.get(here)
        if flight is None:
            for stale in [stale for stale in list(self._under_way) if stale[0].is_closed()]:
                self._under_way.pop(stale, None)
            flight = self._under_way[here] = Flight(work)
            flight.start(lambda: self._forget(here))
        return flight

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way on this loop, ``seconds`` at most."""
        loop = asyncio.get_running_loop()
        under_way = list(self._under_way.items())
        tasks = [flight._task for (owner, _), flight in under_way if owner is loop and flight._task]
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)

    def reset_after_fork(self) -> None:
        """In a child process: the parent's flights have no loop here."""
        self._under_way = {}

    def _forget(self, here: tuple[asyncio.AbstractEventLoop, Hashable]) -> None:
        self._under_way.pop(here, None)


async def reveal_client_secret(source: SecretSource) -> Secret:
    """The client secret, read anew when it comes from a callable; a plain callable is run in a thread.

    Raises:
        ConfigurationError: the callable failed, or what it returned is not a secret.
    """
    if not callable(source):
        return read_secret(source)
    try:
        value = await source() if inspect.iscoroutinefunction(source) else await asyncio.to_thread(source)
        if inspect.isawaitable(value):
            value = await value
    except Exception as error:
        reason = f"client_secret: the callable failed with {type(error).__name__}"
    else:
        return read_secret(value)
    raise ConfigurationError(reason)
