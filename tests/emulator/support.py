"""Calls to an emulator; every answer to an operation of the specification is checked against the specification."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eka_abha.emulator import Emulator, EmulatorRequest, EmulatorResponse, EmulatorSettings
from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eka_abha.emulator import Account

ROOT = Path(__file__).resolve().parents[2]
NA = "/abdm/na/v1"
V1 = "/abdm/v1"
AADHAAR = f"{NA}/registration/aadhaar"
MOBILE = f"{NA}/registration/mobile"
LOGIN = "/connect-auth/v1/account/login"
REFRESH = "/connect-auth/v1/account/refresh-token"

CARD = f"{V1}/profile/asset/card"

NISHA = "9876543210"
PERSON: dict[str, Any] = {
    "first_name": "Nisha",
    "middle_name": None,
    "last_name": "Rao",
    "gender": "F",
    "day_of_birth": 29,
    "month_of_birth": 2,
    "year_of_birth": 1992,
    "pincode": "560001",
}


@functools.cache
def specification() -> OpenAPI:
    """The specification as openapi-core reads it; a property that it does not name is an error."""
    return OpenAPI.from_file_path(
        str(ROOT / "openapi" / "registration.yaml"), config=Config(additional_properties_default_policy="forbid")
    )


def violations(request: EmulatorRequest, response: EmulatorResponse) -> list[str]:
    """What the specification has against an answer; nothing against one to a path that is not in it."""
    if response.headers.get("content-type") == "image/png":
        return [] if request.path == CARD and response.status == 200 else ["an image where none is specified"]
    asked = MockRequest(
        "https://api.dev.eka.care",
        request.method.lower(),
        request.path,
        args=dict(request.query),
        headers={"Authorization": "Bearer checked elsewhere"},
        data=request.body or None,
        content_type=request.headers.get("content-type", "application/json"),
    )
    answered = MockResponse(response.body, response.status, content_type=response.headers.get("content-type", ""))
    return [
        f"{type(error).__name__}: {error.__cause__ or error}"
        for error in specification().unmarshal_response(asked, answered).errors
        if type(error).__name__ not in ("PathNotFound", "OperationNotFound")
    ]


@dataclass(frozen=True)
class Answer:
    """An answer with its body read as JSON; bytes where it is something else."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def failure(self) -> tuple[int, str | None]:
        """Status and source code."""
        return self.status, self.body.get("source_error", {}).get("code")

    @property
    def txn_id(self) -> str:
        """The transaction id in the body."""
        txn_id = self.body["txn_id"]
        assert isinstance(txn_id, str)
        return txn_id


