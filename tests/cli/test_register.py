"""``register`` in a script: the journeys, what is missing, and what is asked for again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eka_abha import LoggedIn, UnknownStep
from eka_abha.emulator import Emulator

from tests.cli.support import AADHAAR, MOBILE, OTHER_MOBILE, PROFILE, Program

OPTIONS = [part for name, value in PROFILE.items() for part in (f"--{name.replace('_', '-')}", value)]


@pytest.fixture
def patient(tmp_path: Path) -> Path:
    """The patient's details in a file."""
    path = tmp_path / "patient.json"
    path.write_text(json.dumps(PROFILE), encoding="utf-8")
    return path


def test_a_new_patient_by_options(program: Program) -> None:
    """Everything by options, the OTP on stdin: one JSON object for each step, and an account at the end."""
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, *OPTIONS, "--abha-address", "nisha.rao90", "--json"),
        stdin=[program.otp()],
    )
    assert ended.code == 0, ended
    assert ended.kinds == ["mobile_otp_sent", "asked", "create_address", "logged_in"]
    assert ended.objects[0]["sent_to"] == "******3210"
    assert ended.last["created"] is True
    assert ended.err == ""
    account = program.emulator.accounts[0]
    assert (account.abha_address, account.first_name, account.last_name) == ("nisha.rao90@sbx", "Nisha", "Rao")


def test_a_new_patient_by_file(program: Program, patient: Path) -> None:
    """The details from a file, the first free address that is suggested; text instead of JSON."""
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, "--input", patient, "--suggested", "--show"), stdin=[program.otp()]
    )
    assert ended.code == 0, ended
    assert "An OTP went to ******3210." in ended.out
    assert f"Registered: {program.emulator.accounts[0].abha_address}." in ended.out
    assert ended.err == ""


def test_all_inputs_on_stdin(program: Program) -> None:
    """``--input -``: one JSON object, the OTP included (a magic one, that can be known before)."""
    body = json.dumps({"mobile": MOBILE, "otp": "490004", **PROFILE, "abha_address": "nisha.rao90"})
    ended = program("register", "mobile", "--input", "-", "--json", stdin=[body])
    assert ended.code == 0, ended
    assert ended.kinds == ["mobile_otp_sent", "create_address", "logged_in"]


def test_a_wrong_otp_is_asked_for_again(program: Program, patient: Path) -> None:
    """A line more of stdin is read; the error on the way is told, and is not final."""
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, "--input", patient, "--suggested", "--json"),
        stdin=["000000", "12", program.otp()],
    )
    assert ended.code == 0
    refused = [found for found in ended.objects if found["kind"] == "error"]
    assert [(found["key"], found["final"]) for found in refused] == [("wrong_otp", False), ("invalid_value", False)]
    assert refused[0]["advice"] == "new_otp"


def test_a_wrong_otp_without_another_is_the_error(program: Program) -> None:
    """Not "input missing": the exit code says what was wrong, and the state says that the journey goes on."""
    ended = program("register", "mobile", "--mobile", MOBILE, "--json", stdin=["000000"])
    assert ended.code == 41
    assert ended.kinds == ["mobile_otp_sent", "asked", "error", "asked", "error", "stopped"]
    assert ended.objects[-2]["final"] is True
    assert ended.last["step"] == "mobile_otp_sent"


@pytest.mark.parametrize(("processed", "code"), [(False, 0), (True, 45)])
def test_a_lost_answer_is_not_the_end(program: Program, patient: Path, processed: bool, code: int) -> None:
    """The OTP is asked for once more, which is the one manual repeat that is documented after a lost verify."""
    program.emulator.lose_next("verify_mobile_registration", processed=processed)
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, "--input", patient, "--suggested", "--json"),
        stdin=[program.otp(), program.otp()],
    )
    assert ended.code == code
    lost = next(found for found in ended.objects if found["kind"] == "error")
    assert (lost["key"], lost["may_have_been_processed"], lost["final"]) == ("connection_failed", True, False)


