"""One login, one refresh, however many tasks ask, and whoever of them is cancelled: over real sockets."""

from __future__ import annotations

import asyncio
import functools
import threading
import time

import pytest
from eka_abha.aio import AsyncAbhaClient, MemoryTokenStore
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import AuthenticationError, ConfigurationError, RequestTimeout

from tests.support.clock import Clock
from tests.support.held_login import HeldLogin
from tests.support.raw_server import Connection, RawRequest, raw_server
from tests.support.recorder import LOGIN, answers
from tests.support.untyped import untyped

pytestmark = pytest.mark.anyio

CROWD = 200
ADDRESS = "nisha.rao@sbx"


def client(base_url: str, **options: object) -> AsyncAbhaClient:
    """A client with the emulator's credentials."""
    settings = {"client_id": "emulator-client", "client_secret": "emulator-secret", "base_url": base_url, **options}
    return AsyncAbhaClient(**untyped(settings))


async def ask(abha: AsyncAbhaClient) -> bool:
    """Any call."""
    return await abha.lookup.address_exists(ADDRESS)


async def crowd(abha: AsyncAbhaClient, count: int = CROWD) -> list[bool | BaseException]:
    """What each of many tasks got."""
    return await asyncio.gather(*(ask(abha) for _ in range(count)), return_exceptions=True)


async def test_a_cold_start_of_200_tasks_makes_one_login() -> None:
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        async with client(base_url) as abha:
            assert await crowd(abha) == [False] * CROWD
    assert emulator.counts == {"login": 1, "check_abha_address": CROWD}


async def test_200_tasks_that_meet_a_revoked_token_at_once_make_one_refresh() -> None:
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        async with client(base_url) as abha:
            await ask(abha)
            emulator.revoke_tokens(refresh_tokens=False)
            assert await crowd(abha) == [False] * CROWD
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, 1)


@pytest.mark.parametrize("age", [1600, 1900], ids=["ahead of time", "expired"])
async def test_200_tasks_refresh_once(monkeypatch: pytest.MonkeyPatch, age: int) -> None:
    emulator = Emulator(seed=1)
    clock = Clock(monkeypatch, emulator)
    with run_in_thread(emulator) as base_url:
        async with client(base_url) as abha:
            await ask(abha)
            clock.advance(age)
            assert await crowd(abha) == [False] * CROWD
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, 1)


def refuse_slowly(request: RawRequest, connection: Connection) -> None:
    time.sleep(1.5)  # until all of them wait
    connection.answer({"code": 401, "error": "no"}, status=401)


async def test_wrong_credentials_make_one_login_for_all_who_wait() -> None:
    """No storm: each gets an error of its own, from one answer."""
    with raw_server(refuse_slowly) as server:
        async with client(server.base_url) as abha:
            errors = await crowd(abha, 50)
        assert server.paths() == [LOGIN]
    assert {type(error) for error in errors} == {AuthenticationError}
    assert len({id(error) for error in errors}) == 50
    assert len({str(error) for error in errors}) == 1


async def test_five_cancelled_leaders_make_one_login() -> None:
    """The login belongs to everyone who waits: a patient who closes the browser does not end it for the others."""
    login = HeldLogin()
    with raw_server(login) as server:
        async with client(server.base_url) as abha:
            waiting = asyncio.create_task(ask(abha))
            for _ in range(5):
                leader = asyncio.create_task(ask(abha))
                await asyncio.sleep(0.05)
                leader.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await leader
            login.go_on.set()
            assert await waiting
        assert server.paths().count(LOGIN) == 1


async def test_a_login_whose_every_caller_was_cancelled_serves_the_next() -> None:
    """Five patients in a row, each gone before the login was done."""
    login = HeldLogin()
    with raw_server(login) as server:
        async with client(server.base_url) as abha:
            for _ in range(5):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await ask(abha)
            login.go_on.set()
            assert await ask(abha)
        assert server.paths().count(LOGIN) == 1


async def test_a_leader_with_a_short_deadline_does_not_fail_the_others() -> None:
    """It gives up itself; the login it began goes on for those who have time, in other clients, too."""
    store, login = MemoryTokenStore(), HeldLogin()
    with raw_server(login) as server:
        async with (
            client(server.base_url, token_store=store) as abha,
            client(server.base_url, token_store=store, deadline=0.2) as other,
        ):
            hasty = asyncio.create_task(ask(other))
            await asyncio.sleep(0.05)
            hasty_copy = asyncio.create_task(ask(abha.with_options(deadline=0.2)))
            waiting = asyncio.create_task(ask(abha))
            for task in (hasty, hasty_copy):
                with pytest.raises(RequestTimeout):
                    await task
            login.go_on.set()
            assert await waiting
        assert server.paths().count(LOGIN) == 1


async def test_nobody_is_held_up_who_has_a_token() -> None:
    """While one tenant's login hangs, another's calls go on."""

    hangs, go_on = threading.Event(), threading.Event()

    def hang_for_one(request: RawRequest, connection: Connection) -> None:
        if request.path == LOGIN:
            if request.json().get("sharing_key") == "slow":
                hangs.set()
                go_on.wait(20)
            connection.answer({"access_token": "t"})
        else:
            connection.answer({"exists": True})

    with raw_server(hang_for_one) as server:
        async with client(server.base_url) as abha:
            await ask(abha)
            slow = asyncio.create_task(ask(abha.with_options(sharing_key="slow")))
            assert await asyncio.to_thread(hangs.wait, 10)
            for _ in range(5):
                await ask(abha)
            assert not slow.done()
            go_on.set()
            assert await slow


async def read_vault(secret: str = "emulator-secret") -> str:
    await asyncio.sleep(0)
    return secret


class Vault:
    """An object that is called and then awaited."""

    async def __call__(self) -> str:
        return await read_vault()


THREADS: list[int] = []


def blocking() -> str:
    THREADS.append(threading.get_ident())
    return "emulator-secret"


@pytest.mark.parametrize(
    "secret", [read_vault, functools.partial(read_vault, "emulator-secret"), Vault(), blocking, lambda: read_vault()]
)
async def test_a_secret_may_come_from_a_plain_or_an_async_callable(secret: object) -> None:
    emulator = Emulator(seed=1)
    async with client("http://127.0.0.1:9", transport=emulator.transport(), client_secret=secret) as abha:
        await ask(abha)
        emulator.revoke_tokens()
        await ask(abha)
    assert emulator.counts["login"] == 2


async def test_a_plain_callable_does_not_hold_up_the_loop() -> None:
    """A vault is behind a network: it is asked in a thread."""
    emulator = Emulator(seed=1)
    async with client("http://127.0.0.1:9", transport=emulator.transport(), client_secret=blocking) as abha:
        await ask(abha)
    assert THREADS[-1] != threading.get_ident()


async def vault_down() -> str:
    raise ConnectionError("canary")


async def nothing() -> None:
    return None


@pytest.mark.parametrize("secret", [vault_down, nothing, lambda: None, lambda: 5, lambda: "two words"])
async def test_a_secret_that_cannot_be_had_is_a_configuration_error(secret: object) -> None:
    """Nothing was sent, and nothing of what the vault said is shown."""
    service = answers({})
    async with client("http://127.0.0.1:9", transport=service, client_secret=secret) as abha:
        with pytest.raises(ConfigurationError, match="client_secret") as caught:
            await ask(abha)
        assert "canary" not in str(caught.value)
    assert service.requests == []
