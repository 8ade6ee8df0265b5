# Derived from tests/both/_async/test_aadhaar_registration.py by `make generate`: change that file, not this one.
"""Registration by Aadhaar: what each step sends, offers and refuses."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    BirthDate,
    ConfirmMobile,
    Gender,
    KycOtpSent,
    LocalRules,
    LoggedIn,
    PatientTokens,
    Secret,
)
from eka_abha._journeys import otp as otp_module
from eka_abha._sync.steps import Step
from eka_abha.errors import ConnectionFailed, InvalidOtp, InvalidValueError, OtpResendTooSoon, StepError

from tests.both._sync.journey_map import AADHAAR, ACCOUNTS, ADDRESS, MOBILE, OTP, client_on, reached
from tests.support.canned import Canned, refusal

NA = "/abdm/na/v1/registration/aadhaar"
ANOTHER_MOBILE = "9000000001"
DONE = {
    "txn_id": "t9",
    "skip_state": "abha_end",
    "token": "the-token",
    "refresh_token": "the-refresh-token",
    "eka": {"oid": "oid-9", "uuid": "uuid-9", "min_token": "min-9"},
    "profile": {
        "abha_address": ADDRESS,
        "abha_number": "12-3456-7856-8912",
        "full_name": "Nisha Rao",
        "gender": "F",
        "year_of_birth": 1990,
        "kyc_verified": True,
    },
}


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the client's clock stand ahead of the real one."""
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=seconds))


def test_the_whole_way_with_another_mobile_and_a_new_address() -> None:
    """start → verify → confirm the mobile → create: each call has the service's own spelling."""
    transport = Canned(
        [
            {"txn_id": "t1", "hint": "OTP sent to mobile number ending with ******0042"},
            {"txn_id": "t2", "skip_state": "confirm_mobile_otp"},
            {"txn_id": "t3", "skip_state": "abha_create"},
            DONE,
        ]
    )
    abha = client_on(transport)
    otp = abha.registration.start_aadhaar("2345 6789 0124")
    assert otp.sent_to == "******0042"
    confirm = otp.verify(" 123 456 ", mobile="+91 90000-00001")
    assert isinstance(confirm, ConfirmMobile)
    assert confirm.sent_to == "******0001"
    assert confirm.sends == 1
    create = confirm.verify("654321")
    assert isinstance(create, AadhaarCreateAddress)
    done = create.create("nisha.rao")
    assert isinstance(done, LoggedIn)
    assert transport.paths == [f"{NA}/init", f"{NA}/verify", f"{NA}/mobile/verify", f"{NA}/create-phr"]
    assert transport.asked == [
        {"aadhaar_number": AADHAAR},
        {"txn_id": "t1", "otp": OTP, "mobile": ANOTHER_MOBILE},
        {"txn_id": "t2", "otp": "654321"},
        {"txn_id": "t3", "abha_address": ADDRESS},
    ]


def test_the_end_knows_the_patient() -> None:
    """Address, number, ids, profile and tokens; ``patient()`` is the client bound to them."""
    step, transport = reached(AadhaarCreateAddress, DONE, {"txn_id": "k1"})
    done = step.create("nisha.rao")
    assert isinstance(done, LoggedIn)
    assert (done.created, done.abha_address, done.abha_number) == (True, ADDRESS, "12-3456-7856-8912")
    assert done.ids is not None
    assert (done.ids.oid, done.ids.uuid, done.ids.min_token) == ("oid-9", "uuid-9", Secret("min-9"))
    assert done.tokens == PatientTokens(Secret("the-token"), Secret("the-refresh-token"))
    assert done.profile is not None
    assert done.profile.birth_date == BirthDate(1990)
    assert done.profile.birth_date.as_date() is None
    assert done.profile.gender is Gender.FEMALE
    assert done.profile.kyc_verified is True
    done.patient().kyc.start_aadhaar(AADHAAR)
    assert transport.asked[-1]["user_x_token"] == "the-token"


