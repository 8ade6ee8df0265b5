"""What only an event loop does: cancelling, interrupts inside tasks, complaints of the loop itself."""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import Awaitable, Callable, Coroutine

import pytest
from eka_abha import Attempt, Secret, Token
from eka_abha._async.tokens import LoginTokens
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import EkaError, InvalidOtp

from tests.privacy.canaries import (
    ACCESS_TOKEN,
    ADDRESS,
    BORN,
    CLIENT_SECRET,
    FIRST,
    LAST,
    MOBILE,
    OTP,
    REFRESH_TOKEN,
    SHARING_KEY,
)
from tests.privacy.detectors import Watch
from tests.privacy.hostile import drop
from tests.privacy.serving import FULL_ANSWER, LOGIN_ANSWER, Scripted, serve
from tests.support.raw_server import Connection, RawRequest, raw_server

pytestmark = pytest.mark.usefixtures("either_transport")


def run(main: Callable[[], Coroutine[object, object, None]], *, debug: bool = False) -> None:
    """As an application runs it."""
    with asyncio.Runner(debug=debug) as runner:
        runner.run(main())


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


def client(base_url: str, on_attempt: Callable[[Attempt], object] | None = None) -> AsyncAbhaClient:
    """A client that logs in."""
    return AsyncAbhaClient(
        client_id="c",
        client_secret=CLIENT_SECRET,
        sharing_key=SHARING_KEY,
        environment="sandbox",
        base_url=base_url,
        on_attempt=on_attempt,
        timeout=0.8,
        max_retries=0,
    )


def calls(abha: AsyncAbhaClient) -> tuple[Awaitable[object], ...]:
    """A change, and a look-up with names in its URL."""
    return (
        abha.registration.start_mobile(MOBILE),
        abha.lookup.suggest_addresses(first_name=FIRST, last_name=LAST, birth_date=BORN, txn_id="txn-1"),
        abha.lookup.address_exists(ADDRESS),
    )


@pytest.mark.parametrize("behave", [slow, never])
def test_a_cancelled_call_shows_nothing(behave: Callable[[RawRequest, Connection], None]) -> None:
    """By cancel, by a timeout of the caller's own, as one of a group; during the login and during the call."""

    async def main() -> None:
        async with client(server.base_url) as abha:
            for call in calls(abha):
                task = asyncio.ensure_future(call)
                await asyncio.sleep(0.03)
                watch.look_at(task, *asyncio.all_tasks())
                task.cancel(MOBILE[:3])
                with watch.failing(asyncio.CancelledError):
                    await task
                watch.look_at(task)
            for call in calls(abha):
                with watch.failing(TimeoutError):
                    await asyncio.wait_for(call, 0.02)
            with watch.failing(TimeoutError):
                async with asyncio.timeout(0.02):
                    await abha.registration.start_mobile(MOBILE)
            with watch.failing(ExceptionGroup):
                async with asyncio.TaskGroup() as group:
                    for call in calls(abha):
                        group.create_task(_failing_later(call))

    with raw_server(behave) as server, Watch() as watch:
        run(main)
    assert watch.leaks() == []


async def _failing_later(call: Awaitable[object]) -> None:
    async with asyncio.timeout(0.02):
        await call


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit, asyncio.CancelledError, GeneratorExit])
@pytest.mark.parametrize("operation", ["login", "init_mobile_registration"])
def test_an_interrupt_inside_a_hook_shows_nothing(interrupt: type[BaseException], operation: str) -> None:
    """Ctrl-C while a hook runs: the frames on its way out hold neither credentials nor the patient's data."""

    def hook(attempt: Attempt) -> None:
        if attempt.operation == operation:
            raise interrupt

    async def main() -> None:
        async with client(server.base_url, hook) as abha:
            await abha.registration.start_mobile(MOBILE)

    def behave(request: RawRequest, connection: Connection) -> None:
        connection.answer(LOGIN_ANSWER if request.path.endswith("/login") else FULL_ANSWER)

    with raw_server(behave) as server, Watch() as watch, watch.failing(BaseException):
        run(main)
    assert watch.leaks() == []


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_inside_a_refresh_nobody_waits_for_shows_nothing(interrupt: type[BaseException]) -> None:
    """A token is refreshed ahead of time, in a task of its own, while the calls go on with the old one."""

    def hook(attempt: Attempt) -> None:
        if attempt.operation == "refresh_token":
            raise interrupt

    def behave(request: RawRequest, connection: Connection) -> None:
        connection.answer(LOGIN_ANSWER if "/connect-auth/" in request.path else FULL_ANSWER)

    async def main() -> None:
        async with client(server.base_url, hook) as abha:
            tokens = abha._tokens
            assert isinstance(tokens, LoginTokens)
            now = time.time()
            old = Token(Secret(ACCESS_TOKEN), now + 60, now - 60, Secret(REFRESH_TOKEN))
            await abha._store.save(tokens._key, old)
            await abha.registration.start_mobile(MOBILE)
            await asyncio.sleep(1)

    with raw_server(behave) as server, Watch() as watch, watch.failing(interrupt):
        run(main)
    assert watch.leaks() == []


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt(MOBILE[:4]), SystemExit(3)])
def test_an_interrupt_inside_the_transport_shows_nothing(interrupt: BaseException) -> None:
    """A signal handler that raises while the loop is deep in a call, or in a login."""

    async def main() -> None:
        transport = Scripted(failure=interrupt, logs_in=True)
        async with AsyncAbhaClient(
            client_id="c", client_secret=CLIENT_SECRET, environment="sandbox", transport=transport
        ) as abha:
            await abha.lookup.suggest_addresses(first_name=FIRST, last_name=LAST, birth_date=BORN, txn_id="t")

    async def login() -> None:
        transport = Scripted(failure=interrupt)
        async with AsyncAbhaClient(
            client_id="c", client_secret=CLIENT_SECRET, environment="sandbox", transport=transport
        ) as abha:
            await abha.access_token()

    for what in (main, login):
        with Watch() as watch, watch.failing(type(interrupt)):
            run(what)
        assert watch.leaks() == []


