"""Schemas that contain themselves: the same under another name, and a change in one is told once."""

from __future__ import annotations

from codegen.comparing.documents import compare_documents
from tests.codegen.comparing.support import TEXT, lines, read
from tests.codegen.documents import Node, document, obj, operation, reference


def _recursive(name: str, *, inner: Node | None = None, deeper: bool = False) -> Node:
    node = obj({"value": inner or TEXT, "children": {"type": "array", "items": reference(name)}})
    schemas = {name: node}
    if deeper:  # the same, written out once
        schemas = {name: obj({"value": TEXT, "children": {"type": "array", "items": reference("Inner")}})}
        schemas["Inner"] = obj({"value": TEXT, "children": {"type": "array", "items": reference("Inner")}})
    return document({"/a": {"get": operation(answer=reference(name))}}, schemas)


def test_a_schema_that_contains_itself_is_the_same_under_another_name() -> None:
    """Also when it is written out once more before it begins again."""
    assert lines(_recursive("Tree"), _recursive("InitRequestType7")) == []
    assert lines(_recursive("Tree"), _recursive("Tree", deeper=True)) == []
    assert lines(_recursive("Tree", deeper=True), _recursive("Tree")) == []


def test_a_change_in_a_schema_that_contains_itself_is_found_once() -> None:
    """And comparing it ends."""
    assert lines(_recursive("Tree"), _recursive("Tree", inner={"type": "integer"})) == [
        "GET /a response 200 `value`: type string → integer: **breaking**, callers read the other type"
    ]


def test_documents_that_are_the_same_object_do_not_differ() -> None:
    """Nothing is changed while comparing."""
    one = read(_recursive("Tree"))
    assert not compare_documents(one, one).contracts_changed
