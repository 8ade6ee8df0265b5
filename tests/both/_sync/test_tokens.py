# Derived from tests/both/_async/test_tokens.py by `make generate`: change that file, not this one.
"""Partner tokens against the emulator: login, refresh ahead of time, rotation, and what follows when one fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import httpx
import pytest
from eka_abha import AbhaClient, MemoryTokenStore
from eka_abha._io.threads import sleep
from eka_abha.emulator import Emulator
from eka_abha.errors import AuthenticationError, ConnectionFailed, EkaError, UnexpectedResponse

from tests.support.clock import Clock
from tests.support.recorder import LOGIN, REFRESH, Recorder, answers, emulated
from tests.support.untyped import untyped

CHECK = "/abdm/na/v1/registration/phr/check"
START = "/abdm/na/v1/registration/mobile/init"
ADDRESS = "nisha.rao@sbx"


def client(transport: httpx.BaseTransport, **options: object) -> AbhaClient:
    """A client with the emulator's credentials that waits for nothing."""
    settings = {
        "client_id": "emulator-client",
        "client_secret": "emulator-secret",
        "base_url": "http://127.0.0.1:9",
        "max_retries": 0,
        "transport": transport,
        **options,
    }
    return AbhaClient(**untyped(settings))


def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until something has happened in the background."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen"
        sleep(0.005)


def test_one_login_then_the_token_is_kept() -> None:
    """Not a login on each request."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    with client(service) as abha:
        for _ in range(3):
            abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 1, "check_abha_address": 3}
    assert len(set(service.bearers(CHECK))) == 1
    assert service.bearers(LOGIN) == [""]
    assert service.bodies(LOGIN) == [{"client_id": "emulator-client", "client_secret": "emulator-secret"}]


def test_no_login_before_the_first_call() -> None:
    """Making a client sends nothing."""
    emulator = Emulator(seed=1)
    with client(emulator.transport()):
        pass
    assert not emulator.counts


def test_a_login_says_who_it_is() -> None:
    """A CDN may refuse requests without a user agent."""
    service = emulated(Emulator(seed=1))
    with client(service) as abha:
        abha.lookup.address_exists(ADDRESS)
    for request in service.requests:
        assert request.headers["User-Agent"].startswith("eka-abha-python/")
        assert "application/json" in request.headers["Accept"]
        assert request.headers["Content-Type"] == "application/json"


def test_a_token_is_refreshed_ahead_of_time_and_used_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call does not wait for the refresh: it goes out with the token that is still good."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service) as abha:
        abha.lookup.address_exists(ADDRESS)
        clock.advance(1600)
        abha.lookup.address_exists(ADDRESS)
        until(lambda: emulator.counts["refresh_token"] == 1)
        until(lambda: not untyped(abha)._tokens._flights._under_way)
        abha.lookup.address_exists(ADDRESS)
    first, second, third = service.bearers(CHECK)
    assert first == second != third
    assert emulator.counts == {"login": 1, "refresh_token": 1, "check_abha_address": 3}


def test_an_expired_token_is_refreshed_before_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """With both headers and both tokens, as documented; never by the deprecated endpoint."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service) as abha:
        abha.lookup.address_exists(ADDRESS)
        clock.advance(1900)
        abha.lookup.address_exists(ADDRESS)
    (refresh,) = service.sent(REFRESH)
    old, new = service.bearers(CHECK)
    assert refresh.headers["Authorization"] == f"Bearer {old}"
    assert refresh.headers["Client-Id"] == "emulator-client"
    (body,) = service.bodies(REFRESH)
    assert set(body) == {"refresh_token", "access_token"}
    assert body["access_token"] == old != new
    assert [request.url.path for request in service.requests] == [LOGIN, CHECK, REFRESH, CHECK]


def test_each_refresh_uses_the_newest_refresh_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The emulator ends a refresh token with its use: keeping the old one would end in a login."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service) as abha:
        for _ in range(4):
            abha.lookup.address_exists(ADDRESS)
            clock.advance(1900)
    assert emulator.counts["login"] == 1
    assert emulator.counts["refresh_token"] == 3
    assert len({str(body["refresh_token"]) for body in service.bodies(REFRESH)}) == 3
    assert len(set(service.bearers(CHECK))) == 4


def test_an_ended_refresh_token_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """After ``refresh_expires_in``: a login at once."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service) as abha:
        abha.lookup.address_exists(ADDRESS)
        clock.advance(4000)
        abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 2, "check_abha_address": 2}


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 503])
def test_a_refused_refresh_is_followed_by_a_login(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """Once refreshed, once logged in; the caller notices nothing."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service, max_retries=2) as abha:
        abha.lookup.address_exists(ADDRESS)
        clock.advance(1900)
        emulator.fail_next("refresh_token", status=status, times=5)
        assert not abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 2, "refresh_token": 1, "check_abha_address": 2}