def test_a_task_nobody_asks_shows_nothing() -> None:
    """ "Task exception was never retrieved": the loop's handler logs it with its traceback."""

    async def main() -> None:
        async with client(server.base_url) as abha:
            tasks = [asyncio.ensure_future(call) for call in calls(abha)]
            await asyncio.wait(tasks)
            tasks.clear()
            gc.collect()
            await asyncio.sleep(0)

    with raw_server(drop) as server, Watch() as watch:
        run(main)
    assert watch.leaks() == []
    assert sum("never retrieved" in line for line in watch.log_lines("asyncio")) == 3


def test_a_coroutine_nobody_awaits_shows_nothing() -> None:
    """ "Coroutine was never awaited" is a warning about a coroutine that holds its arguments."""

    async def main() -> None:
        async with client("http://127.0.0.1:9") as abha:
            for call in calls(abha):
                watch.look_at(call)
                del call
            gc.collect()

    with Watch() as watch:
        run(main, debug=True)
    assert watch.leaks() == []
    assert sum("never awaited" in shown.text for shown in watch.shown) >= 3


def test_a_loop_in_debug_mode_shows_nothing() -> None:
    """It logs slow callbacks with their arguments, and connections."""

    async def main() -> None:
        asyncio.get_running_loop().slow_callback_duration = 0.0
        async with AsyncAbhaClient(
            client_id=served.emulator.client_id,
            client_secret=CLIENT_SECRET,
            environment="sandbox",
            base_url=served.base_url,
        ) as abha:
            step = await abha.registration.start_mobile(MOBILE)
            with watch.failing(InvalidOtp):
                await step.verify(OTP)
            await abha.lookup.suggest_addresses(first_name=FIRST, last_name=LAST, birth_date=BORN, txn_id=step.txn_id)

    with serve(socket=True) as served, Watch() as watch:
        run(main, debug=True)
    assert served.leaks(watch) == []
    assert any("Executing" in line for line in watch.log_lines("asyncio"))


def test_a_client_that_is_not_closed_shows_nothing() -> None:
    """Sockets and tasks that are left behind make warnings; the loop ends while a call is under way."""

    async def main() -> None:
        abha = client(server.base_url)
        call = asyncio.ensure_future(abha.registration.start_mobile(MOBILE))
        await asyncio.sleep(0.05)
        watch.look_at(call, *asyncio.all_tasks())

    with raw_server(slow) as server, Watch() as watch:
        run(main)
        gc.collect()
    assert watch.leaks() == []


def test_closing_under_way_shows_nothing() -> None:
    """The client is closed by one task while another's call is in the air, and used after that."""

    async def main() -> None:
        abha = client(server.base_url)
        call = asyncio.ensure_future(abha.registration.start_mobile(MOBILE))
        await asyncio.sleep(0.05)
        await abha.aclose()
        with watch.failing(EkaError):
            await call
        for late in calls(abha):
            with watch.failing(EkaError):
                await late

    with raw_server(slow) as server, Watch() as watch:
        run(main)
    assert watch.leaks() == []


def test_waiters_of_one_failed_login_show_nothing() -> None:
    """Many tasks wait for one login; each gets an error of its own, without the others' frames."""

    async def main() -> None:
        async with client(server.base_url) as abha:
            for result in await asyncio.gather(*calls(abha), *calls(abha), return_exceptions=True):
                assert isinstance(result, EkaError)
                watch.look_at_error(result)

    with raw_server(drop) as server, Watch() as watch:
        run(main)
    assert watch.leaks() == []
    assert len({id(error) for error in watch.errors}) == 6


def test_an_asynchronous_secret_source_shows_nothing() -> None:
    """A coroutine function that fails, one that returns nonsense, and one that works."""

    async def fails() -> str:
        raise LookupError(CLIENT_SECRET)

    async def lies() -> str:
        return f"{CLIENT_SECRET}\n{CLIENT_SECRET}"

    async def works() -> str:
        return CLIENT_SECRET

    async def main() -> None:
        body = json.dumps({**FULL_ANSWER, **LOGIN_ANSWER, "access_token": ACCESS_TOKEN}).encode()
        for source in (fails, lies, works):
            async with AsyncAbhaClient(
                client_id="c", client_secret=source, environment="sandbox", transport=Scripted(body=body)
            ) as abha:
                watch.look_at(abha, abha._tokens, abha._settings.credentials)
                if source is works:
                    watch.look_at(await abha.registration.start_mobile(MOBILE))
                else:
                    with watch.failing(EkaError):
                        await abha.registration.start_mobile(MOBILE)

    with Watch() as watch:
        run(main)
    assert watch.leaks() == []
