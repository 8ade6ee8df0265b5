"""The page about transcripts says what is verified, what is recorded, and what the comparison tells."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from eka_abha.emulator import EmulatorSettings
from eka_abha.transcripts import JOURNEYS, parse_transcript, read_transcript
from eka_abha.transcripts.__main__ import main
from eka_abha.transcripts.document import FAILURES, FORMAT, VERSION, Ending, Environment
from eka_abha.transcripts.switches import NOT_OBSERVABLE

from tests.docs.tables import ROOT, page, rows, sections
from tests.transcripts.journeys import record
from tests.transcripts.recorded_service import RecordedService
from tests.transcripts.switch_scenarios import SCENARIOS, create_after_select

PAGE = page("transcripts.md")
SECTIONS = sections(PAGE)
FOLDER = ROOT / "transcripts"
NOT_VERIFIED = "not verified against the service"
COMMITTED = sorted(FOLDER.glob("*.json"))


def verified(folder: Path) -> dict[str, str]:
    """The last column of the table for each journey, by what is in a folder. ValueError for what counts for none."""
    states: dict[str, str] = dict.fromkeys(JOURNEYS, NOT_VERIFIED)
    for file in sorted(folder.glob("*.json")):
        transcript = read_transcript(file)
        if file.stem != transcript.journey or transcript.environment == "other" or transcript.ended != "complete":
            raise ValueError(file.name)
        states[transcript.journey] = f"[{transcript.environment}](../transcripts/{file.name})"
    return states


def test_the_table_says_what_the_folder_holds() -> None:
    """A row for each journey; a transcript that is committed and not named, or named and not there, is found here."""
    found = {
        re.sub(r"`eka-abha record (.*)`", r"\1", command): state
        for _, command, state in rows(SECTIONS["What is verified"])
    }
    assert found == verified(FOLDER)
    assert list(found) == list(JOURNEYS)


def test_the_sentences_say_what_the_table_says() -> None:
    """While nothing is verified the pages say so; with the first transcript they have to change."""
    nothing = set(verified(FOLDER).values()) == {NOT_VERIFIED}
    assert ("That is all of them, today." in PAGE) is nothing
    assert ("no journey has been verified against it yet" in page("index.md")) is nothing
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert ("no journey has been verified against the provider's sandbox yet" in readme) is nothing
    assert ("There is none yet" in (FOLDER / "README.md").read_text(encoding="utf-8")) is nothing


def test_a_transcript_that_comes_changes_the_table(tmp_path: Path) -> None:
    """It is named by its environment; one of an emulator, of another journey or cut off counts for nothing."""
    assert set(verified(tmp_path).values()) == {NOT_VERIFIED}
    data = json.loads(record("mobile")[0].to_text())
    parse_transcript(data).write(tmp_path / "mobile.json")
    assert verified(tmp_path)["mobile"] == "[sandbox](../transcripts/mobile.json)"
    assert list(verified(tmp_path).values()).count(NOT_VERIFIED) == len(JOURNEYS) - 1
    for change in ({"environment": "other"}, {"journey": "face"}, {"ended": "error"}):
        parse_transcript({**data, **change}).write(tmp_path / "mobile.json", replace=True)
        with pytest.raises(ValueError, match=r"mobile\.json"):
            verified(tmp_path)


def test_the_tables_of_settings_are_those_that_were_tried() -> None:
    """What shows a setting, and why others show nowhere."""
    told, hidden = SECTIONS["Conformance"].split("These cannot be told from a transcript:")
    assert rows(told) == [
        [f"`{switch}`", f"`{scenario.operation}`", scenario.where] for switch, scenario in SCENARIOS.items()
    ]
    assert rows(hidden) == [[f"`{switch}`", why] for switch, why in NOT_OBSERVABLE.items()]


def test_the_parts_of_the_format_are_named() -> None:
    """Every key of a transcript and of an exchange, and every word that may stand in one."""
    written = record("mobile")[0].to_json()
    exchanges = written["exchanges"]
    assert isinstance(exchanges, list)
    assert isinstance(exchanges[0], dict)
    text = SECTIONS["What is in a transcript"]
    for name in (written.keys() | exchanges[0].keys()) - {"journey", "client", "recorded_on", "exchanges", "number"}:
        assert f"`{name}`" in text
    for word in (FORMAT, *get_args(Environment), *get_args(Ending), *FAILURES):
        assert f"`{word}`" in text
    assert f"`{FORMAT}`, {VERSION};" in text


def test_the_examples_are_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer that is shown, and what the comparison says of it."""
    service = RecordedService(EmulatorSettings(skip_state_with_accounts="abha_create"))
    create_after_select(service)
    monkeypatch.chdir(tmp_path)
    service.transcript().write(Path("mobile.json"))
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    written = json.loads(Path("mobile.json").read_text(encoding="utf-8"))
    assert json.loads(shown) == written["exchanges"][2]["answer"]["body"]
    assert main(["mobile.json"]) == 1
    assert f"$ make conformance TRANSCRIPT=mobile.json\n{capsys.readouterr().out}" in PAGE