def test_another_otp_can_be_had(program: Program, patient: Path, emulator: Emulator) -> None:
    """The word ``resend`` in place of an OTP; before its time no call is made."""
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, "--input", patient, "--suggested", "--json"),
        stdin=["resend", program.otp()],
    )
    assert ended.code == 0
    assert "otp_resend_too_soon" in [found.get("key") for found in ended.objects]
    assert emulator.counts["resend_mobile_registration"] == 0


@pytest.mark.parametrize(
    ("arguments", "stdin", "field", "names"),
    [
        (["mobile"], [], "mobile", "--mobile"),
        (["mobile", "--mobile", MOBILE], [], "otp", "stdin"),
        (["mobile", "--mobile", MOBILE], ["490004"], "first_name", "--first-name"),
        (["mobile", "--mobile", MOBILE, *OPTIONS], ["490004"], "abha_address", "--suggested"),
        (["mobile", "--mobile", MOBILE], ["490003"], "abha_address", "--abha-address"),
        (["aadhaar"], [AADHAAR], "mobile", "--mobile"),
        (["aadhaar", "--mobile", MOBILE], [], "aadhaar", "stdin"),
        (["aadhaar", "--mobile", MOBILE], [AADHAAR], "otp", "stdin"),
    ],
)
def test_what_is_missing_is_named(
    program: Program, arguments: list[str], stdin: list[str], field: str, names: str
) -> None:
    """There is nobody to ask: exit code 3, and what to give."""
    ended = program("register", *arguments, "--json", stdin=stdin)
    error = next(found for found in ended.objects if found["kind"] == "error")
    assert (ended.code, error["key"], error["field"]) == (3, "input_missing", field)
    assert names in error["message"]
    assert (ended.last["kind"] == "stopped") is bool(program.emulator.messages)


def test_nothing_is_called_without_a_number(program: Program) -> None:
    """What is missing from the start is found before any call: no OTP goes out that could not be used."""
    assert program("register", "mobile").code == 3
    assert program("register", "aadhaar", stdin=[AADHAAR]).code == 3
    assert not program.emulator.requests


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *[("--first-name", ""), ("--middle-name", "7"), ("--last-name", "7"), ("--birth-date", "17-08-1990")],
        *[("--gender", "X"), ("--pincode", "011001")],
    ],
)
def test_nothing_is_called_with_a_profile_that_cannot_be(program: Program, option: str, value: str) -> None:
    """A wrong value is refused before an OTP goes out, not after the patient has read it out."""
    ended = program("register", "mobile", "--mobile", MOBILE, *OPTIONS, option, value, "--json")
    assert (ended.code, ended.last["class"]) == (11, "InvalidValueError")
    assert not program.emulator.requests


def test_an_existing_account_is_entered(program: Program) -> None:
    """The address on offer is picked by name, with or without its suffix; it is masked."""
    program.emulator.add_account("asha.rao@sbx", mobile=MOBILE)
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, "--abha-address", "Asha.Rao", "--json"), stdin=[program.otp()]
    )
    assert ended.code == 0
    assert ended.objects[2]["accounts"] == [{"abha_address": "a***@sbx", "name": "A***", "kyc_verified": False}]
    assert (ended.last["created"], ended.last["abha_address"]) == (False, "a***@sbx")


def test_another_account_is_made_only_where_that_is_said(program: Program) -> None:
    """``--create`` alone is enough: nothing else has to be chosen then."""
    arguments = ("register", "mobile", "--mobile", MOBILE, *OPTIONS, "--suggested")
    assert program(*arguments, stdin=["490005"]).code == 3
    program.emulator.advance(31)
    ended = program(*arguments, "--create", "--json", stdin=["490005"])
    assert ended.code == 0, ended
    assert ended.last["created"] is True


@pytest.mark.parametrize("journey", ["mobile", "aadhaar"])
def test_a_typing_mistake_makes_no_account_where_the_service_would_let_it(program: Program, journey: str) -> None:
    """It asks for a new address although others exist; one that is not on offer still needs ``--create``."""
    lines = ["490005"] if journey == "mobile" else [AADHAAR, "490005"]
    options = OPTIONS if journey == "mobile" else []
    arguments = ("register", journey, "--mobile", MOBILE, *options, "--abha-address", "asha.raos")
    ended = program(*arguments, stdin=lines)
    assert ended.code == 11, ended
    assert "--create" in ended.err
    assert "asha.raos@sbx" not in [account.abha_address for account in program.emulator.accounts]


