"""A journey over two processes: ``--save``, then ``resume``."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.support import AADHAAR, MOBILE, OTHER_MOBILE, PROFILE, Program

OPTIONS = [part for name, value in PROFILE.items() for part in (f"--{name.replace('_', '-')}", value)]


def test_a_journey_goes_on(program: Program, tmp_path: Path) -> None:
    """Step by step: after each stop the file holds the step that was reached; at the end it is gone."""
    saved = tmp_path / "step.json"
    ended = program("register", "mobile", "--mobile", MOBILE, "--save", saved, "--json")
    assert (ended.code, ended.last["saved"]) == (3, str(saved))
    assert json.loads(saved.read_text(encoding="utf-8"))["kind"] == "mobile_otp_sent"
    ended = program("resume", saved, "--json", stdin=[program.otp()])
    assert ended.code == 3
    assert json.loads(saved.read_text(encoding="utf-8"))["kind"] == "create_address"
    ended = program("resume", saved, *OPTIONS, "--suggested", "--json")
    assert (ended.code, ended.last["kind"]) == (0, "logged_in")
    assert not saved.exists()
    assert program.emulator.counts["init_mobile_registration"] == 1


def test_by_aadhaar(program: Program, tmp_path: Path) -> None:
    """The number is asked for once: the saved step does not hold it, nor does it need it."""
    saved = tmp_path / "step.json"
    program.emulator.add_person(AADHAAR, mobile=OTHER_MOBILE)
    program("register", "aadhaar", "--mobile", MOBILE, "--save", saved, stdin=[AADHAAR])
    assert MOBILE not in saved.read_text(encoding="utf-8")
    assert AADHAAR not in saved.read_text(encoding="utf-8")
    ended = program("resume", saved, "--mobile", MOBILE, "--json", stdin=[program.otp(AADHAAR)])
    assert ended.kinds[:3] == ["aadhaar_otp_sent", "asked", "confirm_mobile"]
    ended = program("resume", saved, "--abha-address", "nisha.rao90", "--json", stdin=[program.otp(MOBILE)])
    assert ended.code == 0, ended


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_only_its_owner_can_read_it(program: Program, tmp_path: Path) -> None:
    """It may hold the patient's ABHA addresses."""
    program.emulator.add_account("asha.rao@sbx", mobile=MOBILE)
    saved = tmp_path / "step.json"
    program("register", "mobile", "--mobile", MOBILE, "--save", saved, stdin=[program.otp()])
    assert "asha.rao" in saved.read_text(encoding="utf-8")
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_what_cannot_go_on_is_not_saved(program: Program, tmp_path: Path) -> None:
    """A transaction that is over."""
    saved = tmp_path / "step.json"
    ended = program("register", "mobile", "--mobile", MOBILE, "--save", saved, "--json", stdin=["501017"])
    assert (ended.code, ended.last["saved"]) == (45, None)
    assert not saved.exists()


def test_what_is_no_step_is_refused(program: Program, tmp_path: Path) -> None:
    """Another file, another environment, no file at all, a folder that is not there."""
    path = tmp_path / "step.json"
    assert program("resume", path).code == 7
    path.write_text("{}", encoding="utf-8")
    assert program("resume", path).code == 12
    path.write_text("[1]", encoding="utf-8")
    assert program("resume", path).code == 2
    path.unlink()
    program("register", "mobile", "--mobile", MOBILE, "--save", path)
    assert program("resume", path, "--base-url", "http://127.0.0.1:9").code == 12
    assert path.exists()
    assert program("resume", path, "--save", __file__).code == 7


def test_nothing_is_begun_that_could_not_be_saved(program: Program, tmp_path: Path) -> None:
    """A folder that is not there, or a file that may hold another patient's step: found out before any call."""
    ended = program("register", "mobile", "--mobile", OTHER_MOBILE, "--save", tmp_path / "no" / "step.json")
    assert ended.code == 7
    assert "cannot be written" in ended.err
    other = tmp_path / "step.json"
    other.write_text("{}", encoding="utf-8")
    assert program("login", "--mobile", MOBILE, "--save", other).code == 7
    assert other.read_text(encoding="utf-8") == "{}"
    assert not program.emulator.requests
