"""The emulator's documentation and its program."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from eka_abha.emulator import BEHAVIOUR, MAGIC, EmulatorSettings
from eka_abha.emulator.__main__ import main
from eka_abha.emulator.document import magic_tables, settings_table, updated_document
from eka_abha.emulator.engine import Emulator

from tests.emulator.support import ROOT

DOCUMENT = ROOT / "docs" / "emulator.md"


def test_the_tables_of_the_documentation_are_current() -> None:
    """`updated_document` of `eka_abha.emulator.document` makes them."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert updated_document(text) == text


def test_the_documentation_has_every_outcome_setting_and_behaviour() -> None:
    """Each in a line of its own."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for magic in MAGIC:
        assert f"| {magic.mobile} | {magic.aadhaar} | {magic.otp} | {magic.pincode} | {magic.name} | " in text
    for setting in fields(EmulatorSettings):
        assert re.search(rf"^\| `{setting.name}` \| `.+` \| \w.+ \|$", text, re.MULTILINE), setting.name
    for behaviour in BEHAVIOUR:
        assert f"- {behaviour.statement}" in text


def test_names_in_the_documentation_exist() -> None:
    """Methods and properties of the emulator that are written as code."""
    text = DOCUMENT.read_text(encoding="utf-8").partition("<!-- magic -->")[0]
    named = set(re.findall(r"(?:^- |, |; |and |emulator\.|`)`?([a-z_]+)\(", text, re.MULTILINE))
    assert {"add_account", "fail_next", "lose_next", "slow_next", "open_session", "wait_for_webhooks"} <= named
    for name in named - {"transport", "run_in_thread"}:
        assert hasattr(Emulator, name), name
    names = "accounts people transactions requests counts webhooks internal_errors messages faults"
    for name in names.split():
        assert hasattr(Emulator, name)


def test_a_text_without_markers_is_refused() -> None:
    """Or with one of them twice."""
    for text in ("", "<!-- magic -->\n<!-- /magic -->\n" * 2):
        with pytest.raises(ValueError, match="markers of magic"):
            updated_document(text)


def test_settings_are_shown_with_default_and_meaning() -> None:
    """As they are written where they are defined."""
    assert "| `otp_length` | `6` | Digits of an OTP, 4 to 8. |" in settings_table()


def test_the_program_lists_the_magic_inputs(capsys: pytest.CaptureFixture[str]) -> None:
    """As the documentation does."""
    assert main(["--magic"]) == 0
    assert capsys.readouterr().out == magic_tables() + "\n"
