"""The mutations that other tests rely on: what they say that they changed is what changed."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen.inlining import inline
from codegen.validating import validate
from tests.codegen.changes import SILENT
from tests.codegen.documents import Node, source
from tests.codegen.mutations import MUTATIONS, Link, chain
from tests.codegen.walking import operations
from tests.spec.reading import SPECIFICATION

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path("mutated.yaml")


def _said(made: Node) -> dict[str, Node]:
    """What each operation says, wherever it is written."""
    return dict(operations(inline(source(HERE, made))))


def _differing(before: Node, after: Node) -> set[str]:
    first, second = _said(before), _said(after)
    return {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT)
@pytest.mark.parametrize("seed", range(3))
def test_a_silent_change_changes_nothing_that_is_said(change: Callable[[Node, random.Random], None], seed: int) -> None:
    """The document is another one, and valid; each operation says what it said."""
    made = copy.deepcopy(SPECIFICATION)
    rng = random.Random(seed)
    for needed in ("write_out", "split"):  # so that there is something to take out, to merge and to prune
        SILENT[needed](made, rng)
    before = copy.deepcopy(made)
    change(made, rng)
    assert repr(made) != repr(before)
    assert _differing(before, made) == set()
    if seed == 0:
        validate(source(HERE, made))


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_facts_of_a_mutation_name_each_operation_that_changed_and_no_other(name: str) -> None:
    """Also where the operations share a schema; and the document stays valid."""
    for seed in range(4):
        made = copy.deepcopy(SPECIFICATION)
        link = Link(made, MUTATIONS[name](made, random.Random(seed)))
        assert link.facts
        assert _differing(SPECIFICATION, made) == link.touched()
    validate(source(HERE, made))


def test_a_chain_is_as_long_as_asked_and_each_document_is_left_alone() -> None:
    """Two chains of one seed are the same, and a document does not change when the next one is made."""
    first = [(repr(link.document), link.facts) for link in chain(SPECIFICATION, random.Random(1), 20)]
    links = list(chain(SPECIFICATION, random.Random(1), 20))
    assert [(repr(link.document), link.facts) for link in links] == first
    assert len({text for text, _ in first}) > 15
    assert len(set().union(*({fact.what for fact in link.facts} for link in links))) > 5
