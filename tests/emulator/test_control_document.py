"""The documentation of the control: its lists are current, and its commands do what it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import httpx
from eka_abha.emulator.control import ENDPOINTS
from eka_abha.emulator.document import updated_control_document

from tests.emulator.support import MOBILE, NISHA, ROOT
from tests.support.emulator_program import emulator_program
from tests.support.real_parts import needs

DOCUMENT = ROOT / "docs" / "emulator-control.md"
PRINTED = "http://127.0.0.1:8765"


def same_times(text: str) -> str:
    """The text without the times of day, which differ from run to run."""
    return re.sub(r"T00:\d\d:\d\d[.\d]*\+", "T+", text)


def test_the_lists_of_the_documentation_are_current() -> None:
    """`updated_control_document` of `eka_abha.emulator.document` makes them."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert updated_control_document(text) == text


def test_the_documentation_has_every_endpoint_and_field() -> None:
    """Each in a line of its own."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for endpoint in ENDPOINTS:
        assert f"| `{endpoint.method} {endpoint.path}` | {endpoint.summary} |" in text
        for name, meaning in (*endpoint.query.items(), *endpoint.body.items()):
            assert f"- `{name}`: {meaning}\n" in text


def test_the_commands_answer_what_the_documentation_says(tmp_path: Path) -> None:
    """Run in their order against the program, started as the page says."""
    needs("curl", "curl")
    blocks = re.findall(r"```console\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    commands = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    assert len(commands) == 8
    with emulator_program("--seed", "1") as program:
        token = httpx.post(f"{program.base_url}/emulator/tokens").json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        httpx.post(f"{program.base_url}{MOBILE}/init", json={"mobile_number": NISHA}, headers=headers)
        for part in commands:
            command = re.match(r"(?:.*\\\n)*.*\n", part)
            assert command is not None
            line, expected = command[0].replace(PRINTED, program.base_url), part[command.end() :]
            answered = subprocess.run(
                ["sh", "-c", line], capture_output=True, text=True, cwd=tmp_path, check=True
            ).stdout
            assert answered
            assert '"code"' not in answered or '"code": 400' in expected
            if expected.strip():
                assert same_times(answered).strip() == same_times(expected).strip()
