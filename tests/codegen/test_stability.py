"""An operation that says the same in two documents is the same file in both, whatever happened around it."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen import layout, pipeline
from codegen.inlining import inline
from codegen.naming import name_operations
from codegen.overlay import apply
from codegen.reading import Source, read
from codegen.shaping import shape
from tests.codegen.changes import CHANGES
from tests.codegen.documents import Node, write

if TYPE_CHECKING:
    from pathlib import Path

_SPECIFICATION = read(layout.SPECIFICATION)
_OVERLAY = read(layout.OVERLAY)


def _generator_input(made: Node) -> dict[str, str]:
    """All that the generator gets to see of each operation, its classes included."""
    document = inline(Source(layout.SPECIFICATION, made, {}))
    apply(document, _OVERLAY, strict=False)
    name_operations(document)
    shaped: Node = dict(shape(document).document)
    seen = {}
    for path, item in shaped["paths"].items():
        for method, operation in item.items():
            classes = _classes(operation, shaped["components"]["schemas"])
            seen[f"{method} {path}"] = json.dumps([operation, classes])
    return seen


def _classes(node: Any, schemas: Node) -> Node:
    found: Node = {}
    for word in json.dumps(node).split('"'):
        name = word.removeprefix("#/components/schemas/")
        if name != word and name not in found:
            found[name] = schemas[name]
            found.update(_classes(schemas[name], schemas))
    return found


_BEFORE = _generator_input(copy.deepcopy(dict(_SPECIFICATION.document)))


def _changed(names: list[str], seed: int) -> Node:
    made: Node = copy.deepcopy(dict(_SPECIFICATION.document))
    rng = random.Random(seed)
    for name in names:
        CHANGES[name](made, rng)
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_no_single_change_moves_an_operation(change: str) -> None:
    after = _generator_input(_changed([change], 1))
    common = _BEFORE.keys() & after.keys()
    assert len(common) >= 20
    assert {key: after[key] for key in common} == {key: _BEFORE[key] for key in common}


@settings(max_examples=15, deadline=None)
@given(names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=6), seed=st.integers(0, 10**6))
def test_no_chain_of_changes_moves_an_operation(names: list[str], seed: int) -> None:
    after = _generator_input(_changed(names, seed))
    common = _BEFORE.keys() & after.keys()
    assert {key: after[key] for key in common} == {key: _BEFORE[key] for key in common}


def test_files_of_unchanged_operations_are_the_same_bytes(tmp_path: Path) -> None:
    """From the document to the file on disk, against the committed client."""
    names = ["split", "renumber", "remove_operations", "add_operations", "document_own_names", "errors", "shuffle_keys"]
    changed = _changed(names, 7)
    out = tmp_path / "client"
    pipeline.generate(write(tmp_path / "changed.yaml", changed), out)
    committed = {path.relative_to(layout.GENERATED): path.read_bytes() for path in layout.GENERATED.rglob("*.py")}
    made = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.py")}
    assert all("added" in path.name or path.name == "__init__.py" for path in made.keys() - committed.keys())
    differing = {str(path) for path in made.keys() & committed.keys() if made[path] != committed[path]}
    assert differing == {"models/__init__.py", "operations.py"}
    for index in differing:
        lines = {line for line in (out / index).read_text().splitlines() if "added" not in line}
        assert lines <= set((layout.GENERATED / index).read_text().splitlines())
