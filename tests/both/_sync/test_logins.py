# Derived from tests/both/_async/test_logins.py by `make generate`: change that file, not this one.
"""The five logins: how each is spelled to the service, what follows, and the wait between two OTPs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from eka_abha import (
    FoundProfile,
    FoundProfiles,
    LoggedIn,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    MobileOtpSent,
    UnknownStep,
)
from eka_abha._journeys import otp as otp_module
from eka_abha.errors import (
    ConnectionFailed,
    InvalidValueError,
    LoginMethodNotAllowed,
    NotFound,
    OtpResendTooSoon,
    UnexpectedResponse,
)

from tests.both._sync.journey_map import (
    AADHAAR,
    ABHA_NUMBER,
    ACCOUNTS,
    ADDRESS,
    FOUND,
    MOBILE,
    OTP,
    client_on,
    reached,
)
from tests.support.canned import Canned, refusal

LOGIN = "/abdm/na/v1/profile/login"
SEARCH = "/abdm/v1/profile/search"


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the client's clock stand ahead of the real one."""
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("start", "method", "identifier", "otp_system"),
    [
        (lambda login: login.start_mobile("+91 98765 43210"), "mobile", MOBILE, "abdm"),
        (lambda login: login.start_aadhaar("2345 6789 0124"), "aadhaar_number", AADHAAR, "aadhaar"),
        (lambda login: login.start_abha_number("12345678568912"), "abha_number", ABHA_NUMBER, "abdm"),
        (
            lambda login: login.start_abha_number(ABHA_NUMBER, otp_system="aadhaar"),
            "abha_number",
            ABHA_NUMBER,
            "aadhaar",
        ),
        (lambda login: login.start_address("nisha.rao"), "phr_address", ADDRESS, "abdm"),
        (lambda login: login.start_address(ADDRESS, otp_system="aadhaar"), "phr_address", ADDRESS, "aadhaar"),
        (lambda login: login.start_address("x.old-address_1"), "phr_address", "x.old-address_1@sbx", "abdm"),
    ],
)
def test_each_login_is_spelled_as_the_endpoint_wants_it(
    start: Callable[[Any], Any], method: str, identifier: str, otp_system: str
) -> None:
    """Method, identifier and who sends the OTP; no transaction yet."""
    transport = Canned([{"txn_id": "t1", "hint": "OTP sent to ******3210"}])
    step = start(client_on(transport).login)
    assert isinstance(step, LoginOtpSent)
    assert transport.paths == [f"{LOGIN}/init"]
    assert transport.asked == [{"method": method, "identifier": identifier, "otp_system": otp_system}]
    assert (step.sent_to, step.sends, step.txn_id) == ("******3210", 1, "t1")


def test_a_login_by_mobile_ends_with_the_account_that_is_picked() -> None:
    """mobile → abha_select → the person picks → done."""
    otp, transport = reached(
        LoginOtpSent,
        {"txn_id": "t2", "skip_state": "abha_select", "abha_profiles": ACCOUNTS},
        {"txn_id": "t3", "skip_state": "abha_end", "eka": {"oid": "oid-9"}},
    )
    step = otp.verify(OTP)
    assert isinstance(step, LoginChooseAccount)
    done = step.log_in("RAO.N")
    assert isinstance(done, LoggedIn)
    assert (done.abha_address, done.created, done.tokens, done.abha_number) == ("rao.n@sbx", False, None, None)
    assert done.ids is not None
    assert done.ids.oid == "oid-9"
    assert transport.paths == [f"{LOGIN}/verify", f"{LOGIN}/phr"]
    assert transport.asked[1] == {"phr_address": "rao.n@sbx", "txn_id": "t2"}


def test_a_login_by_aadhaar_enters_an_address_by_auto_login() -> None:
    """aadhaar_number → abha_create, which is not "not found" → done."""
    otp, transport = reached(
        LoginOtpSent,
        {"txn_id": "t2", "skip_state": "abha_create", "abha_profiles": ACCOUNTS},
        {"txn_id": "t3", "skip_state": "abha_end", "token": "the-token"},
    )
    step = otp.verify(OTP)
    assert isinstance(step, LoginEnterAccount)
    assert not hasattr(step, "create")
    done = step.log_in(ADDRESS)
    assert isinstance(done, LoggedIn)
    assert done.tokens is not None
    assert transport.paths == [f"{LOGIN}/verify", "/abdm/na/v1/registration/aadhaar/auto-login"]
    assert transport.asked[1] == {"abha_address": ADDRESS, "txn_id": "t2"}


def test_a_login_by_address_is_done_at_once() -> None:
    """phr_address → abha_end, with the profile."""
    otp, _ = reached(LoginOtpSent, {"skip_state": "abha_end", "profile": {"abha_address": ADDRESS}})
    done = otp.verify(OTP)
    assert isinstance(done, LoggedIn)
    assert done.abha_address == ADDRESS
    assert done.txn_id == "t1"


