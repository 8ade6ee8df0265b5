"""An emulator in the place of the service, and a client without a wrapper whose calls are recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.transcripts import Journey, Recorder, RecordingTransport, Transcript, parse_transcript

from tests.emulator.support import AADHAAR, LOGIN, MOBILE, NA, NISHA, PERSON, V1

REFRESH = "/connect-auth/v1/account/refresh-token"


class RecordedService:
    """Calls an emulator over a recording transport; its clock is the emulator's."""

    def __init__(self, settings: EmulatorSettings | None = None, *, journey: Journey = "mobile") -> None:
        self.emulator = Emulator(settings, seed=11)
        self.recorder = Recorder(journey, clock=lambda: self.emulator.now.timestamp())
        self.client = httpx.Client(
            base_url="https://api.dev.eka.care", transport=RecordingTransport(self.emulator.transport(), self.recorder)
        )
        self.bearer: str | None = None
        self.tokens: dict[str, Any] = {}

    def transcript(self) -> Transcript:
        """What was recorded, written and read again."""
        text = self.recorder.transcript(ended="complete").to_text()
        return parse_transcript(json.loads(text))

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.emulator.advance(seconds)

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        **headers: str,
    ) -> dict[str, Any]:
        """Make a call; the answer's JSON, empty where there is none."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.bearer is not None:
            sent.setdefault("Authorization", f"Bearer {self.bearer}")
        answer = self.client.request(method, path, json=body, params=query, headers=sent)
        is_json = answer.headers.get("content-type") == "application/json"
        parsed: dict[str, Any] = answer.json() if is_json else {}
        return parsed

    def log_in(self, **more: str) -> dict[str, Any]:
        """Log in; the bearer is sent from here on."""
        self.bearer = None
        body = {"client_id": self.emulator.client_id, "client_secret": self.emulator.client_secret, **more}
        self.tokens = self.call("POST", LOGIN, body)
        self.bearer = self.tokens.get("access_token")
        return self.tokens

    def refresh(self) -> dict[str, Any]:
        """Refresh the tokens of the last login; the bearer stays."""
        body = {"refresh_token": self.tokens["refresh_token"], "access_token": self.tokens["access_token"]}
        return self.call("POST", REFRESH, body, Client_Id=self.emulator.client_id)

    def post(self, path: str, **body: object) -> dict[str, Any]:
        """POST a JSON body."""
        return self.call("POST", path, body)

    def otp(self) -> str:
        """The last OTP that was sent."""
        return self.emulator.messages[-1].otp

    def wrong_otp(self) -> str:
        """Another one."""
        return str((int(self.otp()) + 1) % 10 ** len(self.otp())).zfill(len(self.otp()))

    def start(self, mobile: str = NISHA) -> dict[str, Any]:
        """Start a registration by mobile number."""
        return self.post(f"{MOBILE}/init", mobile_number=mobile)

    def verify(self, txn_id: str, otp: str | None = None) -> dict[str, Any]:
        """Verify the OTP of a registration by mobile number."""
        return self.post(f"{MOBILE}/verify", txn_id=txn_id, otp=otp or self.otp())

    def create(self, txn_id: str, address: str = "nisha.rao90@sbx") -> dict[str, Any]:
        """Create an address in a registration by mobile number."""
        return self.post(f"{MOBILE}/create-phr", txn_id=txn_id, abha_address=address, profile=PERSON)

    def registered(self, address: str = "nisha.rao90@sbx") -> dict[str, Any]:
        """A whole registration by mobile number."""
        return self.create(self.verify(self.start()["txn_id"])["txn_id"], address)

    def start_aadhaar(self, aadhaar: str) -> dict[str, Any]:
        """Start a registration by Aadhaar number."""
        return self.post(f"{AADHAAR}/init", aadhaar_number=aadhaar)

    def verify_aadhaar(self, txn_id: str, mobile: str) -> dict[str, Any]:
        """Verify the OTP of a registration by Aadhaar number."""
        return self.post(f"{AADHAAR}/verify", txn_id=txn_id, otp=self.otp(), mobile=mobile)

    def start_login(self, method: str, identifier: str, **more: str) -> dict[str, Any]:
        """Start a login."""
        return self.post(f"{NA}/profile/login/init", method=method, identifier=identifier, **more)

    def verify_login(self, txn_id: str) -> dict[str, Any]:
        """Verify the OTP of a login."""
        return self.post(f"{NA}/profile/login/verify", txn_id=txn_id, otp=self.otp())

    def patient(
        self, method: str, path: str, patient: str | None, body: Mapping[str, object] | None = None, **query: str
    ) -> dict[str, Any]:
        """A call about a patient."""
        headers = {} if patient is None else {"X_Pt_Id": patient}
        return self.call(method, f"{V1}/{path}", body, query=query, **headers)
