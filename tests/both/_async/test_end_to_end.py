"""Every journey to its ends against the emulator, in this process and over a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from eka_abha import BirthDate, Gender, NewProfile, parse_abha_qr
from eka_abha._async import face_registration
from eka_abha.aio import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AsyncAbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    KycDone,
    LoggedIn,
    LoginChooseAccount,
    LoginEnterAccount,
    SessionActive,
    SessionOtpSent,
    UnknownStep,
)
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

    def client(self) -> AsyncAbhaClient:
        """A client of this emulator."""
        options: dict[str, Any] = {"base_url": self.base_url}
        if self.base_url is None:
            options = {"transport": self.emulator.transport()}
        token = self.emulator.issue_access_token()
        return AsyncAbhaClient(access_token=token, environment="sandbox", **options)

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

    async def at_once(_seconds: float) -> None:
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(face_registration, "sleep", at_once)
        yield


@pytest.mark.anyio
async def test_mobile_registration(place: Place) -> None:
    """A new patient, then the same one again, who picks; and a state of tomorrow."""
    async with place.client() as abha:
        create = await (await abha.registration.start_mobile(MOBILE)).verify(place.otp(MOBILE))
        assert isinstance(create, CreateAddress)
        suggestions = await create.suggest(first_name="Nisha", last_name="Rao", birth_date=date(1990, 8, 17))
        done = await create.create(suggestions[0], profile=PROFILE)
        assert isinstance(done, LoggedIn)
        assert (done.created, done.abha_address, done.abha_number) == (True, suggestions[0], None)
        choose = await (await abha.registration.start_mobile(MOBILE)).verify(place.otp(MOBILE))
        assert isinstance(choose, ChooseAccount)
        again = await choose.log_in(choose.accounts[0].abha_address)
        assert isinstance(again, LoggedIn)
        assert (again.created, again.abha_address) == (False, suggestions[0])
        assert again.ids is not None
        assert done.ids is not None
        assert again.ids.oid == done.ids.oid
        new = await (await abha.registration.start_mobile("6090000006")).verify(place.otp("6090000006"))
        assert isinstance(new, UnknownStep)
        assert new.skip_state == "abha_review"


@pytest.mark.anyio
async def test_aadhaar_registration(place: Place) -> None:
    """Another mobile is confirmed, a new address made; then the same person picks an existing one."""
    place.emulator.add_person(AADHAAR, mobile=MOBILE, first_name="Nisha", gender="F")
    place.emulator.add_account("somebody.else@sbx", mobile=OTHER_MOBILE)
    async with place.client() as abha:
        otp = await abha.registration.start_aadhaar("2345 6789 0124")
        assert otp.sent_to == "******3210"
        confirm = await otp.verify(place.otp(AADHAAR), mobile=OTHER_MOBILE)
        assert isinstance(confirm, ConfirmMobile)
        assert confirm.sent_to == "******0001"
        with pytest.raises(InvalidOtp):
            await confirm.verify("000000" if place.otp(OTHER_MOBILE) != "000000" else "000001")
        create = await confirm.verify(place.otp(OTHER_MOBILE))
        assert isinstance(create, AadhaarCreateAddress)
        assert create.profile is not None
        suggestions = await create.suggest(first_name=create.profile.first_name or "", last_name="Rao")
        assert suggestions[0].endswith("@sbx")
        with pytest.raises(AddressTaken):
            await create.create("somebody.else")
        done = await create.create(FIRST)
        assert isinstance(done, LoggedIn)
        assert done.abha_number is not None
        assert done.profile is not None
        assert (done.profile.first_name, done.profile.kyc_verified) == ("Nisha", True)
        assert done.tokens is not None
        pick = await (await abha.registration.start_aadhaar(AADHAAR)).verify(place.otp(AADHAAR), mobile=MOBILE)
        assert isinstance(pick, AadhaarChooseAccount)
        entered = await pick.log_in(FIRST)
        assert isinstance(entered, LoggedIn)
        assert not entered.created


@pytest.mark.anyio
async def test_aadhaar_registration_enters_an_existing_address(place: Place) -> None:
    """Where the service would have one made although there is one: auto-login."""
    async with place.client() as abha:
        otp = await abha.registration.start_aadhaar(OFFERED_ONE)
        step = await otp.verify(place.otp(OFFERED_ONE), mobile=MOBILE)
        assert isinstance(step, AadhaarCreateAddress)
        done = await step.log_in(step.accounts[0].abha_address)
        assert isinstance(done, LoggedIn)
        assert not done.created


@pytest.mark.anyio
async def test_face_registration(place: Place) -> None:
    """Show the address, look until the person was captured, ask for the number again."""
    async with place.client() as abha:
        pending = await abha.registration.start_face()
        assert pending.url is not None
        assert isinstance(await pending.poll(), FacePending)
        with no_pauses():
            verified = await pending.wait()
        assert isinstance(verified, FaceVerified)
        create = await verified.verify(aadhaar=AADHAAR)
        assert isinstance(create, AadhaarCreateAddress)
        done = await create.create("nisha.rao")
        assert isinstance(done, LoggedIn)
        assert done.abha_address == FIRST


@pytest.mark.anyio
async def test_logins(place: Place) -> None:
    """All five, each to its end."""
    emulator = place.emulator
    emulator.add_person(AADHAAR, mobile=MOBILE, abha_number=ABHA_NUMBER)
    known: dict[str, Any] = {"mobile": MOBILE, "aadhaar": AADHAAR, "abha_number": ABHA_NUMBER, "kyc_verified": True}
    emulator.add_account(FIRST, **known)
    emulator.add_account(SECOND, **known)
    async with place.client() as abha:
        login = abha.login
        assert (await login.methods(FIRST)).auth_methods

        by_mobile = await (await login.start_mobile(MOBILE)).verify(place.otp(MOBILE))
        assert isinstance(by_mobile, LoginChooseAccount)
        await ends_at(SECOND, await by_mobile.log_in(SECOND))

        by_aadhaar = await (await login.start_aadhaar(AADHAAR)).verify(place.otp(AADHAAR))
        assert isinstance(by_aadhaar, LoginEnterAccount)
        await ends_at(FIRST, await by_aadhaar.log_in(FIRST))

        by_number = await (await login.start_abha_number(ABHA_NUMBER)).verify(place.otp(MOBILE))
        assert isinstance(by_number, LoginChooseAccount)
        await ends_at(SECOND, await by_number.log_in(SECOND))

        await ends_at(FIRST, await (await login.start_address("nisha.rao")).verify(place.otp(MOBILE)))

        found = await login.search(MOBILE)
        assert [profile.abha_address for profile in found.profiles] == [FIRST, SECOND]
        by_search = await (await found.start(found.profiles[1])).verify(place.otp(MOBILE))
        if isinstance(by_search, LoginChooseAccount):
            by_search = await by_search.log_in(SECOND)
        await ends_at(SECOND, by_search)
        assert (await login.search("9000000009")).profiles == ()


async def ends_at(address: str, step: object) -> None:
    """The patient is logged in to this address, which was not made just now."""
    assert isinstance(step, LoggedIn)
    assert (step.abha_address, step.created) == (address, False)
    assert step.patient()


@pytest.mark.anyio
async def test_refusals_of_a_login(place: Place) -> None:
    """Nobody, a method that is switched off, too many wrong OTPs, a transaction that is over."""
    place.emulator.add_account(
        FIRST, mobile=MOBILE, abha_number=ABHA_NUMBER, blocked_methods=["MOBILE_OTP", "AADHAAR_OTP"]
    )
    place.emulator.add_account(SECOND, mobile=OTHER_MOBILE)
    async with place.client() as abha:
        with pytest.raises(NotFound):
            await abha.login.methods("nobody.at.all@sbx")
        with pytest.raises(LoginMethodNotAllowed):
            await abha.login.start_address(FIRST)
        step = await abha.login.start_address(SECOND)
        right = place.otp(OTHER_MOBILE)
        wrong = "111111" if right != "111111" else "222222"
        for _ in range(3):
            with pytest.raises(InvalidOtp):
                await step.verify(wrong)
        with pytest.raises(OtpAttemptsExceeded):
            await step.verify(right)
        place.emulator.advance(3600)
        late = await abha.login.start_address(SECOND)
        code = place.otp(OTHER_MOBILE)
        place.emulator.advance(3600)
        with pytest.raises(TransactionError):
            await late.verify(code)


@pytest.mark.anyio
async def test_session_kyc_and_profile(place: Place, tmp_path: Path) -> None:
    """From a registration by mobile to a verified profile, its card and its QR code, and to the end of it."""
    emulator = place.emulator
    account = emulator.add_account(FIRST, mobile=MOBILE, first_name="Nisha", gender="F", year_of_birth=1990)
    emulator.add_person(AADHAAR, mobile=MOBILE, first_name="Nisha", gender="F", year_of_birth=1990)
    emulator.add_person("345678901238", mobile=OTHER_MOBILE, first_name="Somebody")
    async with place.client() as abha:
        patient = abha.for_patient(oid=account.oid)
        with pytest.raises(GatewaySessionExpired):
            await patient.profile.get()
        otp = await patient.session.ensure_session(FIRST)
        assert isinstance(otp, SessionOtpSent)
        active = await otp.verify(place.otp(MOBILE))
        assert isinstance(active, SessionActive)
        assert isinstance(await patient.session.ensure_session(FIRST), SessionActive)
        status = await patient.session.status()
        assert (status.logged_in, status.kyc_verified) == (True, False)
        patient = active.patient()

        await patient.profile.update(last_name="Iyer", pincode="110001", address="12 Lake Road")
        await patient.profile.update(address="")
        profile = await patient.profile.get()
        assert (profile.first_name, profile.last_name, profile.address) == ("Nisha", "Iyer", None)
        assert (profile.birth_date, profile.gender) == (BirthDate(1990, 1, 1), Gender.FEMALE)

        with pytest.raises(KycMismatch):
            await (await patient.kyc.start_aadhaar("345678901238")).verify(place.otp("345678901238"))
        done = await (await patient.kyc.start_aadhaar(AADHAAR)).verify(place.otp(AADHAAR))
        assert isinstance(done, KycDone)
        profile = await patient.profile.get()
        assert profile.kyc_verified is True
        assert profile.abha_number is not None
        with pytest.raises(ValueError, match="locked"):
            await patient.profile.update(first_name="Asha")
        await patient.profile.update(pincode="560001")
        assert (await abha.lookup.pincode("560001")).state_name

        assert (await patient.profile.card()).save(tmp_path / "card.png").stat().st_size > 0
        code = await patient.profile.qr()
        assert code.abha_number == profile.abha_number
        assert parse_abha_qr(f'{{"hidn": "{code.abha_number}"}}').abha_number == profile.abha_number

        emulator.expire_sessions()
        with pytest.raises(GatewaySessionExpired):
            await patient.profile.card()
        emulator.open_session(FIRST)
        await patient.profile.delete(confirm=True)
        assert not await abha.lookup.address_exists(FIRST)


@pytest.mark.anyio
async def test_kyc_by_abha_number(place: Place) -> None:
    """With the number's holder found, and another OTP when the first did not arrive."""
    emulator = place.emulator
    account = emulator.add_account(FIRST, mobile=MOBILE, first_name="Nisha")
    emulator.add_person(AADHAAR, mobile=MOBILE, first_name="Nisha", abha_number=ABHA_NUMBER)
    emulator.open_session(FIRST)
    async with place.client() as abha:
        patient = abha.for_patient(oid=account.oid)
        done = await (await patient.kyc.start_abha_number("12345678568912")).verify(place.otp(MOBILE))
        assert isinstance(done, KycDone)
        assert (await patient.profile.get()).abha_number == ABHA_NUMBER
