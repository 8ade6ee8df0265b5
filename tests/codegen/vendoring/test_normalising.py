"""The same content is the same text, and reads back the same."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen import layout
from codegen.reading import parse
from codegen.vendoring.normalising import normalise, write
from tests.codegen.changes import shuffle_keys
from tests.codegen.documents import Node, document, obj, operation
from tests.spec.reading import FULL_DOCUMENT, SPECIFICATION
from tests.support.untyped import untyped


def test_the_vendored_document_is_written_so() -> None:
    """To the byte."""
    assert write(SPECIFICATION, "x") == layout.SPECIFICATION.read_text("utf-8")


@pytest.mark.parametrize("made", [SPECIFICATION, FULL_DOCUMENT], ids=["33 operations", "105 operations"])
def test_the_order_of_keys_changes_nothing(made: Node) -> None:
    """Whatever it was, the text is the same, and so is what it says."""
    shuffled: Node = dict(made)
    shuffle_keys(shuffled, random.Random(3))
    assert list(shuffled) != list(made)
    text = write(shuffled, "x")
    assert text == write(made, "x")
    assert parse(text, "x").document == normalise(made)


def test_keys_stand_where_people_look_for_them() -> None:
    """A property may be called as a keyword is; a set is sorted, any other list is not."""
    given_: Node = operation(answer=obj({"type": {"enum": ["b", "a"], "type": ["string", "null"]}, "get": {}}))
    given_["responses"]["200"]["description"] = "OK"
    given_ = {"responses": given_["responses"], "summary": "S", "deprecated": True, "parameters": []}
    made: Node = {"paths": {"/b": {"post": given_, "get": given_}, "/a": {}}, "info": {}, "openapi": "3.1.0"}
    made["paths"]["/b"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["required"] = ["b", "a"]
    normal: Any = normalise(made)
    assert list(normal) == ["openapi", "info", "paths"]
    assert list(normal["paths"]) == ["/a", "/b"]
    assert list(normal["paths"]["/b"]) == ["get", "post"]
    assert list(normal["paths"]["/b"]["get"]) == ["summary", "parameters", "responses", "deprecated"]
    schema = normal["paths"]["/b"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["a", "b"]
    assert list(schema["properties"]) == ["get", "type"]
    assert schema["properties"]["type"] == {"enum": ["b", "a"], "type": ["null", "string"]}


_TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=" \n\tab-:#'\"|>\\\r\x85\u2028\ufeffé😀%&*!{}[],?", max_size=150),
    st.from_regex(r"[-+]?[0-9.eE_xo:-]{1,8}", fullmatch=True),
    st.sampled_from(["no", "Yes", "1e3", "0x1f", "1_000", "12:30", "~", "null", "=", "<<", "2024-01-01", "4XX", "---"]),
)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(_TEXTS, min_size=3, max_size=3))
def test_any_text_reads_back_the_same(texts: list[str]) -> None:
    """As a value, in a list and as a key; ``write`` itself compares, and would raise."""
    first, second, key = texts
    made: Any = document({}, **{"x-texts": {"a": first, "b": [second, {"c": first}], key: second}})
    assert parse(write(made, "x"), "x").document == normalise(made)


@settings(max_examples=100, deadline=None)
@given(value=st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()))
def test_any_number_reads_back_the_same(value: object) -> None:
    """And stays of its kind."""
    made: Any = document({}, **untyped({"x-value": value}))
    found = parse(write(made, "x"), "x").document["x-value"]
    assert (found, type(found)) == (value, type(value))
