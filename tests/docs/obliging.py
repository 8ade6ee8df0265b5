"""A service that agrees to everything, and every public method of the client that calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import httpx
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
)

T = TypeVar("T")

MOBILE, AADHAAR, ABHA_NUMBER = "9876543210", "234567890124", "91-1234-5678-9012"
ADDRESS, OTP = "nisha.rao@sbx", "123456"
BORN = date(1990, 8, 17)
PROFILE = NewProfile.born_on(BORN, first_name="Nisha", last_name="Rao", gender="F", pincode="110001")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + b"\0" * 17 + b"\0\0\0\0IEND\xaeB`\x82"

ANSWER: dict[str, object] = {
    "txn_id": "t-next",
    "hint": "OTP sent to ******3210",
    "abha_profiles": [{"abha_address": ADDRESS}],
    "profiles": [{"index": 4, "abha_address": "n***@sbx"}],
    "suggestions": [ADDRESS],
    "exists": True,
    "logged_in": False,
    "status": "Verified",
    "url": "https://capture.example/1",
    "success": True,
    "token": "patient-token",
    "refresh_token": "patient-refresh",
    "auth_methods": ["MOBILE_OTP"],
    "first_name": "Nisha",
    "gender": "F",
    "day_of_birth": 17,
    "month_of_birth": 8,
    "year_of_birth": 1990,
    "pincode": "110001",
    "phr": ADDRESS,
}
"""Whatever any operation may answer."""


@dataclass
class Obliging(httpx.BaseTransport):
    """Says yes to all, and keeps what it was asked. ``state`` is what it says comes next in a journey."""

    state: str = "abha_end"
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each request."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One call."""
        self.asked.append((request.method, request.url.path))
        if request.method in ("PATCH", "DELETE"):
            return httpx.Response(204)
        if request.url.path.endswith("/card"):
            return httpx.Response(200, content=PNG, headers={"Content-Type": "image/png"})
        answer = {**ANSWER, "skip_state": self.state}
        return httpx.Response(200, content=json.dumps(answer), headers={"Content-Type": "application/json"})


@dataclass
class Desk:
    """A client of an obliging service, and the ways to each step."""

    service: Obliging
    abha: AbhaClient

    def at(self, step: T) -> T:
        """The step that a walk has led to: what is asked from here on counts."""
        self.service.asked.clear()
        return step

    def after_mobile(self, state: str, kind: type[T]) -> T:
        """The step that a mobile registration comes to."""
        return self._reached(kind, state, lambda: self.abha.registration.start_mobile(MOBILE).verify(OTP))

    def after_aadhaar(self, state: str, kind: type[T]) -> T:
        """The step that an Aadhaar registration comes to."""
        start = self.abha.registration.start_aadhaar
        return self._reached(kind, state, lambda: start(AADHAAR).verify(OTP, mobile=MOBILE))

    def after_login(self, state: str, kind: type[T]) -> T:
        """The step that a login comes to."""
        return self._reached(kind, state, lambda: self.abha.login.start_mobile(MOBILE).verify(OTP))

    def after_face(self) -> FaceVerified:
        """A person whose face has been captured."""
        return self._reached(FaceVerified, "", lambda: self.abha.registration.start_face().poll())

    def _reached(self, kind: type[T], state: str, walk: Callable[[], object]) -> T:
        self.service.state = state
        step = walk()
        self.service.state = "abha_end"
        assert isinstance(step, kind)
        return self.at(step)


CREATE, SELECT, CONFIRM = "abha_create", "abha_select", "confirm_mobile_otp"

