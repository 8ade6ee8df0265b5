"""What must never be shown, what is refused on a command line, and that no traceback is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eka_abha import AbhaClient
from eka_abha._cli.arguments import looks_personal

from tests.cli.support import PROFILE, Program
from tests.privacy import canaries


@pytest.fixture
def patient(tmp_path: Path) -> Path:
    """A patient whose details are found again wherever they turn up."""
    path = tmp_path / "patient.json"
    details = {
        "mobile": canaries.MOBILE,
        "aadhaar": canaries.AADHAAR,
        "abha_address": canaries.ADDRESS,
        "first_name": canaries.FIRST,
        "middle_name": canaries.MIDDLE,
        "last_name": canaries.LAST,
        "birth_date": canaries.BORN.isoformat(),
        "gender": "F",
        "pincode": "785001",
        "address": canaries.STREET,
    }
    path.write_text(json.dumps(details), encoding="utf-8")
    return path


def found(program: Program) -> set[str]:
    """The canaries in everything that was shown."""
    return set().union(*(canaries.found_in(text) for text in program.shown))


def test_nothing_personal_is_shown(program: Program, patient: Path) -> None:
    """Registrations to their end and to errors, as text and as JSON, with calls: masked forms only."""
    emulator = program.emulator
    common = ("--input", patient, "--trace")
    for kind in ([], ["--json"]):
        otps = [canaries.OTP, program.otp(canaries.MOBILE)]
        emulator.advance(31)
        assert program("register", "mobile", *common, *kind, stdin=otps).code == 0
        emulator.advance(31)
        assert program("login", "--by", "mobile", *common, *kind, stdin=otps).code == 0
        program("register", "aadhaar", *common, *kind, stdin=[canaries.OTP])
        program("lookup", "address", canaries.ADDRESS, *kind)
    assert len(program.emulator.accounts) == 1
    assert found(program) == set()
    assert any("q***@sbx" in text for text in program.shown)


def test_aadhaar_numbers_and_otps_are_not_even_shown_on_request(program: Program, patient: Path) -> None:
    """``--show`` shows the rest."""
    program("register", "aadhaar", "--input", patient, "--show", "--trace", stdin=[canaries.OTP])
    program("register", "mobile", "--input", patient, "--show", stdin=[canaries.OTP, program.otp(canaries.MOBILE)])
    program.emulator.fail_next("resolve_pincode", status=200, body={"dist_name": f"x {canaries.AADHAAR}", "otp": "1"})
    program("call", "resolve_pincode", "--param", "pincode=110001", "--show")
    shown = found(program)
    assert "ABHA address" in shown
    assert not shown & {"Aadhaar number", "OTP", "client secret", "patient's token"}
    assert '"otp": "***"' in program.shown[-2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["register", "aadhaar", canaries.AADHAAR],
        ["register", "aadhaar", "7281 9463 5010"],
        ["register", "mobile", f"--mobile={canaries.AADHAAR}"],
        ["register", "mobile", "--mobile", canaries.AADHAAR],
        ["call", "init_aadhaar_registration", "--json", f'{{"aadhaar_number": "{canaries.AADHAAR}"}}'],
        ["call", "verify_face_auth", "--param", f"aadhaar={canaries.AADHAAR}"],
        ["lookup", "pincode", "7281-9463-5010"],
        [canaries.AADHAAR],
        ["register", "aadhaar", "--aadhaar", "12"],
        ["register", "mobile", "--otp", canaries.OTP],
        ["resume", "step.json", f"--otp={canaries.OTP}"],
    ],
)
def test_aadhaar_and_otp_are_refused_on_the_command_line(program: Program, arguments: list[str]) -> None:
    """Not repeated, and it says how they are given; nothing is called."""
    ended = program(*arguments)
    assert ended.code == 2
    assert "stdin" in ended.err
    assert "--input" in ended.err
    assert not program.emulator.requests
    assert found(program) == set()


@pytest.mark.parametrize("argument", ["--client-secret=x", "--access-token", "--sharing-key"])
def test_credentials_are_refused_on_the_command_line(program: Program, argument: str) -> None:
    """It says where they are read from."""
    ended = program("doctor", argument)
    assert ended.code == 2
    assert "EKA_CLIENT_SECRET" in ended.err


@pytest.mark.parametrize(
    "argument",
    [
        *("9876543210", "+919876543210", "91-7264-8350-2917", "91 7264 8350 2917", "91726483502917"),
        *("5d060cad-a93b-4edf-b3ef-728194635010", "@/tmp/728194635010.json", "asha728194635010@sbx"),
    ],
)
def test_what_is_no_aadhaar_number_passes(argument: str) -> None:
    """Mobile numbers, ABHA numbers, transaction ids, files."""
    assert looks_personal(["register", argument]) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["register", "mobile", canaries.FIRST],
        ["register", canaries.FIRST],
        [canaries.LAST],
        ["register", "mobile", f"--{canaries.FIRST}", canaries.LAST],
        ["register", "mobile", "--mobile", canaries.OTP],
        ["register", "mobile", "--mobile", canaries.MOBILE, "--show=" + canaries.LAST],
        ["lookup", "pincode", canaries.OTP, canaries.FIRST],
        ["lookup", "address", f"{canaries.FIRST} {canaries.LAST}"],
        ["call", canaries.FIRST],
        ["call", "resolve_pincode", "--param", canaries.OTP],
        ["login", "--by", canaries.FIRST],
        ["profile", "show", "--oid", f"{canaries.STREET}é"],
    ],
)
def test_usage_errors_repeat_nothing(program: Program, arguments: list[str]) -> None:
    """Whatever is wrong with a command line, its values are not in the text."""
    ended = program(*arguments)
    assert ended.code in (2, 11)
    assert "✗" in ended.err or ended.objects
    assert found(program) == set()
    assert not program.emulator.requests


def test_bad_inputs_repeat_nothing(program: Program, tmp_path: Path) -> None:
    """A file that is no JSON, of unknown or wrong fields, or no UTF-8."""
    path = tmp_path / "inputs.json"
    for content in (
        canaries.FIRST.encode(),
        json.dumps({canaries.FIRST: "x"}).encode(),
        json.dumps({"mobile": [canaries.MOBILE]}).encode(),
        json.dumps({"mobile": canaries.OTP}).encode(),
        b"\xff\xfe" + canaries.FIRST.encode(),
        b" " * (1 << 21),
    ):
        path.write_bytes(content)
        assert program("register", "mobile", "--input", path).code in (2, 11)
    assert program("register", "mobile", "--input", tmp_path / "none.json").code == 7
    assert found(program) == set()


@pytest.mark.parametrize("kind", [[], ["--json"]])
def test_a_mistake_in_the_program_is_no_traceback(
    program: Program, patient: Path, monkeypatch: pytest.MonkeyPatch, kind: list[str]
) -> None:
    """An exception that nobody foresaw, with a patient's data in it: its kind and place only."""

    def broken(self: AbhaClient, **options: object) -> object:
        raise KeyError(canaries.FIRST, canaries.MOBILE)

    monkeypatch.setattr(AbhaClient, "resume", broken)
    step = patient.with_name("step.json")
    program("register", "mobile", "--input", patient, "--save", step)
    ended = program("resume", step, "--input", patient, *kind)
    assert ended.code == 1
    assert "Traceback" not in ended.out + ended.err
    assert "TypeError" in ended.out + ended.err or "KeyError" in ended.out + ended.err
    assert found(program) == set()


def test_in_production_a_change_is_confirmed(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal and without ``--yes`` nothing is called; what only reads needs no word."""
    monkeypatch.setenv("EKA_ENVIRONMENT", "production")
    options = [part for name, value in PROFILE.items() for part in (f"--{name.replace('_', '-')}", value)]
    register = ("register", "mobile", "--mobile", canaries.MOBILE, *options)
    for arguments in (register, ("login", "--mobile", canaries.MOBILE), ("call", "init_face_auth")):
        ended = program(*arguments)
        assert ended.code == 4
        assert "--yes" in ended.err + ended.out
    assert not program.emulator.requests
    assert program("lookup", "pincode", "110001").code == 0
    assert program("call", "resolve_pincode", "--param", "pincode=110001").code == 0
    ended = program(*register, "--yes", "--json", stdin=[program.otp(canaries.MOBILE)])
    assert ended.kinds[0] == "mobile_otp_sent"