def test_an_existing_address_is_entered_by_auto_login() -> None:
    """The address goes out as the service spells it; nothing was created."""
    step, transport = reached(AadhaarCreateAddress, DONE)
    assert [account.abha_address for account in step.accounts] == [item["abha_address"] for item in ACCOUNTS]
    done = step.log_in(" Nisha.RAO ")
    assert isinstance(done, LoggedIn)
    assert not done.created
    assert transport.paths == [f"{NA}/auto-login"]
    assert transport.asked[0]["abha_address"] == ADDRESS


def test_one_of_several_addresses_is_entered_by_its_own_endpoint() -> None:
    """``abha_select``: the person picks one."""
    step, transport = reached(AadhaarChooseAccount, DONE)
    assert isinstance(step.log_in("rao.n@sbx"), LoggedIn)
    assert transport.paths == ["/abdm/na/v1/profile/login/phr"]
    assert transport.asked[0]["phr_address"] == "rao.n@sbx"
    assert not hasattr(step, "create")


def test_the_mobile_cannot_be_left_out() -> None:
    """The service requires it with the first OTP, and with the second it has it already."""
    verify = inspect.signature(AadhaarOtpSent.verify).parameters["mobile"]
    assert verify.kind is inspect.Parameter.KEYWORD_ONLY
    assert verify.default is inspect.Parameter.empty
    assert "mobile" not in inspect.signature(ConfirmMobile.verify).parameters


def test_both_otps_have_their_own_resend_wait_and_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second OTP counts from one again, and is resent at its own endpoint."""
    wrong = refusal(400, "ABDM-1035")
    transport = Canned(
        [
            {"txn_id": "t1"},
            {"txn_id": "t2", "hint": "sent to ******0042"},
            {"txn_id": "t3", "skip_state": "confirm_mobile_otp", "hint": "sent to ******0001"},
            wrong,
            {"txn_id": "t4", "hint": None},
            wrong,
            {"txn_id": "t5", "skip_state": "abha_create"},
        ]
    )
    first = client_on(transport).registration.start_aadhaar(AADHAAR)
    with pytest.raises(OtpResendTooSoon):
        first.resend()
    later(monkeypatch, 31)
    again = first.resend()
    assert (again.sends, again.sent_to) == (2, "******0042")
    confirm = again.verify(OTP, mobile=ANOTHER_MOBILE)
    assert isinstance(confirm, ConfirmMobile)
    assert (confirm.sends, confirm.sent_to) == (1, "******0001")
    with pytest.raises(OtpResendTooSoon):
        confirm.resend()
    with pytest.raises(InvalidOtp):
        confirm.verify("111111")
    later(monkeypatch, 62)
    confirm_again = confirm.resend()
    assert (confirm_again.sends, confirm_again.sent_to) == (2, "******0001")
    with pytest.raises(InvalidOtp):
        confirm_again.verify("222222")
    assert isinstance(confirm_again.verify("333333"), AadhaarCreateAddress)
    assert transport.paths == [
        f"{NA}/init",
        f"{NA}/resend",
        f"{NA}/verify",
        f"{NA}/mobile/verify",
        f"{NA}/mobile/resend",
        f"{NA}/mobile/verify",
        f"{NA}/mobile/verify",
    ]


@pytest.mark.parametrize("kind", [AadhaarOtpSent, ConfirmMobile, KycOtpSent])
def test_a_lost_resend_begins_the_wait_anew(kind: type[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    """The OTP may be on its way: a second try at once would send another one."""
    lost = ConnectionResetError()
    step, transport = reached(kind, lost, {"txn_id": "t9"})
    later(monkeypatch, 31)
    with pytest.raises(ConnectionFailed) as caught:
        step.resend()
    assert caught.value.may_have_been_processed
    with pytest.raises(OtpResendTooSoon):
        step.resend()
    assert len(transport.paths) == 1
    later(monkeypatch, 62)
    assert (step.resend()).txn_id == "t9"


def test_a_refused_resend_leaves_the_step_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was sent: the patient may type the OTP that they have."""
    step, _ = reached(AadhaarOtpSent, refusal(500, "ABDM-1100"), {"txn_id": "t2", "skip_state": "abha_end"})
    later(monkeypatch, 31)
    before = step.resend_at
    with pytest.raises(Exception, match="ABDM-1100"):
        step.resend()
    assert step.resend_at == before
    assert isinstance(step.verify(OTP, mobile=MOBILE), LoggedIn)


