"""``lookup`` and ``profile``: one answer each, masked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.support import MOBILE, Program

ADDRESS = "asha.rao@sbx"


def test_addresses(program: Program) -> None:
    """Taken or free, with or without the suffix."""
    program.emulator.add_account(ADDRESS, mobile=MOBILE)
    ended = program("lookup", "address", "asha.rao", "--json")
    assert ended.objects == [{"kind": "address", "abha_address": "a***", "exists": True}]
    assert program("lookup", "address", "nobody.here").out == "✓ n*** is free.\n"


def test_suggestions(program: Program) -> None:
    """For a registration that is under way; masked unless they are asked for."""
    started = program("register", "mobile", "--mobile", MOBILE, "--json", stdin=[program.otp()])
    txn_id = started.last["txn_id"]
    arguments = ("lookup", "suggest", "--txn-id", txn_id, "--first-name", "Nisha", "--birth-date", "1990-08-17")
    masked = program(*arguments, "--json")
    assert set(masked.last["suggestions"]) == {"n***@sbx"}
    shown = program(*arguments, "--show")
    assert all(line.endswith("@sbx") and "nisha" in line for line in shown.out.splitlines())
    assert program("lookup", "suggest", "--first-name", "Nisha").code == 3


def test_pincodes(program: Program) -> None:
    """The answer holds no personal data, and is shown whole."""
    ended = program("lookup", "pincode", "110001", "--json")
    assert (ended.last["kind"], ended.last["state_name"]) == ("pincode", "Delhi")
    assert program("lookup", "pincode", "11").code == 11


@pytest.fixture
def oid(program: Program) -> str:
    """A patient who has no session with the gateway."""
    return program.emulator.add_account(ADDRESS, mobile=MOBILE).oid


def test_the_profile_is_masked(program: Program, oid: str) -> None:
    """Unless it is asked for; null stays null."""
    program.emulator.open_session(ADDRESS)
    masked = program("profile", "show", "--oid", oid, "--json").last
    assert (masked["full_name"], masked["mobile"], masked["birth_date"]) == ("A***", "******3210", "***")
    assert (masked["kyc_verified"], masked["abha_number"]) == (False, None)
    shown = program("profile", "show", "--oid", oid, "--show")
    assert "full_name: Asha Rao" in shown.out
    assert "birth_date: 1990-01-01" in shown.out


def test_a_session_is_opened_by_otp(program: Program, oid: str) -> None:
    """With the address given up front and the OTP on stdin; without, the error says what is missing."""
    ended = program("profile", "show", "--oid", oid, "--json")
    assert (ended.code, ended.last["key"]) == (33, "session_expired")
    ended = program(
        *("profile", "show", "--oid", oid, "--abha-address", ADDRESS, "--json"), stdin=["000000", program.otp()]
    )
    assert ended.code == 0, ended
    assert [kind for kind in ended.kinds if kind not in ("asked", "error")] == [
        *("session_otp_sent", "session_active", "profile")
    ]


def test_the_card_is_saved(program: Program, oid: str, tmp_path: Path) -> None:
    """A PNG, whole; the id from a file."""
    program.emulator.open_session(ADDRESS)
    inputs = tmp_path / "inputs.json"
    inputs.write_text(json.dumps({"oid": oid}), encoding="utf-8")
    card = tmp_path / "card.png"
    ended = program("profile", "card", "--input", inputs, "--output", card, "--json")
    assert (ended.code, ended.last["kind"], ended.last["bytes"]) == (0, "card", card.stat().st_size)
    assert card.read_bytes().startswith(b"\x89PNG")
    assert program("profile", "card", "--oid", oid, "--output", "-", "--json").code == 2
    assert program("profile", "card", "--oid", oid).code == 2
