"""What the generator gets to see of a schema."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.schemas import UnsupportedSchema, Use, simplify
from tests.codegen.documents import Node, obj

STRING: Node = {"type": "string"}


def _answer(schema: Any) -> Node:
    return simplify(schema, Use.RESPONSE)


def _body(schema: Any) -> Node:
    return simplify(schema, Use.JSON_BODY)


def test_enums_and_formats_of_answers_are_open() -> None:
    assert _answer({"type": "string", "enum": ["a", " b"]}) == STRING
    assert _answer({"type": "integer", "enum": [1, 2]}) == {"type": "integer"}
    assert _answer({"type": "string", "const": "a"}) == STRING
    for form in ("date", "date-time", "uuid", "binary", "byte", "email"):
        assert _answer({"type": "string", "format": form}) == STRING


def test_enums_and_dates_of_requests_are_kept() -> None:
    assert _body({"type": "string", "enum": ["a", " b", "a"]}) == {"type": "string", "enum": ["a", " b"]}
    assert _body({"type": "string", "const": "a"}) == {"type": "string", "enum": ["a"]}
    assert _body({"type": "string", "format": "date"}) == {"type": "string", "format": "date"}
    assert _body({"type": "integer", "enum": [1, 2]}) == {"type": "integer", "enum": [1, 2]}


def test_what_json_cannot_carry_or_python_cannot_enumerate_is_dropped() -> None:
    assert _body({"type": "string", "format": "binary"}) == STRING
    assert simplify({"type": "string", "format": "binary"}, Use.FORM_BODY) == {"type": "string", "format": "binary"}
    assert _body({"type": "number", "enum": [1.5]}) == {"type": "number"}
    assert _body({"type": "boolean", "enum": [True]}) == {"type": "boolean"}
    assert _body({"enum": ["a", 1]}) == {"oneOf": [{"type": "integer"}, {"type": "string"}]}
    assert simplify({"type": "string", "format": "date"}, Use.HEADER) == STRING


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["null", "string"]},
        {"type": ["string", "null"]},
        {"type": "string", "nullable": True},
        {"oneOf": [STRING, {"type": "null"}]},
        {"anyOf": [{"type": "null"}, STRING]},
        {"type": ["string", "null"], "enum": ["a", None]},
        {"enum": ["a", None]},
        {"allOf": [STRING], "nullable": True},
    ],
)
def test_every_way_to_allow_null_is_one(schema: Node) -> None:
    assert _answer(schema) == {"type": "string", "nullable": True}


def test_a_nullable_enum_of_a_request_keeps_both() -> None:
    schema = {"type": ["string", "null"], "enum": ["a", None]}
    assert _body(schema) == {"type": "string", "enum": ["a"], "nullable": True}


def test_only_required_properties_of_answers_may_be_null() -> None:
    nullable = {"type": ["null", "string"]}
    schema = obj({"a": nullable, "b": nullable}, required=["b"])
    assert _answer(schema)["properties"] == {"a": STRING, "b": {"type": "string", "nullable": True}}
    assert _body(schema)["properties"]["a"] == {"type": "string", "nullable": True}


def test_items_and_values_may_be_null() -> None:
    nullable = {"type": ["null", "string"]}
    assert _answer({"type": "array", "items": nullable})["items"]["nullable"] is True
    assert _answer({"type": "object", "additionalProperties": nullable})["additionalProperties"]["nullable"] is True


def test_the_order_of_keys_means_nothing() -> None:
    first = _body(obj({"b": STRING, "a": {"type": "integer"}}, required=["b", "a"]))
    second = _body({"required": ["a", "b"], "properties": {"a": {"type": "integer"}, "b": STRING}, "type": "object"})
    assert list(first) == list(second)
    assert list(first["properties"]) == list(second["properties"]) == ["a", "b"]
    assert first == second


def test_all_of_is_merged() -> None:
    base = obj({"a": STRING, "b": {"type": "string", "description": "theirs"}}, required=["a"], description="base")
    more = obj({"b": {"description": "ours"}, "c": STRING}, required=["c"])
    assert _answer({"allOf": [base, {"allOf": [more]}], "description": "whole"}) == {
        "type": "object",
        "properties": {"a": STRING, "b": {"type": "string", "description": "ours"}, "c": STRING},
        "required": ["a", "c"],
        "description": "whole",
    }


def test_alternatives_are_kept_and_duplicates_are_not() -> None:
    one, other = obj({"a": STRING}), obj({"b": STRING})
    assert _answer({"oneOf": [one, other, one]})["oneOf"] == [_answer(one), _answer(other)]
    assert _answer({"anyOf": [one]}) == _answer(one)
    assert _answer({"type": ["string", "integer"]}) == {"oneOf": [STRING, {"type": "integer"}]}


def test_alternatives_that_only_constrain_are_no_alternatives() -> None:
    schema = obj({"a": STRING, "b": STRING}, anyOf=[{"required": ["a"]}, {"required": ["b"]}])
    assert _answer(schema) == _answer(obj({"a": STRING, "b": STRING}))


def test_what_holds_for_all_alternatives_goes_into_each() -> None:
    schema = obj({"a": STRING}, required=["a"], oneOf=[obj({"b": STRING}), obj({"c": STRING})])
    assert [sorted(variant["properties"]) for variant in _answer(schema)["oneOf"]] == [["a", "b"], ["a", "c"]]


@pytest.mark.parametrize("schema", [True, False, {}, {"description": "anything"}, {"oneOf": [STRING, {}]}, None])
def test_what_may_be_anything_is_anything(schema: Any) -> None:
    assert _answer(schema).keys() <= {"description"}


def test_types_are_found_where_none_is_given() -> None:
    assert _answer({"properties": {"a": STRING}})["type"] == "object"
    assert _answer({"items": STRING}) == {"type": "array", "items": STRING}
    assert _body({"enum": ["a"]}) == {"type": "string", "enum": ["a"]}


def test_defaults_titles_and_constraints_are_left_to_the_service() -> None:
    schema = {"type": "string", "title": "T", "default": "d", "minLength": 3, "pattern": "x", "examples": ["e", "f"]}
    assert _body(schema) == {"type": "string", "example": "e"}


def test_an_array_without_items_holds_anything() -> None:
    assert _answer({"type": "array"}) == {"type": "array", "items": {}}


def test_an_array_of_anything_beside_something_else_is_anything() -> None:
    """The generator's code for it would not pass a strict type check."""
    assert _answer({"type": ["array", "null"], "items": {}}) == {}
    assert _answer({"type": ["array", "string"]}) == {}
    assert _body(obj({"a": {"type": ["array", "null"]}}))["properties"]["a"] == {}


def test_what_cannot_be_joined_is_refused() -> None:
    with pytest.raises(UnsupportedSchema, match="oneOf"):
        _answer({"allOf": [{"oneOf": [STRING]}, {"oneOf": [{"type": "integer"}]}]})