@pytest.mark.parametrize("offered", ["old@ndhm", "a+b@sbx", "no-suffix", "Mixed.Case@SBX", " blank@sbx "])
def test_whatever_address_is_offered_can_be_entered(offered: str) -> None:
    """Legacy suffixes and patterns exist: being offered is what counts, and the spelling is the service's."""
    answers = [{"txn_id": "t2", "skip_state": "abha_create", "abha_profiles": [{"abha_address": offered}]}, DONE]
    otp, transport = reached(AadhaarOtpSent, *answers)
    step = otp.verify(OTP, mobile=MOBILE)
    with pytest.raises(InvalidValueError, match="must be one of the accounts"):
        step.log_in("somebody@sbx")
    with pytest.raises(InvalidValueError, match="must end in @sbx"):
        step.log_in("somebody@abdm")
    assert isinstance(step.log_in(offered.strip().lower()), LoggedIn)
    assert transport.asked[-1]["abha_address"] == offered


def test_the_end_at_once_names_the_only_account() -> None:
    """Without a profile the address is that of the only account; of several it is none."""
    for accounts, expected in ((ACCOUNTS[:1], ADDRESS), (ACCOUNTS, None), (None, None)):
        otp, _ = reached(AadhaarOtpSent, {"skip_state": "abha_end", "abha_profiles": accounts})
        done = otp.verify(OTP, mobile=MOBILE)
        assert isinstance(done, LoggedIn)
        assert done.abha_address == expected
        assert not done.created


def test_a_used_step_is_refused_without_a_call() -> None:
    """Every step that the journey has gone on from, in each of its methods."""
    otp, transport = reached(AadhaarOtpSent, {"txn_id": "t2", "skip_state": "abha_create"}, DONE)
    step = otp.verify(OTP, mobile=MOBILE)
    step.create("nisha.rao90")
    calls = len(transport.paths)
    uses: list[Callable[[], Any]] = [
        lambda: otp.verify(OTP, mobile=MOBILE),
        lambda: otp.resend(),
        lambda: step.create("nisha.rao91"),
        lambda: step.log_in(ADDRESS),
    ]
    for use in uses:
        with pytest.raises(StepError, match="gone on"):
            use()
    for used in (otp, step):
        with pytest.raises(StepError, match="gone on"):
            used.save()
    assert len(transport.paths) == calls


def test_local_rules_can_be_turned_off() -> None:
    """Numbers of the provider's test environment may have no right check digit, and OTPs another length."""
    transport = Canned([{"txn_id": "t1"}, {"skip_state": "abha_create"}, DONE])
    abha = client_on(transport)
    with pytest.raises(InvalidValueError, match="check digit"):
        abha.registration.start_aadhaar("234567890123")
    lenient = abha.with_options(rules=LocalRules(aadhaar_check_digit=False, otp_length=False, address_pattern=False))
    step = (lenient.registration.start_aadhaar("234567890123")).verify("123", mobile=MOBILE)
    assert isinstance(step, AadhaarCreateAddress)
    assert isinstance(step.create("n..1"), LoggedIn)
    assert transport.asked[0] == {"aadhaar_number": "234567890123"}
    assert transport.asked[2]["abha_address"] == "n..1@sbx"
