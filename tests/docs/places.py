"""A patient at a desk, and the way to where each of the 33 operations is called, against the emulator."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from eka_abha import (
    AadhaarCreateAddress,
    AbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    LoginEnterAccount,
    NewProfile,
    SessionOtpSent,
    Step,
)
from eka_abha._journeys import otp as otp_module
from eka_abha.emulator import Emulator, EmulatorSettings

from tests.support.recorder import Recorder

NISHA, NISHA_ADDRESS = "9876543210", "nisha.rao@sbx"
"""Has an account without KYC."""
NEWCOMER, NEW_ADDRESS = "9876500001", "farhan.khan@sbx"
"""Has none."""
AADHAAR, OTHER_AADHAAR = "234567890124", "345678901238"
BORN = date(1990, 8, 17)
PROFILE = NewProfile.born_on(BORN, first_name="Farhan", gender="M", pincode="110001")
WRONG_OTP = "000000"
WAYS = ("processed, no answer", "processed, 502", "not processed, 502")
SETTINGS = EmulatorSettings(
    face_polls=0, transaction_lifetime=14_400, otp_lifetime=14_400, session_lifetime=14_400, slow_answers=0
)


@dataclass
class Scene:
    """An emulator, a client of it whose own retries are off, and time that only moves when somebody waits."""

    monkeypatch: pytest.MonkeyPatch
    emulator: Emulator = field(default_factory=lambda: Emulator(SETTINGS, seed=7))
    base_url: str | None = None
    way: str = ""
    """How the next answer that is lost gets lost: one of ``WAYS``."""
    secret: str = ""
    """The client's secret, as its vault gives it at each login."""

    def __post_init__(self) -> None:
        self.secret = self.emulator.client_secret
        self._answer = self.emulator.transport().handle_request
        self._late: set[str] = set()
        self.service = Recorder(self._handle)
        self.abha = AbhaClient(
            client_id=self.emulator.client_id,
            client_secret=lambda: self.secret,
            environment="sandbox",
            base_url=self.base_url,
            transport=None if self.base_url else self.service,
            keepalive_expiry=0,
            max_retries=0,
        )
        self.moved = 0.0
        real = time.time
        self.monkeypatch.setattr(time, "time", lambda: real() + self.moved)
        self.monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=self.moved))
        nisha = self.emulator.add_account(
            NISHA_ADDRESS, mobile=NISHA, first_name="Nisha", gender="F", year_of_birth=1990, pincode="560001"
        )
        self.nisha = self.abha.for_patient(oid=nisha.oid)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.moved += seconds
        self.emulator.advance(seconds)

    def otp(self, number: str) -> str:
        """The OTP that came last to a mobile, or about an Aadhaar number."""
        return self.emulator.otp_for(number)

    def nisha_in_session(self) -> AbhaClient:
        """The client of a patient who has a session with the gateway."""
        step = self.nisha.session.ensure_session(NISHA_ADDRESS)
        if isinstance(step, SessionOtpSent):
            step.verify(self.otp(NISHA))
            self.wait(31)
        return self.nisha

    def lose(self, operation: str) -> None:
        """Lose the next answer of an operation."""
        if self.way == "processed, no answer":
            self._late.add(operation)
        else:
            processed = self.way == "processed, 502"
            self.emulator.fail_next(operation, status=502, body="<html>Bad gateway</html>", processed=processed)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        answer = self._answer(request)
        if request.extensions.get("operation") in self._late:
            self._late.clear()
            raise httpx.ReadTimeout("late")
        return answer


@dataclass
class Place:
    """Where an operation is called."""

    call: Callable[[], object]
    """The call; again and again, if need be."""
    step: Step | None = None
    """The step that it is made on."""
    wrong: Callable[[], object] | None = None
    """The same with a value that is refused before anything is sent."""


def _mobile_sent(scene: Scene, mobile: str = NISHA) -> Place:
    step = scene.abha.registration.start_mobile(mobile)
    code = scene.otp(mobile)
    return Place(lambda: step.verify(code), step, lambda: step.verify("12"))


def _resend_mobile(scene: Scene) -> Place:
    step = scene.abha.registration.start_mobile(NISHA)
    scene.wait(31)
    return Place(step.resend, step)


