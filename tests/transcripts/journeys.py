"""Whole journeys of the wrapper's client against an emulator, recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FaceVerified,
    LoginChooseAccount,
    LoginEnterAccount,
    NewProfile,
    SessionOtpSent,
)
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.errors import EkaError
from eka_abha.transcripts import Journey, Recorder, RecordingTransport, Transcript

BORN = date(1990, 8, 17)
MOBILE, OTHER_MOBILE = "9876543210", "9876501234"
AADHAAR = "234567890124"
ABHA_NUMBER = "12-3456-7856-8912"
ADDRESS = "nisha.rao@sbx"
PROFILE = NewProfile.born_on(
    BORN, first_name="Nisha", last_name="Rao", gender="F", pincode="560001", address="14, Marmalade Lane"
)


def register_mobile(abha: AbhaClient, emulator: Emulator) -> None:
    """A wrong OTP, suggestions, a taken address, a new one."""
    emulator.add_account("taken.name@sbx", mobile=OTHER_MOBILE)
    otp = abha.registration.start_mobile(MOBILE)
    with suppress(EkaError):
        otp.verify("111111")
    step = otp.verify(emulator.otp_for(MOBILE))
    assert isinstance(step, CreateAddress)
    free = step.suggest(first_name="Nisha", last_name="Rao", birth_date=BORN)
    with suppress(EkaError):
        step.create("taken.name", profile=PROFILE)
    step.create(free[1], profile=PROFILE)


def register_mobile_with_accounts(abha: AbhaClient, emulator: Emulator) -> None:
    """Two accounts, the second is chosen."""
    emulator.add_account(ADDRESS, mobile=MOBILE)
    emulator.add_account("rao.nisha@sbx", mobile=MOBILE, kyc_verified=True, abha_number=ABHA_NUMBER)
    step = abha.registration.start_mobile(MOBILE).verify(emulator.otp_for(MOBILE))
    assert isinstance(step, ChooseAccount | CreateAddress)
    step.log_in("rao.nisha@sbx")


def register_aadhaar(abha: AbhaClient, emulator: Emulator) -> None:
    """Another mobile than the linked one, confirmed; a new address."""
    emulator.add_person(AADHAAR, mobile=MOBILE, address=None, middle_name="Devi")
    step = abha.registration.start_aadhaar(AADHAAR).verify(emulator.otp_for(AADHAAR), mobile=OTHER_MOBILE)
    assert isinstance(step, ConfirmMobile)
    confirmed = step.verify(emulator.otp_for(OTHER_MOBILE))
    assert isinstance(confirmed, AadhaarCreateAddress)
    confirmed.create("nisha.rao90")


def register_aadhaar_with_account(abha: AbhaClient, emulator: Emulator) -> None:
    """The linked mobile, an account to log in to."""
    emulator.add_person(AADHAAR, mobile=MOBILE, abha_number=ABHA_NUMBER)
    emulator.add_account(ADDRESS, mobile=MOBILE, aadhaar=AADHAAR, kyc_verified=True, abha_number=ABHA_NUMBER)
    step = abha.registration.start_aadhaar(AADHAAR).verify(emulator.otp_for(AADHAAR), mobile=MOBILE)
    assert isinstance(step, AadhaarChooseAccount)
    step.log_in(ADDRESS)


def register_face(abha: AbhaClient, emulator: Emulator) -> None:
    """Captured at the third poll, a new address."""
    captured = abha.registration.start_face().wait(interval=0.001, limit=60)
    assert isinstance(captured, FaceVerified)
    step = captured.verify(aadhaar=AADHAAR)
    assert isinstance(step, AadhaarCreateAddress)
    step.create("nisha.rao90")


def login_mobile(abha: AbhaClient, emulator: Emulator) -> None:
    """Two accounts, one is chosen."""
    emulator.add_account(ADDRESS, mobile=MOBILE)
    emulator.add_account("rao.nisha@sbx", mobile=MOBILE)
    step = abha.login.start_mobile(MOBILE).verify(emulator.otp_for(MOBILE))
    assert isinstance(step, LoginChooseAccount)
    step.log_in("rao.nisha@sbx")


def login_with_shared_number(abha: AbhaClient, emulator: Emulator) -> None:
    """The ABHA number has two addresses, of which one is entered."""
    emulator.add_account(ADDRESS, mobile=MOBILE, abha_number=ABHA_NUMBER)
    emulator.add_account("rao.nisha@sbx", mobile=MOBILE, abha_number=ABHA_NUMBER)
    abha.login.start_address(ADDRESS).verify(emulator.otp_for(MOBILE))


def login_aadhaar(abha: AbhaClient, emulator: Emulator) -> None:
    """One account, entered by auto-login."""
    emulator.add_person(AADHAAR, mobile=MOBILE)
    emulator.add_account(ADDRESS, mobile=MOBILE, aadhaar=AADHAAR, kyc_verified=True, abha_number=ABHA_NUMBER)
    step = abha.login.start_aadhaar(AADHAAR).verify(emulator.otp_for(AADHAAR))
    assert isinstance(step, LoginEnterAccount)
    step.log_in(ADDRESS)


def login_abha_number(abha: AbhaClient, emulator: Emulator) -> None:
    """One account."""
    emulator.add_account(ADDRESS, mobile=MOBILE, abha_number=ABHA_NUMBER, kyc_verified=True)
    step = abha.login.start_abha_number(ABHA_NUMBER).verify(emulator.otp_for(MOBILE))
    assert isinstance(step, LoginChooseAccount)
    step.log_in(ADDRESS)


def login_address(abha: AbhaClient, emulator: Emulator) -> None:
    """The methods, one of which is blocked and refused, and then another."""
    emulator.add_person(AADHAAR, mobile=MOBILE)
    emulator.add_account(ADDRESS, mobile=MOBILE, aadhaar=AADHAAR, blocked_methods=["AADHAAR_OTP"])
    abha.login.methods(ADDRESS)
    with suppress(EkaError):
        abha.login.start_address(ADDRESS, otp_system="aadhaar")
    abha.login.start_address(ADDRESS).verify(emulator.otp_for(MOBILE))


def login_search(abha: AbhaClient, emulator: Emulator) -> None:
    """Two profiles, the first is chosen."""
    emulator.add_account(ADDRESS, mobile=MOBILE, abha_number=ABHA_NUMBER, kyc_verified=True)
    emulator.add_account("rao.nisha@sbx", mobile=MOBILE)
    found = abha.login.search(MOBILE)
    found.start(found.profiles[0]).verify(emulator.otp_for(MOBILE))


def session(abha: AbhaClient, emulator: Emulator) -> None:
    """None yet, opened, there."""
    account = emulator.add_account(ADDRESS, mobile=MOBILE, kyc_verified=True)
    patient = abha.for_patient(oid=account.oid)
    patient.session.status()
    with suppress(EkaError):
        patient.profile.get()
    step = patient.session.ensure_session(ADDRESS)
    assert isinstance(step, SessionOtpSent)
    active = step.verify(emulator.otp_for(MOBILE))
    active.patient().session.status()
    active.patient().profile.get()


def session_of_another(abha: AbhaClient, emulator: Emulator) -> None:
    """The address is somebody's, but not the named patient's."""
    account = emulator.add_account("asha.rao@sbx", mobile=OTHER_MOBILE)
    emulator.add_account(ADDRESS, mobile=MOBILE)
    patient = abha.for_patient(oid=account.oid)
    patient.session.status()
    with suppress(EkaError):
        patient.session.start(ADDRESS)


def kyc(abha: AbhaClient, emulator: Emulator) -> None:
    """By Aadhaar, in a session that was there, with the patient's token."""
    account = emulator.add_account(ADDRESS, mobile=MOBILE)
    emulator.open_session(ADDRESS)
    patient = abha.for_patient(oid=account.oid)
    patient.kyc.start_aadhaar(AADHAAR).verify(emulator.otp_for(MOBILE))
    patient.profile.get()
    with suppress(EkaError):
        patient.kyc.start_aadhaar(AADHAAR)


