# Derived from tests/both/_async/test_mobile_registration.py by `make generate`: change that file, not this one.
"""Registration by mobile OTP: what each step offers, refuses and sends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from eka_abha import (
    AbhaClient,
    BirthDate,
    ChooseAccount,
    CreateAddress,
    LoggedIn,
    MobileOtpSent,
    NewProfile,
    StepEvent,
    UnknownStep,
)
from eka_abha._journeys import otp as otp_module
from eka_abha.emulator import Emulator
from eka_abha.errors import (
    AddressTaken,
    Advice,
    EkaError,
    InvalidOtp,
    InvalidValueError,
    OtpResendTooSoon,
    StepError,
    UnexpectedResponse,
)

from tests.support.canned import Canned

MOBILE = "9876543210"
BORN = date(1990, 8, 17)
PROFILE = NewProfile(
    first_name="Nisha", gender="F", day_of_birth=17, month_of_birth=8, year_of_birth=1990, pincode="110001"
)
PROFILES = [{"abha_address": "nisha@sbx", "name": "Nisha Rao", "kyc_verified": "true"}, {"abha_address": "rao.n@sbx"}]


def client_of(emulator: Emulator, events: list[StepEvent] | None = None) -> AbhaClient:
    """A client of the emulator, in this process."""
    return AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=emulator.transport(),
        on_step=events.append if events is not None else None,
    )


def client_on(transport: Canned) -> AbhaClient:
    """A client of a script."""
    return AbhaClient(access_token="fixed-token", environment="sandbox", transport=transport)


def verified(answer: object) -> CreateAddress | ChooseAccount | LoggedIn | UnknownStep:
    """What ``verify`` makes of an answer."""
    with client_on(Canned([{"txn_id": "t1"}, answer])) as abha:
        return (abha.registration.start_mobile(MOBILE)).verify("123456")


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the client's clock stand ahead of the real one."""
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=seconds))


def test_start_tells_what_a_front_end_needs() -> None:
    """The masked number, when it was sent, and from when on another may be asked for."""
    emulator = Emulator(seed=1)
    with client_of(emulator) as abha:
        step = abha.registration.start_mobile("+91 98765-43210", reference="visit-7")
    assert isinstance(step, MobileOtpSent)
    assert step.kind == "mobile_otp_sent"
    assert step.sent_to == "******3210"
    assert step.sends == 1
    assert step.resend_at - step.sent_at == timedelta(seconds=30)
    assert step.reference == "visit-7"
    assert step.txn_id
    assert emulator.otp_for(MOBILE)


def test_a_new_patient_creates_an_address() -> None:
    """start → verify → create: the patient is logged in to the new address."""
    emulator = Emulator(seed=1)
    with client_of(emulator) as abha:
        step = (abha.registration.start_mobile(MOBILE)).verify(emulator.otp_for(MOBILE))
        assert isinstance(step, CreateAddress)
        assert step.accounts == ()
        suggestions = step.suggest(first_name="Nisha", last_name="Rao", birth_date=BORN)
        assert suggestions[0].endswith("@sbx")
        assert not abha.lookup.address_exists("nisha.rao")
        done = step.create("nisha.rao", profile=PROFILE)
        assert abha.lookup.address_exists("nisha.rao")
    assert isinstance(done, LoggedIn)
    assert done.created
    assert done.abha_address == "nisha.rao@sbx"
    assert done.abha_number is None
    assert done.tokens is not None
    assert done.tokens.token.reveal()
    assert done.ids is not None
    assert done.ids.oid
    assert done.profile is not None
    assert done.profile.birth_date == BirthDate(1990, 8, 17)
    assert done.profile.kyc_verified is not True


def test_a_known_patient_picks_an_account() -> None:
    """verify → ChooseAccount → log_in with an address that was offered, in any case and without its suffix."""
    emulator = Emulator(seed=1)
    emulator.add_account("nisha.rao@sbx", mobile=MOBILE)
    emulator.add_account("nisha1990@sbx", mobile=MOBILE)
    with client_of(emulator) as abha:
        step = (abha.registration.start_mobile(MOBILE)).verify(emulator.otp_for(MOBILE))
        assert isinstance(step, ChooseAccount)
        assert {account.abha_address for account in step.accounts} == {"nisha.rao@sbx", "nisha1990@sbx"}
        sent = len(emulator.requests)
        with pytest.raises(InvalidValueError) as caught:
            step.log_in("somebody.else@sbx")
        assert caught.value.field == "abha_address"
        assert len(emulator.requests) == sent
        done = step.log_in("Nisha.Rao")
    assert isinstance(done, LoggedIn)
    assert not done.created
    assert done.abha_address == "nisha.rao@sbx"
    assert done.ids is not None
    assert repr(done.patient()) == repr(abha)