class Caller:
    """A client that logs in once and calls an emulator through `handle`; `checked`: by the specification."""

    def __init__(self, emulator: Emulator, *, checked: bool = True) -> None:
        self.emulator = emulator
        self.checked = checked
        self.bearer: str | None = None

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | bytes | None = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Make one call; the bearer and the content type are sent unless `headers` says otherwise."""
        sent = {"Authorization": f"Bearer {self.bearer}"} if self.bearer is not None else {}
        content = b""
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        request = EmulatorRequest(method, path, query or {}, {**sent, **(headers or {})}, content)
        response = self.emulator.handle(request)
        assert not self.checked or violations(request, response) == []
        assert self.emulator.internal_errors == ()
        is_json = response.headers.get("content-type") == "application/json"
        return Answer(
            response.status, response.json() if is_json and response.body else response.body or None, response.headers
        )

    def post(self, path: str, body: Mapping[str, object] | bytes, **headers: str) -> Answer:
        """POST a JSON body."""
        return self.call("POST", path, body, headers=headers)

    def log_in(self, **more: str) -> Answer:
        """Log in with the emulator's credentials and keep the access token."""
        secret = {"client_id": self.emulator.client_id, "client_secret": self.emulator.client_secret, **more}
        answer = Caller(self.emulator).post(LOGIN, secret)
        if answer.status == 200:
            self.bearer = answer.body["access_token"]
        return answer

    def start(self, mobile: str = NISHA) -> Answer:
        """Start a registration by mobile number."""
        return self.post(f"{MOBILE}/init", {"mobile_number": mobile})

    def verify(self, txn_id: str, otp: str) -> Answer:
        """Verify an OTP."""
        return self.post(f"{MOBILE}/verify", {"txn_id": txn_id, "otp": otp})

    def verified(self, mobile: str = NISHA) -> Answer:
        """Start a registration and verify its OTP."""
        answer = self.verify(self.start(mobile).txn_id, self.emulator.otp_for(mobile))
        assert answer.status == 200
        return answer

    def create(self, txn_id: str, new_address: str, /, **changes: object) -> Answer:
        """Create an address for the test person, with details changed."""
        profile = {**PERSON, **changes}
        return self.post(f"{MOBILE}/create-phr", {"txn_id": txn_id, "abha_address": new_address, "profile": profile})

    def choose(self, txn_id: str, address: str) -> Answer:
        """Log in to one of the addresses offered."""
        return self.post(f"{NA}/profile/login/phr", {"txn_id": txn_id, "phr_address": address})

    def otp(self, number: str) -> str:
        """The last OTP to a mobile number or about an Aadhaar number."""
        return self.emulator.otp_for(number)

    def start_aadhaar(self, aadhaar: str) -> Answer:
        """Start a registration by Aadhaar number."""
        return self.post(f"{AADHAAR}/init", {"aadhaar_number": aadhaar})

    def verify_aadhaar(self, txn_id: str, otp: str, mobile: str) -> Answer:
        """Verify the OTP of a registration by Aadhaar number."""
        return self.post(f"{AADHAAR}/verify", {"txn_id": txn_id, "otp": otp, "mobile": mobile})

    def proven(self, aadhaar: str, mobile: str) -> Answer:
        """Start a registration by Aadhaar number and verify its OTP."""
        return self.verify_aadhaar(self.start_aadhaar(aadhaar).txn_id, self.otp(aadhaar), mobile)

    def enter(self, way: str, txn_id: str, address: str) -> Answer:
        """End a registration by Aadhaar: `way` is create-phr or auto-login."""
        return self.post(f"{AADHAAR}/{way}", {"txn_id": txn_id, "abha_address": address})

    def start_login(self, method: str, identifier: str, **more: str) -> Answer:
        """Start a login."""
        return self.post(f"{NA}/profile/login/init", {"method": method, "identifier": identifier, **more})

    def verify_login(self, txn_id: str, otp: str) -> Answer:
        """Verify the OTP of a login."""
        return self.post(f"{NA}/profile/login/verify", {"txn_id": txn_id, "otp": otp})

    def patient(
        self,
        method: str,
        path: str,
        account: Account | None,
        body: Mapping[str, object] | None = None,
        **query: str,
    ) -> Answer:
        """Call a patient-scoped operation as this account's owner; None: as nobody."""
        headers = {} if account is None else {"X-Pt-Id": account.oid}
        return self.call(method, f"{V1}/{path}", body, query=query, headers=headers)

    def suggest(self, **query: str) -> Answer:
        """Ask for addresses."""
        return self.call("GET", f"{NA}/registration/suggest", query=query)


def caller(settings: EmulatorSettings | None = None, *, seed: int | str | None = 1) -> Caller:
    """A new emulator and a client that has logged in to it."""
    made = Caller(Emulator(settings, seed=seed))
    assert made.log_in().status == 200
    return made


def nisha(client: Caller, *, session: bool = True, **details: Any) -> Account:
    """Add an account with the test person's details, and open its session."""
    account = client.emulator.add_account("nisha.rao@sbx", mobile=NISHA, **{**PERSON, **details})
    if session:
        client.emulator.open_session(account.abha_address)
    return account