def _choose(scene: Scene) -> Place:
    step = scene.abha.registration.start_mobile(NISHA).verify(scene.otp(NISHA))
    assert isinstance(step, ChooseAccount)
    return Place(lambda: step.log_in(NISHA_ADDRESS), step, lambda: step.log_in("somebody.else@sbx"))


def _create(scene: Scene) -> Place:
    step = scene.abha.registration.start_mobile(NEWCOMER).verify(scene.otp(NEWCOMER))
    assert isinstance(step, CreateAddress)
    return Place(lambda: step.create(NEW_ADDRESS, profile=PROFILE), step, lambda: step.create("x", profile=PROFILE))


def _aadhaar_sent(scene: Scene) -> Place:
    step = scene.abha.registration.start_aadhaar(AADHAAR)
    code = scene.otp(AADHAAR)
    return Place(lambda: step.verify(code, mobile=linked()), step, lambda: step.verify(code, mobile="1"))


def _resend_aadhaar(scene: Scene) -> Place:
    step = scene.abha.registration.start_aadhaar(AADHAAR)
    scene.wait(31)
    return Place(step.resend, step)


def _confirm(scene: Scene) -> ConfirmMobile:
    step = scene.abha.registration.start_aadhaar(AADHAAR).verify(scene.otp(AADHAAR), mobile=NEWCOMER)
    assert isinstance(step, ConfirmMobile)
    return step


def _confirm_sent(scene: Scene) -> Place:
    step = _confirm(scene)
    code = scene.otp(NEWCOMER)
    return Place(lambda: step.verify(code), step, lambda: step.verify("12"))


def _resend_confirm(scene: Scene) -> Place:
    step = _confirm(scene)
    scene.wait(31)
    return Place(step.resend, step)


def aadhaar_create(scene: Scene) -> AadhaarCreateAddress:
    """Somebody who has proven by Aadhaar who they are, and has no address."""
    step = scene.abha.registration.start_aadhaar(AADHAAR).verify(scene.otp(AADHAAR), mobile=linked())
    assert isinstance(step, AadhaarCreateAddress)
    return step


def _aadhaar_create(scene: Scene) -> Place:
    step = aadhaar_create(scene)
    return Place(lambda: step.create(NEW_ADDRESS), step, lambda: step.create("x"))


def _enter(scene: Scene) -> Place:
    if not scene.abha.lookup.address_exists(NEW_ADDRESS):
        aadhaar_create(scene).create(NEW_ADDRESS)
        scene.wait(31)
    step = scene.abha.login.start_aadhaar(AADHAAR).verify(scene.otp(AADHAAR))
    assert isinstance(step, LoginEnterAccount)
    return Place(lambda: step.log_in(NEW_ADDRESS), step, lambda: step.log_in("somebody.else@sbx"))


def _capture(scene: Scene) -> Place:
    step = scene.abha.registration.start_face()
    assert isinstance(step, FacePending)
    return Place(step.poll, step)


def _face(scene: Scene) -> Place:
    step = scene.abha.registration.start_face().poll()
    assert isinstance(step, FaceVerified)
    return Place(lambda: step.verify(aadhaar=AADHAAR), step, lambda: step.verify(aadhaar="1"))


def _login_sent(scene: Scene) -> Place:
    step = scene.abha.login.start_mobile(NISHA)
    code = scene.otp(NISHA)
    return Place(lambda: step.verify(code), step, lambda: step.verify("12"))


def _session_sent(scene: Scene) -> Place:
    step = scene.nisha.session.start(NISHA_ADDRESS)
    code = scene.otp(NISHA)
    return Place(lambda: step.verify(code), step, lambda: step.verify("12"))


def _kyc_sent(scene: Scene) -> Place:
    step = scene.nisha_in_session().kyc.start_aadhaar(OTHER_AADHAAR)
    code = scene.otp(NISHA)
    return Place(lambda: step.verify(code), step, lambda: step.verify("12"))


def _resend_kyc(scene: Scene) -> Place:
    step = scene.nisha_in_session().kyc.start_aadhaar(OTHER_AADHAAR)
    scene.wait(31)
    return Place(step.resend, step)


