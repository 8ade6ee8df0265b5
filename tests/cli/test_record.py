"""``record``: each journey is run as usual, and its transcript says what the service answered, and no value."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from eka_abha.transcripts import JOURNEYS, Transcript, conformance, read_transcript

from tests.cli.support import AADHAAR, MOBILE, OTHER_MOBILE, PROFILE, Line, Program
from tests.privacy.canaries import found_in

OPTIONS = [part for name, value in PROFILE.items() for part in (f"--{name.replace('_', '-')}", value)]
ADDRESS, NUMBER = "asha.rao@sbx", "91-1234-5678-9012"
PERSONAL = ("Nisha", "Rao", MOBILE, MOBILE[-4:], AADHAAR, OTHER_MOBILE, "110001", "1990", "asha", "nisha")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def known(program: Program) -> str:
    """A patient who exists; their id."""
    program.emulator.add_person(AADHAAR, mobile=MOBILE)
    account = program.emulator.add_account(ADDRESS, mobile=MOBILE, aadhaar=AADHAAR, abha_number=NUMBER)
    program.emulator.add_account("asha1990@sbx", mobile=MOBILE)
    return account.oid


def patient(program: Program) -> list[str]:
    """A patient without an ABHA number and without a session."""
    return ["--oid", program.emulator.add_account(ADDRESS, mobile=MOBILE).oid, "--abha-address", ADDRESS]


Case = Callable[[Program], tuple[list[str], list[Line]]]


def login(*arguments: str, first: tuple[Line, ...] = ()) -> Case:
    """The login of a patient who exists."""

    def case(program: Program) -> tuple[list[str], list[Line]]:
        known(program)
        return list(arguments), [*first, program.otp(MOBILE)]

    return case


def kyc(program: Program) -> tuple[list[str], list[Line]]:
    """In a session that there is; the OTP goes to the same mobile."""
    arguments = patient(program)
    program.emulator.open_session(ADDRESS)
    return arguments, [AADHAAR, program.otp(MOBILE)]


def aadhaar(program: Program) -> tuple[list[str], list[Line]]:
    """Another mobile than the linked one."""
    program.emulator.add_person(AADHAAR, mobile=OTHER_MOBILE)
    arguments = ["--mobile", MOBILE, "--abha-address", "nisha.rao90"]
    return arguments, [AADHAAR, program.otp(AADHAAR), program.otp(MOBILE)]


CASES: dict[str, Case] = {
    "mobile": lambda program: (["--mobile", MOBILE, *OPTIONS, "--suggested"], ["000000", program.otp()]),
    "aadhaar": aadhaar,
    "face": lambda program: (["--abha-address", "nisha.rao90"], [AADHAAR]),
    "login-mobile": login("--mobile", MOBILE, "--abha-address", ADDRESS),
    "login-aadhaar": login("--abha-address", ADDRESS, first=(AADHAAR,)),
    "login-abha-number": login("--abha-number", NUMBER, "--abha-address", ADDRESS),
    "login-address": login("--abha-address", ADDRESS),
    "login-search": login("--mobile", MOBILE, "--index", "1"),
    "session": lambda program: (patient(program), [program.otp(MOBILE)]),
    "kyc": kyc,
    "profile": lambda program: (patient(program), [program.otp(MOBILE)]),
    "lookups": lambda program: (["--abha-address", (known(program) and ADDRESS), "--pincode", "110001"], []),
}


def test_every_journey_has_a_command() -> None:
    """Of the same name."""
    assert list(CASES) == list(JOURNEYS)


@pytest.mark.parametrize("journey", CASES)
def test_a_journey_is_recorded(program: Program, here: Path, journey: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """To its end; the file is named after it, holds no value, and replays without a difference."""
    monkeypatch.setattr("eka_abha._sync.face_registration.sleep", lambda seconds: None)
    arguments, lines = CASES[journey](program)
    ended = program("record", journey, *arguments, "--json", stdin=lines)
    assert ended.code == 0, ended
    recorded = next(found for found in ended.objects if found["kind"] == "recorded")
    transcript = read_transcript(here / f"{journey}.json")
    assert recorded == {
        "kind": "recorded",
        "saved": f"{journey}.json",
        "journey": journey,
        "environment": "other",
        "exchanges": len(transcript.exchanges),
        "ended": "complete",
    }
    assert (transcript.journey, transcript.ended) == (journey, "complete")
    text = transcript.to_text()
    assert [value for value in PERSONAL if value in text] == []
    assert found_in(text, others=[message.otp for message in program.emulator.messages]) == set()
    assert conformance(transcript) == ()


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_is_tried_out_by_the_made_up_patient(
    program: Program, here: Path, journey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``--emulator`` nothing has to be given, and what is recorded replays without a difference."""
    monkeypatch.setattr("eka_abha._sync.face_registration.sleep", lambda seconds: None)
    ended = program("record", journey, "--emulator")
    assert ended.code == 0, ended
    assert conformance(read_transcript(here / f"{journey}.json")) == ()
    assert not program.emulator.requests


