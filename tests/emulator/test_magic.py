"""Magic inputs: each forces its outcome, wherever it is sent."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from eka_abha.emulator import MAGIC, Emulator, EmulatorRequest, EmulatorSettings
from eka_abha.emulator.magic import Family
from eka_abha.emulator.wire import Delivery
from eka_abha.values import check_aadhaar, check_abha_address, check_abha_number, check_mobile, check_otp, check_pincode

from tests.emulator.support import AADHAAR, MOBILE, NA, NISHA, PERSON, ROOT, V1, Caller, violations

if TYPE_CHECKING:
    from eka_abha.emulator import EmulatorResponse
    from eka_abha.emulator.magic import Magic

FAULTS = tuple(magic for magic in MAGIC if magic.fault is not None)
STEPS = tuple(magic for magic in MAGIC if magic.step is not None)
RAVI = "234567890124"
NUMBER = "12-3456-7890-1234"
# Families whose answers are as the specification says, though some of their statuses are not in the documentation.
VALID = (Family.ABDM, Family.MIS, Family.EKA, Family.TEXT)
LOGIN = f"{NA}/profile/login"
# Where each kind of input may stand: path and body; "INPUT" stands for it.
PLACES: list[tuple[str, str, dict[str, Any]]] = [
    ("mobile", f"{MOBILE}/init", {"mobile_number": "INPUT"}),
    ("mobile", f"{AADHAAR}/verify", {"txn_id": "x", "otp": "123456", "mobile": "INPUT"}),
    ("mobile", f"{LOGIN}/init", {"method": "mobile", "identifier": "INPUT"}),
    ("mobile", f"{V1}/profile/search", {"mobile": "INPUT"}),
    ("aadhaar", f"{AADHAAR}/init", {"aadhaar_number": "INPUT"}),
    ("aadhaar", f"{NA}/face-auth/verify", {"txn_id": "x", "aadhaar": "INPUT"}),
    ("aadhaar", f"{LOGIN}/init", {"method": "aadhaar_number", "identifier": "INPUT"}),
    ("aadhaar", f"{V1}/profile/kyc/init", {"method": "aadhaar", "identifier": "INPUT"}),
    ("abha_number", f"{LOGIN}/init", {"method": "abha_number", "identifier": "INPUT"}),
    ("abha_number", f"{V1}/profile/kyc/init", {"method": "abha-number", "identifier": "INPUT"}),
    ("name", f"{NA}/registration/phr/check", {"abha_address": "INPUT@sbx"}),
    ("name", f"{LOGIN}/methods", {"abha_address": "INPUT@sbx"}),
    ("name", f"{LOGIN}/init", {"method": "phr_address", "identifier": "INPUT@sbx"}),
    ("name", f"{LOGIN}/phr", {"txn_id": "x", "phr_address": "INPUT@sbx"}),
    ("name", f"{V1}/session/init", {"abha_address": "INPUT@sbx"}),
    ("name", f"{AADHAAR}/create-phr", {"txn_id": "x", "abha_address": "INPUT@sbx"}),
    ("name", f"{AADHAAR}/auto-login", {"txn_id": "x", "abha_address": "INPUT@sbx"}),
    ("name", f"{MOBILE}/create-phr", {"txn_id": "x", "abha_address": "INPUT@sbx", "profile": PERSON}),
    ("otp", f"{MOBILE}/verify", {"txn_id": "x", "otp": "INPUT"}),
    ("otp", f"{AADHAAR}/verify", {"txn_id": "x", "otp": "INPUT", "mobile": NISHA}),
    ("otp", f"{AADHAAR}/mobile/verify", {"txn_id": "x", "otp": "INPUT"}),
    ("otp", f"{LOGIN}/verify", {"txn_id": "x", "otp": "INPUT"}),
    ("otp", f"{V1}/session/verify", {"txn_id": "x", "otp": "INPUT"}),
    ("otp", f"{V1}/profile/kyc/verify", {"txn_id": "x", "otp": "INPUT"}),
]


def raw(
    client: Caller,
    method: str,
    path: str,
    body: dict[str, Any] | None = None,
    query: dict[str, str] | None = None,
    **headers: str,
) -> EmulatorResponse:
    """One call, whose answer need not be valid."""
    sent = {"Authorization": f"Bearer {client.bearer}", "Content-Type": "application/json", **headers}
    content = b"" if body is None else json.dumps(body).encode()
    return client.emulator.handle(EmulatorRequest(method, path, query or {}, sent, content))


def forces(magic: Magic, answer: EmulatorResponse) -> bool:
    """Whether an answer is the one that a fault forces."""
    fault = magic.fault
    assert fault is not None
    assert (answer.delay, answer.delivery) == (fault.delay, fault.delivery)
    return fault.answer is None or (answer.status, answer.body, answer.headers) == (
        fault.answer.status,
        fault.answer.body,
        fault.answer.headers,
    )


@pytest.mark.parametrize("kind", ["mobile", "resend_mobile", "aadhaar", "abha_number", "otp", "name", "pincode"])
def test_no_input_forces_two_outcomes(kind: str) -> None:
    """Each outcome has one of its own."""
    assert len({getattr(magic, kind) for magic in MAGIC}) == len(MAGIC) > 140


def test_magic_inputs_are_valid_by_the_usual_rules() -> None:
    """By those that the client checks before any call."""
    for magic in MAGIC:
        assert check_mobile(magic.mobile) == magic.mobile
        assert check_mobile(magic.resend_mobile) == magic.resend_mobile
        assert check_aadhaar(magic.aadhaar) == magic.aadhaar
        assert check_abha_number(magic.abha_number).replace("-", "") == magic.abha_number.replace("-", "")
        assert check_otp(magic.otp) == magic.otp
        assert len(magic.otp) == 6
        assert check_pincode(magic.pincode) == magic.pincode
        assert check_abha_address(magic.name, suffix="@sbx", creating=True) == f"{magic.name}@sbx"


def test_every_documented_error_and_every_skip_state_can_be_forced() -> None:
    """All rows of the table of errors; all steps of the specification, and one that it does not have."""
    with (ROOT / "tests" / "data" / "error_codes.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 83
    for row in rows:
        wanted = f"{row['http_status']} {row['source_code']}: {row['meaning']}"
        assert [magic.description for magic in MAGIC].count(wanted) == 1
    steps = {magic.step.skip_state for magic in STEPS if magic.step is not None}
    assert steps > {"abha_end", "abha_select", "abha_create", "confirm_mobile_otp", None}
    assert len(steps) == 6


@pytest.mark.parametrize(("kind", "path", "body"), PLACES)
def test_an_input_forces_its_outcome_wherever_it_is_sent(
    client: Caller, kind: str, path: str, body: dict[str, Any]
) -> None:
    """Before anything else is looked at; the log calls it injected."""
    for magic in FAULTS:
        sent = json.loads(json.dumps(body).replace("INPUT", getattr(magic, kind)))
        answer = raw(client, "POST", path, sent)
        assert forces(magic, answer), magic
        assert client.emulator.requests[-1].injected


def test_documented_errors_are_as_the_specification_says(client: Caller) -> None:
    """Whatever forces them."""
    for magic in FAULTS:
        if magic.family in VALID:
            answer = raw(client, "POST", f"{MOBILE}/init", {"mobile_number": magic.mobile})
            assert violations(EmulatorRequest("POST", f"{MOBILE}/init"), answer) == []


def test_a_patient_and_a_pincode_force_theirs(client: Caller) -> None:
    """By header, by query, by path."""
    calls = (("GET", "profile"), ("PATCH", "profile"), ("DELETE", "profile"), ("GET", "session/status"))
    for magic in FAULTS:
        named: dict[str, Any] = {"X-Pt-Id": magic.name}
        for method, path in calls:
            assert forces(magic, raw(client, method, f"{V1}/{path}", PERSON, **named))
        assert forces(magic, raw(client, "GET", f"{V1}/profile/asset/card", query={"oid": magic.name}))
        assert forces(magic, raw(client, "GET", f"{V1}/registration/pincode/{magic.pincode}"))


@pytest.mark.parametrize("magic", FAULTS, ids=lambda magic: str(magic.name))
def test_a_mobile_number_may_let_its_resend_fail(client: Caller, magic: Magic) -> None:
    """Its first OTP is sent as usual, and can be verified after the fault unless that was processed."""
    started = client.start(magic.resend_mobile)
    assert started.status == 200
    client.emulator.advance(30)
    answer = raw(client, "POST", f"{MOBILE}/resend", {"txn_id": started.txn_id})
    assert forces(magic, answer)
    assert magic.fault is not None
    assert len(client.emulator.messages) == (2 if magic.fault.processed else 1)


def test_what_is_not_processed_has_no_effect_and_the_rest_has(client: Caller) -> None:
    """A lost answer may hide an OTP that was sent."""
    for magic in FAULTS:
        assert magic.fault is not None
        before = len(client.emulator.messages)
        raw(client, "POST", f"{MOBILE}/init", {"mobile_number": magic.mobile})
        assert len(client.emulator.messages) == before + magic.fault.processed


def test_a_wrong_otp_that_is_magic_costs_no_attempt(client: Caller) -> None:
    """It has no effect at all."""
    txn_id = client.start().txn_id
    wrong = next(magic for magic in MAGIC if magic.description == "400 ABDM-1035: wrong_otp")
    assert [client.verify(txn_id, wrong.otp).failure for _ in range(9)] == [(400, "ABDM-1035")] * 9
    assert client.verify(txn_id, client.otp(NISHA)).status == 200


def test_a_magic_input_does_not_replace_the_bearer(client: Caller) -> None:
    """Without one it is a 401; a fault that was asked for comes first."""
    magic = FAULTS[0]
    body = {"mobile_number": magic.mobile}
    assert Caller(client.emulator).post(f"{MOBILE}/init", body).status == 401
    client.emulator.fail_next("init_mobile_registration", status=503, body={"code": 503})
    assert client.post(f"{MOBILE}/init", body).status == 503
    assert client.post(f"{MOBILE}/init", body).status == magic.status


def test_the_setting_shortens_slow_answers() -> None:
    """Also those that are asked for."""
    client = Caller(Emulator(EmulatorSettings(slow_answers=0.5, na_requires_bearer=False)))
    slow = [magic for magic in MAGIC if magic.family is Family.SLOW]
    for magic in slow:
        answer = raw(client, "POST", f"{MOBILE}/init", {"mobile_number": magic.mobile})
        assert (answer.status, answer.delay, answer.delivery) == (200, magic.number / 2, Delivery.WHOLE)
    client.emulator.slow_next("check_abha_address", 3)
    assert raw(client, "POST", f"{NA}/registration/phr/check", {"abha_address": "a@sbx"}).delay == 1.5
    assert raw(client, "POST", f"{NA}/registration/phr/check", {"abha_address": "a@sbx"}).delay == 0


def test_no_otp_that_is_sent_is_magic() -> None:
    """Or a person could not type it."""
    emulator = Emulator(EmulatorSettings(resend_wait_covers_start=False, na_requires_bearer=False), seed=1)
    client = Caller(emulator)
    for number in range(3000):
        client.emulator.handle(
            EmulatorRequest(
                "POST",
                f"{MOBILE}/init",
                {},
                {"content-type": "application/json"},
                json.dumps({"mobile_number": f"9876{number:06}"}).encode(),
            )
        )
    sent = {message.otp for message in emulator.messages}
    assert len(sent) > 2900
    assert not sent & {magic.otp for magic in MAGIC}


# Steps


def lead(client: Caller, journey: str, magic: Magic, how: str) -> Any:
    """Go to the step after the verify, forced by the number or by the OTP; return the answer's body."""
    by_number = how == "number"
    mobile = magic.mobile if by_number else NISHA
    aadhaar = magic.aadhaar if by_number else RAVI
    client.emulator.advance(60)
    if journey == "mobile":
        path, body = f"{MOBILE}/verify", {"txn_id": client.start(mobile).txn_id, "otp": client.otp(mobile)}
    elif journey == "aadhaar":
        path = f"{AADHAAR}/verify"
        body = {"txn_id": client.start_aadhaar(aadhaar).txn_id, "otp": client.otp(aadhaar), "mobile": "9123412345"}
    elif journey == "face":
        txn_id = client.call("POST", f"{NA}/face-auth/init").txn_id
        for _ in range(3):
            txn_id = client.post(f"{NA}/face-auth/capture", {"txn_id": txn_id}).txn_id
        path, body = f"{NA}/face-auth/verify", {"txn_id": txn_id, "aadhaar": aadhaar}
    else:
        method, identifier = ("mobile", mobile) if journey == "login_mobile" else ("aadhaar_number", aadhaar)
        started = client.start_login(method, identifier)
        path, body = f"{LOGIN}/verify", {"txn_id": started.txn_id, "otp": client.otp(identifier)}
    if not by_number:
        body["otp"] = magic.otp
    answer = raw(client, "POST", path, body)
    assert answer.status == 200
    parsed = answer.json()
    assert isinstance(parsed, dict)
    return parsed


