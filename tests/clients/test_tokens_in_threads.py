"""One login, one refresh, however many threads ask: over real sockets."""

from __future__ import annotations

import threading
import time

import pytest
from eka_abha import AbhaClient, MemoryTokenStore
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import AuthenticationError, ConfigurationError, EkaError, RequestTimeout

from tests.support.clock import Clock
from tests.support.crowd import at_once
from tests.support.held_login import HeldLogin
from tests.support.raw_server import Connection, RawRequest, raw_server
from tests.support.recorder import LOGIN, REFRESH, answers
from tests.support.untyped import untyped

CROWD = 200
ADDRESS = "nisha.rao@sbx"


def client(base_url: str, **options: object) -> AbhaClient:
    """A client with the emulator's credentials."""
    settings = {"client_id": "emulator-client", "client_secret": "emulator-secret", "base_url": base_url, **options}
    return AbhaClient(**untyped(settings))


def ask(abha: AbhaClient) -> bool:
    """Any call."""
    return abha.lookup.address_exists(ADDRESS)


def test_a_cold_start_of_200_threads_makes_one_login() -> None:
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url, client(base_url) as abha:
        assert at_once(CROWD, lambda _: ask(abha)) == [False] * CROWD
    assert emulator.counts == {"login": 1, "check_abha_address": CROWD}


def test_a_cold_start_of_many_clients_with_one_store_makes_one_login() -> None:
    """A client per request is not how it is meant to be used, and harmless."""
    emulator, store = Emulator(seed=1), MemoryTokenStore()
    with run_in_thread(emulator) as base_url:
        clients = [client(base_url, token_store=store) for _ in range(20)]
        assert at_once(20, lambda number: ask(clients[number])) == [False] * 20
        for each in clients:
            each.close()
    assert emulator.counts["login"] == 1


def test_200_threads_that_meet_a_revoked_token_at_once_make_one_refresh() -> None:
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url, client(base_url) as abha:
        ask(abha)
        emulator.revoke_tokens(refresh_tokens=False)
        assert at_once(CROWD, lambda _: ask(abha)) == [False] * CROWD
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, 1)


def test_200_threads_that_meet_an_expired_token_at_once_make_one_refresh(monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = Emulator(seed=1)
    clock = Clock(monkeypatch, emulator)
    with run_in_thread(emulator) as base_url, client(base_url) as abha:
        ask(abha)
        clock.advance(1900)
        assert at_once(CROWD, lambda _: ask(abha)) == [False] * CROWD
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, 1)


def test_200_threads_refresh_ahead_of_time_once(monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = Emulator(seed=1)
    clock = Clock(monkeypatch, emulator)
    with run_in_thread(emulator) as base_url, client(base_url) as abha:
        ask(abha)
        clock.advance(1600)
        assert at_once(CROWD, lambda _: ask(abha)) == [False] * CROWD
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, 1)


def refuse_slowly(request: RawRequest, connection: Connection) -> None:
    time.sleep(1.5)  # until all of them wait
    connection.answer({"code": 401, "error": "no"}, status=401)


def test_wrong_credentials_make_one_login_for_all_who_wait() -> None:
    """No storm: each gets an error of its own, from one answer."""
    with raw_server(refuse_slowly) as server, client(server.base_url) as abha:
        errors = at_once(50, lambda _: ask(abha))
        assert server.paths() == [LOGIN]
    assert {type(error) for error in errors} == {AuthenticationError}
    assert len({id(error) for error in errors}) == 50
    first, second = errors[:2]
    assert isinstance(first, AuthenticationError)
    assert isinstance(second, AuthenticationError)
    assert str(first) == str(second)


def test_a_leader_with_a_short_deadline_does_not_fail_the_others() -> None:
    """It gives up itself; the login it began goes on for those who have time."""
    login = HeldLogin()
    with raw_server(login) as server, client(server.base_url) as abha:
        hasty, found = abha.with_options(deadline=0.2), list[bool]()
        other = threading.Timer(0.1, lambda: found.append(ask(abha)))
        other.start()
        with pytest.raises(RequestTimeout):
            ask(hasty)
        login.go_on.set()
        other.join(10)
        assert server.paths().count(LOGIN) == 1
    assert found == [True]


