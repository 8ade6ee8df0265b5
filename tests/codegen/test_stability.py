"""An operation that says the same in two documents is the same files in both, whatever happened around it."""

from __future__ import annotations

import copy
import difflib
import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen import layout, pipeline
from tests.codegen.addresses import addresses
from tests.codegen.changes import CHANGES
from tests.codegen.documents import Node, write
from tests.codegen.mutations import MUTATIONS, chain
from tests.spec.reading import FULL_DOCUMENT, SPECIFICATION

if TYPE_CHECKING:
    from pathlib import Path

_BEFORE = addresses(SPECIFICATION)
_INDEXES = {"models/__init__.py", "operations.py"}


def _changed(names: list[str], seed: int) -> Node:
    made: Node = copy.deepcopy(SPECIFICATION)
    rng = random.Random(seed)
    for name in names:
        CHANGES[name](made, rng)
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_no_single_change_moves_an_operation(change: str) -> None:
    """Whatever the change is, the operations that are still there have their names, and their classes theirs."""
    after = addresses(_changed([change], 1))
    common = _BEFORE.keys() & after.keys()
    assert len(common) >= 20
    assert {key: after[key] for key in common} == {key: _BEFORE[key] for key in common}


@settings(max_examples=15, deadline=None)
@given(names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=6), seed=st.integers(0, 10**6))
def test_no_combination_of_changes_moves_an_operation(names: list[str], seed: int) -> None:
    """Nor do several changes at once."""
    after = addresses(_changed(names, seed))
    common = _BEFORE.keys() & after.keys()
    assert {key: after[key] for key in common} == {key: _BEFORE[key] for key in common}


def _follow(start: Node, seed: int, length: int) -> int:
    """Compare each document of a chain with the one before; how many operations were compared."""
    compared, before = 0, addresses(start)
    for link in chain(start, random.Random(seed), length):
        after = addresses(link.document)
        unchanged = before.keys() & after.keys() - link.touched()
        assert {key: after[key] for key in unchanged} == {key: before[key] for key in unchanged}
        for key in before.keys() & after.keys():  # one that changed says something else, at the same place
            assert (after[key].name, after[key].module) == (before[key].name, before[key].module)
        compared += len(unchanged)
        before = after
    return compared


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_addresses_of_unchanged_operations_never_move_along_a_chain(seed: int) -> None:
    """Along fifty documents operations come, go, move and change, and all others stay where they are."""
    assert _follow(SPECIFICATION, seed, 50) > 500


def test_addresses_do_not_move_in_a_chain_of_the_full_document() -> None:
    """The same with 105 operations."""
    assert _follow(FULL_DOCUMENT, 5, 20) > 1500


# The files themselves


def _files(package: Path) -> dict[str, str]:
    return {path.relative_to(package).as_posix(): path.read_text("utf-8") for path in sorted(package.rglob("*.py"))}


def _diff(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines added and removed."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return [line[1:] for line in lines if line[0] == "+"], [line[1:] for line in lines if line[0] == "-"]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Node, set[str], dict[str, str]]]:
    """Documents along a chain with what changed since the one before them here, and the files of each."""
    folder = tmp_path_factory.mktemp("chain")
    made = [(SPECIFICATION, set[str](), _files(layout.GENERATED))]
    touched: set[str] = set()
    for number, link in enumerate(chain(SPECIFICATION, random.Random(11), 60), 1):
        touched |= link.touched()
        if number % 20 == 0:
            out = folder / f"client{number}"
            pipeline.generate(write(folder / f"spec{number}.yaml", link.document), out)
            made.append((link.document, touched, _files(out)))
            touched = set()
    return made


def test_no_line_changes_in_files_of_unchanged_operations(
    packages: list[tuple[Node, set[str], dict[str, str]]],
) -> None:
    """From document to document along a chain, measured in lines: added 0, removed 0; nor in files that all share."""
    for (before, _, old), (after, touched, new) in pairwise(packages):
        first, second = addresses(before), addresses(after)
        unchanged = first.keys() & second.keys() - touched
        assert len(unchanged) > 10
        assert touched
        owned = set().union(*(first[key].files | second[key].files for key in unchanged))
        common = {"__init__.py", "_support.py", "client.py", "errors.py", "types.py", "api/__init__.py"}
        changed = {name: _diff(old.get(name, ""), new.get(name, "")) for name in owned | common}
        assert {name: lines for name, lines in changed.items() if lines != ([], [])} == {}
        assert new.keys() == {
            *common,
            *_INDEXES,
            *(f"{address.module.rpartition('/')[0]}/__init__.py" for address in second.values()),
            *set[str]().union(*(address.files for address in second.values())),
        }


def test_the_indexes_change_by_one_line_for_each_operation_and_class(
    packages: list[tuple[Node, set[str], dict[str, str]]],
) -> None:
    """What comes is one line more, what goes is one line less; no other line of an index moves."""
    for (before, _, old), (after, touched, new) in pairwise(packages):
        first, second = addresses(before), addresses(after)
        named = {first[key].name for key in touched & first.keys()} | {
            second[key].name for key in touched & second.keys()
        }
        for lines in _diff(old["operations.py"], new["operations.py"]):
            assert {line.split('"')[1] for line in lines} <= named
        come, gone = _diff(old["models/__init__.py"], new["models/__init__.py"])
        old_models = set[str]().union(*(address.models for address in first.values()))
        new_models = set[str]().union(*(address.models for address in second.values()))
        assert len(come) == len(new_models - old_models)
        assert len(gone) == len(old_models - new_models)


def test_adding_an_operation_adds_files_and_lines_and_touches_nothing_else(tmp_path: Path) -> None:
    """The whole diff of a new operation: its own new files, a line in each index, and not one line removed."""
    made = copy.deepcopy(SPECIFICATION)
    facts = MUTATIONS["add_operations"](made, random.Random(2))
    pipeline.generate(write(tmp_path / "spec.yaml", made), tmp_path / "client")
    old, new = _files(layout.GENERATED), _files(tmp_path / "client")
    found = addresses(made)
    added = [found[fact.operation] for fact in facts]
    inits = {f"{address.module.rpartition('/')[0]}/__init__.py" for address in added}
    assert new.keys() - old.keys() == set[str]().union(inits, *(address.files for address in added))
    assert old.keys() - new.keys() == set()
    assert {name for name in old if old[name] != new[name]} == _INDEXES
    lines = {name: _diff(old[name], new[name]) for name in _INDEXES}
    assert [gone for _, gone in lines.values()] == [[], []]
    assert len(lines["operations.py"][0]) == len(added)
    assert len(lines["models/__init__.py"][0]) == sum(len(address.models) for address in added)
