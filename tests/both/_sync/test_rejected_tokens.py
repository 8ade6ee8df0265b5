# Derived from tests/both/_async/test_rejected_tokens.py by `make generate`: change that file, not this one.
"""A token that the service rejects: renewed once, the call repeated once; and what is no reason to renew one."""

from __future__ import annotations

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.emulator import Emulator
from eka_abha.emulator.wire import Json
from eka_abha.errors import AuthenticationError, EkaError

from tests.support.recorder import LOGIN, REFRESH, Recorder, answers, emulated
from tests.support.untyped import untyped

CHECK = "/abdm/na/v1/registration/phr/check"
START = "/abdm/na/v1/registration/mobile/init"
ADDRESS = "nisha.rao@sbx"


def client(transport: httpx.BaseTransport, **options: object) -> AbhaClient:
    """A client with the emulator's credentials."""
    settings = {
        "client_id": "emulator-client",
        "client_secret": "emulator-secret",
        "base_url": "http://127.0.0.1:9",
        "max_retries": 0,
        "transport": transport,
        **options,
    }
    return AbhaClient(**untyped(settings))


def test_a_revoked_token_is_renewed_once_and_the_call_repeated_once() -> None:
    """Even a call that sends an OTP: the service refused the first, so one OTP was sent."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    with client(service) as abha:
        abha.lookup.address_exists(ADDRESS)
        emulator.revoke_tokens()
        abha.registration.start_mobile("9876543210")
    assert emulator.counts == {
        "login": 2,
        "refresh_token": 1,
        "check_abha_address": 1,
        "init_mobile_registration": 2,
    }
    assert len(emulator.messages) == 1
    assert len(set(service.bearers(START))) == 2


def test_a_token_revoked_alone_is_refreshed() -> None:
    """A login is not needed while the refresh token is good."""
    emulator = Emulator(seed=1)
    with client(emulator.transport()) as abha:
        abha.lookup.address_exists(ADDRESS)
        emulator.revoke_tokens(refresh_tokens=False)
        abha.lookup.address_exists(ADDRESS)
    assert emulator.counts == {"login": 1, "refresh_token": 1, "check_abha_address": 3}


def test_a_call_that_stays_unauthorized_ends_after_one_renewal() -> None:
    """No loop, whatever max_retries says."""
    emulator = Emulator(seed=1)
    with client(emulator.transport(), max_retries=5) as abha:
        emulator.fail_next("init_mobile_registration", status=401, times=99)
        with pytest.raises(AuthenticationError) as caught:
            abha.registration.start_mobile("9876543210")
    assert emulator.counts == {"login": 1, "refresh_token": 1, "init_mobile_registration": 2}
    assert caught.value.attempts == 2
    assert caught.value.operation == "init_mobile_registration"


def test_a_renewal_that_fails_says_so() -> None:
    """The caller learns that the credentials are wrong now, and that nothing was processed."""
    emulator = Emulator(seed=1)
    with client(emulator.transport()) as abha:
        abha.lookup.address_exists(ADDRESS)
        emulator.revoke_tokens()
        emulator.add_client("emulator-client", "another-secret")
        with pytest.raises(AuthenticationError) as caught:
            abha.registration.start_mobile("9876543210")
    assert caught.value.operation == "login"
    assert not caught.value.may_have_been_processed
    assert emulator.counts["init_mobile_registration"] == 1


def test_a_refresh_that_answers_the_rejected_token_is_followed_by_a_login() -> None:
    """A service may hand out the same token until its time is over, revoked or not."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == REFRESH:
            return httpx.Response(200, json={"access_token": "first", "refresh_token": "r"})
        if request.url.path == LOGIN:
            token = "first" if len(service.sent(LOGIN)) == 1 else "second"
            return httpx.Response(200, json={"access_token": token, "refresh_token": "r"})
        if request.headers["Authorization"] == "Bearer first":
            return httpx.Response(401)
        return httpx.Response(200, json={"exists": True})

    service = Recorder(handle)
    with client(service) as abha:
        assert abha.lookup.address_exists(ADDRESS)
    assert [request.url.path for request in service.requests] == [LOGIN, CHECK, REFRESH, LOGIN, CHECK]


@pytest.mark.parametrize("status", [401, 403])
def test_a_fixed_token_is_never_renewed(status: int) -> None:
    """Sent as it is; when it is refused there is no other."""
    service = answers(httpx.Response(status, json={"error": "no"}))
    with AbhaClient(access_token="fixed", base_url="http://127.0.0.1:9", transport=service) as abha:
        with pytest.raises(EkaError) as caught:
            abha.lookup.address_exists(ADDRESS)
    assert service.bearers(CHECK) == ["fixed"]
    assert len(service.requests) == caught.value.attempts == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (491, {"error": "x"}),
        (401, {"error": "Session expired"}),
        (401, {"error": "User not logged in"}),
        (401, {"error": "x", "source_error": {"code": "", "message": "Session is invalid"}}),
    ],
)
def test_the_end_of_the_patients_session_never_renews_the_partner_token(status: int, body: dict[str, Json]) -> None:
    """Another partner token would not help, and the call is not repeated."""
    emulator = Emulator(seed=1)
    with client(emulator.transport(), max_retries=2) as abha:
        emulator.fail_next("check_abha_address", status=status, body=body, times=9)
        with pytest.raises(EkaError) as caught:
            abha.lookup.address_exists(ADDRESS)
    assert caught.value.key == "session_expired"
    assert emulator.counts == {"login": 1, "check_abha_address": 1}
