"""What only threads do: dying with an exception, interrupts by signal, forks."""

from __future__ import annotations

import concurrent.futures
import gc
import signal
import threading
import time
from collections.abc import Callable

import pytest
from eka_abha import AbhaClient, Attempt
from eka_abha.errors import EkaError

from tests.privacy.canaries import ADDRESS, BORN, CLIENT_SECRET, FIRST, LAST, MOBILE, OTP, SHARING_KEY
from tests.privacy.detectors import Watch
from tests.privacy.hostile import drop
from tests.privacy.serving import FULL_ANSWER, LOGIN_ANSWER
from tests.support.raw_server import Connection, RawRequest, raw_server


def slow(request: RawRequest, connection: Connection) -> None:
    """Logins at once, all else never."""
    if request.path.endswith("/login"):
        connection.answer(LOGIN_ANSWER)
    else:
        connection.sock.settimeout(2.0)
        connection.sock.recv(1)


def never(request: RawRequest, connection: Connection) -> None:
    """Not even a login."""
    connection.sock.settimeout(2.0)
    connection.sock.recv(1)


def well(request: RawRequest, connection: Connection) -> None:
    """Everything succeeds."""
    connection.answer(LOGIN_ANSWER if request.path.endswith("/login") else FULL_ANSWER)


def client(base_url: str, on_attempt: Callable[[Attempt], object] | None = None) -> AbhaClient:
    """A client that logs in."""
    return AbhaClient(
        client_id="c",
        client_secret=CLIENT_SECRET,
        sharing_key=SHARING_KEY,
        environment="sandbox",
        base_url=base_url,
        on_attempt=on_attempt,
        timeout=0.8,
        max_retries=0,
    )


def start(abha: AbhaClient) -> None:
    """A change."""
    abha.registration.start_mobile(MOBILE)


def check(abha: AbhaClient) -> None:
    """A look-up."""
    abha.lookup.address_exists(ADDRESS)


def suggest(abha: AbhaClient) -> None:
    """A look-up with names in its URL."""
    abha.lookup.suggest_addresses(first_name=FIRST, last_name=LAST, birth_date=BORN, txn_id="txn-1")


CALLS = (start, check, suggest)


def test_a_thread_that_dies_shows_nothing() -> None:
    """threading.excepthook gets the exception of a call that nobody caught; a future keeps it."""
    with raw_server(drop) as server, Watch() as watch, client(server.base_url) as abha:
        for call in CALLS:
            thread = threading.Thread(target=call, args=(abha,))
            thread.start()
            thread.join()
        assert len(watch.errors) == 3
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for future in [pool.submit(call, abha) for call in CALLS]:
                error = future.exception()
                assert isinstance(error, EkaError)
                watch.look_at(future)
                watch.look_at_error(error)
    assert watch.leaks() == []


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("operation", ["login", "init_mobile_registration"])
def test_an_interrupt_inside_a_hook_shows_nothing(interrupt: type[BaseException], operation: str) -> None:
    """Ctrl-C while a hook runs, in the caller's thread or in that of the login."""

    def hook(attempt: Attempt) -> None:
        if attempt.operation == operation:
            raise interrupt

    with (
        raw_server(well) as server,
        Watch() as watch,
        client(server.base_url, hook) as abha,
        watch.failing(interrupt),
    ):
        start(abha)
    assert watch.leaks() == []


class TimeIsUp(Exception):
    """As a task queue raises it in the middle of whatever runs."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timers here")
@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, TimeIsUp])
@pytest.mark.parametrize("behave", [slow, never])
def test_a_signal_in_the_middle_of_a_call_shows_nothing(
    behave: Callable[[RawRequest, Connection], None], interrupt: type[BaseException]
) -> None:
    """A handler raises while the library waits for an answer, or for the thread that logs in."""

    def handler(number: int, frame: object) -> None:
        raise interrupt

    before = signal.signal(signal.SIGALRM, handler)
    try:
        with raw_server(behave) as server, Watch() as watch, client(server.base_url) as abha:
            for call in CALLS:
                with watch.failing(BaseException):  # where a transport runs, it counts as the connection's failure
                    signal.setitimer(signal.ITIMER_REAL, 0.05)
                    call(abha)
        assert watch.leaks() == []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_waiters_of_one_failed_login_show_nothing() -> None:
    """Many threads wait for one login; each gets an error of its own."""

    def drop_late(request: RawRequest, connection: Connection) -> None:
        time.sleep(0.1)
        connection.drop()

    with (
        raw_server(drop_late) as server,
        Watch() as watch,
        client(server.base_url) as abha,
        concurrent.futures.ThreadPoolExecutor(6) as pool,
    ):
        for future in [pool.submit(call, abha) for call in CALLS * 2]:
            error = future.exception()
            assert isinstance(error, EkaError)
            watch.look_at_error(error)
    assert watch.leaks() == []
    assert len({id(error) for error in watch.errors}) == 6


def test_a_client_that_is_not_closed_shows_nothing() -> None:
    """The sockets it leaves behind make warnings."""

    def use() -> None:
        abha = client(server.base_url)
        step = abha.registration.start_mobile(MOBILE)
        with watch.failing(EkaError):
            step.verify(f"{OTP}x")

    with raw_server(well) as server, Watch() as watch:
        use()
        watch.errors.clear()  # they keep the client alive
        gc.collect()
    assert watch.leaks() == []
    assert any("unclosed" in shown.text for shown in watch.shown)


def test_closing_under_way_shows_nothing() -> None:
    """The client is closed by one thread while another's call is in the air, and used after that."""
    with raw_server(slow) as server, Watch() as watch:
        abha = client(server.base_url)
        thread = threading.Thread(target=start, args=(abha,))
        thread.start()
        time.sleep(0.1)
        abha.close()
        thread.join()
        for call in CALLS:
            with watch.failing(EkaError):
                call(abha)
    assert watch.leaks() == []
    assert len(watch.errors) == 4
