"""What an operation is called with, made from the document alone; and how the generated functions take it."""

from __future__ import annotations

import enum
import importlib
import json
import typing
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import attrs
from openapi_python_client.strings import PythonIdentifier

from tests.codegen.walking import media_types

if TYPE_CHECKING:
    import httpx

    from tests.codegen.documents import Node

_FORM = "application/x-www-form-urlencoded"


@dataclass
class Sample:
    """One request as it has to arrive."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = None
    body: Any = None

    def matches(self, request: httpx.Request) -> bool:
        """Whether a request is this one: nothing missing, nothing more."""
        headers = {name: request.headers.get(name) for name in self.headers}
        content = request.content.decode()
        body: Any = dict(parse_qsl(content)) if self.content_type == _FORM else json.loads(content or "null")
        return (request.method, request.url.path, dict(request.url.params), headers, body) == (
            *(self.method, self.path, self.query, self.headers, self.body),
        ) and request.headers.get("content-type") == self.content_type


def _parameters(operation: Node, *, everything: bool) -> list[Node]:
    return [item for item in operation.get("parameters", []) if everything or item.get("required")]


def sample(method: str, path: str, operation: Node, *, everything: bool) -> Sample:
    """A request with every field that the operation has, and with every parameter or only those that are required."""
    made = Sample(method.upper(), path)
    for parameter in _parameters(operation, everything=everything):
        name, value = parameter["name"], str(value_of(parameter["schema"], parameter["name"]))
        match parameter["in"]:
            case "path":
                made.path = made.path.replace(f"{{{name}}}", value)
            case "query":
                made.query[name] = value
            case _:
                made.headers[name] = value
    for kind, media in media_types(operation):
        if kind == "request":
            (made.content_type,) = operation["requestBody"]["content"]
            made.body = value_of(media["schema"], "body")
    return made


def value_of(schema: Node, name: str) -> Any:
    """A value of a schema that has no references; the last one allowed, so that it is none that is there by chance."""
    if "enum" in schema:
        return schema["enum"][-1]
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    match next((kind for kind in kinds if kind != "null"), None):
        case "object":
            return {inner: value_of(part, inner) for inner, part in schema.get("properties", {}).items()}
        case "array":
            return [value_of(schema["items"], name)]
        case "string":
            return "2024-02-29T10:20:30+00:00" if schema.get("format") == "date-time" else f"some {name}"
        case "integer":
            return 7
        case "number":
            return 1.5
        case "boolean":
            return True
    return {"any": ["thing"]}


# The generated functions


def module_of(package: str, operation: Node) -> ModuleType:
    """The endpoint module of an operation."""
    return importlib.import_module(f"{package}.api.{operation['tags'][0]}.{operation['operationId']}")


def arguments(module: ModuleType, operation: Node, *, everything: bool) -> dict[str, Any]:
    """The keywords that say to a generated function what the sample says, whatever they are called and typed as."""
    hints = typing.get_type_hints(module.sync_detailed)
    given: dict[str, Any] = {}
    for parameter in _parameters(operation, everything=everything):
        name = str(PythonIdentifier(parameter["name"], "field_"))
        name = name if name in hints else f"{name}_"
        value: Any = value_of(parameter["schema"], parameter["name"])
        members = [kind for kind in _parts(hints[name]) if issubclass(kind, enum.Enum)]
        given[name] = members[0](value) if members else value
    for kind, media in media_types(operation):
        if kind == "request":
            (model,) = [part for part in _parts(hints["body"]) if attrs.has(part)]
            given["body"] = typing.cast("Any", model).from_dict(value_of(media["schema"], "body"))
    assert not everything or {"client", "return", *given} == set(hints)
    return given


def _parts(hint: Any) -> tuple[type, ...]:
    parts = typing.get_args(hint) or (hint,)
    return tuple(part for part in parts if isinstance(part, type))


# Answers


def without_nulls(value: Any) -> Any:
    """JSON without the fields that are null: for an optional field, null reads as absent."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def plain(parsed: Any) -> Any:
    """The JSON that a parsed answer says."""
    if isinstance(parsed, list):
        return [plain(item) for item in parsed]
    return parsed.to_dict() if attrs.has(type(parsed)) else parsed
