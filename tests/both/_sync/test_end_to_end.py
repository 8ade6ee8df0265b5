# Derived from tests/both/_async/test_end_to_end.py by `make generate`: change that file, not this one.
"""Every journey to its ends against the emulator, in this process and over a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AbhaClient,
    BirthDate,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    Gender,
    KycDone,
    LoggedIn,
    LoginChooseAccount,
    LoginEnterAccount,
    NewProfile,
    SessionActive,
    SessionOtpSent,
    UnknownStep,
    parse_abha_qr,
)
from eka_abha._sync import face_registration
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import (
    AddressTaken,
    GatewaySessionExpired,
    InvalidOtp,
    KycMismatch,
    LoginMethodNotAllowed,
    NotFound,
    OtpAttemptsExceeded,
    TransactionError,
)

pytestmark = pytest.mark.usefixtures("either_transport")

MOBILE, OTHER_MOBILE = "9876543210", "9000000001"
AADHAAR, ABHA_NUMBER = "234567890124", "12-3456-7856-8912"
OFFERED_ONE = "200900000056"
"""An Aadhaar number that asks the emulator for ``abha_create`` with one account."""
FIRST, SECOND = "nisha.rao@sbx", "nisha1990@sbx"
PROFILE = NewProfile.born_on(date(1990, 8, 17), first_name="Nisha", gender="F", pincode="110001")


class Place:
    """An emulator and where its clients find it."""

    def __init__(self, base_url: str | None, emulator: Emulator) -> None:
        self.base_url = base_url
        self.emulator = emulator

    def client(self) -> AbhaClient:
        """A client of this emulator."""
        options: dict[str, Any] = {"base_url": self.base_url}
        if self.base_url is None:
            options = {"transport": self.emulator.transport()}
        token = self.emulator.issue_access_token()
        return AbhaClient(access_token=token, environment="sandbox", **options)

    def otp(self, number: str) -> str:
        """The OTP that the person reads; half a minute passes, so that another may be sent."""
        self.emulator.advance(31)
        return self.emulator.otp_for(number)


@pytest.fixture(params=["in this process", "over a socket"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """One emulator for a test; nothing must go wrong inside of it."""
    emulator = Emulator(EmulatorSettings(face_polls=1), seed=1)
    served = run_in_thread(emulator) if request.param == "over a socket" else nullcontext(None)
    with served as base_url:
        yield Place(base_url, emulator)
    assert emulator.internal_errors == ()


@contextmanager
def no_pauses() -> Iterator[None]:
    """``wait`` looks again at once."""

    def at_once(_seconds: float) -> None:
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(face_registration, "sleep", at_once)
        yield


def test_mobile_registration(place: Place) -> None:
    """A new patient, then the same one again, who picks; and a state of tomorrow."""
    with place.client() as abha:
        create = (abha.registration.start_mobile(MOBILE)).verify(place.otp(MOBILE))
        assert isinstance(create, CreateAddress)
        suggestions = create.suggest(first_name="Nisha", last_name="Rao", birth_date=date(1990, 8, 17))
        done = create.create(suggestions[0], profile=PROFILE)
        assert isinstance(done, LoggedIn)
        assert (done.created, done.abha_address, done.abha_number) == (True, suggestions[0], None)
        choose = (abha.registration.start_mobile(MOBILE)).verify(place.otp(MOBILE))
        assert isinstance(choose, ChooseAccount)
        again = choose.log_in(choose.accounts[0].abha_address)
        assert isinstance(again, LoggedIn)
        assert (again.created, again.abha_address) == (False, suggestions[0])
        assert again.ids is not None
        assert done.ids is not None
        assert again.ids.oid == done.ids.oid
        new = (abha.registration.start_mobile("6090000006")).verify(place.otp("6090000006"))
        assert isinstance(new, UnknownStep)
        assert new.skip_state == "abha_review"


def test_aadhaar_registration(place: Place) -> None:
    """Another mobile is confirmed, a new address made; then the same person picks an existing one."""
    place.emulator.add_person(AADHAAR, mobile=MOBILE, first_name="Nisha", gender="F")
    place.emulator.add_account("somebody.else@sbx", mobile=OTHER_MOBILE)
    with place.client() as abha:
        otp = abha.registration.start_aadhaar("2345 6789 0124")
        assert otp.sent_to == "******3210"
        confirm = otp.verify(place.otp(AADHAAR), mobile=OTHER_MOBILE)
        assert isinstance(confirm, ConfirmMobile)
        assert confirm.sent_to == "******0001"
        with pytest.raises(InvalidOtp):
            confirm.verify("000000" if place.otp(OTHER_MOBILE) != "000000" else "000001")
        create = confirm.verify(place.otp(OTHER_MOBILE))
        assert isinstance(create, AadhaarCreateAddress)
        assert create.profile is not None
        suggestions = create.suggest(first_name=create.profile.first_name or "", last_name="Rao")
        assert suggestions[0].endswith("@sbx")
        with pytest.raises(AddressTaken):
            create.create("somebody.else")
        done = create.create(FIRST)
        assert isinstance(done, LoggedIn)
        assert done.abha_number is not None
        assert done.profile is not None
        assert (done.profile.first_name, done.profile.kyc_verified) == ("Nisha", True)
        assert done.tokens is not None
        pick = (abha.registration.start_aadhaar(AADHAAR)).verify(place.otp(AADHAAR), mobile=MOBILE)
        assert isinstance(pick, AadhaarChooseAccount)
        entered = pick.log_in(FIRST)
        assert isinstance(entered, LoggedIn)
        assert not entered.created


def test_aadhaar_registration_enters_an_existing_address(place: Place) -> None:
    """Where the service would have one made although there is one: auto-login."""
    with place.client() as abha:
        otp = abha.registration.start_aadhaar(OFFERED_ONE)
        step = otp.verify(place.otp(OFFERED_ONE), mobile=MOBILE)
        assert isinstance(step, AadhaarCreateAddress)
        done = step.log_in(step.accounts[0].abha_address)
        assert isinstance(done, LoggedIn)
        assert not done.created


def test_face_registration(place: Place) -> None:
    """Show the address, look until the person was captured, ask for the number again."""
    with place.client() as abha:
        pending = abha.registration.start_face()
        assert pending.url is not None
        assert isinstance(pending.poll(), FacePending)
        with no_pauses():
            verified = pending.wait()
        assert isinstance(verified, FaceVerified)
        create = verified.verify(aadhaar=AADHAAR)
        assert isinstance(create, AadhaarCreateAddress)
        done = create.create("nisha.rao")
        assert isinstance(done, LoggedIn)
        assert done.abha_address == FIRST


def test_logins(place: Place) -> None:
    """All five, each to its end."""
    emulator = place.emulator
    emulator.add_person(AADHAAR, mobile=MOBILE, abha_number=ABHA_NUMBER)
    known: dict[str, Any] = {"mobile": MOBILE, "aadhaar": AADHAAR, "abha_number": ABHA_NUMBER, "kyc_verified": True}
    emulator.add_account(FIRST, **known)
    emulator.add_account(SECOND, **known)
    with place.client() as abha:
        login = abha.login
        assert (login.methods(FIRST)).auth_methods

        by_mobile = (login.start_mobile(MOBILE)).verify(place.otp(MOBILE))
        assert isinstance(by_mobile, LoginChooseAccount)
        ends_at(SECOND, by_mobile.log_in(SECOND))

        by_aadhaar = (login.start_aadhaar(AADHAAR)).verify(place.otp(AADHAAR))
        assert isinstance(by_aadhaar, LoginEnterAccount)
        ends_at(FIRST, by_aadhaar.log_in(FIRST))

        by_number = (login.start_abha_number(ABHA_NUMBER)).verify(place.otp(MOBILE))
        assert isinstance(by_number, LoginChooseAccount)
        ends_at(SECOND, by_number.log_in(SECOND))

        ends_at(FIRST, (login.start_address("nisha.rao")).verify(place.otp(MOBILE)))

        found = login.search(MOBILE)
        assert [profile.abha_address for profile in found.profiles] == [FIRST, SECOND]
        by_search = (found.start(found.profiles[1])).verify(place.otp(MOBILE))
        if isinstance(by_search, LoginChooseAccount):
            by_search = by_search.log_in(SECOND)
        ends_at(SECOND, by_search)
        assert (login.search("9000000009")).profiles == ()


def ends_at(address: str, step: object) -> None:
    """The patient is logged in to this address, which was not made just now."""
    assert isinstance(step, LoggedIn)
    assert (step.abha_address, step.created) == (address, False)
    assert step.patient()


def test_refusals_of_a_login(place: Place) -> None:
    """Nobody, a method that is switched off, too many wrong OTPs, a transaction that is over."""
    place.emulator.add_account(
        FIRST, mobile=MOBILE, abha_number=ABHA_NUMBER, blocked_methods=["MOBILE_OTP", "AADHAAR_OTP"]
    )
    place.emulator.add_account(SECOND, mobile=OTHER_MOBILE)
    with place.client() as abha:
        with pytest.raises(NotFound):
            abha.login.methods("nobody.at.all@sbx")
        with pytest.raises(LoginMethodNotAllowed):
            abha.login.start_address(FIRST)
        step = abha.login.start_address(SECOND)
        right = place.otp(OTHER_MOBILE)
        wrong = "111111" if right != "111111" else "222222"
        for _ in range(3):
            with pytest.raises(InvalidOtp):
                step.verify(wrong)
        with pytest.raises(OtpAttemptsExceeded):
            step.verify(right)
        place.emulator.advance(3600)
        late = abha.login.start_address(SECOND)
        code = place.otp(OTHER_MOBILE)
        place.emulator.advance(3600)
        with pytest.raises(TransactionError):
            late.verify(code)


def test_session_kyc_and_profile(place: Place, tmp_path: Path) -> None:
    """From a registration by mobile to a verified profile, its card and its QR code, and to the end of it."""
    emulator = place.emulator
    account = emulator.add_account(FIRST, mobile=MOBILE, first_name="Nisha", gender="F", year_of_birth=1990)
    emulator.add_person(AADHAAR, mobile=MOBILE, first_name="Nisha", gender="F", year_of_birth=1990)
    emulator.add_person("345678901238", mobile=OTHER_MOBILE, first_name="Somebody")
    with place.client() as abha:
        patient = abha.for_patient(oid=account.oid)
        with pytest.raises(GatewaySessionExpired):
            patient.profile.get()
        otp = patient.session.ensure_session(FIRST)
        assert isinstance(otp, SessionOtpSent)
        active = otp.verify(place.otp(MOBILE))
        assert isinstance(active, SessionActive)
        assert isinstance(patient.session.ensure_session(FIRST), SessionActive)
        status = patient.session.status()
        assert (status.logged_in, status.kyc_verified) == (True, False)
        patient = active.patient()

        patient.profile.update(last_name="Iyer", pincode="110001", address="12 Lake Road")
        patient.profile.update(address="")
        profile = patient.profile.get()
        assert (profile.first_name, profile.last_name, profile.address) == ("Nisha", "Iyer", None)
        assert (profile.birth_date, profile.gender) == (BirthDate(1990, 1, 1), Gender.FEMALE)

        with pytest.raises(KycMismatch):
            (patient.kyc.start_aadhaar("345678901238")).verify(place.otp("345678901238"))
        done = (patient.kyc.start_aadhaar(AADHAAR)).verify(place.otp(AADHAAR))
        assert isinstance(done, KycDone)
        profile = patient.profile.get()
        assert profile.kyc_verified is True
        assert profile.abha_number is not None
        with pytest.raises(ValueError, match="locked"):
            patient.profile.update(first_name="Asha")
        patient.profile.update(pincode="560001")
        assert (abha.lookup.pincode("560001")).state_name

        assert (patient.profile.card()).save(tmp_path / "card.png").stat().st_size > 0
        code = patient.profile.qr()
        assert code.abha_number == profile.abha_number
        assert parse_abha_qr(f'{{"hidn": "{code.abha_number}"}}').abha_number == profile.abha_number

        emulator.expire_sessions()
        with pytest.raises(GatewaySessionExpired):
            patient.profile.card()
        emulator.open_session(FIRST)
        patient.profile.delete(confirm=True)
        assert not abha.lookup.address_exists(FIRST)


def test_kyc_by_abha_number(place: Place) -> None:
    """With the number's holder found, and another OTP when the first did not arrive."""
    emulator = place.emulator
    account = emulator.add_account(FIRST, mobile=MOBILE, first_name="Nisha")
    emulator.add_person(AADHAAR, mobile=MOBILE, first_name="Nisha", abha_number=ABHA_NUMBER)
    emulator.open_session(FIRST)
    with place.client() as abha:
        patient = abha.for_patient(oid=account.oid)
        done = (patient.kyc.start_abha_number("12345678568912")).verify(place.otp(MOBILE))
        assert isinstance(done, KycDone)
        assert (patient.profile.get()).abha_number == ABHA_NUMBER