def test_another_client_with_a_short_deadline_does_not_fail_those_who_share_its_login() -> None:
    """The store is shared, the deadline is not."""
    store, found, login = MemoryTokenStore(), list[bool](), HeldLogin()
    with raw_server(login) as server:
        hasty = client(server.base_url, token_store=store, deadline=0.2)
        patient = client(server.base_url, token_store=store)
        other = threading.Timer(0.1, lambda: found.append(ask(patient)))
        other.start()
        with pytest.raises(RequestTimeout):
            ask(hasty)
        login.go_on.set()
        other.join(10)
        hasty.close()
        patient.close()
        assert server.paths().count(LOGIN) == 1
    assert found == [True]


def test_the_lock_is_not_held_by_those_who_have_a_token() -> None:
    """While one tenant's login hangs, another's calls go on."""

    hangs, go_on = threading.Event(), threading.Event()

    def hang_for_one(request: RawRequest, connection: Connection) -> None:
        if request.path == LOGIN and request.json().get("sharing_key") == "slow":
            hangs.set()
            go_on.wait(20)
        connection.answer({"access_token": "t"} if request.path == LOGIN else {"exists": True})

    with raw_server(hang_for_one) as server, client(server.base_url) as abha:
        ask(abha)
        slow = threading.Thread(target=ask, args=(abha.with_options(sharing_key="slow"),))
        slow.start()
        assert hangs.wait(10)
        for _ in range(5):
            ask(abha)
        assert slow.is_alive()
        go_on.set()
        slow.join(10)


def test_the_secret_is_read_at_each_login() -> None:
    """From a vault, where it may have been changed."""
    emulator = Emulator(seed=1)
    secrets = iter(["emulator-secret", "rotated"])
    with run_in_thread(emulator) as base_url, client(base_url, client_secret=lambda: next(secrets)) as abha:
        ask(abha)
        emulator.add_client("emulator-client", "rotated")
        emulator.revoke_tokens()
        ask(abha)
    assert emulator.counts["login"] == 2


async def coroutine() -> str:
    return "emulator-secret"


def vault_down() -> str:
    raise ConnectionError("canary")


@pytest.mark.parametrize("secret", [vault_down, coroutine, lambda: None, lambda: "", lambda: 5, lambda: "two words"])
def test_a_secret_that_cannot_be_had_is_a_configuration_error(secret: object) -> None:
    """Nothing was sent, and nothing of what the vault said is shown."""
    service = answers({})
    with client("http://127.0.0.1:9", transport=service, client_secret=secret) as abha:
        with pytest.raises(ConfigurationError, match="client_secret") as caught:
            ask(abha)
        assert "canary" not in str(caught.value)
        with pytest.raises(ConfigurationError, match="client_secret"):
            abha.access_token()
    assert service.requests == []


def test_a_refresh_under_way_does_not_get_lost_with_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """``close`` waits for it: the new refresh token would be lost otherwise."""

    def behave(request: RawRequest, connection: Connection) -> None:
        if request.path == REFRESH:
            time.sleep(0.3)
        token = {"access_token": f"t{len(server.requests)}", "expires_in": 1800, "refresh_token": "r"}
        connection.answer(token if request.path in (LOGIN, REFRESH) else {"exists": True})

    clock, store = Clock(monkeypatch), MemoryTokenStore()
    with raw_server(behave) as server:
        with client(server.base_url, token_store=store) as abha:
            ask(abha)
            first = abha.access_token()
            clock.advance(1600)
            ask(abha)
        assert server.paths().count(REFRESH) == 1
        with client(server.base_url, token_store=store) as abha:
            assert abha.access_token() != first
        assert server.paths().count(LOGIN) == 1


def test_a_thread_that_cannot_start_does_not_block_later_logins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine was out of threads for a moment."""
    emulator = Emulator(seed=1)
    with client("http://127.0.0.1:9", transport=emulator.transport(), deadline=3.0) as abha:
        with monkeypatch.context() as patch:

            def no_thread(self: threading.Thread) -> None:
                raise RuntimeError("can't start new thread")

            patch.setattr(threading.Thread, "start", no_thread)
            with pytest.raises((RuntimeError, EkaError)):
                ask(abha)
        assert not ask(abha)
