"""``docs/testing.md``: the suite that it shows runs as it stands, in a project of its own, and its tables are true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from eka_abha.testing import AbhaEmulator, fixtures
from mypy import api

from tests.docs.tables import page, rows, sections

PAGE = page("testing.md")
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
FILES = {found[1]: text for text in SNIPPETS if (found := re.match(r"# (\w+\.py)\n", text))}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the files of the page."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_suite_passes(project: Path) -> None:
    """Every test, with warnings as errors."""
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "--strict-markers"]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{PAGE.count('def test_')} passed" in done.stdout


def test_the_suite_is_strictly_typed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever uses mypy sees the types of the fixtures' values."""
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    found, trouble, status = api.run(
        ["--config-file", "pyproject.toml", *(str(project / name) for name in FILES if name != "conftest.py")]
    )
    assert status == 0, found + trouble


def test_the_snippet_without_pytest_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands."""
    assert SNIPPETS[-1] not in FILES.values()
    exec(SNIPPETS[-1], {})
    assert re.fullmatch(r"<CreateAddress '[^']+'>\nhttp://127\.0\.0\.1:\d+\n", capsys.readouterr().out)


def test_every_fixture_and_member_of_the_tables_exists() -> None:
    """No name is made up, and no fixture is left out."""
    first = [row[0] for row in rows(sections(PAGE)["The fixtures"])]
    named = {row.strip("`") for row in first if row.startswith("`abha_")}
    assert named == {name for name in vars(fixtures) if name.startswith("abha_")}
    members = {name for row in first if not row.startswith("`abha_") for name in re.findall(r"`(\w+)", row)}
    assert {"client", "async_client", "advance", "serve"} <= members
    assert not [name for name in members if not hasattr(AbhaEmulator, name)]
