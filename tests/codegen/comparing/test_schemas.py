"""Every kind of change of a value: the exact line of the report, for those who send it and for those who read it."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.comparing.rules import RULES, Kind
from tests.codegen.comparing.support import TEXT, lines
from tests.codegen.documents import Node, document, obj, operation

LOST = "callers that send it may be refused, and what it said is lost"
READ_NOTHING = "callers that read it find nothing"
ACCEPTED = "what was accepted still is"
REFUSED = "what was accepted may be refused"
NO_MORE = "callers read no more than they did"
UNCHECKED = "the client does not check answers for it"
OPEN = "enums of answers are open: a new value reads as text"
STILL_WORKS = "it works as before, and is announced to go"
STAYS = "it is no longer announced to go"


def yes(text: str, reason: str) -> str:
    """A breaking change."""
    return f"{text}: **breaking**, {reason}"


def no(text: str, reason: str) -> str:
    """Another change."""
    return f"{text}: not breaking, {reason}"


# Before, after, what those who send read, what those who read read. The schemas stand in an object, as `x`, optional.
VALUES: dict[str, tuple[Node, Node, str, str]] = {
    "string to integer": (
        TEXT,
        {"type": "integer"},
        yes("type string → integer", "callers send the other type"),
        yes("type string → integer", "callers read the other type"),
    ),
    "integer to number": (
        {"type": "integer"},
        {"type": "number"},
        no("type integer → number", ACCEPTED),
        yes("type integer → number", "callers may find a type that they do not read"),
    ),
    "number to integer": (
        {"type": "number"},
        {"type": "integer"},
        yes("type number → integer", REFUSED),
        no("type number → integer", NO_MORE),
    ),
    "one type to two": (
        TEXT,
        {"type": ["integer", "string"]},
        no("type string → integer or string", ACCEPTED),
        yes("type string → integer or string", "callers may find a type that they do not read"),
    ),
    "anything to string": ({}, TEXT, yes("type anything → string", REFUSED), no("type anything → string", NO_MORE)),
    "object to list": (
        obj({"a": TEXT}),
        {"type": "array", "items": TEXT},
        yes("type object → array of string", "callers send the other type"),
        yes("type object → array of string", "callers read the other type"),
    ),
    "string to string or null": (
        TEXT,
        {"type": ["string", "null"]},
        no("may be null now", ACCEPTED),
        no("may be null now", "null reads as absent, which it could be before"),
    ),
    "null goes": (
        {"anyOf": [TEXT, {"type": "null"}]},
        TEXT,
        yes("may not be null any more", "callers that send null are refused"),
        no("may not be null any more", NO_MORE),
    ),
    "value added": (
        {"type": "string", "enum": ["a", "b"]},
        {"type": "string", "enum": ["b", "c", "a"]},
        no('enum value `"c"` added', ACCEPTED),
        no('enum value `"c"` added', OPEN),
    ),
    "value removed": (
        {"type": "integer", "enum": [1, 2]},
        {"type": "integer", "enum": [2]},
        yes("enum value `1` removed", "callers that send it are refused"),
        no("enum value `1` removed", NO_MORE),
    ),
    "enum introduced": (
        TEXT,
        {"type": "string", "enum": [" a", "b"]},
        yes('any value → one of `" a"`, `"b"`', REFUSED),
        no('any value → one of `" a"`, `"b"`', NO_MORE),
    ),
    "enum lifted": (
        {"type": "string", "enum": ["a"]},
        TEXT,
        no('one of `"a"` → any value', ACCEPTED),
        no('one of `"a"` → any value', OPEN),
    ),
    "const is an enum of one": (
        {"type": "string", "const": "a"},
        {"type": "string", "enum": ["a", "b"]},
        no('enum value `"b"` added', ACCEPTED),
        no('enum value `"b"` added', OPEN),
    ),
    "format introduced": (
        TEXT,
        {"type": "string", "format": "date"},
        yes("format none → date", REFUSED),
        no("format none → date", NO_MORE),
    ),
    "format changed": (
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
        yes("format date → date-time", REFUSED),
        yes("format date → date-time", "callers that parse the text meet another form"),
    ),
    "format lifted": (
        {"type": "string", "format": "date"},
        TEXT,
        no("format date → none", ACCEPTED),
        yes("format date → none", "callers that parse the text may meet another form"),
    ),
    "shorter": (
        {"type": "string", "maxLength": 9},
        {"type": "string", "maxLength": 8},
        yes("maxLength 9 → 8", REFUSED),
        no("maxLength 9 → 8", UNCHECKED),
    ),
    "longer": (
        {"type": "string", "maxLength": 8},
        {"type": "string", "maxLength": 9},
        no("maxLength 8 → 9", ACCEPTED),
        no("maxLength 8 → 9", UNCHECKED),
    ),
    "at least more": (
        {"type": "integer", "minimum": 1},
        {"type": "integer", "minimum": 2},
        yes("minimum 1 → 2", REFUSED),
        no("minimum 1 → 2", UNCHECKED),
    ),
    "limit introduced": (
        TEXT,
        {"type": "string", "minLength": 1},
        yes("minLength none → 1", REFUSED),
        no("minLength none → 1", UNCHECKED),
    ),
    "limit lifted": (
        {"type": "string", "pattern": "^a$"},
        TEXT,
        no('pattern "^a$" → none', ACCEPTED),
        no('pattern "^a$" → none', UNCHECKED),
    ),
    "other pattern": (
        {"type": "string", "pattern": "^a$"},
        {"type": "string", "pattern": "^b$"},
        yes('pattern "^a$" → "^b$"', REFUSED),
        no('pattern "^a$" → "^b$"', UNCHECKED),
    ),
    "default changed": (
        {"type": "boolean", "default": True},
        {"type": "boolean", "default": False},
        yes("default true → false", "callers that leave it out get another behaviour"),
        no("default true → false", "the service fills it in, callers read what comes"),
    ),
    "default introduced": (
        TEXT,
        {"type": "string", "default": "a"},
        no('default none → "a"', "what happens when it is left out is said now"),
        no('default none → "a"', NO_MORE),
    ),
    "default lifted": (
        {"type": "string", "default": "a"},
        TEXT,
        no('default "a" → none', "what happens when it is left out is no longer said"),
        no('default "a" → none', NO_MORE),
    ),
    "deprecated": (
        TEXT,
        {"type": "string", "deprecated": True},
        no("deprecated", STILL_WORKS),
        no("deprecated", STILL_WORKS),
    ),
    "no longer deprecated": (
        {"type": "string", "deprecated": True},
        TEXT,
        no("no longer deprecated", STAYS),
        no("no longer deprecated", STAYS),
    ),
    "fields that are not listed are refused": (
        obj({"a": TEXT}),
        obj({"a": TEXT}, additionalProperties=False),
        yes("fields that are not listed: of any kind → refused", "callers that send more than is listed are refused"),
        no("fields that are not listed: of any kind → refused", NO_MORE),
    ),
    "fields that are not listed are allowed": (
        obj({"a": TEXT}, additionalProperties=False),
        obj({"a": TEXT}, additionalProperties=TEXT),
        no("fields that are not listed: refused → of one kind", ACCEPTED),
        no("fields that are not listed: refused → of one kind", "callers read what is listed"),
    ),
    "variant added": (
        {"oneOf": [obj({"a": TEXT}), obj({"b": TEXT})]},
        {"oneOf": [obj({"b": TEXT}), obj({"a": TEXT}), {"type": "array", "items": TEXT}]},
        no("variant added (array of string)", ACCEPTED),
        yes("variant added (array of string)", "callers may find a variant that they do not read"),
    ),
    "variant removed": (
        {"oneOf": [obj({"a": TEXT}), obj({"b": TEXT}), obj({"c": TEXT})]},
        {"oneOf": [obj({"a": TEXT}), obj({"c": TEXT})]},
        yes("variant removed (object)", REFUSED),
        no("variant removed (object)", NO_MORE),
    ),
}


def _with(schema: Node, direction: str) -> Node:
    whole = obj({"x": schema})
    given = operation(body=whole) if direction == "request" else operation(answer=whole)
    return document({"/a": {"post": given}})


@pytest.mark.parametrize("what", VALUES)
@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_changed_value_is_one_line(what: str, direction: str) -> None:
    """With its place, the change, whether it breaks callers and why."""
    before, after, sent, read_ = VALUES[what]
    place = "request body `x`: " if direction == "request" else "response 200 `x`: "
    expected = place + (sent if direction == "request" else read_)
    assert lines(_with(before, direction), _with(after, direction)) == [f"POST /a {expected}"]


# Objects: before, after, lines of those who send, lines of those who read.
OBJECTS: dict[str, tuple[Node, Node, list[str], list[str]]] = {
    "optional field added": (
        obj({"a": TEXT}),
        obj({"a": TEXT, "b c": {"type": "array", "items": obj()}}),
        [no("`b c`: optional field added (array of object)", "it may be left out")],
        [no("`b c`: optional field added (array of object)", "callers do not read it yet")],
    ),
    "required field added": (
        obj({"a": TEXT}),
        obj({"a": TEXT, "b": TEXT}, required=["b"]),
        [yes("`b`: required field added (string)", "callers do not send it yet")],
        [no("`b`: required field added (string)", "callers do not read it yet")],
    ),
    "field removed": (
        obj({"a": TEXT, "b": {"type": ["null", "integer"]}}, required=["b"]),
        obj({"a": TEXT}),
        [yes("`b`: field removed (integer)", LOST)],
        [yes("`b`: field removed (integer)", READ_NOTHING)],
    ),
    "now required": (
        obj({"a": TEXT}),
        obj({"a": TEXT}, required=["a"]),
        [yes("`a`: optional → required", "callers that leave it out are refused")],
        [no("`a`: optional → required", "it is promised now")],
    ),
    "now optional": (
        obj({"a": TEXT}, required=["a"]),
        obj({"a": TEXT}),
        [no("`a`: required → optional", ACCEPTED)],
        [yes("`a`: required → optional", "callers that rely on it may find nothing")],
    ),
    "required, now nullable": (
        obj({"a": TEXT}, required=["a"]),
        obj({"a": {"type": ["string", "null"]}}, required=["a"]),
        [no("`a`: may be null now", ACCEPTED)],
        [yes("`a`: may be null now", "callers may find null where a value was promised")],
    ),
    "items": (
        obj({"a": {"type": "array", "items": obj({"b": TEXT}, required=["b"])}}),
        obj({"a": {"type": "array", "items": obj({"b": {"type": "integer"}}, required=["b"])}}),
        [yes("`a[].b`: type string → integer", "callers send the other type")],
        [yes("`a[].b`: type string → integer", "callers read the other type")],
    ),
    "fields that are not listed": (
        obj({}, additionalProperties={"type": "integer"}),
        obj({}, additionalProperties={"type": "number"}),
        [no("`*`: type integer → number", ACCEPTED)],
        [yes("`*`: type integer → number", "callers may find a type that they do not read")],
    ),
    "within one of several variants": (
        obj({"a": {"oneOf": [obj({"b": TEXT}), obj({"c": TEXT})]}}),
        obj({"a": {"oneOf": [obj({"c": TEXT}), obj({"b": TEXT, "d": TEXT})]}}),
        [no("`a|.d`: optional field added (string)", "it may be left out")],
        [no("`a|.d`: optional field added (string)", "callers do not read it yet")],
    ),
    "several at once": (
        obj({"a": {"type": "string", "enum": ["x", "y"]}, "b": TEXT}),
        obj({"a": {"type": ["string", "null"], "enum": ["x", "z", None]}}, required=["a"]),
        [
            yes("`a`: optional → required", "callers that leave it out are refused"),
            no("`a`: may be null now", ACCEPTED),
            yes('`a`: enum value `"y"` removed', "callers that send it are refused"),
            no('`a`: enum value `"z"` added', ACCEPTED),
            yes("`b`: field removed (string)", LOST),
        ],
        [
            no("`a`: optional → required", "it is promised now"),
            no("`a`: may be null now", "null reads as absent, which it could be before"),
            no('`a`: enum value `"y"` removed', NO_MORE),
            no('`a`: enum value `"z"` added', OPEN),
            yes("`b`: field removed (string)", READ_NOTHING),
        ],
    ),
}


@pytest.mark.parametrize("what", OBJECTS)
def test_a_changed_object_gives_a_line_for_each_change(what: str) -> None:
    """In what is sent and in what is read."""
    before, after, sent, read_ = OBJECTS[what]
    made = [document({"/a": {"post": operation(body=one, answer=one)}}) for one in (before, after)]
    expected = [f"POST /a request body {line}" for line in sent]
    expected += [f"POST /a response 200 {line}" for line in read_]
    assert lines(*made) == expected


SAME: dict[str, tuple[Node, Node]] = {
    "order of keys, required and values": (
        obj({"a": TEXT, "b": {"type": "string", "enum": ["x", "y"]}}, required=["a", "b"]),
        obj({"b": {"enum": ["y", "x"], "type": "string"}, "a": TEXT}, required=["b", "a"]),
    ),
    "null said in another way": (
        obj({"a": {"anyOf": [TEXT, {"type": "null"}]}, "b": {"type": "string", "nullable": True}}),
        obj({"a": {"type": ["null", "string"]}, "b": {"oneOf": [{"type": "null"}, TEXT]}}),
    ),
    "types said in another way": (
        {"anyOf": [TEXT, {"type": "integer"}]},
        {"type": ["integer", "string"]},
    ),
    "parts merged": (
        {"allOf": [obj({"a": TEXT}, required=["a"]), obj({"b": TEXT})]},
        obj({"a": TEXT, "b": TEXT}, required=["a"]),
    ),
    "one alternative": ({"oneOf": [obj({"a": TEXT})]}, obj({"a": TEXT})),
    "open either way": (obj({"a": TEXT}), obj({"a": TEXT}, additionalProperties=True)),
    "type left out": (obj({"a": TEXT}), {"properties": {"a": TEXT}}),
}


@pytest.mark.parametrize("what", SAME)
def test_the_same_said_in_another_way_is_no_change(what: str) -> None:
    """Whichever way round."""
    before, after = (document({"/a": {"post": operation(body=one, answer=one)}}) for one in SAME[what])
    assert lines(before, after) == []
    assert lines(after, before) == []


def test_numbers_booleans_and_texts_that_look_alike_are_not_the_same() -> None:
    """``1``, ``true`` and ``"1"`` are three values, though Python calls two of them equal."""
    before, after = (_with({"enum": values}, "request") for values in ([1], [True]))
    assert lines(before, after) == [
        "POST /a request body `x`: type integer → boolean: **breaking**, callers send the other type"
    ]


def test_a_schema_that_cannot_be_read_is_compared_as_it_is_written() -> None:
    """It is reported when it changes, and not when it does not."""

    def odd(word: str) -> Node:
        schema: Any = {"allOf": [{"oneOf": [TEXT, obj()]}, {"oneOf": [{"type": word}, obj()]}]}
        return _with(schema, "response")

    assert lines(odd("integer"), odd("integer")) == []
    assert lines(odd("integer"), odd("boolean")) == [
        "POST /a response 200 `x`: changed, in a way that cannot be told: **breaking**, callers read the other type"
    ]


def test_every_kind_of_change_has_a_verdict_for_both_sides() -> None:
    """No kind is without a row, and no reason without words."""
    assert set(RULES) == set(Kind)
    assert all(verdict.reason for verdicts in RULES.values() for verdict in verdicts)
