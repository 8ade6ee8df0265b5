"""A value that was of one kind is one of several now, or the other way round."""

from __future__ import annotations

import pytest

from codegen.comparing.rules import RULES, Direction, Kind
from codegen.comparing.schemas import compare_schemas
from tests.codegen.comparing.support import TEXT
from tests.codegen.documents import Node, obj

THING = obj({"a": TEXT})
EITHER: Node = {"oneOf": [TEXT, THING]}

# Before, after, the kind of change, whether it breaks those who send, those who read.
CASES: dict[str, tuple[Node, Node, Kind, tuple[bool, bool]]] = {
    "one becomes one of two": (TEXT, EITHER, Kind.TYPE_WIDENED, (False, True)),
    "one of two becomes the only one": (EITHER, TEXT, Kind.TYPE_NARROWED, (True, False)),
    "none of the two is what it was": ({"type": "integer"}, EITHER, Kind.TYPE_CHANGED, (True, True)),
    "anything becomes one of two": ({}, EITHER, Kind.TYPE_NARROWED, (True, False)),
    "one of two becomes anything": (EITHER, {}, Kind.TYPE_WIDENED, (False, True)),
}


@pytest.mark.parametrize("what", CASES)
def test_one_change_and_whom_it_breaks(what: str) -> None:
    """Told once, for the value as a whole."""
    before, after, kind, breaks = CASES[what]
    for direction, broken in zip(Direction, breaks, strict=True):
        [found] = compare_schemas(before, after, direction)
        assert (found.place, found.kind) == ("", kind)
        sent, read = RULES[found.kind]
        assert (sent if direction is Direction.REQUEST else read).breaking is broken


@pytest.mark.parametrize("keyword", ["minLength", "minItems", "minProperties", "uniqueItems", "readOnly", "writeOnly"])
def test_a_limit_that_says_nothing_is_no_limit(keyword: str) -> None:
    """Said or not; one that says something is."""
    off = 0 if keyword.startswith("min") else False
    assert compare_schemas(TEXT, {**TEXT, keyword: off}, Direction.REQUEST) == []
    [found] = compare_schemas({**TEXT, keyword: 1 if keyword.startswith("min") else True}, TEXT, Direction.REQUEST)
    assert found.kind is Kind.LIMIT_LOOSENED
