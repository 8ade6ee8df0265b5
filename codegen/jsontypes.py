"""Types and small helpers for documents as they come out of YAML or JSON."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = "dict[str, Json]"

#: Every HTTP method that a path item may hold, in the order in which operations are listed.
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

#: Keywords whose value is a map from names to schemas (or responses ...): its keys are names, never keywords.
_NAME_MAPS = frozenset(
    {
        *("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"),
        *("schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes", "links", "callbacks"),
        *("pathItems", "paths", "webhooks", "content", "encoding", "variables", "mapping", "examples"),
    }
)

#: Keywords whose value is data and may hold anything; a ``$ref`` in there refers to nothing.
_DATA = frozenset({"example", "default", "enum", "const", "value"})


def is_name_map(key: str, value: Json) -> bool:
    """Whether the value of a keyword is a map from names to parts of the document."""
    return key in _NAME_MAPS and isinstance(value, dict)


def is_data(key: str, value: Json) -> bool:
    """Whether the value of a keyword is data, not part of the document; ``examples`` is, when it is a schema's list."""
    return key in _DATA or key.startswith("x-") or (key == "examples" and not isinstance(value, dict))


def as_object(value: Json) -> JsonObject:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Json) -> list[Json]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def as_text(value: Json) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def strings(value: Json) -> list[str]:
    """The strings of a list; empty when it is no list."""
    return [item for item in as_list(value) if isinstance(item, str)]