@pytest.mark.parametrize("profiles", [None, [], PROFILES], ids=["null", "none", "two"])
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("abha_create", CreateAddress),
        ("abha_select", ChooseAccount),
        ("abha_end", LoggedIn),
        ("confirm_mobile_otp", UnknownStep),
        ("something_new", UnknownStep),
        (None, UnknownStep),
        (7, UnknownStep),
    ],
)
def test_skip_state_picks_the_step(state: object, expected: type[object], profiles: object) -> None:
    """Every state with and without profiles; one that is new does not crash, and nothing of its answer is lost."""
    step = verified({"txn_id": "t2", "skip_state": state, "abha_profiles": profiles})
    assert type(step) is expected
    assert step.txn_id == "t2"
    if isinstance(step, CreateAddress | ChooseAccount):
        assert [account.abha_address for account in step.accounts] == [item["abha_address"] for item in profiles or ()]  # type: ignore[attr-defined]
        if profiles:
            assert [account.kyc_verified for account in step.accounts] == [True, None]
    if isinstance(step, UnknownStep):
        assert step.skip_state == (state if isinstance(state, str) else None)
        assert step.raw is not None


def test_the_newest_transaction_id_is_the_one_sent() -> None:
    """Each answer names a new one; an answer without one leaves the last."""
    transport = Canned(
        [
            {"txn_id": "t1"},
            {"txn_id": "t2"},
            {"skip_state": "abha_create"},
            {"suggestions": None},
            {"success": True, "skip_state": "abha_end"},
        ]
    )
    with client_on(transport) as abha:
        step = abha.registration.start_mobile(MOBILE)
        step._otp = otp_module.otp_sent("t1", None, clock=None)
        with pytest.MonkeyPatch.context() as patch:
            later(patch, 31)
            step = step.resend()
        address_step = step.verify("123456")
        assert isinstance(address_step, CreateAddress)
        assert address_step.suggest(first_name="Nisha", birth_date=BORN) == []
        address_step.create("nisha.rao", profile=PROFILE)
    assert [body.get("txn_id") for body in transport.asked] == [None, "t1", "t2", None, "t2"]
    assert transport.asked[4]["abha_address"] == "nisha.rao@sbx"


def test_a_resend_before_its_time_makes_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """It raises with the wait; after ``resend_at`` it sends, and counts."""
    emulator = Emulator(seed=1)
    with client_of(emulator) as abha:
        step = abha.registration.start_mobile(MOBILE)
        sent = len(emulator.requests)
        with pytest.raises(OtpResendTooSoon) as caught:
            step.resend()
        assert len(emulator.requests) == sent
        assert caught.value.attempts == 0
        assert caught.value.advice is Advice.WAIT
        assert caught.value.retry_after is not None
        assert timedelta(seconds=25) < caught.value.retry_after <= timedelta(seconds=30)
        later(monkeypatch, 31)
        emulator.advance(31)
        again = step.resend()
        assert again.sends == 2
        assert again.resend_at > step.resend_at
        with pytest.raises(StepError):
            step.verify("123456")
        assert isinstance(again.verify(emulator.otp_for(MOBILE)), CreateAddress)


def test_a_wrong_otp_leaves_the_step_usable() -> None:
    """The patient mistypes once, then types it right; a used step is refused without a call."""
    emulator = Emulator(seed=1)
    with client_of(emulator) as abha:
        step = abha.registration.start_mobile(MOBILE)
        code = emulator.otp_for(MOBILE)
        with pytest.raises(InvalidOtp) as caught:
            step.verify(str((int(code) + 1) % 10**6).zfill(6))
        assert caught.value.txn_id == step.txn_id
        assert isinstance(step.verify(code), CreateAddress)
        sent = len(emulator.requests)
        for use in (step.verify, step.resend):
            with pytest.raises(StepError):
                (use(code) if use == step.verify else step.resend())
        with pytest.raises(StepError):
            step.save()
        assert len(emulator.requests) == sent