def test_no_account_is_made_by_a_typing_mistake(program: Program) -> None:
    """An address that is not on offer is refused, unless a new one is asked for."""
    program.emulator.add_account("asha.rao@sbx", mobile=MOBILE)
    arguments = ("register", "mobile", "--mobile", MOBILE, *OPTIONS, "--abha-address", "asha.raos")
    ended = program(*arguments, stdin=[program.otp()])
    assert ended.code == 11
    assert "--create" in ended.err
    assert len(program.emulator.accounts) == 1
    program.emulator.advance(31)
    ended = program(*arguments, "--create", stdin=["490005"])
    assert ended.code == 0, ended
    assert len(program.emulator.accounts) >= 2


def test_a_taken_address_is_an_error_of_its_own(program: Program) -> None:
    """The next suggestion is not taken for an address that was named."""
    program.emulator.add_account("nisha.rao90@sbx", mobile=OTHER_MOBILE)
    ended = program(
        *("register", "mobile", "--mobile", MOBILE, *OPTIONS, "--abha-address", "nisha.rao90", "--json"),
        stdin=[program.otp()],
    )
    assert ended.code == 36
    assert ended.objects[-2]["class"] == "AddressTaken"
    assert "no ABHA address was chosen" in ended.last["state"]


def test_by_aadhaar_with_another_mobile(program: Program) -> None:
    """Two OTPs: one to the mobile that is linked, one to the mobile of the ABHA."""
    program.emulator.add_person(AADHAAR, mobile=OTHER_MOBILE)
    ended = program(
        *("register", "aadhaar", "--mobile", MOBILE, "--suggested", "--json"),
        stdin=[AADHAAR, program.otp(AADHAAR), program.otp(MOBILE)],
    )
    assert ended.code == 0, ended
    assert [kind for kind in ended.kinds if kind != "asked"] == [
        *("aadhaar_otp_sent", "confirm_mobile", "aadhaar_create_address", "logged_in")
    ]
    assert ended.last["abha_number"].startswith("**********")


def test_rules_can_be_left_out(program: Program) -> None:
    """An Aadhaar number whose check digit does not fit is sent with ``--lenient``, and is not without."""
    arguments = ("register", "aadhaar", "--mobile", MOBILE)
    assert program(*arguments, stdin=["234567890123"]).code == 11
    assert not program.emulator.requests
    assert program(*arguments, "--lenient", stdin=["234567890123"]).code in range(30, 40)
    assert program.emulator.counts["init_aadhaar_registration"] == 1


def test_by_face(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address to open is shown; after the capture the Aadhaar number is read from stdin."""
    monkeypatch.setattr("eka_abha._sync.face_registration.INTERVAL", 0.01)
    monkeypatch.setattr("eka_abha._sync.face_registration.sleep", lambda seconds: None)
    ended = program("register", "face", "--suggested", "--json", stdin=[AADHAAR])
    assert ended.code == 0, ended
    assert ended.kinds[:2] == ["face_pending", "face_verified"]
    assert ended.objects[0]["url"].startswith("http")
    assert ended.last["kind"] == "logged_in"


@pytest.mark.parametrize(
    ("otp", "code", "kind"),
    [("490001", 0, LoggedIn.kind), ("490006", 8, UnknownStep.kind), ("490007", 8, UnknownStep.kind)],
)
def test_every_end(program: Program, otp: str, code: int, kind: str) -> None:
    """Done at once, and a next step that does not exist today."""
    ended = program("register", "mobile", "--mobile", MOBILE, "--json", stdin=[otp])
    assert (ended.code, ended.last["kind"]) == (code, kind)


def test_errors_end_the_journey_with_the_code_of_their_class(program: Program) -> None:
    """A blocked patient, a dead transaction: nothing is asked for again."""
    program.emulator.block(MOBILE)
    ended = program("register", "mobile", "--mobile", MOBILE, "--json")
    assert ended.code == 51
    assert ended.last["kind"] == "error"
    assert ended.last["retry_after"] > 0
    ended = program("register", "mobile", "--mobile", OTHER_MOBILE, "--json", stdin=["501017"])
    assert ended.code == 45
