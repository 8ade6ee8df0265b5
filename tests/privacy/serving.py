"""Emulators and answers that hold canaries."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.server import run_in_thread
from eka_abha.emulator.transport import EmulatorTransport

from tests.privacy.canaries import (
    AADHAAR,
    ABHA_NUMBER,
    ACCESS_TOKEN,
    ADDRESS,
    CLIENT_SECRET,
    COOKIE,
    FIRST,
    LAST,
    MIDDLE,
    MIN_TOKEN,
    MOBILE,
    PATIENT_REFRESH,
    PATIENT_TOKEN,
    REFRESH_TOKEN,
    STREET,
)
from tests.privacy.detectors import Watch


@dataclass(frozen=True)
class Served:
    """An emulator, and how a client reaches it: with a transport in this process, or at a URL."""

    emulator: Emulator
    base_url: str
    transport: EmulatorTransport | None

    def leaks(self, watch: Watch) -> list[str]:
        """What leaked, the OTPs that the emulator made up included."""
        return watch.leaks(others=[message.otp for message in self.emulator.messages])


@contextlib.contextmanager
def serve(*, socket: bool, settings: EmulatorSettings | None = None) -> Iterator[Served]:
    """An emulator whose secret is a canary and whose OTPs are long enough to be told from other numbers."""
    emulator = Emulator(settings or EmulatorSettings(otp_length=8), seed=7, client_secret=CLIENT_SECRET)
    if not socket:
        yield Served(emulator, "http://localhost", emulator.transport())
        return
    with run_in_thread(emulator) as base_url:
        yield Served(emulator, base_url, None)


PROFILE_ANSWER = {
    "abha_address": ADDRESS,
    "abha_addresses": [ADDRESS],
    "abha_number": ABHA_NUMBER,
    "address": STREET,
    "first_name": FIRST,
    "middle_name": MIDDLE,
    "last_name": LAST,
    "full_name": f"{FIRST} {MIDDLE} {LAST}",
    "gender": "F",
    "day_of_birth": 23,
    "month_of_birth": 6,
    "year_of_birth": 1987,
    "kyc_verified": "true",
    "mobile": MOBILE,
    "pincode": "785001",
}

FULL_ANSWER = {
    "txn_id": "txn-9",
    "success": True,
    "hint": f"OTP sent to {MOBILE}",
    "skip_state": "a_state_that_is_new",
    "abha_profiles": [{"abha_address": ADDRESS, "name": f"{FIRST} {LAST}", "kyc_verified": "true"}],
    "eka": {"oid": "1", "uuid": "u", "min_token": MIN_TOKEN},
    "profile": PROFILE_ANSWER,
    "token": PATIENT_TOKEN,
    "refresh_token": PATIENT_REFRESH,
    "something_new": {"aadhaar": AADHAAR, "token": PATIENT_TOKEN},
}
"""An answer that has everything, and more than the specification knows."""

LOGIN_ANSWER = {
    "access_token": ACCESS_TOKEN,
    "expires_in": 1800,
    "refresh_token": REFRESH_TOKEN,
    "refresh_expires_in": 3600,
}

SET_COOKIES = {"Set-Cookie": f"session={COOKIE}; Path=/"}


@dataclass(repr=False)
class Scripted(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport in this process that answers every request with the same, or fails with the same.

    With ``logs_in`` a login is answered as it should be.
    """

    status: int = 200
    body: bytes = b"{}"
    content_type: str = "application/json"
    failure: BaseException | None = None
    logs_in: bool = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer."""
        return self._answer(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer."""
        return self._answer(request)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.logs_in and request.url.path.endswith("/login"):
            return httpx.Response(200, json=LOGIN_ANSWER)
        if self.failure is not None:
            raise self.failure
        headers = {"content-type": self.content_type, **SET_COOKIES}
        return httpx.Response(self.status, headers=headers, stream=httpx.ByteStream(self.body))
