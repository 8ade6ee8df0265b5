"""The specification holds exactly what the inventory lists: parameters, bodies, fields, types, required, enums."""

from __future__ import annotations

import pytest

from tests.spec.notation import fields_of, operation_of
from tests.spec.reading import INVENTORY, SPECIFICATION, Node, after_overlay, operations

OPERATIONS = dict(operations(SPECIFICATION))
NAMED = dict(operations(after_overlay()))
SCHEMAS: dict[str, Node] = SPECIFICATION["components"]["schemas"]


def test_lists_the_same_operations_and_schemas() -> None:
    """Nothing was added, dropped or moved."""
    assert list(OPERATIONS) == list(INVENTORY["operations"])
    assert list(SCHEMAS) == list(INVENTORY["schemas"])


@pytest.mark.parametrize("key", INVENTORY["operations"])
def test_operation(key: str) -> None:
    """The operation has this name, these parameters, this body and this answer."""
    assert operation_of(OPERATIONS[key], NAMED[key]) == INVENTORY["operations"][key]


@pytest.mark.parametrize("name", INVENTORY["schemas"])
def test_schema(name: str) -> None:
    """The schema has these fields, with these types, required or not."""
    assert fields_of(SCHEMAS[name]) == INVENTORY["schemas"][name]
