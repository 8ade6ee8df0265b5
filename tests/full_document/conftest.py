"""The full document, generated once for all tests of this folder, and a server made from it."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen import pipeline
from tests.spec.reading import DATA
from tests.support.prism import prism

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.pipeline import Result
    from tests.codegen.documents import Node

NAME = "full_api"
"""Of the generated package: not that of the committed one."""


@dataclass(frozen=True)
class Full:
    """The full document as the pipeline prepared it, and the package made from it, importable by its name."""

    prepared: Node
    result: Result
    folder: Path


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    """The generated package; any warning of the generator would have failed the run."""
    folder = tmp_path_factory.mktemp("full")
    specification = DATA / "full_document.yaml"
    result = pipeline.generate(specification, folder / NAME)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield Full(pipeline.prepare(specification).document, result, folder / NAME)
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def server(full: Full, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a server that was made from the prepared document alone."""
    document = tmp_path_factory.mktemp("prism") / "prepared.json"
    document.write_text(json.dumps(full.prepared), "utf-8")
    with prism(document) as url:
        yield url
