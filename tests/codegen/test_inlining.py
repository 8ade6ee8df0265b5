"""After inlining, an operation says all there is to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.errors import PipelineError
from codegen.inlining import ANCHOR, RECURSION, inline
from tests.codegen.documents import Node, document, obj, operation, parameter, reference, source

if TYPE_CHECKING:
    from pathlib import Path


def _inlined(tmp_path: Path, made: Node) -> Node:
    return inline(source(tmp_path, made))


def _answer(inlined: Node, path: str = "/a") -> Node:
    schema: Node = inlined["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return schema


def test_references_of_every_kind_are_replaced(tmp_path: Path) -> None:
    made = document({"/a": {"$ref": "#/components/pathItems/A"}})
    made["components"] = {
        "pathItems": {
            "A": {
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/P"}],
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                    "responses": {"200": {"$ref": "#/components/responses/R"}},
                }
            }
        },
        "parameters": {"P": parameter("p")},
        "requestBodies": {"B": {"content": {"application/json": {"schema": reference("S/1~x")}}}},
        "responses": {"R": {"description": "OK"}},
        "schemas": {"S/1~x": {"type": "string"}},
    }
    made["components"]["requestBodies"]["B"]["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/S~11~0x"
    }
    assert _inlined(tmp_path, made)["paths"]["/a"] == {
        "post": {
            "parameters": [parameter("p")],
            "requestBody": {"content": {"application/json": {"schema": {"type": "string"}}}},
            "responses": {"200": {"description": "OK"}},
        }
    }


def test_what_the_path_says_moves_into_its_operations(tmp_path: Path) -> None:
    """The operation's own parameter wins over one of the same name and place."""
    own, shared = parameter("p", schema={"type": "integer"}), parameter("p")
    item = {"parameters": [shared, parameter("q")], "get": operation(parameters=[own]), "post": operation()}
    paths = _inlined(tmp_path, document({"/a": item}))["paths"]
    assert paths["/a"]["get"]["parameters"] == [parameter("q"), own]
    assert paths["/a"]["post"]["parameters"] == [shared, parameter("q")]
    assert "parameters" not in paths["/a"]


def test_the_documents_security_moves_into_operations_without_one(tmp_path: Path) -> None:
    paths = {"/a": {"get": operation(), "post": operation(security=[])}}
    inlined = _inlined(tmp_path, document(paths, security=[{"key": []}]))["paths"]["/a"]
    assert inlined["get"]["security"] == [{"key": []}]
    assert inlined["post"]["security"] == []


def test_the_documents_own_ids_and_tags_are_dropped(tmp_path: Path) -> None:
    """Names stay the same when the provider starts to give some."""
    inlined = _inlined(tmp_path, document({"/a": {"get": operation(operationId="x", tags=["y"])}}))
    assert inlined["paths"]["/a"]["get"].keys() == {"responses"}


def test_texts_beside_a_reference_win_and_constraints_are_joined(tmp_path: Path) -> None:
    schemas = {"S": {"type": "string", "description": "theirs"}}
    beside = {**reference("S"), "description": "ours"}
    inlined = _inlined(tmp_path, document({"/a": {"get": operation(answer=beside)}}, schemas))
    assert _answer(inlined) == {"type": "string", "description": "ours"}
    beside = {**reference("S"), "minLength": 3}
    inlined = _inlined(tmp_path, document({"/a": {"get": operation(answer=beside)}}, schemas))
    assert _answer(inlined) == {"allOf": [schemas["S"], {"minLength": 3}]}


def test_copies_are_independent(tmp_path: Path) -> None:
    """An overlay may change the schema of one operation and not of the other that shared it."""
    paths = {"/a": {"get": operation(answer=reference("S"))}, "/b": {"get": operation(answer=reference("S"))}}
    inlined = _inlined(tmp_path, document(paths, {"S": obj({"x": {"type": "string"}})}))
    _answer(inlined)["properties"]["x"]["type"] = "integer"
    assert _answer(inlined, "/b")["properties"]["x"]["type"] == "string"


def test_a_schema_that_contains_itself_is_marked_where_it_does(tmp_path: Path) -> None:
    tree = obj({"children": {"type": "array", "items": reference("Tree")}})
    answer = _answer(_inlined(tmp_path, document({"/a": {"get": operation(answer=reference("Tree"))}}, {"Tree": tree})))
    assert answer[ANCHOR] == "#/components/schemas/Tree"
    assert answer["properties"]["children"]["items"] == {RECURSION: "#/components/schemas/Tree"}


def test_references_in_a_circle_end(tmp_path: Path) -> None:
    schemas = {"A": reference("B"), "B": reference("A")}
    assert RECURSION in _answer(
        _inlined(tmp_path, document({"/a": {"get": operation(answer=reference("A"))}}, schemas))
    )


def test_schemas_that_multiply_are_refused(tmp_path: Path) -> None:
    """Forty levels of two would be a million million parts."""
    schemas: Node = {
        f"S{level}": obj({"x": reference(f"S{level + 1}"), "y": reference(f"S{level + 1}")}) for level in range(40)
    }
    schemas["S40"] = {"type": "string"}
    with pytest.raises(PipelineError, match="/a: its schemas unfold into more than"):
        _inlined(tmp_path, document({"/a": {"get": operation(answer=reference("S0"))}}, schemas))


def test_data_is_left_alone(tmp_path: Path) -> None:
    schema = obj({"x": {"type": "string", "default": "d"}}, example={"$ref": "#/nowhere"})
    schema["x-note"] = {"$ref": "y"}
    assert _answer(_inlined(tmp_path, document({"/a": {"get": operation(answer=schema)}}))) == schema