def _suggest(scene: Scene) -> Place:
    txn_id = scene.abha.registration.start_mobile(NEWCOMER).verify(scene.otp(NEWCOMER)).txn_id
    assert txn_id
    ask = scene.abha.lookup.suggest_addresses
    return Place(
        lambda: ask(first_name="Farhan", birth_date=BORN, txn_id=txn_id),
        wrong=lambda: ask(first_name="", birth_date=BORN, txn_id=txn_id),
    )


def linked() -> str:
    """The mobile that the emulator links to the Aadhaar number."""
    return "9" + AADHAAR[-9:]


def _on(patient: Callable[[Scene], AbhaClient], call: Callable[[AbhaClient], object]) -> Callable[[Scene], Place]:
    """Where a call needs no step."""

    def place(scene: Scene) -> Place:
        abha = patient(scene)
        return Place(lambda: call(abha))

    return place


def _given(
    patient: Callable[[Scene], AbhaClient], call: Callable[[AbhaClient, str], object], right: str, wrong: str = "1"
) -> Callable[[Scene], Place]:
    """Where a call takes a value, and needs no step."""

    def place(scene: Scene) -> Place:
        abha = patient(scene)
        return Place(lambda: call(abha, right), wrong=lambda: call(abha, wrong))

    return place


def _anybody(scene: Scene) -> AbhaClient:
    return scene.abha


def _nisha(scene: Scene) -> AbhaClient:
    return scene.nisha


_session = Scene.nisha_in_session

PLACES: dict[str, Callable[[Scene], Place]] = {
    "init_mobile_registration": _given(_anybody, lambda abha, it: abha.registration.start_mobile(it), NISHA),
    "resend_mobile_registration": _resend_mobile,
    "verify_mobile_registration": _mobile_sent,
    "create_mobile_registration": _create,
    "init_aadhaar_registration": _given(_anybody, lambda abha, it: abha.registration.start_aadhaar(it), AADHAAR),
    "resend_aadhaar_registration": _resend_aadhaar,
    "verify_aadhaar_registration": _aadhaar_sent,
    "resend_aadhaar_mobile": _resend_confirm,
    "verify_aadhaar_mobile": _confirm_sent,
    "create_aadhaar_registration": _aadhaar_create,
    "auto_login_aadhaar_registration": _enter,
    "init_face_auth": _on(_anybody, lambda abha: abha.registration.start_face()),
    "capture_face_auth": _capture,
    "verify_face_auth": _face,
    "list_login_methods": _given(_anybody, lambda abha, it: abha.login.methods(it), NISHA_ADDRESS, "a b"),
    "init_login": _given(_anybody, lambda abha, it: abha.login.start_mobile(it), NISHA),
    "verify_login": _login_sent,
    "login_to_abha_address": _choose,
    "search_profiles": _given(_anybody, lambda abha, it: abha.login.search(it), NISHA),
    "get_session_status": _on(_nisha, lambda abha: abha.session.status()),
    "init_session": _given(_nisha, lambda abha, it: abha.session.start(it), NISHA_ADDRESS, "a b"),
    "verify_session": _session_sent,
    "init_kyc": _given(_session, lambda abha, it: abha.kyc.start_aadhaar(it), OTHER_AADHAAR),
    "resend_kyc": _resend_kyc,
    "verify_kyc": _kyc_sent,
    "get_profile": _on(_session, lambda abha: abha.profile.get()),
    "update_profile": _given(_session, lambda abha, it: abha.profile.update(pincode=it), "400001"),
    "delete_profile": _on(_session, lambda abha: abha.profile.delete(confirm=True)),
    "get_profile_card": _on(_session, lambda abha: abha.profile.card()),
    "get_profile_qr": _on(_session, lambda abha: abha.profile.qr()),
    "check_abha_address": _given(_anybody, lambda abha, it: abha.lookup.address_exists(it), NISHA_ADDRESS, "a b"),
    "suggest_abha_addresses": _suggest,
    "resolve_pincode": _given(_anybody, lambda abha, it: abha.lookup.pincode(it), "110001"),
}
"""The way to each operation."""