def kyc_mismatch(abha: AbhaClient, emulator: Emulator) -> None:
    """The ABHA number is somebody else's."""
    account = emulator.add_account(ADDRESS, mobile=MOBILE)
    emulator.add_person(AADHAAR, mobile=OTHER_MOBILE, first_name="Arun", gender="M", abha_number=ABHA_NUMBER)
    emulator.open_session(ADDRESS)
    otp = abha.for_patient(oid=account.oid).kyc.start_abha_number(ABHA_NUMBER)
    with suppress(EkaError):
        otp.verify(emulator.otp_for(OTHER_MOBILE))


def profile(abha: AbhaClient, emulator: Emulator) -> None:
    """Read, card, QR code, changed, deleted."""
    account = emulator.add_account(ADDRESS, mobile=MOBILE, pincode=None, address="14, Marmalade Lane", last_name=None)
    emulator.open_session(ADDRESS)
    patient = abha.for_patient(oid=account.oid)
    patient.profile.get()
    patient.profile.card()
    patient.profile.qr()
    patient.profile.update(pincode="560001")
    patient.profile.delete(confirm=True)


def lookups(abha: AbhaClient, emulator: Emulator) -> None:
    """An address that there is, one that there is not, a pincode."""
    emulator.add_account(ADDRESS, mobile=MOBILE)
    abha.lookup.address_exists(ADDRESS)
    abha.lookup.address_exists("nisha.rao90")
    abha.lookup.pincode("560001")
    with suppress(EkaError):
        abha.login.methods("nobody.here@sbx")


Play = Callable[[AbhaClient, Emulator], None]
RECORDED: Mapping[str, tuple[Journey, Play]] = {
    "mobile": ("mobile", register_mobile),
    "mobile with accounts": ("mobile", register_mobile_with_accounts),
    "aadhaar": ("aadhaar", register_aadhaar),
    "aadhaar with account": ("aadhaar", register_aadhaar_with_account),
    "face": ("face", register_face),
    "login by mobile": ("login-mobile", login_mobile),
    "login by aadhaar": ("login-aadhaar", login_aadhaar),
    "login by abha number": ("login-abha-number", login_abha_number),
    "login by address": ("login-address", login_address),
    "login with a shared number": ("login-address", login_with_shared_number),
    "login by search": ("login-search", login_search),
    "session": ("session", session),
    "session of another patient": ("session", session_of_another),
    "kyc": ("kyc", kyc),
    "kyc mismatch": ("kyc", kyc_mismatch),
    "profile": ("profile", profile),
    "lookups": ("lookups", lookups),
}


def record(name: str, settings: EmulatorSettings | None = None) -> tuple[Transcript, Emulator]:
    """Play a journey with the wrapper's client; its transcript, and the emulator that stood for the service."""
    journey, play = RECORDED[name]
    emulator = Emulator(settings, seed=5)
    recorder = Recorder(journey, clock=lambda: emulator.now.timestamp())
    with AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=RecordingTransport(emulator.transport(), recorder),
    ) as abha:
        play(abha, emulator)
    return recorder.transcript(ended="complete"), emulator
