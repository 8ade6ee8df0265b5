"""Event loops: connections, work that runs once, sleep. The twin of ``threads``: same names, same promises."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar

import httpx

from eka_abha._boundary import without_frames
from eka_abha._http.config import SecretSource, read_secret
from eka_abha._http.deadline import request_under_way
from eka_abha._http.exchange import AttemptLimits, Body, ExchangeFailed, FailureKind, failure_of
from eka_abha._http.transports import MAX_CONNECTIONS, make_transport
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError, EkaError

from .fixed import Fixed
from .forks import FORKED, reset_after_fork

__all__ = ["Connections", "Flight", "Flights", "OneKind", "boundary", "reveal_client_secret", "sleep"]

P = ParamSpec("P")
T = TypeVar("T")

sleep = asyncio.sleep

CLOSING_GRACE = 30.0
"""Seconds that ``aclose`` waits for calls that run to their end; then they are cut off."""


def boundary(method: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """For public coroutine methods and for tasks: an error leaves without the frames and arguments behind it."""

    @functools.wraps(method)
    async def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await method(*args, **kwargs)
        except BaseException as error:
            failure = without_frames(error)
        del args, kwargs
        try:
            raise failure
        finally:
            del failure

    return guarded


class _LoopConnections:
    """The connections that belong to one event loop, and the calls under way on them."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self.transport = transport
        self.slots = asyncio.Semaphore(MAX_CONNECTIONS)
        self.calls: set[asyncio.Task[httpx.Response]] = set()

    async def close(self) -> None:
        if self.calls:
            _, unfinished = await asyncio.wait(self.calls, timeout=CLOSING_GRACE)
            for call in unfinished:
                call.cancel()
            if unfinished:
                await asyncio.wait(unfinished, timeout=1.0)
        await self.transport.aclose()


class Connections:
    """The connections to one host, shared by a client and its copies; a pool for each event loop, none after a fork.

    httpx's own pool leaks the connection of a call that is cancelled, until every later call times out. So a call
    runs to its end in a task of its own, whatever becomes of the caller; a caller that is cancelled before its turn
    has sent nothing.
    """

    def __init__(self, base_url: str, keepalive_expiry: float, given: httpx.AsyncBaseTransport | None) -> None:
        self._base_url = base_url
        self._keepalive_expiry = keepalive_expiry
        self._given = given
        self._loops: dict[asyncio.AbstractEventLoop, _LoopConnections] = {}
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
        await self._take_slot(here, limits)
        if self.closed:
            here.slots.release()
            raise _closed()
        call = loop.create_task(self._run(here, request, limits))
        here.calls.add(call)
        call.add_done_callback(functools.partial(_ended, here))
        done, _ = await asyncio.wait((call,), timeout=max(limits.deadline.remaining(), 0.0))
        if not done:
            raise ExchangeFailed(FailureKind.TIMEOUT, never_sent=False, reason="deadline")
        if call.cancelled():
            raise ExchangeFailed(FailureKind.BROKEN, never_sent=False, reason="cut off")
        return call.result()

    async def aclose(self) -> None:
        """Wait for the calls under way, then close all connections. A second call does nothing.

        It goes on in a task of its own when the caller is cancelled meanwhile.
        """
        if self.closed:
            return
        self.closed = True
        loops, self._loops = self._loops, {}
        unused = None if loops else self._given
        self._closing = asyncio.get_running_loop().create_task(_close_all(loops, unused))
        await asyncio.shield(self._closing)

    def reset_after_fork(self) -> None:
        """In a child process: new connections; the parent's are left alone."""
        self._left_to_parent.append(self._loops)
        self._loops = {}
        self._given_to_parent = self._given is not None

    def _open(self, loop: asyncio.AbstractEventLoop) -> _LoopConnections:
        if self.closed:
            raise _closed()
        if self._given_to_parent:
            raise ConfigurationError(FORKED)
        for other in [other for other in list(self._loops) if other.is_closed()]:
            self._loops.pop(other, None)
        transport = self._given or make_transport(httpx.AsyncHTTPTransport, self._base_url, self._keepalive_expiry)
        return self._loops.setdefault(loop, _LoopConnections(transport))

    async def _take_slot(self, here: _LoopConnections, limits: AttemptLimits) -> None:
        if not here.slots.locked():
            await here.slots.acquire()
            return
        try:
            async with asyncio.timeout(min(limits.connect, limits.deadline.remaining())):
                await here.slots.acquire()
        except TimeoutError:
            pass
        else:
            return
        raise ExchangeFailed(FailureKind.CONNECT, never_sent=True, reason="no free connection")

    @boundary  # an interrupt leaves the task past the caller's own boundary
    async def _run(self, here: _LoopConnections, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        request.extensions = {**request.extensions, "timeout": limits.as_extension()}
        try:
            with request_under_way(limits.deadline):
                response = await here.transport.handle_async_request(request)
                try:
                    body = Body(limits.deadline)
                    async for chunk in _chunks(response):
                        body.add(chunk)
                    return body.answer(response, request)
                finally:
                    await response.aclose()
        except ExchangeFailed:
            raise
        except Exception as error:
            failure = failure_of(error, here.transport)
        raise failure


async def _close_all(
    loops: dict[asyncio.AbstractEventLoop, _LoopConnections], unused: httpx.AsyncBaseTransport | None
) -> None:
    if unused is not None:
        await unused.aclose()
    for loop, connections in loops.items():
        if loop is asyncio.get_running_loop():
            await connections.close()
        elif loop.is_running():
            elsewhere = asyncio.run_coroutine_threadsafe(connections.close(), loop)
            await asyncio.wait((asyncio.wrap_future(elsewhere),), timeout=CLOSING_GRACE + 5.0)


def _ended(here: _LoopConnections, call: asyncio.Task[httpx.Response]) -> None:
    here.calls.discard(call)
    here.slots.release()
    if not call.cancelled():
        call.exception()  # looked at here, because the caller may be gone


def _closed() -> ConfigurationError:
    return ConfigurationError("the client is closed: make a new one")


def _chunks(response: httpx.Response) -> AsyncIterator[bytes]:
    assert isinstance(response.stream, httpx.AsyncByteStream)
    return aiter(response.stream)


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