@pytest.mark.parametrize("magic", STEPS, ids=lambda magic: str(magic.name))
@pytest.mark.parametrize(
    ("journey", "how"),
    [
        ("mobile", "number"),
        ("mobile", "otp"),
        ("aadhaar", "number"),
        ("aadhaar", "otp"),
        ("face", "number"),
        ("login_mobile", "number"),
        ("login_mobile", "otp"),
        ("login_aadhaar", "number"),
        ("login_aadhaar", "otp"),
    ],
)
@pytest.mark.parametrize("has_accounts", [True, False])
def test_a_step_is_forced_in_every_journey(
    client: Caller, magic: Magic, journey: str, how: str, has_accounts: bool
) -> None:
    """With the accounts that it needs, made up where there are none; and the journey can go on from there."""
    if has_accounts or (journey.startswith("login") and how == "otp"):
        mobile, aadhaar = (magic.mobile, magic.aadhaar) if how == "number" else (NISHA, RAVI)
        client.emulator.add_account("known@sbx", mobile=mobile, aadhaar=aadhaar)
    answer = lead(client, journey, magic, how)
    assert magic.step is not None
    assert answer.get("skip_state") == magic.step.skip_state
    offered = [each["abha_address"] for each in answer.get("abha_profiles") or []]
    if magic.step.skip_state == "abha_end":
        assert answer["eka"]["oid"] in {account.oid for account in client.emulator.accounts}
        assert client.choose(answer["txn_id"], "known@sbx").status == 500
        return
    if magic.step.skip_state == "confirm_mobile_otp":
        mobile = client.emulator.messages[-1].mobile
        again = client.post(f"{AADHAAR}/mobile/verify", {"txn_id": answer["txn_id"], "otp": client.otp(mobile)})
        assert again.body["skip_state"] in ("abha_select", "abha_create")
        return
    assert len(offered) >= magic.step.accounts
    assert bool(offered) == bool(magic.step.accounts)
    if offered:
        way = client.choose if magic.step.skip_state != "abha_create" or journey == "mobile" else None
        done = (
            client.enter("auto-login", answer["txn_id"], offered[-1])
            if way is None
            else way(answer["txn_id"], offered[-1])
        )
        assert done.body["skip_state"] == "abha_end"
    elif not journey.startswith("login"):
        if journey == "mobile":
            done = client.create(answer["txn_id"], "nisha.rao@sbx")
        else:
            done = client.enter("create-phr", answer["txn_id"], "nisha.rao@sbx")
        assert done.body["skip_state"] == "abha_end"


