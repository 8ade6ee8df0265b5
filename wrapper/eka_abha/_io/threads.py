"""Threads: connections, work that runs once, sleep. The twin of ``aio``; the same names, the same promises."""

from __future__ import annotations

import contextvars
import inspect
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, NoReturn, TypeVar

import httpx

from eka_abha._boundary import plain_boundary as boundary
from eka_abha._http.config import SecretSource, read_secret
from eka_abha._http.deadline import request_under_way
from eka_abha._http.exchange import AttemptLimits, Body, ExchangeFailed, failure_of, spend_if_more_came
from eka_abha._http.transports import ConnectionOptions, check_given, make_transport
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError, EkaError

from .fixed import Fixed
from .forks import FORKED, reset_after_fork

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

Transport = httpx.BaseTransport
"""What a client may be told to send with."""

sleep = time.sleep

CLOSING_GRACE = 30.0
"""Seconds that ``close`` waits for calls of other threads; then they are cut off."""


def check_transport(transport: object, options: ConnectionOptions) -> None:
    """Refuse what could not keep what this client promises.

    Raises:
        ConfigurationError: it is no transport, or one for event loops.
    """
    if transport == "aiohttp":
        raise ConfigurationError("transport: aiohttp needs an event loop; AsyncAbhaClient takes it, AbhaClient cannot")
    check_given(transport, httpx.BaseTransport, "httpx.BaseTransport")


class Connections:
    """The connections to one host, shared by a client and its copies; safe over threads and after a fork."""

    def __init__(self, options: ConnectionOptions, given: httpx.BaseTransport | None) -> None:
        self._options = options
        self._given = given
        self._transport = given
        self._left_to_parent: list[httpx.BaseTransport] = []
        self._changed = threading.Condition()
        self._calls: list[int] = []  # the threads that are in a call
        self._given_to_parent = False
        self.closed = False
        reset_after_fork(self)

    def exchange(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        """Send one request and read the whole answer.

        Raises:
            ExchangeFailed: there is no complete answer.
        """
        transport = self._enter()
        request.extensions = {**request.extensions, "timeout": limits.as_extension()}
        try:
            with request_under_way(limits.deadline):
                response = transport.handle_request(request)
                try:
                    body = Body(limits.deadline)
                    for chunk in _chunks(response):
                        body.add(chunk)
                    spend_if_more_came(response)
                    return body.answer(response.status_code, response.headers, request)
                finally:
                    response.close()
        except ExchangeFailed:
            raise
        except Exception as error:
            failure = failure_of(error, transport)
        finally:
            self._leave()
        raise failure

    def close(self) -> None:
        """Wait for the calls of other threads, then close all connections. A second call does nothing."""
        me = threading.get_ident()
        with self._changed:
            transport, self._transport, self.closed = self._transport, None, True
            self._changed.wait_for(lambda: all(thread == me for thread in self._calls), timeout=CLOSING_GRACE)
        if transport is not None:
            transport.close()

    def reset_after_fork(self) -> None:
        """In a child process: new connections; the parent's are left alone."""
        self._changed = threading.Condition()
        self._calls = []
        if self._transport is not None:
            self._left_to_parent.append(self._transport)
            self._transport = None
        self._given_to_parent = self._given is not None

    def _enter(self) -> httpx.BaseTransport:
        with self._changed:
            if self.closed:
                raise ConfigurationError("the client is closed: make a new one")
            if self._given_to_parent:
                raise ConfigurationError(FORKED)
            if self._transport is None:
                self._transport = make_transport(httpx.HTTPTransport, self._options)
            self._calls.append(threading.get_ident())
            return self._transport

    def _leave(self) -> None:
        with self._changed:
            self._calls.remove(threading.get_ident())
            if self.closed:
                self._changed.notify_all()


def _chunks(response: httpx.Response) -> Iterator[bytes]:
    assert isinstance(response.stream, httpx.SyncByteStream)
    return iter(response.stream)


class OneKind(Fixed):
    """For the low-level client of a synchronous client: it does not serve asynchronous functions."""

    def get_async_httpx_client(self) -> NoReturn:
        """Refused, with what to call instead: httpx would send the request without token, retries and typed errors."""
        raise ConfigurationError("this is the api of an AbhaClient: call .sync or .sync_detailed with it")


class Flight(Generic[T]):
    """Work that runs once in a thread of its own, for everyone who waits for it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._done = threading.Event()
        self._result: T | None = None
        self._error: BaseException | None = None
        self._work: Callable[[], T] | None = work

    def start(self, ended: Callable[[], None]) -> None:
        """Begin, in the caller's context as a task does; ``ended`` is called before anyone learns of the result."""
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(self._run, ended), name="eka-abha-token", daemon=True).start()

    def wait(self, seconds: float) -> T | None:
        """The result, or None when it has not come in time; raises what the work raised."""
        if not self._done.wait(max(seconds, 0.0)):
            return None
        if self._error is not None:
            raise self._error.copy() if isinstance(self._error, EkaError) else self._error
        return self._result

    def _run(self, ended: Callable[[], None]) -> None:
        assert self._work is not None
        try:
            self._result = self._work()
        except BaseException as error:
            self._error = error
        finally:
            self._work = None
            ended()
            self._done.set()


class Flights(Generic[T]):
    """At most one flight per key at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, Flight[T]] = {}
        reset_after_fork(self)

    def join(self, key: Hashable, work: Callable[[], T]) -> Flight[T]:
        """The flight for this key that is under way, or a new one."""
        with self._lock:
            flight = self._under_way.get(key)
            if flight is None:
                flight = Flight(work)
                flight.start(lambda: self._forget(key))  # before it is kept: when no thread starts, nobody waits for it
                self._under_way[key] = flight
            return flight

    def finish(self, seconds: float) -> None:
        """Wait for what is under way, ``seconds`` at most."""
        with self._lock:
            flights = list(self._under_way.values())
        for flight in flights:
            flight._done.wait(seconds)

    def reset_after_fork(self) -> None:
        """In a child process: the parent's flights have no thread here."""
        self._lock = threading.Lock()
        self._under_way = {}

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._under_way.pop(key, None)


def reveal_client_secret(source: SecretSource) -> Secret:
    """The client secret, read anew when it comes from a callable.

    Raises:
        ConfigurationError: the callable failed, or what it returned is not a secret.
    """
    if not callable(source):
        return read_secret(source)
    try:
        value = source()
    except Exception as error:
        reason = f"client_secret: the callable failed with {type(error).__name__}"
    else:
        if inspect.iscoroutine(value):
            value.close()
            raise ConfigurationError("client_secret: an async callable needs an AsyncAbhaClient")
        return read_secret(value)
    raise ConfigurationError(reason)
