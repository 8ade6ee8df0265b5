"""What the type checkers say: right code passes under strict settings, and each known mistake is an error."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import eka_abha
import eka_abha.aio
import pytest
from mypy import api

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ACCEPTED = [ROOT / "tests/both" / half / "typed_examples.py" for half in ("_async", "_sync")]
REFUSED = sorted((HERE / "refused").glob("*.py.txt"))
MARK = re.compile(r"# refused: ([a-z -]+)$")


def mypy(files: list[Path]) -> Iterator[tuple[str, int, str]]:
    """File, line and code of each error that strict mypy finds."""
    arguments = ["--config-file", str(ROOT / "pyproject.toml"), "--no-error-summary", "--hide-error-context"]
    found, trouble, _ = api.run([*arguments, "--no-pretty", *map(str, files)])
    assert not trouble, trouble
    for line in found.splitlines():
        match = re.fullmatch(r"(.+?):(\d+): (error|note): .*?(?:  \[([a-z-]+)\])?", line)
        assert match, line
        if match[3] == "error":
            yield Path(match[1]).name, int(match[2]), match[4]


def pyright(config: Path) -> list[tuple[str, int, str]]:
    """File, line and rule of each error that strict pyright finds."""
    report = report_of_pyright("--pythonpath", sys.executable, "-p", str(config))
    assert report["summary"]["filesAnalyzed"] > 0
    return [
        (Path(found["file"]).name, found["range"]["start"]["line"] + 1, found.get("rule", ""))
        for found in report["generalDiagnostics"]
    ]


def report_of_pyright(*arguments: str) -> Any:
    """What pyright prints as JSON, run with the packages of this Python."""
    if find_spec("pyright") is None:
        pytest.skip("pyright is not installed: it is one of the development tools")
    command = [sys.executable, "-m", "pyright", "--outputjson", *arguments]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "PATH": path}
    )
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright cannot be had here (it may need the network at its first use): {done.stderr[-200:]}")
    return json.loads(done.stdout)


@pytest.fixture
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths in mypy's configuration are relative."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def refused(tmp_path: Path) -> dict[str, dict[int, set[str]]]:
    """The wrong examples as modules, and the errors that each line must have."""
    expected = {}
    for source in REFUSED:
        text = source.read_text(encoding="utf-8")
        name = source.name.removesuffix(".txt")
        (tmp_path / name).write_text(text, encoding="utf-8")
        marks = {number: MARK.search(line) for number, line in enumerate(text.splitlines(), start=1)}
        expected[name] = {number: set(mark[1].split()) for number, mark in marks.items() if mark}
        assert expected[name]
    return expected


@pytest.mark.usefixtures("_from_the_root")
def test_right_code_passes_strict_mypy() -> None:
    """Both halves, every `match` exhaustive."""
    assert list(mypy(ACCEPTED)) == []


def test_right_code_passes_strict_pyright() -> None:
    """The other checker, which editors use."""
    assert pyright(HERE / "pyrightconfig.json") == []


def test_every_public_type_is_complete() -> None:
    """As ``py.typed`` promises: none is left for a type checker to infer in its own way."""
    report = report_of_pyright("--verifytypes", "eka_abha", "--ignoreexternal")["typeCompleteness"]
    assert report["exportedSymbolCounts"]["withKnownType"] > 1000
    assert [
        (symbol["name"], found["message"])
        for symbol in report["symbols"]
        for found in symbol["diagnostics"]
        if found["severity"] == "error"
    ] == []


@pytest.mark.usefixtures("_from_the_root")
def test_each_known_mistake_is_an_error_for_mypy(refused: dict[str, dict[int, set[str]]], tmp_path: Path) -> None:
    """At the lines that are marked, with the code that is marked, and nowhere else."""
    found: dict[str, dict[int, set[str]]] = {name: {} for name in refused}
    for name, line, code in mypy(sorted(tmp_path.glob("*.py"))):
        found[name].setdefault(line, set()).add(code)
    assert found == refused


def test_each_known_mistake_is_an_error_for_pyright(refused: dict[str, dict[int, set[str]]], tmp_path: Path) -> None:
    """At every line that is marked; what strict pyright says of other lines is style."""
    config = json.loads((HERE / "pyrightconfig.json").read_text(encoding="utf-8"))
    config["include"] = [str(tmp_path)]
    config["extraPaths"] = [str(ROOT / "wrapper"), str(ROOT / "generated")]
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    found = {(name, line) for name, line, _ in pyright(tmp_path / "pyrightconfig.json")}
    missed = {(name, line) for name, lines in refused.items() for line in lines} - found
    assert missed == set()


def test_every_method_with_several_answers_has_an_example() -> None:
    """A method whose answer is a union of steps, on a step or on ``session``: ``after_<class>_<method>``."""
    source = ACCEPTED[0].read_text(encoding="utf-8")
    homes = {name: getattr(eka_abha.aio, name) for name in eka_abha.aio.__all__}
    wanted = set()
    for name, home in homes.items():
        for method, function in inspect.getmembers(home, inspect.isfunction):
            answer = str(inspect.signature(function).return_annotation)
            if not method.startswith("_") and " | " in answer and "None" not in answer:
                wanted.add(f"after_{'session' if name == 'Session' else name}_{method}")
    assert wanted >= {"after_MobileOtpSent_verify", "after_session_ensure_session", "after_FacePending_wait"}
    assert {name for name in wanted if f"async def {name}(" not in source} == set()
