"""``call``: all operations of the low-level client."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest
from eka_abha._cli import exits
from eka_abha._cli.call import _module
from eka_abha_api.operations import OPERATIONS

from tests.cli.support import MOBILE, Program

PATIENT = "3b1f6c8e-5d7a"
NO_ANSWER = (exits.INTERNAL, exits.USAGE)


def test_all_are_listed(program: Program) -> None:
    """By name, with method and path; no credentials are needed."""
    ended = program("call", "--list")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()] == list(OPERATIONS)
    assert not program.emulator.requests


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_is_called(program: Program, operation: str, tmp_path: Path) -> None:
    """With a body by its own model and a parameter for each; what comes is the service's answer or its error."""
    parameters = inspect.signature(_module(operation).sync_detailed).parameters
    body = tmp_path / "body.json"
    arguments = ["call", operation]
    if "body" in parameters:
        body.write_text(json.dumps(_made_up(parameters["body"].annotation)), encoding="utf-8")
        arguments += ["--json", f"@{body}"]
    values = {"pincode": "110001", "format_": "json", "oid": PATIENT, "x_pt_id": PATIENT, "dob": "1990-08-17"}
    for name in parameters:
        if name not in ("body", "client"):
            arguments += ["--param", f"{name.replace('_', '-').strip('-')}={values.get(name, 'Nisha')}"]
    ended = program(*arguments)
    assert ended.code not in NO_ANSWER, ended
    assert program.emulator.counts[operation] == 1
    assert ended.last["kind"] in ("answer", "error")
    assert ended.last["operation"] == operation


def _made_up(model: type) -> dict[str, object]:
    """A body with every field of a generated model."""
    fields: dict[str, object] = {
        name: 1 if "int" in str(parameter.annotation) else "1234"
        for name, parameter in inspect.signature(model).parameters.items()
    }
    if "profile" in fields:
        fields["profile"] = {
            "first_name": "Nisha",
            "gender": "F",
            "pincode": "110001",
            "day_of_birth": 17,
            "month_of_birth": 8,
            "year_of_birth": 1990,
        }
    enums = {"gender": "F", "method": "mobile", "otp_system": "abdm"}
    if "kyc" in model.__name__.lower():
        enums["method"] = "aadhaar"
    return {**fields, **{name: value for name, value in enums.items() if name in fields}}


def test_answers_are_masked(program: Program, tmp_path: Path) -> None:
    """By an allow-list; in full with ``--show``, but for what is never shown."""
    account = program.emulator.add_account("asha.rao@sbx", mobile=MOBILE)
    program.emulator.open_session("asha.rao@sbx")
    arguments = ("call", "get_profile", "--param", f"oid={account.oid}")
    masked = program(*arguments).last["answer"]
    assert masked["abha_address"] == "a***@sbx"
    assert masked["pincode"] == "***"
    assert masked["year_of_birth"] == "***"
    assert masked["kyc_verified"] is False
    shown = program(*arguments, "--show").last["answer"]
    assert (shown["pincode"], shown["full_name"]) == ("560001", "Asha Rao")
    card = tmp_path / "card.png"
    assert program("call", "get_profile_card", "--param", f"oid={account.oid}", "-o", card).code == 0
    assert card.read_bytes().startswith(b"\x89PNG")
    deleted = program("call", "delete_profile", "--param", f"X-Pt-Id={account.oid}")
    assert (deleted.code, deleted.last["answer"]) == (0, None)


def test_parameters_may_stand_in_the_json(program: Program) -> None:
    """Where the operation has no body, and beside the body where it has one."""
    assert program("call", "resolve_pincode", "--json", "-", stdin=['{"pincode": "110001"}']).code == 0
    body = '{"otp": "123456", "txn_id": "a", "oid": "patient-1"}'
    ended = program("call", "verify_aadhaar_mobile", "--json", "-", stdin=[body])
    assert ended.code == 45
    assert program.emulator.requests[-1].identity["oid"] == "patient-1"


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (["resolve_pincod"], "", "near it: resolve_pincode"),
        (["zzzzzzz"], "", "call --list"),
        ([], "", "name an operation"),
        (["resolve_pincode"], "", "--param pincode="),
        (["resolve_pincode", "--param", "pin=1"], "", "the names are pincode"),
        (["get_session_status", "--json", "-"], '{"otp": "1"}', "no body"),
        (["init_mobile_registration", "--json", '{"mobile_number": "1"}'], "", "@FILE"),
        (["init_mobile_registration", "--json", "-"], "{}", "'mobile_number' is missing"),
        (["init_mobile_registration"], "", "'mobile_number' is missing"),
        (["init_mobile_registration", "--json", "-"], '{"mobile_number": "1", "mobil": "2"}', "its fields are"),
        (["create_mobile_registration", "--json", "-"], '{"abha_address": "", "profile": 1, "txn_id": ""}', "not fit"),
        (["get_profile_qr", "--param", "format=xml"], "", "must be one of json"),
        (["resolve_pincode", "--json", "-"], '{"pincode": 110001}', "must be a string"),
    ],
)
def test_what_does_not_fit_is_refused_before_any_call(
    program: Program, arguments: list[str], stdin: str, says: str
) -> None:
    """It names the field and the rule, and no value."""
    ended = program("call", *arguments, stdin=[stdin])
    assert ended.code == 2
    assert says in ended.last["message"]
    assert not program.emulator.requests
