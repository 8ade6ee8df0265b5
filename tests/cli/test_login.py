"""``login`` in a script: every way in."""

from __future__ import annotations

import pytest

from tests.cli.support import AADHAAR, MOBILE, Line, Program

ADDRESS, NUMBER = "asha.rao@sbx", "91-1234-5678-9012"


@pytest.fixture
def known(program: Program) -> Program:
    """A patient with two addresses."""
    program.emulator.add_person(AADHAAR, mobile=MOBILE)
    program.emulator.add_account(ADDRESS, mobile=MOBILE, aadhaar=AADHAAR, abha_number=NUMBER)
    program.emulator.add_account("asha1990@sbx", mobile=MOBILE, aadhaar=AADHAAR, abha_number=NUMBER)
    return program


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["--mobile", MOBILE, "--abha-address", ADDRESS], []),
        (["--by", "aadhaar", "--abha-address", ADDRESS], [AADHAAR]),
        (["--abha-number", NUMBER, "--abha-address", ADDRESS], []),
        (["--abha-address", "asha.rao"], []),
        (["--by", "search", "--mobile", MOBILE, "--index", "1"], []),
    ],
)
def test_every_way(known: Program, arguments: list[str], first: list[Line]) -> None:
    """By mobile, Aadhaar number, ABHA number, address and search; the way is told from what is given."""
    ended = known("login", *arguments, "--json", "--show", stdin=[*first, known.otp(MOBILE)])
    assert ended.code == 0, ended
    assert (ended.last["kind"], ended.last["abha_address"]) == ("logged_in", ADDRESS)
    assert ended.last["oid"].isdigit()


def test_no_account_is_picked_for_the_patient(known: Program) -> None:
    """Several exist, and none is named: that is missing."""
    ended = known("login", "--mobile", MOBILE, "--json", stdin=[known.otp()])
    assert ended.code == 3
    assert [found["field"] for found in ended.objects if found["kind"] == "error"] == ["abha_address"]


def test_an_unknown_way_is_refused(program: Program) -> None:
    """Before any call; and so is an unknown sender of OTPs."""
    assert program("login", "--by", "magic").code == 11
    assert program("login", "--by", "mobile", "--mobile", MOBILE, "--otp-system", "post").code == 11
    assert program("login").code == 3
    assert not program.emulator.requests


def test_another_otp_is_a_new_start(known: Program) -> None:
    """A login has no resend: ``resend`` starts again, and never before its time."""
    ended = known("login", "--abha-address", ADDRESS, "--json", stdin=["resend", known.otp()])
    assert ended.code == 0
    assert "otp_resend_too_soon" in [found.get("key") for found in ended.objects]
    assert known.emulator.counts["init_login"] == 1


def test_an_otp_can_be_had_again_when_it_is_time(known: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both clocks have gone on: the login is started once more, and ends."""
    from datetime import timedelta

    monkeypatch.setattr("eka_abha._journeys.otp.RESEND_INTERVAL", timedelta(0))

    def later() -> str:
        known.emulator.advance(31)
        return "resend"

    ended = known("login", "--abha-address", ADDRESS, "--json", stdin=[later, known.otp()])
    assert ended.code == 0
    assert known.emulator.counts["init_login"] == 2


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (["--by", "aadhaar"], [AADHAAR, "490004"], "register them instead"),
        (["--by", "search", "--mobile", "9123456780"], [], "no profile belongs to this mobile number"),
        (["--by", "search", "--mobile", MOBILE, "--index", "1"], ["resend"], "start the login again"),
    ],
)
def test_where_it_cannot_go_on(known: Program, arguments: list[str], stdin: list[Line], says: str) -> None:
    """A patient without an address, a mobile number without one, an OTP that has no resend: said so."""
    ended = known("login", *arguments, stdin=stdin)
    assert ended.code in (11, 12)
    assert says in ended.out + ended.err
