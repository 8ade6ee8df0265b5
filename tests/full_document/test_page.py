"""What ``docs/other_documents.md`` says holds for the full document."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.docs.tables import page
from tests.spec.reading import FULL_INVENTORY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.full_document.conftest import Full

PAGE = page("other_documents.md")


def test_the_program_runs(full: Full, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against the server that was made from the document; the package may be moved and renamed."""
    shutil.copytree(full.folder, tmp_path / "eka_full_api")
    monkeypatch.syspath_prepend(tmp_path)
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert program.count('environment="sandbox"') == 1
    names: dict[str, Any] = {}
    exec(program.replace('environment="sandbox"', f'base_url="{server}", access_token="t"'), names)
    model = importlib.import_module("eka_full_api.models").GetConsentsPinExistsResponse
    assert isinstance(names["answer"], model)
    for name in [name for name in sys.modules if name.split(".")[0] == "eka_full_api"]:
        del sys.modules[name]


def test_the_names_are_those_of_the_package(full: Full) -> None:
    """Operation and module of each row of the table."""
    rows = re.findall(r"^\| `(\w+ /[^`]+)` \| `api/([\w/]+)\.py` \|$", PAGE, re.MULTILINE)
    assert len(rows) == 4
    assert dict(rows) == {key: FULL_INVENTORY["operations"][key]["name"].replace(".", "/") for key, _ in rows}
    (example,) = re.findall(r"Classes are named .*\n?.*\(`(\w+)`\)", PAGE)
    assert hasattr(importlib.import_module(f"{full.folder.name}.models"), example)
