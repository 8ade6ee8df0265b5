"""Write parts of a document as the inventories kept with the tests do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.spec.reading import Node

IDENTITY = "header X-Pt-Id, header X-Partner-Pt-Id, header X-Hip-Id"
_JSON = "application/json"


def type_of(schema: Node) -> str:
    """Write a schema, for instance `string? {M, F}, e.g. "M"`."""
    if not schema:
        return "any"
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix("#/components/schemas/")
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    (kind,) = [kind for kind in kinds if kind != "null"]
    text = ("list" if kind == "array" else kind) + ("?" if "null" in kinds else "")
    if "properties" in schema:
        assert schema.keys() == {"type", "properties"}
        return f"{text} {{{', '.join(f'{name}: {type_of(inner)}' for name, inner in schema['properties'].items())}}}"
    if "items" in schema:
        text += f" of {type_of(schema['items'])}"
    if "format" in schema:
        text += f" ({schema['format']})"
    if "enum" in schema:
        text += f" {{{', '.join(map(_value, schema['enum']))}}}"
    if "examples" in schema:
        text += f", e.g. {', '.join(json.dumps(example) for example in schema['examples'])}"
    unknown = schema.keys() - {"type", "items", "format", "enum", "examples", "description"}
    assert not unknown, f"the inventory has no notation for {unknown}"
    return text


def _value(value: str) -> str:
    return value if value == value.strip() else f'"{value}"'


def fields_of(schema: Node) -> dict[str, str]:
    """Write the fields of an object schema."""
    assert schema["type"] == "object"
    required = schema.get("required", [])
    assert set(required) <= schema["properties"].keys()
    assert schema.keys() <= {"type", "properties", "required", "description"}
    return {f"{name}{'*' if name in required else ''}": type_of(node) for name, node in schema["properties"].items()}


def operation_of(operation: Node, named: Node) -> dict[str, str]:
    """Write an operation, with the name that the pipeline gives it, leaving out what it does not have."""
    entry = {"name": f"{', '.join(named['tags'])}.{named['operationId']}", "parameters": _parameters(operation)}
    if "requestBody" in operation:
        assert operation["requestBody"].keys() == {"content"}
        entry["request"] = _content(operation["requestBody"]["content"])
    entry["answer"] = _answer(operation)
    return {name: value for name, value in entry.items() if value}


def _parameters(operation: Node) -> str:
    written = []
    for parameter in operation.get("parameters", []):
        kind = type_of(parameter["schema"]).removeprefix("string")
        written.append(f"{parameter['in']} {parameter['name']}{'*' if parameter.get('required') else ''}{kind}")
    return ", ".join(written).replace(IDENTITY, "identity")


def _answer(operation: Node) -> str:
    (status,) = [status for status in operation["responses"] if status.startswith("2")]
    content = operation["responses"][status].get("content")
    return f"{status} {'empty' if content is None else _content(content)}"


def _content(content: Node) -> str:
    ((media_type, media),) = content.items()
    if media_type == "image/png":
        assert media["schema"] == {"type": "string", "format": "binary"}
        return "image/png"
    written = type_of(media["schema"])
    return written if media_type == _JSON else f"{media_type} {written}"