def test_nobody_picks_for_the_patient() -> None:
    """Only what was offered, named by the caller; even a single account is not entered by itself."""
    for accounts in (ACCOUNTS[:1], ACCOUNTS, None):
        answer = {"txn_id": "t2", "skip_state": "abha_select", "abha_profiles": accounts}
        otp, transport = reached(LoginOtpSent, answer)
        step = otp.verify(OTP)
        assert isinstance(step, LoginChooseAccount)
        with pytest.raises(InvalidValueError) as caught:
            step.log_in("somebody.else@sbx")
        assert (caught.value.field, caught.value.rule) == (
            "abha_address",
            "must be one of the accounts that this step offers",
        )
        assert len(transport.paths) == 1


def test_a_search_and_the_login_to_one_of_the_profiles() -> None:
    """The index goes as a string, in the transaction of the search."""
    transport = Canned(
        [
            {"txn_id": "t1", "profiles": [{**FOUND[0], "gender": "F", "age": 35, "kyc_verified": True}, FOUND[1]]},
            {"txn_id": "t2", "hint": None},
            {"skip_state": "abha_end"},
        ]
    )
    found = client_on(transport).login.search("098765-43210", reference="visit-1")
    assert [(profile.index, profile.abha_address) for profile in found.profiles] == [
        (3, "ni*****@sbx"),
        (8, "ra***@sbx"),
    ]
    assert (found.profiles[0].gender, found.profiles[0].age, found.profiles[0].kyc_verified) == ("F", 35, True)
    otp = found.start(found.profiles[1], otp_system="aadhaar")
    assert otp.reference == "visit-1"
    assert isinstance(otp.verify(OTP), LoggedIn)
    assert transport.paths == [SEARCH, f"{LOGIN}/init", f"{LOGIN}/verify"]
    assert transport.asked == [
        {"mobile": MOBILE},
        {"method": "search", "identifier": "8", "otp_system": "aadhaar", "txn_id": "t1"},
        {"otp": OTP, "txn_id": "t2"},
    ]


@pytest.mark.parametrize("profile", [4, 0, -1, True, "3", None, 3.5, FoundProfile(4)])
def test_a_profile_that_was_not_found_is_refused(profile: Any) -> None:
    """Neither another number nor another search's profile; no call, and the step goes on."""
    found, transport = reached(FoundProfiles, {"txn_id": "t2"})
    with pytest.raises(InvalidValueError) as caught:
        found.start(profile)
    assert caught.value.field == "profile"
    assert transport.paths == []
    assert isinstance(found.start(3), LoginOtpSent)
    assert transport.asked[0]["identifier"] == "3"


@pytest.mark.parametrize(
    "profiles",
    [None, [], [{}], [{"index": None}], [{"index": "x"}], [{"index": True}], [{"abha_address": "a@sbx"}]],
    ids=str,
)
def test_a_search_that_finds_nobody(profiles: object) -> None:
    """An empty list to show, no crash; a profile without an index cannot be logged in to."""
    found = client_on(Canned([{"txn_id": "t1", "profiles": profiles}])).login.search(MOBILE)
    assert found.profiles == ()


def test_an_index_of_nought_is_one() -> None:
    """Whether the service counts from 0 or from 1 is not ours to guess."""
    transport = Canned([{"txn_id": "t1", "profiles": [{"index": 0}]}, {"txn_id": "t2"}])
    found = client_on(transport).login.search(MOBILE)
    found.start(0)
    assert transport.asked[1]["identifier"] == "0"


