"""At a real pseudo-terminal: questions, hidden input, what is asked for again, Ctrl-C, widths and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from eka_abha.emulator import Emulator

from tests.cli.support import AADHAAR, MOBILE
from tests.support.terminal import Terminal

PROGRAM = ["-m", "eka_abha"]
OTP = r"OTP \(hidden; r sends another, (?:in \d+ s|now)\): "


@pytest.fixture
def terminal(variables: dict[str, str]) -> Iterator[Terminal]:
    """A registration by mobile that asks for the number."""
    with Terminal([*PROGRAM, "register", "mobile"], environment=variables) as opened:
        yield opened


def test_a_registration(terminal: Terminal, emulator: Emulator) -> None:
    """From the number to the address: each refused value is asked for again, and OTPs are not echoed."""
    terminal.answer(r"Mobile number: ", "12345")
    terminal.answer(r"10 digits(?s:.*)Mobile number: ", MOBILE)
    terminal.wait_for(r"An OTP went to \*{6}3210\.")
    terminal.wait_for(r"another one may be sent from \d\d:\d\d:\d\d on \(in \d+ s\)")
    terminal.answer(OTP, "r")
    terminal.wait_for(r"Wait \d+ s, then try again")
    terminal.answer(OTP, "918273")
    terminal.wait_for(r"OTP doesn't match. Enter the OTP again, or have another one sent")
    terminal.answer(OTP, emulator.otp_for(MOBILE))
    terminal.wait_for("The patient is verified; no ABHA address exists yet")
    terminal.answer("First name: ", "Nisha")
    terminal.answer(r"Middle name \(may be left out\): ", "")
    terminal.answer(r"Last name \(may be left out\): ", "Rao")
    terminal.answer("Birth date, as 1990-08-17: ", "17.8.1990")
    terminal.answer("must be written as year-month-day(?s:.*)Birth date, as 1990-08-17: ", "1990-08-17")
    terminal.answer("Gender, M, F or O: ", "f")
    terminal.answer("Pincode: ", "110001")
    terminal.answer("Postal address .*: ", "")
    terminal.wait_for(r"1  nisha\.rao@sbx")
    terminal.answer(r"New ABHA address \(1-5, or another one\) \[1\]: ", "x")
    terminal.answer(r"must have 8 to 18(?s:.*)New ABHA address .*: ", "2")
    terminal.wait_for(r"Registered: n\*\*\*@sbx")
    assert terminal.end() == 0
    assert emulator.accounts[0].abha_address == "nisha_rao@sbx"
    assert "918273" not in terminal.text
    assert emulator.otp_for(MOBILE) not in terminal.text


def test_another_otp_is_sent_when_it_is_time(variables: dict[str, str], emulator: Emulator) -> None:
    """``r`` sends it; the question says that it is time. (The wait is shortened, on both sides.)"""
    shorter = (
        "import sys, datetime, eka_abha._journeys.otp as otp; otp.RESEND_INTERVAL = datetime.timedelta(0);"
        "from eka_abha._cli import main; sys.exit(main(sys.argv[1:]))"
    )
    with Terminal(["-c", shorter, "register", "mobile", "--mobile", MOBILE], environment=variables) as terminal:
        terminal.wait_for(r"r sends another, now\): ")
        first = emulator.otp_for(MOBILE)
        emulator.advance(31)
        terminal.enter("r")
        terminal.wait_for("An OTP went to")
        assert emulator.otp_for(MOBILE) != first
        terminal.answer(OTP, emulator.otp_for(MOBILE))
        terminal.wait_for("First name: ")
    assert emulator.counts["resend_mobile_registration"] == 1


def test_an_account_is_chosen(variables: dict[str, str], emulator: Emulator) -> None:
    """The accounts are listed masked; ``s`` shows them, a number picks one."""
    for address in ("asha.rao@sbx", "asha1990@sbx"):
        emulator.add_account(address, mobile=MOBILE)
    with Terminal([*PROGRAM, "login"], environment=variables) as terminal:
        terminal.answer(r"1  mobile\n(?s:.*)Login by \(1-5\): ", "1")
        terminal.answer("Mobile number: ", MOBILE)
        terminal.wait_for(OTP)
        terminal.enter(emulator.otp_for(MOBILE))
        terminal.wait_for(r"1  \w\*\*\*@sbx")
        terminal.answer(r"ABHA address \(1-2, s shows them in full\): ", "9")
        terminal.wait_for("Type one of the numbers")
        terminal.answer(r"ABHA address .*: ", "s")
        terminal.wait_for(r"2  \w{4,}[.\w]*@sbx")
        terminal.answer(r"ABHA address \(1-2\): ", "2")
        terminal.wait_for(r"Logged in: \w\*\*\*@sbx")
        assert terminal.end() == 0


def test_an_aadhaar_number_is_not_echoed(variables: dict[str, str], emulator: Emulator, tmp_path: Path) -> None:
    """Neither is it in the file that Ctrl-C leaves."""
    saved = tmp_path / "step.json"
    with Terminal([*PROGRAM, "register", "aadhaar", "--save", str(saved)], environment=variables) as terminal:
        terminal.answer("Mobile number: ", MOBILE)
        terminal.answer("Aadhaar number: ", AADHAAR)
        terminal.wait_for("An OTP went to")
        terminal.wait_for(OTP)
        terminal.interrupt()
        assert terminal.end() == 130
    assert AADHAAR not in terminal.text
    assert f"eka-abha resume {saved}" in terminal.text.replace("\n", "").replace("  ", "")
    assert AADHAAR not in saved.read_text(encoding="utf-8")


@pytest.mark.parametrize("at", ["Mobile number: ", OTP])
def test_ctrl_c_says_what_state_it_is_in(variables: dict[str, str], at: str) -> None:
    """Exit code 130, no traceback; whether an OTP is on its way."""
    with Terminal([*PROGRAM, "register", "mobile"], environment=variables) as terminal:
        if at is OTP:
            terminal.answer("Mobile number: ", MOBILE)
        terminal.wait_for(at)
        terminal.interrupt()
        assert terminal.end() == 130
    assert "Interrupted." in terminal.text
    assert "Traceback" not in terminal.text
    assert ("An OTP went to ******3210; nothing was registered yet" in terminal.text) is (at is OTP)
    assert ("Nothing was begun." in terminal.text) is (at is not OTP)


def test_ctrl_c_while_recording(variables: dict[str, str], tmp_path: Path) -> None:
    """What is said of the transcript stands in a line of its own, not behind the question."""
    out = tmp_path / "mobile.json"
    arguments = [*PROGRAM, "record", "mobile", "--mobile", MOBILE, "--out", str(out)]
    with Terminal(arguments, environment=variables) as terminal:
        terminal.wait_for(OTP)
        terminal.interrupt()
        assert terminal.end() == 130
    assert [line[:12] for line in terminal.text.splitlines() if "Transcript of" in line] == ["! Transcript"]
    assert "\n\n\n" not in terminal.text
    assert '"ended": "interrupted"' in out.read_text(encoding="utf-8")


def test_ctrl_c_during_a_call(variables: dict[str, str], emulator: Emulator) -> None:
    """It may have taken effect, and that is said."""
    emulator.slow_next("init_mobile_registration", 15)
    with Terminal([*PROGRAM, "register", "mobile", "--mobile", MOBILE, "--trace"], environment=variables) as terminal:
        terminal.wait_for("/account/login")
        terminal.interrupt()
        assert terminal.end() == 130
    assert "A call was under way and may have taken effect." in " ".join(terminal.text.split())


@pytest.mark.parametrize("at", ["Mobile number: ", OTP])
def test_the_end_of_input_is_no_answer(variables: dict[str, str], at: str) -> None:
    """Ctrl-D at a question: what is missing, in a line of its own, and exit code 3."""
    with Terminal([*PROGRAM, "register", "mobile"], environment=variables) as terminal:
        if at is OTP:
            terminal.answer("Mobile number: ", MOBILE)
        terminal.wait_for(at)
        terminal.send(b"\x04")
        assert terminal.end() == 3
    assert re.search(r"\n✗ (OTP|Mobile number) is missing: the input has ended\.", terminal.text)


@pytest.mark.parametrize(("answer", "code"), [("", 4), ("n", 4), ("y", 0)])
def test_production_is_asked_about_once(variables: dict[str, str], emulator: Emulator, answer: str, code: int) -> None:
    """Before the first call that changes something; the default is no."""
    variables["EKA_ENVIRONMENT"] = "production"
    with Terminal([*PROGRAM, "register", "mobile", "--mobile", MOBILE], environment=variables) as terminal:
        terminal.answer(r"This is production: .* \[y/N\]: ", answer)
        if code == 0:
            terminal.answer(OTP, "490001")
        assert terminal.end() == code
    assert terminal.text.count("This is production") == 1
    assert (emulator.counts["init_mobile_registration"] == 0) is (code != 0)


@pytest.mark.parametrize("columns", [80, 40])
def test_it_fits_the_terminal(variables: dict[str, str], columns: int) -> None:
    """No line of text is longer than the terminal is wide; only what is typed in may wrap."""
    with Terminal([*PROGRAM, "register", "mobile", "--emulator"], environment=variables, columns=columns) as terminal:
        terminal.answer(r"Mobile number \[98765 43210\]: ", "")
        shown = terminal.wait_for(r"SMS to \*{6}3210:\s+(\d{6})")
        terminal.answer(OTP, "000000")
        terminal.answer(OTP, shown[1])
        for question in ("First name", "Last name", "Birth date", "Gender", "Pincode", "New ABHA address"):
            if question == "Last name":
                terminal.answer("Middle name.*: ", "")
            if question == "New ABHA address":
                terminal.answer("Postal address.*: ", "")
            terminal.answer(f"{question}.*: ", "")
        assert terminal.end() == 0
    lines = [line for line in terminal.text.splitlines() if ": " not in line or line.startswith(("✓", "✗", "☎", " "))]
    assert max(map(len, lines)) <= columns
    assert "\x1b[" in terminal.raw


def test_no_colours_where_they_are_not_wanted(variables: dict[str, str]) -> None:
    """NO_COLOR: no colour in the text."""
    environment = {**variables, "NO_COLOR": "1"}
    with Terminal([*PROGRAM, "lookup", "pincode", "110001"], environment=environment) as terminal:
        assert terminal.end() == 0
    assert "110001: New Delhi" in terminal.text
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", terminal.raw)


def test_questions_do_not_mix_with_json(variables: dict[str, str], tmp_path: Path) -> None:
    """With stdout in a file the questions come to the terminal, and the file holds the JSON only."""
    out = tmp_path / "out.jsonl"
    wrapped = (
        "import sys; sys.stdout = open(sys.argv[1], 'w', encoding='utf-8');"
        "from eka_abha._cli import main; sys.exit(main(sys.argv[2:]))"
    )
    arguments = ["-c", wrapped, str(out), "register", "mobile", "--json"]
    with Terminal(arguments, environment=variables) as terminal:
        terminal.answer("Mobile number: ", MOBILE)
        terminal.answer(OTP, "490001")
        assert terminal.end() == 0
    assert [line[:9] for line in out.read_text(encoding="utf-8").splitlines()] == ['{"kind": '] * 2
