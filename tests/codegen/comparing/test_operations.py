"""Every kind of change of an operation: the exact lines of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.codegen.comparing.support import FORM, JSON, TEXT, compared, lines, start
from tests.codegen.documents import Node, document, obj, operation, parameter

if TYPE_CHECKING:
    from collections.abc import Callable

LOST = "**breaking**, callers that send it may be refused, and what it said is lost"
NOT_SENT = "**breaking**, callers do not send it yet"


def _given(made: Node) -> Node:
    found: Node = made["paths"]["/things/{id}"]["post"]
    return found


def _parameter(made: Node, name: str) -> Node:
    found: Node = next(item for item in _given(made)["parameters"] if item["name"] == name)
    return found


def _drop_parameter(made: Node, name: str) -> None:
    _given(made)["parameters"].remove(_parameter(made, name))


# How the document changes, and the lines; those of the one operation are without its name.
CHANGES: dict[str, tuple[Callable[[Node], object], list[str]]] = {
    "optional query parameter added": (
        lambda made: _given(made)["parameters"].append(parameter("page", schema={"type": "integer"})),
        ["request query `page`: optional parameter added (integer): not breaking, it may be left out"],
    ),
    "required header added": (
        lambda made: _given(made)["parameters"].append(parameter("X-New", "header", required=True)),
        [f"request header `X-New`: required parameter added (string): {NOT_SENT}"],
    ),
    "query parameter removed": (
        lambda made: _drop_parameter(made, "oid"),
        [f"request query `oid`: parameter removed (string): {LOST}"],
    ),
    "header removed": (
        lambda made: _drop_parameter(made, "X-Pt-Id"),
        [f"request header `X-Pt-Id`: parameter removed (string): {LOST}"],
    ),
    "cookie now required": (
        lambda made: _parameter(made, "token").update(required=True),
        ["request cookie `token`: optional → required: **breaking**, callers that leave it out are refused"],
    ),
    "query parameter of another type": (
        lambda made: _parameter(made, "oid").update(schema={"type": "integer"}),
        ["request query `oid`: type string → integer: **breaking**, callers send the other type"],
    ),
    "list in a query parameter": (
        lambda made: _parameter(made, "oid").update(schema={"type": "array", "items": TEXT}),
        ["request query `oid`: type string → array of string: **breaking**, callers send the other type"],
    ),
    "path parameter with a limit": (
        lambda made: _parameter(made, "id").update(schema={"type": "string", "minLength": 6}),
        ["request path `id`: minLength none → 6: **breaking**, what was accepted may be refused"],
    ),
    "parameter written in another way": (
        lambda made: _parameter(made, "oid").update(explode=False),
        [
            'request query `oid`: written as `{"explode": true, "style": "form"}` → `{"style": "form"}`: '
            "**breaking**, lists and objects are written in another way"
        ],
    ),
    "parameter deprecated": (
        lambda made: _parameter(made, "oid").update(deprecated=True),
        ["request query `oid`: deprecated: not breaking, it works as before, and is announced to go"],
    ),
    "body now required": (
        lambda made: _given(made)["requestBody"].update(required=True),
        ["request body: optional → required: **breaking**, callers that leave it out are refused"],
    ),
    "body removed": (
        lambda made: _given(made).pop("requestBody"),
        [f"request body: body removed: {LOST}"],
    ),
    "form instead of JSON": (
        lambda made: _given(made)["requestBody"].update(content={FORM: {"schema": obj({"x": TEXT})}}),
        [
            f"request body: content type `{JSON}` removed: **breaking**, what was accepted may be refused",
            f"request body: content type `{FORM}` added: not breaking, what was accepted still is",
        ],
    ),
    "field of one of two content types": (
        lambda made: _given(made)["requestBody"]["content"].update(
            {FORM: {"schema": obj({"x": TEXT})}, JSON: {"schema": obj({"x": {"type": "integer"}})}}
        ),
        [
            f"request body `x`: type string → integer (in `{JSON}`): **breaking**, callers send the other type",
            f"request body: content type `{FORM}` added: not breaking, what was accepted still is",
        ],
    ),
    "answer of another content type": (
        lambda made: _given(made)["responses"]["200"]["content"].update({"text/html": {"schema": TEXT}}),
        [
            "response 200: content type `text/html` added: "
            "**breaking**, an answer may come in a form that callers do not read"
        ],
    ),
    "success status added": (
        lambda made: _given(made)["responses"].update({"202": {"description": "Later"}}),
        ["response 202: status added: **breaking**, an answer that callers do not expect"],
    ),
    "success status replaced": (
        lambda made: _given(made)["responses"].update({"201": _given(made)["responses"].pop("200")}),
        [
            "response 200: status removed: not breaking, an answer that no longer comes",
            "response 201: status added: **breaking**, an answer that callers do not expect",
        ],
    ),
    "error status added": (
        lambda made: _given(made)["responses"].update({"409": {"description": "Conflict"}}),
        ["response 409: status added: not breaking, every status from 400 on is an ApiError, documented or not"],
    ),
    "error status removed": (
        lambda made: _given(made)["responses"].pop("5XX"),
        ["response 5XX: status removed: not breaking, an error that no longer comes"],
    ),
    "errors of all statuses": (
        lambda made: made["components"]["schemas"]["Error"]["properties"].pop("code"),
        ["response 4XX, 5XX `code`: field removed (string): **breaking**, callers that read it find nothing"],
    ),
    "header of an answer added": (
        lambda made: _given(made)["responses"]["200"]["headers"].update({"X-More": {"schema": TEXT}}),
        ["response 200 header `x-more`: header added: not breaking, callers do not read it yet"],
    ),
    "header of an answer removed": (
        lambda made: _given(made)["responses"]["200"].pop("headers"),
        ["response 200 header `x-left`: header removed: **breaking**, callers that read it find nothing"],
    ),
    "header of an answer of another type": (
        lambda made: _given(made)["responses"]["200"]["headers"].update({"X-Left": {"schema": TEXT}}),
        ["response 200 header `x-left`: type integer → string: **breaking**, callers read the other type"],
    ),
    "answer whose body is gone": (
        lambda made: _given(made)["responses"]["200"].pop("content"),
        [f"response 200: content removed (`{JSON}`): **breaking**, callers that read it find nothing"],
    ),
    "operation deprecated": (
        lambda made: _given(made).update(deprecated=True),
        ["request: deprecated: not breaking, it works as before, and is announced to go"],
    ),
    "more credentials": (
        lambda made: _given(made).update(security=[{"bearer": [], "key": []}]),
        [
            'request: security `[{"bearer": []}]` → `[{"bearer": [], "key": []}]`: '
            "**breaking**, other credentials are asked for"
        ],
    ),
    "other scopes": (
        lambda made: _given(made).update(security=[{"bearer": ["write"]}]),
        [
            'request: security `[{"bearer": []}]` → `[{"bearer": ["write"]}]`: '
            "**breaking**, other credentials are asked for"
        ],
    ),
    "other credentials will do, too": (
        lambda made: _given(made)["security"].append({"key": []}),
        [
            'request: security `[{"bearer": []}]` → `[{"bearer": []}, {"key": []}]`: '
            "not breaking, what was accepted still is"
        ],
    ),
    "no credentials": (
        lambda made: _given(made).update(security=[]),
        ['request: security `[{"bearer": []}]` → `[]`: not breaking, what was accepted still is'],
    ),
    "path parameter renamed": (
        lambda made: (
            made["paths"].update({"/things/{key}": made["paths"].pop("/things/{id}")}),
            made["paths"]["/things/{key}"]["post"]["parameters"][0].update(name="key"),
        ),
        [
            "/things/{key} request path `key`: was named `id`: "
            "not breaking, a name within the document; the address is the same",
        ],
    ),
}

DOCUMENT_CHANGES: dict[str, tuple[Callable[[Node], object], list[str]]] = {
    "server removed": (
        lambda made: made["servers"].pop(0),
        ["request: server `https://one.example` removed: **breaking**, callers of it may get no answer any more"],
    ),
    "server added": (
        lambda made: made["servers"].insert(0, {"url": "https://three.example"}),
        ["request: server `https://three.example` added: not breaking, nobody calls it yet"],
    ),
    "security scheme changed": (
        lambda made: made["components"]["securitySchemes"]["bearer"].update(scheme="basic"),
        ["request: security scheme `bearer` changed: **breaking**, other credentials are asked for"],
    ),
    "security scheme added": (
        lambda made: made["components"]["securitySchemes"].update(key={"type": "http", "scheme": "basic"}),
        ["request: security scheme `key` added: not breaking, operations that ask for it say so themselves"],
    ),
    "security scheme renamed": (
        lambda made: (
            made["components"].update(securitySchemes={"token": made["components"]["securitySchemes"]["bearer"]}),
            _given(made).update(security=[{"token": []}]),
        ),
        [
            "request: security scheme `bearer` is named `token` now: "
            "not breaking, a name within the document; the credentials are the same"
        ],
    ),
    "security scheme removed": (
        lambda made: made["components"]["securitySchemes"].pop("bearer"),
        ["request: security scheme `bearer` removed: not breaking, operations that asked for it say so themselves"],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_operation_is_told_line_by_line(what: str) -> None:
    """Place, change, whether it breaks callers, and why."""
    change, expected = CHANGES[what]
    made = start()
    change(made)
    prefix = "POST " if expected[0].startswith("/") else "POST /things/{id} "
    assert lines(start(), made) == [prefix + line for line in expected]


@pytest.mark.parametrize("what", DOCUMENT_CHANGES)
def test_what_concerns_all_operations_is_told_once(what: str) -> None:
    """And not for each of them."""
    change, expected = DOCUMENT_CHANGES[what]
    made = start()
    change(made)
    assert lines(start(), made) == expected
    assert not compared(start(), made).document_texts


def test_a_body_that_comes() -> None:
    """Optional or required."""
    before = document({"/a": {"post": operation()}})
    optional = document({"/a": {"post": operation(body=obj({"x": TEXT}))}})
    optional["paths"]["/a"]["post"]["requestBody"]["required"] = False
    required = document({"/a": {"post": operation(body=obj({"x": TEXT}))}})
    assert lines(before, optional) == ["POST /a request body: optional body added: not breaking, it may be left out"]
    assert lines(before, required) == [f"POST /a request body: required body added: {NOT_SENT}"]


# Texts


TEXTS: dict[str, Callable[[Node], object]] = {
    "summary": lambda made: _given(made).update(summary="Does it well"),
    "description of a parameter": lambda made: _parameter(made, "oid").update(description="Whose"),
    "example of a field": lambda made: _given(made)["requestBody"]["content"][JSON]["schema"]["properties"].update(
        x={"type": "string", "example": "a"}
    ),
    "description of an answer": lambda made: _given(made)["responses"]["200"].update(description="Fine"),
    "extension": lambda made: _given(made).update({"x-mint": {"href": "/a"}}),
}


@pytest.mark.parametrize("what", TEXTS)
def test_other_texts_are_no_change_of_the_operation(what: str) -> None:
    """It is named as one of which only texts changed."""
    made = start()
    TEXTS[what](made)
    found = compared(start(), made)
    assert not found.contracts_changed
    assert list(found.texts) == [("post", "/things/{id}")]
    assert not found.document_texts


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made["info"].update(version="2"),
        lambda made: made.update(openapi="3.1.1"),
        lambda made: made.update(tags=[{"name": "a"}]),
        lambda made: made["servers"][1].update(description="The second"),
        lambda made: made["components"]["securitySchemes"]["bearer"].update(description="A token."),
    ],
    ids=["info", "version of OpenAPI", "tags", "server", "security scheme"],
)
def test_other_texts_of_the_document_are_no_change(change: Callable[[Node], object]) -> None:
    """They are told as what they are."""
    made = start()
    change(made)
    found = compared(start(), made)
    assert not found.contracts_changed
    assert (list(found.texts), found.document_texts) == ([], True)


SILENT: dict[str, Callable[[Node], object]] = {
    "operation id and tags": lambda made: _given(made).update(operationId="theirs", tags=["theirs"]),
    "order of parameters": lambda made: _given(made)["parameters"].reverse(),
    "case of a header": lambda made: _parameter(made, "X-Pt-Id").update(name="x-pt-id"),
    "a header that HTTP sets": lambda made: _drop_parameter(made, "Accept"),
    "parameter of a content type": lambda made: _given(made)["requestBody"].update(
        content={f"{JSON}; charset=utf-8": _given(made)["requestBody"]["content"][JSON]}
    ),
    "what was assumed is said": lambda made: _parameter(made, "oid").update(
        style="form", explode=True, required=False, deprecated=False
    ),
    "schemas that nothing uses": lambda made: made["components"]["schemas"].update(Unused=obj({"a": TEXT})),
    "parameters of the path item": lambda made: made["paths"]["/things/{id}"].update(
        parameters=[_given(made)["parameters"].pop(0)]
    ),
    "security of the document": lambda made: made.update(security=_given(made).pop("security")),
}


@pytest.mark.parametrize("what", SILENT)
def test_what_means_the_same_is_an_empty_report(what: str) -> None:
    """Neither a change nor another text."""
    made = start()
    SILENT[what](made)
    found = compared(start(), made)
    assert not found.contracts_changed
    assert (list(found.texts), found.document_texts) == ([], False)
