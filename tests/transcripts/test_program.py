"""``python -m eka_abha.transcripts``, which ``make conformance`` runs."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from eka_abha.emulator import EmulatorSettings
from eka_abha.transcripts.__main__ import main

from tests.docs.tables import ROOT
from tests.support.real_parts import needs
from tests.transcripts.journeys import record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One transcript without a difference, and one with some."""
    record("lookups")[0].write(tmp_path / "lookups.json")
    changed, _ = record("mobile with accounts", EmulatorSettings(skip_state_with_accounts="abha_create"))
    changed.write(tmp_path / "mobile.json")
    return tmp_path


def test_the_exit_status_says_whether_there_are_differences(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 without, 1 with; each file is told by a line."""
    assert main([str(folder / "lookups.json")]) == 0
    assert capsys.readouterr().out.endswith("lookups.json: lookups, sandbox, 5 exchanges; differences: 0\n")
    assert main([str(folder / "mobile.json")]) == 1
    out = capsys.readouterr().out
    assert "exchange 3, verify_mobile_registration, skip_state\n" in out
    assert "the emulator agrees with: skip_state_with_accounts='abha_create'\n" in out


def test_a_folder_is_all_of_its_transcripts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The worst of them decides; an empty folder says that nothing is verified."""
    (folder / "README.md").write_text("not one of them", encoding="utf-8")
    assert main([str(folder)]) == 1
    assert capsys.readouterr().out.count("differences: ") == 2
    (folder / "empty").mkdir()
    assert main([str(folder / "empty")]) == 0
    assert "no journey is verified against the service" in capsys.readouterr().out


def test_a_file_that_is_no_transcript_is_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """2, with the place and not what stands there; the others are replayed all the same."""
    data = json.loads((folder / "lookups.json").read_text(encoding="utf-8"))
    data["exchanges"][1]["answer"]["body"] = "9182736450"
    (folder / "broken.json").write_text(json.dumps(data), encoding="utf-8")
    assert main([str(folder), str(folder / "missing.json")]) == 2
    out, err = capsys.readouterr()
    assert out.count("differences: ") == 2
    assert "broken.json: cannot be replayed: exchange 2: answer body: " in err
    assert "missing.json: cannot be replayed: No such file" in err
    assert "9182736450" not in out + err


def test_exchanges_without_an_answer_and_consequences_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that nobody takes silence for agreement."""
    data = json.loads((folder / "mobile.json").read_text(encoding="utf-8"))
    data["exchanges"][1]["answer"]["status"] = 201
    data["exchanges"][3].update(answer=None, failure="no answer")
    (folder / "mobile.json").write_text(json.dumps(data), encoding="utf-8")
    assert main([str(folder / "mobile.json")]) == 1
    out = capsys.readouterr().out
    assert "without an answer, so not replayed: 4\n" in out
    assert "exchange 3, verify_mobile_registration, skip_state (may follow from exchange 2)\n" in out


def test_make_conformance(folder: Path) -> None:
    """With a file, and without one."""
    make = needs("make", "make")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [make, "--no-print-directory", "conformance", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    if not (ROOT / ".venv" / ".ready").exists() and "CI" not in os.environ:
        pytest.skip("this checkout was not set up by make")
    differs = run(f"TRANSCRIPT={folder / 'mobile.json'}")
    assert differs.returncode != 0
    assert "differences: 1" in differs.stdout
    assert run(f"TRANSCRIPT={folder / 'lookups.json'}").returncode == 0
    committed = list((ROOT / "transcripts").glob("*.json"))
    assert ("There are no transcripts" in run().stdout) is (not committed)
