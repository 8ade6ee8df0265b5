"""schemathesis sends requests made from the specification, and holds each answer against it."""

from __future__ import annotations

import csv
import functools
from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.dispatch import ROUTES
from eka_abha.emulator.server import run_in_thread
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.emulator.support import AADHAAR, MOBILE, NA, NISHA, PERSON, ROOT, V1, Caller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eka_abha.emulator import EmulatorRequest, EmulatorResponse
    from eka_abha.emulator.routing import Route
    from schemathesis import Case, CheckContext, Response

RAVI: Final = "234567890124"
ADDRESS: Final = "nisha.rao@sbx"
EXAMPLES: Final = 6
SPECIFIED: Final = [route for route in ROUTES if not route.is_account]

schema = schemathesis.openapi.from_path(str(ROOT / "openapi" / "registration.yaml"))


class Switch(Emulator):
    """One server for emulators that come one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.current: Emulator = self

    def handle(self, request: EmulatorRequest) -> EmulatorResponse:
        """Let the current emulator answer."""
        return self.current.handle(request)


@functools.cache
def documented_errors() -> frozenset[tuple[int, str]]:
    """Status and source code of all documented errors."""
    with (ROOT / "tests" / "data" / "error_codes.csv").open(encoding="utf-8", newline="") as table:
        return frozenset((int(row["http_status"]), row["source_code"]) for row in csv.DictReader(table))


@schemathesis.check
def only_documented_server_errors(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """The service answers 500 for what a person did: those have a documented source code, and no others come."""
    if response.status_code >= 500:
        source = response.json().get("source_error", {})
        assert (response.status_code, source.get("code")) in documented_errors(), response.text


CHECKS: Final = [
    only_documented_server_errors,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def switch() -> Iterator[tuple[Switch, str]]:
    """A server and its base URL."""
    emulator = Switch()
    with run_in_thread(emulator) as base_url:
        yield emulator, base_url


def client_of(switch: Switch) -> Caller:
    """A client of a new emulator that knows a person and an account with a session; it serves from here on."""
    chosen = EmulatorSettings(resend_wait=0, max_resends=10**6, face_polls=0, create_after_select=True)
    emulator = switch.current = Emulator(chosen, seed=1)
    emulator.add_person(RAVI, mobile=NISHA)
    emulator.add_account(ADDRESS, mobile=NISHA, aadhaar=RAVI)
    emulator.open_session(ADDRESS)
    client = Caller(emulator, checked=False)
    client.bearer = emulator.issue_access_token()
    return client


def live(client: Caller, path: str) -> dict[str, Any]:
    """Values with which a call to this path gets further than with made-up ones: a new transaction and its OTP."""
    begin: dict[str, Callable[[], dict[str, Any]]] = {
        f"{MOBILE}/init": lambda: {"mobile_number": NISHA},
        f"{AADHAAR}/init": lambda: {"aadhaar_number": RAVI},
        f"{NA}/profile/login/init": lambda: {"method": "mobile", "identifier": NISHA, "otp_system": "abdm"},
        f"{NA}/profile/login/methods": lambda: {"abha_address": ADDRESS},
        f"{NA}/registration/phr/check": lambda: {"abha_address": ADDRESS},
        f"{V1}/session/init": lambda: {"abha_address": ADDRESS},
        f"{V1}/profile/search": lambda: {"mobile": NISHA},
        f"{V1}/profile/kyc/init": lambda: {"method": "aadhaar", "identifier": RAVI},
        f"{V1}/profile": lambda: {**PERSON},
    }
    if path in begin:
        return begin[path]()
    if path.startswith(MOBILE):
        return {**_mobile(client, path), "abha_address": "another.one@sbx", "profile": PERSON}
    if path.startswith(AADHAAR):
        return _aadhaar(client, path)
    if path.startswith(f"{NA}/face-auth"):
        txn_id = client.call("POST", f"{NA}/face-auth/init").txn_id
        if path.endswith("/verify"):
            txn_id = client.post(f"{NA}/face-auth/capture", {"txn_id": txn_id}).txn_id
        return {"txn_id": txn_id, "aadhaar": RAVI}
    if path.startswith(f"{NA}/profile/login"):
        txn_id = client.start_login("mobile", NISHA).txn_id
        if path.endswith("/phr"):
            txn_id = client.verify_login(txn_id, client.otp(NISHA)).txn_id
        return {"txn_id": txn_id, "otp": client.otp(NISHA), "phr_address": ADDRESS}
    account = client.emulator.accounts[0]
    start, body = ("session/init", {"abha_address": ADDRESS})
    if path.startswith(f"{V1}/profile/kyc"):
        start, body = ("profile/kyc/init", {"method": "aadhaar", "identifier": RAVI})
    started = client.patient("POST", start, account, body)
    return {"txn_id": started.txn_id, "otp": client.otp(NISHA)} if started.status == 200 else {}


def _mobile(client: Caller, path: str) -> dict[str, Any]:
    txn_id = client.start().txn_id
    if path.endswith("/create-phr"):
        txn_id = client.verify(txn_id, client.otp(NISHA)).txn_id
    return {"txn_id": txn_id, "otp": client.otp(NISHA)}


def _aadhaar(client: Caller, path: str) -> dict[str, Any]:
    mobile = "9123456780" if "/mobile/" in path else NISHA
    txn_id = client.start_aadhaar(RAVI).txn_id
    if not path.endswith(("aadhaar/verify", "aadhaar/resend")):
        txn_id = client.verify_aadhaar(txn_id, client.otp(RAVI), mobile).txn_id
    address = ADDRESS if path.endswith("/auto-login") else "another.one@sbx"
    return {"txn_id": txn_id, "otp": client.otp(mobile), "mobile": mobile, "abha_address": address}


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if not route.is_account], ids=lambda route: route.operation
)
def test_the_live_values_bring_a_call_to_its_end(route: Route) -> None:
    """Or schemathesis would only see errors."""
    client = client_of(Switch())
    path = route.template.replace("{pincode}", "560001")
    body = live(client, path) if route.method in ("POST", "PATCH") else None
    headers = {"X-Pt-Id": client.emulator.accounts[0].oid}
    query = {"fn": "Nisha"} if path.endswith("/suggest") else {}
    checked = Caller(client.emulator)
    checked.bearer = client.bearer
    assert checked.call(route.method, path, body, query=query, headers=headers).status in (200, 204)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_violates_the_specification(case: Case[Any], switch: tuple[Switch, str]) -> None:
    """As schemathesis makes the request, and with values that bring it further."""
    client = client_of(switch[0])
    if "Authorization" in case.headers:
        case.headers["Authorization"] = f"Bearer {client.bearer}"
    send(case, switch[1])
    if case.meta is not None and case.method == case.operation.method.upper():
        case.headers["X-Pt-Id"] = client.emulator.accounts[0].oid
        case.query.pop("oid", None)
        if "pincode" in case.path_parameters:
            case.path_parameters["pincode"] = "560001"
        if isinstance(case.body, dict):
            case.body = {**case.body, **live(client, case.path)}
        send(case, switch[1])
    assert client.emulator.internal_errors == ()


def send(case: Case[Any], base_url: str) -> None:
    """Make the call, and check its answer."""
    response = case.call(base_url=base_url)
    case.validate_response(response, checks=CHECKS)