CALLS: dict[str, Callable[[Desk], object]] = {
    "registration.start_mobile": lambda d: d.abha.registration.start_mobile(MOBILE),
    "registration.start_aadhaar": lambda d: d.abha.registration.start_aadhaar(AADHAAR),
    "registration.start_face": lambda d: d.abha.registration.start_face(),
    "MobileOtpSent.resend": lambda d: d.at(d.abha.registration.start_mobile(MOBILE)).resend(),
    "MobileOtpSent.verify": lambda d: d.at(d.abha.registration.start_mobile(MOBILE)).verify(OTP),
    "CreateAddress.create": lambda d: d.after_mobile(CREATE, CreateAddress).create(ADDRESS, profile=PROFILE),
    "CreateAddress.log_in": lambda d: d.after_mobile(CREATE, CreateAddress).log_in(ADDRESS),
    "CreateAddress.suggest": lambda d: suggested(d.after_mobile(CREATE, CreateAddress)),
    "ChooseAccount.create": lambda d: d.after_mobile(SELECT, ChooseAccount).create(ADDRESS, profile=PROFILE),
    "ChooseAccount.log_in": lambda d: d.after_mobile(SELECT, ChooseAccount).log_in(ADDRESS),
    "ChooseAccount.suggest": lambda d: suggested(d.after_mobile(SELECT, ChooseAccount)),
    "AadhaarOtpSent.resend": lambda d: d.at(d.abha.registration.start_aadhaar(AADHAAR)).resend(),
    "AadhaarOtpSent.verify": lambda d: d.at(d.abha.registration.start_aadhaar(AADHAAR)).verify(OTP, mobile=MOBILE),
    "ConfirmMobile.resend": lambda d: d.after_aadhaar(CONFIRM, ConfirmMobile).resend(),
    "ConfirmMobile.verify": lambda d: d.after_aadhaar(CONFIRM, ConfirmMobile).verify(OTP),
    "AadhaarCreateAddress.create": lambda d: d.after_aadhaar(CREATE, AadhaarCreateAddress).create(ADDRESS),
    "AadhaarCreateAddress.log_in": lambda d: d.after_aadhaar(CREATE, AadhaarCreateAddress).log_in(ADDRESS),
    "AadhaarCreateAddress.suggest": lambda d: suggested(d.after_aadhaar(CREATE, AadhaarCreateAddress)),
    "AadhaarChooseAccount.log_in": lambda d: d.after_aadhaar(SELECT, AadhaarChooseAccount).log_in(ADDRESS),
    "FacePending.poll": lambda d: d.at(d.abha.registration.start_face()).poll(),
    "FacePending.wait": lambda d: d.at(d.abha.registration.start_face()).wait(),
    "FaceVerified.verify": lambda d: d.after_face().verify(aadhaar=AADHAAR),
    "login.methods": lambda d: d.abha.login.methods(ADDRESS),
    "login.search": lambda d: d.abha.login.search(MOBILE),
    "login.start_mobile": lambda d: d.abha.login.start_mobile(MOBILE),
    "login.start_aadhaar": lambda d: d.abha.login.start_aadhaar(AADHAAR),
    "login.start_abha_number": lambda d: d.abha.login.start_abha_number(ABHA_NUMBER),
    "login.start_address": lambda d: d.abha.login.start_address(ADDRESS),
    "FoundProfiles.start": lambda d: d.at(d.abha.login.search(MOBILE)).start(4),
    "LoginOtpSent.verify": lambda d: d.at(d.abha.login.start_mobile(MOBILE)).verify(OTP),
    "LoginChooseAccount.log_in": lambda d: d.after_login(SELECT, LoginChooseAccount).log_in(ADDRESS),
    "LoginEnterAccount.log_in": lambda d: d.after_login(CREATE, LoginEnterAccount).log_in(ADDRESS),
    "session.status": lambda d: d.abha.session.status(),
    "session.start": lambda d: d.abha.session.start(ADDRESS),
    "session.ensure_session": lambda d: d.abha.session.ensure_session(ADDRESS),
    "SessionOtpSent.verify": lambda d: d.at(d.abha.session.start(ADDRESS)).verify(OTP),
    "kyc.start_abha_number": lambda d: d.abha.kyc.start_abha_number(ABHA_NUMBER),
    "kyc.start_aadhaar": lambda d: d.abha.kyc.start_aadhaar(AADHAAR),
    "KycOtpSent.resend": lambda d: d.at(d.abha.kyc.start_aadhaar(AADHAAR)).resend(),
    "KycOtpSent.verify": lambda d: d.at(d.abha.kyc.start_aadhaar(AADHAAR)).verify(OTP),
    "profile.get": lambda d: d.abha.profile.get(),
    "profile.update": lambda d: d.abha.profile.update(address="12 MG Road"),
    "profile.delete": lambda d: d.abha.profile.delete(confirm=True),
    "profile.card": lambda d: d.abha.profile.card(),
    "profile.qr": lambda d: d.abha.profile.qr(),
    "lookup.address_exists": lambda d: d.abha.lookup.address_exists(ADDRESS),
    "lookup.suggest_addresses": lambda d: d.abha.lookup.suggest_addresses(
        first_name="Nisha", birth_date=BORN, txn_id="t-next"
    ),
    "lookup.pincode": lambda d: d.abha.lookup.pincode("110001"),
}
"""Every method of the client that makes a call, and how to come to it."""


def suggested(step: CreateAddress | ChooseAccount | AadhaarCreateAddress) -> list[str]:
    """Suggestions for a new address."""
    return step.suggest(first_name="Nisha", last_name="Rao", birth_date=BORN)


def desk() -> Desk:
    """A new client of a new service."""
    service = Obliging()
    return Desk(service, AbhaClient(access_token="fixed-token", environment="sandbox", transport=service))


class Ticking:
    """A clock that stands a minute later each time it is looked at, so that every OTP may be sent again."""

    def __init__(self) -> None:
        self._looks = 0

    def __call__(self) -> datetime:
        """The moment."""
        self._looks += 1
        return datetime.now(UTC) + timedelta(minutes=self._looks)
