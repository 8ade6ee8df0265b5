"""The specification holds exactly what the inventory lists: parameters, bodies, fields, types, required, enums."""

from __future__ import annotations

import json

import pytest

from tests.spec.reading import INVENTORY, SPECIFICATION, Node, after_overlay, operations

OPERATIONS = dict(operations(SPECIFICATION))
NAMED = dict(operations(after_overlay()))
SCHEMAS: dict[str, Node] = SPECIFICATION["components"]["schemas"]
IDENTITY = "header X-Pt-Id, header X-Partner-Pt-Id, header X-Hip-Id"


def type_of(schema: Node) -> str:
    """Write a schema as the inventory does, for instance `string? {M, F}, e.g. "M"`."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix("#/components/schemas/")
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    (kind,) = [kind for kind in kinds if kind != "null"]
    text = ("list" if kind == "array" else kind) + ("?" if "null" in kinds else "")
    if "items" in schema:
        text += f" of {type_of(schema['items'])}"
    if "enum" in schema:
        text += f" {{{', '.join(schema['enum'])}}}"
    if "examples" in schema:
        text += f", e.g. {', '.join(json.dumps(example) for example in schema['examples'])}"
    unknown = schema.keys() - {"type", "items", "enum", "examples", "description"}
    assert not unknown, f"the inventory has no notation for {unknown}"
    return text


def fields_of(schema: Node) -> dict[str, str]:
    """Write the fields of an object schema as the inventory does."""
    assert schema["type"] == "object"
    required = schema.get("required", [])
    assert set(required) <= schema["properties"].keys()
    assert schema.keys() <= {"type", "properties", "required", "description"}
    return {f"{name}{'*' if name in required else ''}": type_of(node) for name, node in schema["properties"].items()}


def parameters_of(operation: Node) -> str:
    """Write the parameters of an operation as the inventory does."""
    written = []
    for parameter in operation.get("parameters", []):
        kind = type_of(parameter["schema"]).removeprefix("string")
        written.append(f"{parameter['in']} {parameter['name']}{'*' if parameter.get('required') else ''}{kind}")
    return ", ".join(written).replace(IDENTITY, "identity")


def answer_of(operation: Node) -> str:
    """Write the success answer of an operation as the inventory does."""
    (status,) = [status for status in operation["responses"] if status.startswith("2")]
    content = operation["responses"][status].get("content")
    if content is None:
        return f"{status} empty"
    ((media_type, media),) = content.items()
    if media_type == "image/png":
        assert media["schema"] == {"type": "string", "format": "binary"}
        return f"{status} image/png"
    assert media_type == "application/json"
    return f"{status} {type_of(media['schema'])}"


def written(key: str) -> dict[str, str]:
    """Write an operation as the inventory does, leaving out what it does not have."""
    operation, named = OPERATIONS[key], NAMED[key]
    entry = {"name": f"{', '.join(named['tags'])}.{named['operationId']}", "parameters": parameters_of(operation)}
    if "requestBody" in operation:
        assert list(operation["requestBody"]["content"]) == ["application/json"]
        entry["request"] = type_of(operation["requestBody"]["content"]["application/json"]["schema"])
    entry["answer"] = answer_of(operation)
    return {name: value for name, value in entry.items() if value}


def test_lists_the_same_operations_and_schemas() -> None:
    """Nothing was added, dropped or moved."""
    assert list(OPERATIONS) == list(INVENTORY["operations"])
    assert list(SCHEMAS) == list(INVENTORY["schemas"])


@pytest.mark.parametrize("key", INVENTORY["operations"])
def test_operation(key: str) -> None:
    """The operation has this name, these parameters, this body and this answer."""
    assert written(key) == INVENTORY["operations"][key]


@pytest.mark.parametrize("name", INVENTORY["schemas"])
def test_schema(name: str) -> None:
    """The schema has these fields, with these types, required or not."""
    assert fields_of(SCHEMAS[name]) == INVENTORY["schemas"][name]
