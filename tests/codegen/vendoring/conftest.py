"""A vendored document for each test; and servers on this machine, so that no proxy of its user may stand between."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from codegen import layout
from codegen.vendoring.vendor import Place, vendor
from tests.codegen.vendoring.places import FIRST, place_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="module")
def vendored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document, taken in from a file some time ago, and its lock."""
    folder = tmp_path_factory.mktemp("vendored")
    vendor(str(layout.SPECIFICATION), place_in(folder), today=FIRST)
    return folder


@pytest.fixture
def place(tmp_path: Path, vendored: Path) -> Place:
    """A project of its own with that document."""
    shutil.copytree(vendored, tmp_path / "openapi")
    return replace(place_in(tmp_path / "openapi"), root=tmp_path)
