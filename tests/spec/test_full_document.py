"""The full document is the specification and, beside it, exactly what its own inventory lists."""

from __future__ import annotations

import json

import pytest

from codegen import pipeline
from tests.spec.notation import fields_of, operation_of
from tests.spec.reading import DATA, FULL_DOCUMENT, FULL_INVENTORY, INVENTORY, SPECIFICATION, Node, operations

OPERATIONS = dict(operations(FULL_DOCUMENT))
NAMED = dict(operations(pipeline.prepare(DATA / "full_document.yaml").document))
SCHEMAS: dict[str, Node] = FULL_DOCUMENT["components"]["schemas"]


def test_has_every_operation_and_schema() -> None:
    """105 operations, of which 33 are the specification's; nothing beside what the two inventories list."""
    assert len(OPERATIONS) == 105
    assert sorted(OPERATIONS) == sorted([*INVENTORY["operations"], *FULL_INVENTORY["operations"]])
    assert sorted(SCHEMAS) == sorted([*INVENTORY["schemas"], *FULL_INVENTORY["schemas"]])


def test_holds_the_specification_as_it_is() -> None:
    """The specification's part is the same to the letter, texts and order of keys included."""
    whole = json.loads(json.dumps(FULL_DOCUMENT))
    whole["paths"] = {path: item for path, item in whole["paths"].items() if path in SPECIFICATION["paths"]}
    schemas = SPECIFICATION["components"]["schemas"]
    whole["components"]["schemas"] = {name: schema for name, schema in SCHEMAS.items() if name in schemas}
    assert json.dumps(whole) == json.dumps(SPECIFICATION)


@pytest.mark.parametrize("key", FULL_INVENTORY["operations"])
def test_operation(key: str) -> None:
    """The operation has this name, these parameters, this body and this answer, and errors and security as all have."""
    operation, any_other = OPERATIONS[key], OPERATIONS["GET /abdm/v1/session/status"]
    assert operation_of(operation, NAMED[key]) == FULL_INVENTORY["operations"][key]
    assert operation["security"] == any_other["security"]
    assert [operation["responses"][status] for status in ("4XX", "5XX")] == [
        any_other["responses"][status] for status in ("4XX", "5XX")
    ]
    assert operation["summary"]


@pytest.mark.parametrize("name", FULL_INVENTORY["schemas"])
def test_schema(name: str) -> None:
    """The schema has these fields, with these types, required or not."""
    assert fields_of(SCHEMAS[name]) == FULL_INVENTORY["schemas"][name]
