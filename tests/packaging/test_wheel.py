"""What is shipped: both packages, typed, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def wheel(wheel_file: Path) -> Iterator[zipfile.ZipFile]:
    """The wheel, opened."""
    with zipfile.ZipFile(wheel_file) as opened:
        yield opened


def test_the_wheel_holds_both_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    """No tests, no code generator, no specification."""
    tops = {name.split("/", 1)[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"eka_abha", "eka_abha_api"}


@pytest.mark.parametrize(
    "name",
    ["eka_abha/py.typed", "eka_abha_api/py.typed", "eka_abha/_sync/client.py", "eka_abha/emulator/control/page.js"],
)
def test_the_wheel_is_typed_and_whole(wheel: zipfile.ZipFile, name: str) -> None:
    """Type checkers read the packages; the derived half is there, and so is what is no Python."""
    assert name in wheel.namelist()


def test_every_module_is_shipped(wheel: zipfile.ZipFile) -> None:
    """A module that exists here and not in the wheel would be missed only by users."""
    here = {
        path.relative_to(ROOT / top).as_posix()
        for top in ("wrapper", "generated")
        for path in (ROOT / top).rglob("*.py")
    }
    assert here == {name for name in wheel.namelist() if name.endswith(".py")}


def test_users_install_httpx_and_attrs_and_no_more(wheel: zipfile.ZipFile) -> None:
    """Everything else is an extra."""
    metadata = next(name for name in wheel.namelist() if name.endswith("METADATA"))
    lines = wheel.read(metadata).decode().splitlines()
    required = [line.split(": ", 1)[1] for line in lines if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert sorted(name.split(">")[0].split("<")[0] for name in required) == ["attrs", "httpx"]
    assert "License-Expression: Apache-2.0" in lines
