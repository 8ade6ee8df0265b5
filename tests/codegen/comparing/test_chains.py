"""Along chains of documents whose changes are known, the report says each of them, and nothing else."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.comparing.documents import ApiChanges, compare_documents, shown_address
from codegen.comparing.python import compare_packages, generated
from codegen.inlining import inline
from codegen.naming import module_name
from codegen.pipeline import prepare_source
from tests.codegen.addresses import addresses
from tests.codegen.changes import SILENT
from tests.codegen.comparing.expecting import Said, expected
from tests.codegen.comparing.support import HERE
from tests.codegen.documents import Node, source
from tests.codegen.mutations import MUTATIONS, Fact, Link, chain
from tests.codegen.walking import operations
from tests.spec.reading import FULL_DOCUMENT, SPECIFICATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codegen.comparing.moves import Address

_WHOLE = frozenset({"added", "removed", "moved", "texts"})


def _check(before: Node, link: Link) -> ApiChanges:
    """Compare the report on two documents with what was done to the first."""
    found = compare_documents(source(HERE, before), source(HERE, link.document))
    assert set(_shown(found.added)) == _named(link.facts, "added")
    assert set(_shown(found.removed)) == _named(link.facts, "removed")
    moved = {fact.operation: fact.after for fact in link.facts if fact.what == "moved"}
    assert {shown_address(old): shown_address(new) for new, old in found.moved.items()} == moved
    assert set(_shown(found.texts)) == _named(link.facts, "texts")
    assert found.document == []
    assert not found.document_texts
    _check_lines(found, [said for fact in link.facts if fact.what not in _WHOLE for said in expected(fact, before)])
    assert _errors(found) == _other_errors(before, link.document)
    return found


def _named(facts: list[Fact], what: str) -> set[str]:
    return {fact.operation for fact in facts if fact.what == what}


def _shown(found: Iterable[Address]) -> list[str]:
    return [shown_address(address) for address in found]


def _check_lines(found: ApiChanges, wanted: list[Said]) -> None:
    """Each line is wanted, and each wanted one is there; errors are compared on their own."""
    lines = [
        (
            Said(shown_address(item.address), f"{change.direction.value} {change.place}", "", change.verdict.breaking),
            change,
        )
        for item in found.changed
        for change in item.changes
        if not change.place.startswith(("4XX", "5XX"))
    ]
    assert len(lines) == len(set(wanted))
    for said in wanted:
        same = [
            change.text
            for line, change in lines
            if (line.operation, line.place, line.breaking) == (said.operation, said.place, said.breaking)
        ]
        assert any(text.startswith(said.text) for text in same), said


def _errors(found: ApiChanges) -> set[str]:
    return {
        shown_address(item.address)
        for item in found.changed
        if any(change.place.startswith(("4XX", "5XX")) for change in item.changes)
    }


def _other_errors(before: Node, after: Node) -> set[str]:
    """The operations whose errors are written in another way; facts do not tell."""
    old, new = (dict(_written_errors(made)) for made in (before, after))
    return {key for key in old.keys() & new.keys() if old[key] != new[key]}


def _written_errors(made: Node) -> Iterator[tuple[str, str]]:
    for key, one in operations(inline(source(HERE, made))):
        errors = {status: answer for status, answer in one["responses"].items() if status[0] in "45"}
        yield key, json.dumps(errors, sort_keys=True)


def _follow(start: Node, seed: int, length: int) -> int:
    """Go along a chain; how many changes were told."""
    before, told = start, 0
    for link in chain(start, random.Random(seed), length):
        _check(before, link)
        before, told = link.document, told + len(link.facts)
    return told


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_report_is_right_about_every_change_along_a_chain(seed: int) -> None:
    """Fifty documents: numbers shift, schemas split and merge, operations come, go, move and change."""
    assert _follow(SPECIFICATION, seed, 50) > 30


def test_the_report_is_right_along_a_chain_of_the_full_document() -> None:
    """The same with 105 operations."""
    assert _follow(FULL_DOCUMENT, 3, 50) > 30


def test_what_the_report_does_not_name_stays_at_its_address() -> None:
    """Operation id, module, classes and all that they say: for every operation that the report is silent about."""
    before, old = SPECIFICATION, addresses(SPECIFICATION)
    for link in chain(SPECIFICATION, random.Random(4), 50):
        found = compare_documents(source(HERE, before), source(HERE, link.document))
        new = addresses(link.document)
        told = {shown_address(address) for address, _ in found.every() if address}
        told |= {*_shown(found.texts), *_shown(found.moved.values())}
        silent = (old.keys() | new.keys()) - told
        assert {key: old[key] for key in silent} == {key: new[key] for key in silent}
        before, old = link.document, new


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_report_is_right_about_each_kind_of_change(name: str) -> None:
    """Each on its own, whatever it hits."""
    for seed in range(5):
        made = copy.deepcopy(SPECIFICATION)
        facts = MUTATIONS[name](made, random.Random(seed))
        assert facts
        _check(SPECIFICATION, Link(made, facts))


@pytest.mark.parametrize("name", SILENT)
def test_what_changes_nothing_that_is_said_gives_an_empty_report(name: str) -> None:
    """Renumbered, split, merged, written out, pruned, in another order; names that the provider gives."""
    before = copy.deepcopy(SPECIFICATION)
    for needed in ("write_out", "split"):  # so that there is something to take out, to merge and to prune
        SILENT[needed](before, random.Random(1))
    made = copy.deepcopy(before)
    SILENT[name](made, random.Random(1))
    assert repr(made) != repr(before)
    _check(before, Link(made, []))


@pytest.mark.parametrize("seed", range(2))
def test_several_changes_at_once_are_each_told(seed: int) -> None:
    """Of three links of a chain that touch different operations, the changes of all three."""
    links = [Link(SPECIFICATION, []), *chain(SPECIFICATION, random.Random(seed), 50)]
    seen = 0
    for first, *others in zip(links, links[1:], links[2:], links[3:], strict=False):
        touched = [link.touched() for link in others]
        if sum(map(len, touched)) == len(set().union(*touched)):
            _check(first.document, Link(others[-1].document, [fact for link in others for fact in link.facts]))
            seen += 1
    assert seen > 5


def test_names_in_python_are_those_of_the_operations_that_changed() -> None:
    """Generated for a few documents of a chain: nothing is told of any other operation, and all that came is."""
    before, touched, told = SPECIFICATION, set[str](), 0
    old = generated(prepare_source(source(HERE, before)))
    for number, link in enumerate(chain(SPECIFICATION, random.Random(11), 50), 1):
        touched |= link.touched()
        if number % 25:
            continue
        new = generated(prepare_source(source(HERE, link.document)))
        first, second = addresses(before), addresses(link.document)
        theirs = set[str]().union(*(found[key].files for found in (first, second) for key in touched & found.keys()))
        changes = compare_packages(old, new)
        assert {_file(change.name) for change in changes} <= theirs
        came = {change.name for change in changes if (change.what, change.of) == ("added", "module")}
        assert {_file(name) for name in came} == {second[key].module for key in second.keys() - first.keys()}
        before, old, touched, told = link.document, new, set(), told + len(changes)
    assert told > 20


def _file(name: str) -> str:
    """The file of a name: ``api.login.init_login.body`` is in ``api/login/init_login.py``."""
    kind, *rest = name.split(".")
    return f"models/{module_name(rest[0])}.py" if kind == "models" else f"api/{rest[0]}/{rest[1]}.py"
