"""The overlay names every operation and corrects what it says it corrects, and nothing else."""

from __future__ import annotations

import copy
import re

import jsonpath_rfc9535
import openapi_spec_validator
import pytest

from tests.spec.reading import OVERLAY, Node, after_overlay, before_overlay, operations

ACTIONS: list[Node] = OVERLAY["actions"]
BEFORE = before_overlay()
AFTER = after_overlay()
OPERATIONS: dict[str, Node] = {operation["operationId"]: operation for _, operation in operations(AFTER)}

REQUIRED = {
    "init_login": ["method", "identifier"],
    "list_login_methods": ["abha_address"],
    "verify_login": ["txn_id", "otp"],
    "login_to_abha_address": ["phr_address", "txn_id"],
    "capture_face_auth": ["txn_id"],
    "verify_face_auth": ["txn_id", "aadhaar"],
}


def body_schema(operation: Node) -> Node:
    """The schema of an operation's JSON body; empty when it takes none."""
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    assert isinstance(schema, dict)
    return schema


def test_is_an_overlay() -> None:
    """It is an OpenAPI Overlay 1.0.0 document with a title and a version."""
    assert OVERLAY["overlay"] == "1.0.0"
    assert OVERLAY["info"].keys() == {"title", "version"}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action["target"])
def test_action(action: Node) -> None:
    """Each action gives its reason, either updates or removes, targets operations only, and matches something."""
    assert action["description"].strip()
    assert action.keys() in ({"description", "target", "update"}, {"description", "target", "remove"})
    assert re.match(r"\$\.paths[.\[]", action["target"])
    assert jsonpath_rfc9535.find(action["target"], BEFORE)


def test_every_operation_has_one_name_and_one_group() -> None:
    """Each operation gets an id that no other has, and exactly one tag; both are Python names."""
    assert len(OPERATIONS) == 33
    for name, operation in OPERATIONS.items():
        (tag,) = operation["tags"]
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", tag)


def test_read_only_posts() -> None:
    """Exactly these POSTs may be repeated like reads."""
    marked = {name for name, operation in OPERATIONS.items() if operation.get("x-read-only")}
    assert marked == {"check_abha_address", "list_login_methods", "search_profiles"}


def test_only_success_is_left_of_the_answers() -> None:
    """No error answer reaches the generator, and success answers are as the document has them."""
    for (name, before), (_, after) in zip(operations(BEFORE), operations(AFTER), strict=True):
        success = {status: answer for status, answer in before["responses"].items() if status.startswith("2")}
        assert after["responses"] == success, name


def test_every_body_is_required() -> None:
    """An operation that takes a body cannot be called without one."""
    bodies = [operation["requestBody"]["required"] for operation in OPERATIONS.values() if "requestBody" in operation]
    assert bodies == [True] * 25


@pytest.mark.parametrize("name", REQUIRED)
def test_required_fields(name: str) -> None:
    """Login and face authentication require what they cannot work without, and fields that exist."""
    schema = body_schema(OPERATIONS[name])
    assert schema["required"] == REQUIRED[name]
    assert set(REQUIRED[name]) <= schema["properties"].keys()


def test_changes_nothing_else() -> None:
    """With names, marks, error answers and required taken away again, the document is as it was."""
    bare = copy.deepcopy(AFTER)
    for (_, before), (_, after) in zip(operations(BEFORE), operations(bare), strict=True):
        for key in ("operationId", "tags", "x-read-only"):
            after.pop(key, None)
        after["responses"] = before["responses"]
        if "requestBody" in after:
            del after["requestBody"]["required"]
        if "required" not in body_schema(before):
            body_schema(after).pop("required", None)
    assert bare == BEFORE


def test_result_is_valid_openapi() -> None:
    """What goes on to the generator satisfies OpenAPI 3.1."""
    openapi_spec_validator.validate(AFTER)