@pytest.mark.parametrize("otp", ["", "12345a", "123", "123456789", "१२३४५६", 123456, None])
def test_what_is_no_otp_costs_no_attempt(otp: str) -> None:
    """Refused here, by field and rule: the patient's attempts are few."""
    emulator = Emulator(seed=1)
    with client_of(emulator) as abha:
        step = abha.registration.start_mobile(MOBILE)
        sent = len(emulator.requests)
        with pytest.raises(InvalidValueError) as caught:
            step.verify(otp)
        assert caught.value.field == "otp"
        assert len(emulator.requests) == sent


def test_a_taken_address_is_asked_for_again() -> None:
    """AddressTaken leaves the step usable: another address works."""
    emulator = Emulator(seed=1)
    emulator.add_account("nisha.rao@sbx", mobile="9000000001")
    with client_of(emulator) as abha:
        step = (abha.registration.start_mobile(MOBILE)).verify(emulator.otp_for(MOBILE))
        assert isinstance(step, CreateAddress)
        with pytest.raises(AddressTaken) as caught:
            step.create("nisha.rao", profile=PROFILE)
        assert not caught.value.may_have_been_processed
        assert isinstance(step.create("nisha.rao90", profile=PROFILE), LoggedIn)


@pytest.mark.parametrize("address", ["short", "1nisha.rao", "nisha.rao@abdm", "nisha..rao", "nisha rao x", ""])
def test_an_address_that_cannot_be_made_is_refused_before_the_call(address: str) -> None:
    """The rules for new addresses, and the environment's suffix."""
    transport = Canned([{"txn_id": "t1"}, {"txn_id": "t2", "skip_state": "abha_create"}])
    with client_on(transport) as abha:
        step = (abha.registration.start_mobile(MOBILE)).verify("123456")
        assert isinstance(step, CreateAddress)
        with pytest.raises(InvalidValueError) as caught:
            step.create(address, profile=PROFILE)
    assert caught.value.field == "abha_address"
    assert len(transport.paths) == 2


@pytest.mark.parametrize("answer", [{}, {"txn_id": None}, {"txn_id": ""}, {"txn_id": 5}, {"txn_id": {"a": 1}}, [], "x"])
def test_a_start_without_a_transaction_is_unexpected(answer: object) -> None:
    """A journey cannot go on without it: an honest error, not an attribute error later."""
    with client_on(Canned([answer])) as abha:
        with pytest.raises(UnexpectedResponse) as caught:
            abha.registration.start_mobile(MOBILE)
    assert caught.value.may_have_been_processed


def test_a_create_that_is_not_confirmed_is_unexpected() -> None:
    """``success: false`` with a 200 is no success."""
    answers = [{"txn_id": "t1"}, {"txn_id": "t2", "skip_state": "abha_create"}, {"success": False}]
    with client_on(Canned(answers)) as abha:
        step = (abha.registration.start_mobile(MOBILE)).verify("123456")
        assert isinstance(step, CreateAddress)
        with pytest.raises(UnexpectedResponse):
            step.create("nisha.rao", profile=PROFILE)


def test_the_audit_trail_names_every_call() -> None:
    """One event per call, with the caller's reference; refusals made here are no calls."""
    emulator, events = Emulator(seed=1), list[StepEvent]()
    with client_of(emulator, events) as abha:
        bound = abha.for_patient(partner_patient_id="p-1", hip_id="hip-1")
        step = bound.registration.start_mobile(MOBILE, reference="consent-9")
        with pytest.raises(EkaError):
            step.verify("999999" if emulator.otp_for(MOBILE) != "999999" else "999998")
        with pytest.raises(InvalidValueError):
            step.verify("x")
        address_step = step.verify(emulator.otp_for(MOBILE))
        assert isinstance(address_step, CreateAddress)
        resumed = abha.resume(address_step.save(), CreateAddress)
        resumed.create("nisha.rao", profile=PROFILE)
    assert [(event.operation, event.kind, event.outcome) for event in events] == [
        ("init_mobile_registration", "mobile_otp_sent", "ok"),
        ("verify_mobile_registration", "mobile_otp_sent", "wrong_otp"),
        ("verify_mobile_registration", "create_address", "ok"),
        ("create_mobile_registration", "logged_in", "ok"),
    ]
    assert {event.reference for event in events} == {"consent-9"}
    assert {(event.journey, event.hip_id, event.partner_patient_id) for event in events} == {
        ("mobile_registration", "hip-1", "p-1")
    }
    assert all(event.at.tzinfo is UTC and event.txn_id for event in events)