@pytest.mark.parametrize(
    "again",
    [
        lambda login, step: login.start_mobile(MOBILE, after=step),
        lambda login, step: login.start_aadhaar(AADHAAR, after=step),
        lambda login, step: login.start_abha_number(ABHA_NUMBER, after=step),
        lambda login, step: login.start_address(ADDRESS, after=step),
    ],
)
def test_starting_again_waits_as_a_resend_does(
    again: Callable[[Any, object], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No call before ``resend_at``; then one more OTP is counted, and the reference goes on."""
    transport = Canned([{"txn_id": "t1", "hint": "sent to ******3210"}, {"txn_id": "t2"}])
    login = client_on(transport).login
    step = login.start_mobile(MOBILE, reference="visit-1")
    with pytest.raises(OtpResendTooSoon) as caught:
        again(login, step)
    assert caught.value.retry_after is not None
    assert timedelta(seconds=25) < caught.value.retry_after <= timedelta(seconds=30)
    assert len(transport.paths) == 1
    later(monkeypatch, 31)
    second = again(login, step)
    assert (second.sends, second.txn_id, second.reference) == (2, "t2", "visit-1")
    assert "txn_id" not in transport.asked[1]
    with pytest.raises(OtpResendTooSoon):
        again(login, second)


def test_a_login_that_was_lost_on_its_way_begins_the_wait_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The OTP may be on its way: trying again at once would send another."""
    step, transport = reached(LoginOtpSent, ConnectionResetError(), {"txn_id": "t2"})
    login = step._journey.client.login
    later(monkeypatch, 31)
    with pytest.raises(ConnectionFailed):
        login.start_mobile(MOBILE, after=step)
    with pytest.raises(OtpResendTooSoon):
        login.start_mobile(MOBILE, after=step)
    assert len(transport.paths) == 1
    later(monkeypatch, 62)
    assert (login.start_mobile(MOBILE, after=step)).txn_id == "t2"


def test_a_search_login_is_asked_for_again_under_the_same_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patient is searched for again; the OTP before counts."""
    search = {"txn_id": "t3", "profiles": FOUND}
    found, transport = reached(FoundProfiles, {"txn_id": "t2", "hint": "to ******3210"}, search, {"txn_id": "t4"})
    step = found.start(3)
    again = step._journey.client.login.search(MOBILE)
    with pytest.raises(OtpResendTooSoon):
        again.start(3, after=step)
    later(monkeypatch, 31)
    second = again.start(3, after=step)
    assert (second.sends, second.sent_to) == (2, "******3210")
    assert transport.asked[-1]["txn_id"] == "t3"


def test_what_came_before_must_be_a_login() -> None:
    """Another journey's step knows of another OTP."""
    transport = Canned([{"txn_id": "t1"}])
    abha = client_on(transport)
    other = abha.registration.start_mobile(MOBILE)
    assert isinstance(other, MobileOtpSent)
    steps: list[Any] = [other, "t1", 5]
    for step in steps:
        with pytest.raises(InvalidValueError) as caught:
            abha.login.start_mobile(MOBILE, after=step)
        assert caught.value.field == "after"
    assert len(transport.paths) == 1


@pytest.mark.parametrize("otp_system", ["", "ABDM", "uidai", None, 5])
def test_nobody_else_sends_an_otp(otp_system: Any) -> None:
    """``abdm`` or ``aadhaar``; refused before the call, by name."""
    found, transport = reached(FoundProfiles)
    login = found._journey.client.login
    calls: list[Callable[[], Any]] = [
        lambda: login.start_address(ADDRESS, otp_system=otp_system),
        lambda: login.start_abha_number(ABHA_NUMBER, otp_system=otp_system),
        lambda: found.start(3, otp_system=otp_system),
    ]
    for call in calls:
        with pytest.raises(InvalidValueError) as caught:
            call()
        assert caught.value.field == "otp_system"
    assert transport.paths == []


def test_methods_say_how_the_owner_may_log_in() -> None:
    """The service's own names, an open set; what is absent is None or empty."""
    answer = {
        "auth_methods": ["AADHAAR_OTP", "MOBILE_OTP", "A_METHOD_OF_TOMORROW"],
        "blocked_methods": None,
        "abha_address": ADDRESS,
        "abha_number": "xx-xxxx-xxxx-8912",
        "fullname": "N**** R**",
        "mobile": "******3210",
        "status": "ACTIVE",
    }
    transport = Canned([answer, {}, {"auth_methods": [None, 5, ""], "status": 5}])
    login = client_on(transport).login
    methods = login.methods("nisha.rao")
    assert methods.auth_methods == ("AADHAAR_OTP", "MOBILE_OTP", "A_METHOD_OF_TOMORROW")
    assert methods.blocked_methods == ()
    assert (methods.abha_number, methods.full_name, methods.mobile, methods.status) == (
        "xx-xxxx-xxxx-8912",
        "N**** R**",
        "******3210",
        "ACTIVE",
    )
    assert transport.paths == [f"{LOGIN}/methods"]
    assert transport.asked == [{"abha_address": ADDRESS}]
    for _ in range(2):
        empty = login.methods(ADDRESS)
        assert (empty.auth_methods, empty.blocked_methods, empty.status, empty.mobile) == ((), (), None, None)


def test_refusals_of_a_login_have_their_classes() -> None:
    """A method that the owner switched off, and an address that nobody has."""
    transport = Canned([refusal(400, "ABDM-1113"), refusal(400, "ABDM-1012"), {}, {"txn_id": None}])
    login = client_on(transport).login
    with pytest.raises(LoginMethodNotAllowed):
        login.start_address(ADDRESS)
    with pytest.raises(NotFound):
        login.methods(ADDRESS)
    for call in (lambda: login.start_mobile(MOBILE), lambda: login.search(MOBILE)):
        with pytest.raises(UnexpectedResponse):
            call()


def test_a_login_that_asks_for_a_second_otp_is_a_new_state() -> None:
    """Not documented for logins: nothing is lost, nothing is guessed."""
    otp, _ = reached(LoginOtpSent, {"txn_id": "t2", "skip_state": "confirm_mobile_otp", "hint": "x"})
    step = otp.verify(OTP)
    assert isinstance(step, UnknownStep)
    assert (step.skip_state, step.txn_id, step.raw.to_dict()["hint"]) == ("confirm_mobile_otp", "t2", "x")
