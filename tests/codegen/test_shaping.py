"""What the generator gets to see of an operation: nothing that it would warn about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.errors import PipelineError
from codegen.metadata import operations_module
from codegen.shaping import success_statuses
from tests.codegen.documents import Node, components, document, obj, operation, parameter, reference, shaped

if TYPE_CHECKING:
    from pathlib import Path

STRING: Node = {"type": "string"}
JSON = "application/json"


def _shaped(tmp_path: Path, given: Node, path: str = "/x") -> Node:
    made: Node = dict(shaped(tmp_path, document({path: {"post": given}})).document)
    result: Node = made["paths"][path]["post"]
    return result


def _answers(tmp_path: Path, responses: Node) -> Node:
    result: Node = _shaped(tmp_path, {"responses": responses})["responses"]
    return result


def _response(kind: str | None = None, schema: Any = None) -> Node:
    made: Node = {"description": "d"}
    if kind is not None:
        made["content"] = {kind: {} if schema is None else {"schema": schema}}
    return made


def _schema_of(answer: Node) -> Node:
    ((_, media),) = answer["content"].items()
    schema: Node = media["schema"]
    return schema


def test_only_success_is_generated(tmp_path: Path) -> None:
    """Errors are judged by their status before anything is parsed."""
    body = _response(JSON, STRING)
    statuses = ["200", "302", "400", "4XX", "5XX", "default", "1XX"]
    assert list(_answers(tmp_path, dict.fromkeys(statuses, body))) == ["200"]


def test_a_default_answer_is_success_only_when_nothing_else_is(tmp_path: Path) -> None:
    answers = _answers(tmp_path, {"default": _response(JSON, STRING), "4XX": _response()})
    assert list(answers) == ["2XX"]
    assert success_statuses(answers) == list(range(200, 300))
    assert list(_answers(tmp_path, {"204": _response(), "default": _response(JSON, STRING)})) == ["204"]


def test_a_body_with_204_is_read_when_it_comes_as_200(tmp_path: Path) -> None:
    answers = _answers(tmp_path, {"204": _response(JSON, obj({"a": STRING}))})
    assert list(answers) == ["200", "204"]
    assert "content" in answers["200"]
    assert "content" not in answers["204"]
    assert success_statuses(answers) == [200, 204]


def test_a_body_with_204_gives_way_to_a_200_that_is_there(tmp_path: Path) -> None:
    answers = _answers(tmp_path, {"204": _response(JSON, STRING), "200": _response(JSON, {"type": "integer"})})
    assert _schema_of(answers["200"]) == {"type": "integer"}
    assert "content" not in answers["204"]


@pytest.mark.parametrize("response", [_response(), _response(JSON)])
def test_answers_without_content_or_schema_have_no_body(tmp_path: Path, response: Node) -> None:
    assert "content" not in _answers(tmp_path, {"200": response})["200"]


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/xml", "application/octet-stream"])
def test_what_is_neither_json_nor_text_is_bytes(tmp_path: Path, kind: str) -> None:
    answer = _answers(tmp_path, {"200": _response(kind, STRING)})["200"]
    assert answer["content"] == {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@pytest.mark.parametrize(
    ("kind", "read_as"),
    [
        ("application/json; charset=utf-8", JSON),
        ("application/fhir+json", JSON),
        ("*/*", JSON),
        ("text/html", "text/plain"),
    ],
)
def test_json_and_text_are_read_whatever_they_are_called(tmp_path: Path, kind: str, read_as: str) -> None:
    assert list(_answers(tmp_path, {"200": _response(kind, STRING)})["200"]["content"]) == [read_as]


def test_of_several_content_types_json_is_read(tmp_path: Path) -> None:
    response = {"description": "", "content": {"text/csv": {"schema": STRING}, JSON: {"schema": {"type": "integer"}}}}
    assert _schema_of(_answers(tmp_path, {"200": response})["200"]) == {"type": "integer"}


def test_each_of_several_bodies_has_a_class_of_its_own(tmp_path: Path) -> None:
    body = _response(JSON, obj({"a": STRING}))
    given = {"/x": {"get": {"responses": {"200": body, "201": body, "202": _response()}}}}
    assert sorted(components(tmp_path, document(given))) == ["GetXResponse", "GetXResponse201"]


def test_parameters_are_what_python_can_pass(tmp_path: Path) -> None:
    date = {"type": "string", "format": "date"}
    given = [
        parameter("id", "path", schema=date),
        parameter("list", schema={"type": "array", "items": STRING}),
        parameter("flag", "cookie", schema={"type": "boolean"}),
        parameter("X-List", "header", schema={"type": "array", "items": STRING}),
        parameter("X-Date", "header", schema=date),
        parameter("X-Null", "header", schema={"type": ["string", "null"]}),
        parameter("Authorization", "header"),
        parameter("nullable", schema={"type": ["string", "null"], "default": "x"}, description="said"),
        {"name": "filter", "in": "query", "content": {JSON: {"schema": obj()}}},
    ]
    parameters = _shaped(tmp_path, operation(parameters=given), "/x/{id}")["parameters"]
    assert [(item["name"], item["required"], item["schema"]) for item in parameters] == [
        ("id", True, date),
        ("list", False, {"type": "array", "items": STRING}),
        ("flag", False, STRING),
        ("X-List", False, STRING),
        ("X-Date", False, STRING),
        ("X-Null", False, STRING),
        ("nullable", False, {"type": "string", "description": "said"}),
        ("filter", False, STRING),
    ]


def test_enums_of_parameters_are_classes(tmp_path: Path) -> None:
    given = operation(parameters=[parameter("format", schema={"type": "string", "enum": ["json", " xml"]})])
    classes = components(tmp_path, document({"/x": {"get": given}}))
    assert classes == {
        "GetXQueryFormat": {"type": "string", "enum": ["json", " xml"], "x-enum-varnames": ["JSON", "XML"]}
    }


def _body(tmp_path: Path, content: Node) -> Node:
    result: Node = _shaped(tmp_path, {**operation(), "requestBody": {"content": content}})["requestBody"]["content"]
    return result


def test_bodies_are_optional_unless_the_document_says_otherwise(tmp_path: Path) -> None:
    given = operation(body=obj({"a": STRING}))
    assert _shaped(tmp_path, given)["requestBody"]["required"] is True
    del given["requestBody"]["required"]
    assert _shaped(tmp_path, given)["requestBody"]["required"] is False


def test_a_form_is_an_object(tmp_path: Path) -> None:
    form = "application/x-www-form-urlencoded"
    assert list(_body(tmp_path, {form: {"schema": obj({"a": STRING})}})) == [form]
    made = document({"/x": {"post": {**operation(), "requestBody": {"content": {form: {"schema": STRING}}}}}})
    assert components(tmp_path, made) == {"PostXRequest": {"type": "object"}}


def test_bodies_in_several_types_have_a_class_each(tmp_path: Path) -> None:
    form, schema = "application/x-www-form-urlencoded", {"schema": obj({"a": STRING})}
    content = _body(tmp_path, {form: schema, JSON: schema, "application/xml": schema})
    assert {kind: media["schema"]["$ref"].rpartition("/")[2] for kind, media in content.items()} == {
        JSON: "PostXRequest",
        form: "PostXFormRequest",
    }


def test_a_body_in_an_unknown_type_is_sent_as_bytes(tmp_path: Path) -> None:
    given = {**operation(), "requestBody": {"content": {"application/xml": {"schema": obj()}}}}
    result = shaped(tmp_path, document({"/x": {"post": given}}))
    assert result.byte_types == {"application/xml"}


def test_a_top_level_array_names_its_items(tmp_path: Path) -> None:
    schema = {"type": ["array", "null"], "items": obj({"a": STRING})}
    made = document({"/x": {"get": operation(answer=schema)}})
    assert list(components(tmp_path, made)) == ["GetXResponseItem"]
    answer: Any = shaped(tmp_path, made).document["paths"]
    assert _schema_of(answer["/x"]["get"]["responses"]["200"]) == {
        "type": ["array", "null"],
        "items": {"$ref": "#/components/schemas/GetXResponseItem"},
    }


def test_properties_whose_classes_would_share_a_name_stay_apart(tmp_path: Path) -> None:
    inner = obj({"x": STRING})
    made = document({"/x": {"get": operation(answer=obj({"a b": inner, "a_b": inner, "c": inner}))}})
    names = sorted(components(tmp_path, made))
    assert len(names) == 4
    assert {"GetXResponse", "GetXResponseAB", "GetXResponseC"} < set(names)


def test_classes_of_two_operations_that_share_a_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    first = operation(answer=obj({"request": obj({"a": STRING})}))
    made = document({"/a": {"get": first}, "/a/response": {"get": operation(body=obj({"b": STRING}))}})
    with pytest.raises(PipelineError, match=r"GET /a and GET /a/response would both have a class"):
        shaped(tmp_path, made)


def test_properties_that_python_cannot_tell_apart_are_an_error(tmp_path: Path) -> None:
    made = document({"/x": {"get": operation(answer=obj({"a b": STRING, "a-b": STRING}))}})
    with pytest.raises(PipelineError, match=r"GET /x: response: the properties 'a b' and 'a-b' have the same"):
        shaped(tmp_path, made)


def test_a_class_that_contains_itself_refers_to_itself(tmp_path: Path) -> None:
    tree = obj({"children": {"type": "array", "items": reference("Tree")}, "parent": reference("Tree")})
    classes = components(tmp_path, document({"/x": {"get": operation(answer=reference("Tree"))}}, {"Tree": tree}))
    own = {"$ref": "#/components/schemas/GetXResponse"}
    assert classes["GetXResponse"]["properties"] == {"children": {"type": "array", "items": own}, "parent": own}


def test_an_array_that_contains_itself_is_refused(tmp_path: Path) -> None:
    made = document(
        {"/x": {"get": operation(answer=reference("T"))}}, {"T": {"type": "array", "items": reference("T")}}
    )
    with pytest.raises(PipelineError, match="GET /x: the schema at response > item contains itself"):
        shaped(tmp_path, made)


def test_a_schema_that_cannot_be_said_names_its_operation(tmp_path: Path) -> None:
    schema = {"allOf": [{"oneOf": [STRING]}, {"oneOf": [{"type": "integer"}]}]}
    with pytest.raises(PipelineError, match="GET /x: a schema is not supported"):
        shaped(tmp_path, document({"/x": {"get": operation(answer=schema)}}))


def test_the_table_of_operations_has_one_line_each(tmp_path: Path) -> None:
    read_only = {**operation(operationId="b", tags=["t"]), "x-read-only": True}
    headers = [parameter(name, "header") for name in ("X-Hip-Id", "X-Other", "X-Pt-Id")]
    get = operation(parameters=[*headers, parameter("oid")], operationId="a", tags=["t"])
    made = document({"/x": {"post": read_only, "get": get}})
    text = operations_module(made, {"paths": made["paths"]})
    assert [line.strip() for line in text.splitlines() if line.startswith("    Operation(")] == [
        'Operation(name="a", method="GET", path="/x", read_only=True, success=(200,), takes_oid=True, '
        'headers=("X-Pt-Id", "X-Hip-Id")),',
        'Operation(name="b", method="POST", path="/x", read_only=True, success=(200,), takes_oid=False, headers=()),',
    ]