def test_made_up_accounts_have_addresses_of_their_own(client: Caller) -> None:
    """Whatever there is already."""
    client.emulator.add_account("made.up2@sbx", mobile="9123456789")
    two = next(magic for magic in STEPS if magic.step is not None and magic.step.accounts == 2)
    answer = lead(client, "mobile", two, "number")
    offered = [each["abha_address"] for each in answer["abha_profiles"]]
    assert len(set(offered)) == 2
    assert "made.up2@sbx" not in offered


def test_an_otp_that_forces_a_step_is_right_for_session_and_kyc(client: Caller) -> None:
    """There is no step to force, but nobody has to read the OTP that was sent."""
    account = client.emulator.add_account("asha@sbx", mobile=NISHA)
    started = client.patient("POST", "session/init", account, {"abha_address": "asha@sbx"})
    body = {"txn_id": started.txn_id, "otp": STEPS[0].otp}
    assert client.patient("POST", "session/verify", account, body).status == 200
    client.emulator.advance(60)
    started = client.patient("POST", "profile/kyc/init", account, {"method": "aadhaar", "identifier": RAVI})
    body = {"txn_id": started.txn_id, "otp": STEPS[0].otp}
    assert client.patient("POST", "profile/kyc/verify", account, body).status == 200


def test_descriptions_say_what_happens() -> None:
    """Each with its status, or what is unusual about the answer, and no two the same."""
    assert len({magic.description for magic in MAGIC}) == len(MAGIC)
    assert all(re.match(r"\d{3} |the |abha_|confirm_|an answer|\d{3}: ", magic.description) for magic in MAGIC)