def test_it_says_that_it_was_scrubbed_and_where_it_went(program: Program, here: Path) -> None:
    """And that it is to be read before it is shared."""
    ended = program("record", "lookups", "--abha-address", ADDRESS, "--pincode", "110001", "--out", "look.json")
    assert ended.code == 0, ended
    assert "Transcript of 3 exchanges: look.json. It was scrubbed:" in ended.out
    assert "Read it before you share it." in ended.out
    if os.name == "posix":
        assert stat.S_IMODE((here / "look.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("lines", "code", "operations"),
    [
        ([], 3, ["login", "init_mobile_registration"]),
        (["501100"], 43, ["login", "init_mobile_registration", "verify_mobile_registration"]),
    ],
)
def test_a_journey_that_fails_is_written_down(
    program: Program, here: Path, lines: list[Line], code: int, operations: list[str]
) -> None:
    """As far as it came: that is often what was to be shown."""
    ended = program("record", "mobile", "--mobile", MOBILE, "--json", stdin=lines)
    assert ended.code == code
    transcript = read_transcript(here / "mobile.json")
    assert transcript.ended == "error"
    assert [exchange.operation for exchange in transcript.exchanges] == operations
    assert [found["saved"] for found in ended.objects if found["kind"] == "recorded"] == ["mobile.json"]


def test_nothing_is_written_when_nothing_was_sent(program: Program, here: Path) -> None:
    """A mobile number that is none is refused here."""
    ended = program("record", "mobile", "--mobile", "12", "--json")
    assert ended.code == 11
    assert list(here.iterdir()) == []


def test_a_file_that_is_there_is_refused_before_any_call(program: Program, here: Path) -> None:
    """No OTP goes out for a transcript that cannot be written."""
    (here / "mobile.json").write_text("mine", encoding="utf-8")
    ended = program("record", "mobile", "--mobile", MOBILE, "--json", stdin=[program.otp()])
    assert (ended.code, ended.last["key"]) == (7, "file")
    assert "--replace" in ended.last["message"]
    assert program("record", "mobile", "--mobile", MOBILE, "--out", "no/mobile.json").code == 7
    assert not program.emulator.requests
    assert (here / "mobile.json").read_text(encoding="utf-8") == "mine"
    program("record", "mobile", "--mobile", MOBILE, "--replace")
    assert read_transcript(here / "mobile.json").ended == "error"


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C cannot be sent to one process on Windows")
def test_ctrl_c_writes_what_there_is(variables: dict[str, str], program: Program, here: Path) -> None:
    """The program in a process of its own, interrupted while it waits for the OTP."""
    command = [sys.executable, "-m", "eka_abha", "record", "mobile", "--mobile", MOBILE, "--json"]
    with subprocess.Popen(
        command, env={**os.environ, **variables}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if '"asked"' in line:
                    break
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert '"ended": "interrupted"' in out
    transcript: Transcript = read_transcript(here / "mobile.json")
    assert transcript.ended == "interrupted"
    assert [exchange.operation for exchange in transcript.exchanges] == ["login", "init_mobile_registration"]


def test_a_session_that_is_there_is_recorded_as_one(program: Program, here: Path) -> None:
    """Status only; no OTP goes out."""
    arguments = patient(program)
    program.emulator.open_session(ADDRESS)
    assert program("record", "session", *arguments).code == 0
    operations = [exchange.operation for exchange in read_transcript(here / "session.json").exchanges]
    assert set(operations) == {"login", "get_session_status"}
    assert not program.emulator.messages