@pytest.mark.parametrize("lost", [httpx.ReadError("x"), httpx.ReadTimeout("x"), httpx.ConnectTimeout("x")])
def test_a_refresh_whose_answer_is_lost_is_never_repeated(monkeypatch: pytest.MonkeyPatch, lost: Exception) -> None:
    """It was processed, so its refresh token is spent: a login follows."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service, max_retries=2) as abha:
        abha.lookup.address_exists(ADDRESS)
        clock.advance(1900)
        service.fail_after(REFRESH, lost)
        assert not abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 2, "refresh_token": 1, "check_abha_address": 2}


def test_a_spent_refresh_token_is_not_sent_later_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refresh was lost and the login failed, too: the next call begins with a login."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service) as abha:
        abha.lookup.address_exists(ADDRESS)
        clock.advance(1900)
        service.fail_after(REFRESH, httpx.ReadError("x"))
        emulator.fail_next("login", status=503)
        with pytest.raises(EkaError):
            abha.lookup.address_exists(ADDRESS)
        assert not abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 3, "refresh_token": 1, "check_abha_address": 2}


def test_a_failure_ahead_of_time_disturbs_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Calls go on with the good token, and the service is left in peace for a while, by copies of the client, too."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with caplog.at_level(logging.WARNING, "eka_abha"):
        with client(service) as abha:
            abha.lookup.address_exists(ADDRESS)
            clock.advance(1600)
            emulator.fail_next("refresh_token", status=500)
            emulator.fail_next("login", status=500, times=2)
            for _ in range(5):
                abha.lookup.address_exists(ADDRESS)
                abha.for_patient(oid="1234").lookup.address_exists(ADDRESS)
                until(lambda: not untyped(abha)._tokens._flights._under_way)
            assert emulator.counts == {"login": 2, "refresh_token": 1, "check_abha_address": 11}
            clock.advance(20)
            abha.lookup.address_exists(ADDRESS)
            until(lambda: emulator.counts["login"] == 3)
    assert emulator.counts["refresh_token"] == 1
    assert len(set(service.bearers(CHECK))) == 1
    assert "ahead of time" in caplog.text


def test_a_login_is_repeated_as_a_read_is() -> None:
    """A second login does no harm."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    emulator.fail_next("login", status=503)
    service.fail_after(LOGIN, httpx.ReadError("x"))
    with client(service, max_retries=2) as abha:
        assert not abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 2, "check_abha_address": 1}


def test_wrong_credentials_are_an_authentication_error() -> None:
    """One login, not three: they do not become right by asking again. Nothing else was sent."""
    emulator = Emulator(seed=1)
    with client(emulator.transport(), client_secret="wrong", max_retries=2) as abha:
        with pytest.raises(AuthenticationError) as caught:
            abha.registration.start_mobile("9876543210")
    assert emulator.counts == {"login": 1}
    assert caught.value.operation == "login"
    assert caught.value.status_code == 401
    assert not caught.value.may_have_been_processed


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, html="<html>"),
        httpx.Response(200),
        httpx.Response(200, json=[]),
        httpx.Response(200, json=None),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"access_token": None}),
        httpx.Response(200, json={"access_token": "two\nlines"}),
        httpx.Response(200, json={"access_token": "n\u00f6t ascii"}),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(200, content=b"[" * 100_000),
        httpx.Response(204),
        httpx.Response(302, headers={"Location": "https://elsewhere.example"}),
    ],
)
def test_a_login_without_a_token_in_its_answer(answer: httpx.Response) -> None:
    """An error of ours, before anything is sent with ``Bearer None``."""
    service = answers(answer)
    with client(service) as abha:
        with pytest.raises(UnexpectedResponse) as caught:
            abha.lookup.address_exists(ADDRESS)
    assert caught.value.operation == "login"
    assert not service.sent(CHECK)


def test_a_login_whose_answer_says_nothing_of_lifetimes() -> None:
    """No field of the answer is promised but the token."""
    service = answers({"access_token": "only"}, {"exists": False})
    with client(service) as abha:
        for _ in range(3):
            assert not abha.lookup.address_exists(ADDRESS)
    assert [request.url.path for request in service.requests] == [LOGIN, CHECK, CHECK, CHECK]


def test_access_token_gives_one_that_is_good_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """For other programs: the same as the calls use, renewed when it is over."""
    emulator = Emulator(seed=1)
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with client(service) as abha:
        token = abha.access_token()
        abha.lookup.address_exists(ADDRESS)
        assert service.bearers(CHECK) == [token.reveal()]
        clock.advance(1900)
        assert abha.access_token() != token
        assert "emulator" not in repr(token)


def test_a_service_that_cannot_be_reached_fails_the_login_honestly() -> None:
    """The caller learns that the login failed, and that the call was never made."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    service = Recorder(refuse)
    with client(service, max_retries=1) as abha:
        with pytest.raises(ConnectionFailed) as caught:
            abha.registration.start_mobile("9876543210")
    assert caught.value.operation == "login"
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed


def test_a_store_given_by_the_application_is_used() -> None:
    """Another process, here another client, finds the token there."""
    emulator, store = Emulator(seed=1), MemoryTokenStore()
    for _ in range(3):
        with client(emulator.transport(), token_store=store) as abha:
            abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 1, "check_abha_address": 3}
    assert "emulator" not in repr(store)
