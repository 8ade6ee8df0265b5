"""Every step in words: what was reached, what comes next, and what it means to stop there."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from eka_abha._cli import showing, words
from eka_abha._cli.desk import Progress
from eka_abha.errors import (
    Advice,
    ConfigurationError,
    ConnectionFailed,
    GatewaySessionExpired,
    InvalidValueError,
    UserBlocked,
)

from tests.cli.support import AADHAAR, MOBILE, OTHER_MOBILE, Program

ADDRESS = "asha.rao@sbx"


@pytest.fixture
def known(program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A patient with an address; the wait between two looks at a face is left out."""
    monkeypatch.setattr("eka_abha._sync.face_registration.sleep", lambda seconds: None)
    program.emulator.add_person(AADHAAR, mobile=OTHER_MOBILE)
    program.emulator.add_account(ADDRESS, mobile=MOBILE)
    return program


@pytest.mark.parametrize(
    ("arguments", "stdin", "reached", "stopped"),
    [
        (["register", "mobile", "--mobile", OTHER_MOBILE], [], "An OTP went to ******6780.", "nothing was registered"),
        (["register", "mobile", "--mobile", MOBILE], ["490003"], "ABHA addresses exist", "no ABHA address was chosen"),
        (["register", "mobile", "--mobile", OTHER_MOBILE], ["490004"], "no ABHA address exists yet", "was chosen"),
        (["register", "mobile", "--mobile", OTHER_MOBILE], ["490006"], "does not know", ""),
        (
            ["register", "aadhaar", "--mobile", MOBILE],
            [AADHAAR, "OTP by Aadhaar"],
            "An OTP went to ******3210.",
            "nothing",
        ),
        (["register", "face"], [], "The person has been captured.", "nothing was registered yet"),
        (["login", "--mobile", MOBILE], [], "An OTP went to ******3210.", "nobody was logged in yet"),
        (["login", "--by", "search", "--mobile", MOBILE], [], "1 profile belongs to", "not finished"),
        (["login", "--mobile", MOBILE], ["490004"], "has no ABHA address to log in to.", "register them instead"),
        (["login", "--mobile", MOBILE, "--abha-address", ADDRESS], ["OTP"], "Logged in: a***@sbx.", ""),
    ],
)
def test_each_step(known: Program, arguments: list[str], stdin: list[str], reached: str, stopped: str) -> None:
    """In a registration, a login and by face."""
    otps = {"OTP": known.otp(), "OTP by Aadhaar": known.otp(AADHAAR)}
    ended = known(*arguments, stdin=[otps.get(line, line) for line in stdin])
    assert reached in ended.out
    assert stopped in ended.err
    assert bool(stopped) is bool(ended.err)


def test_a_session(known: Program) -> None:
    """It is opened by OTP; without one, nothing was opened."""
    oid = known.emulator.accounts[0].oid
    arguments = ("profile", "show", "--oid", oid, "--abha-address", ADDRESS)
    ended = known(*arguments)
    assert ended.code == 3
    assert "no session was opened yet" in ended.err
    known.emulator.advance(31)
    ended = known(*arguments, stdin=[known.otp()])
    assert "The patient has a session with the gateway." in ended.out
    assert "mobile: ******3210" in ended.out
    card = subprocess.run(
        [sys.executable, "-m", "eka_abha", "profile", "card", "--oid", oid, "--output", "-"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )
    assert card.stdout.startswith(b"\x89PNG")
    assert card.stderr == b""


def test_the_id_is_shown_on_request(known: Program) -> None:
    """It is what ``profile`` takes."""
    ended = known("login", "--mobile", MOBILE, "--abha-address", ADDRESS, "--show", stdin=[known.otp()])
    assert f"(oid): {known.emulator.accounts[0].oid}" in ended.out
    assert f"Logged in: {ADDRESS}." in ended.out


@pytest.mark.parametrize(
    ("wait", "text"), [(0.2, "Wait 1 s"), (30, "Wait 30 s"), (1800, "Wait 30 minutes"), (86_400, "Wait 24 hours")]
)
def test_waits(wait: float, text: str) -> None:
    """In the unit that a person counts in."""
    error = UserBlocked("blocked", status_code=500, retry_after=timedelta(seconds=wait))
    assert showing.advice_text(error) == f"{text}, then try again."


def test_advice() -> None:
    """Every advice has a text; some errors have a better one; what may have happened is to be found out."""
    assert set(showing.ADVICE) == set(Advice)
    lost = ConnectionFailed("lost", may_have_been_processed=True, retry_after=timedelta(seconds=5))
    assert showing.advice_text(lost).startswith("Try the same again later. Wait 5 s. The call may have taken effect")
    assert "doctor" in showing.advice_text(ConfigurationError("no"))
    assert "--abha-address" in showing.advice_text(GatewaySessionExpired("over", status_code=491))
    assert words.problem(InvalidValueError("birth_date", "must be")) == "Birth date must be."
    assert words.problem(InvalidValueError("other", "must be")) == "other must be."
    assert words.stopped(Progress()) == "Nothing was begun."
