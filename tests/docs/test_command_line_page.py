"""docs/command_line.md: its examples are run as they stand, its commands and kinds are all there are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from eka_abha import aio
from eka_abha._cli import app
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.docs.tables import page, rows, sections

TEXT = page("command_line.md")
CHANGING = r"127\.0\.0\.1:\d{2,}|\d\d:\d\d:\d\d|\(in \d+ s\)"


def commands(group: typer.core.TyperGroup, before: str = "") -> set[str]:
    """The full names of all commands."""
    found: set[str] = set()
    for name, command in group.commands.items():
        below = getattr(command, "commands", None)
        found |= commands(command, f"{name} ") if below else {before + name}  # type: ignore[arg-type]
    return found


def test_every_command_is_described() -> None:
    """And none that does not exist."""
    documented = {row[0].strip("`") for row in rows(sections(TEXT)["Commands"])}
    program = typer.main.get_command(app.app)
    assert documented == commands(program)  # type: ignore[arg-type]


def test_every_kind_of_step_is_described() -> None:
    """Those that a command can reach."""
    documented = set(re.findall(r"`([a-z_]+)`", " ".join(row[0] for row in rows(sections(TEXT)["In a script"]))))
    kinds = {getattr(getattr(aio, name), "kind", None) for name in aio.__all__} - {None, "kyc_otp_sent", "kyc_done"}
    assert documented >= kinds
    assert documented - kinds == {
        *("asked", "error", "stopped", "call"),
        *("address", "suggestions", "pincode", "profile", "card", "answer", "doctor"),
    }


@pytest.mark.skipif(os.name != "posix", reason="the examples are written for a POSIX shell")
def test_the_examples_run(tmp_path: Path) -> None:
    """Each in a shell, in order, against an emulator; `…` stands for anything."""
    shell = shutil.which("sh")
    assert shell is not None
    patient = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)[0]
    (tmp_path / "patient.json").write_text(json.dumps(json.loads(patient)), encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    emulator = Emulator(seed=1, clock=time.monotonic)
    with run_in_thread(emulator) as base_url:
        environment = {
            **os.environ,
            "EKA_ENVIRONMENT": "sandbox",
            "EKA_BASE_URL": base_url,
            "PYTHONIOENCODING": "utf-8",
            "EKA_CLIENT_ID": emulator.client_id,
            "EKA_CLIENT_SECRET": emulator.client_secret,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        ran = 0
        for example in re.split(r"^\$ ", "".join(blocks), flags=re.MULTILINE)[1:]:
            command, _, expected = example.partition("\n")
            done = subprocess.run(
                [shell, "-c", f"{command} 2>&1"],
                cwd=tmp_path,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
            pattern = re.escape(re.sub(CHANGING, "…", expected)).replace("…", ".*")
            shown = re.sub(CHANGING, "…", done.stdout)
            assert re.fullmatch(pattern, shown), f"{command}\n{done.stdout}"
            ran += 1
    assert ran == 7
