"""Types and small helpers for documents as they come out of YAML or JSON."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = "dict[str, Json]"

#: Every HTTP method that a path item may hold, in the order in which operations are listed.
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

#: Keywords whose value is a map from names to schemas (or responses ...): its keys are names, never keywords.
NAME_MAPS = frozenset(
    "properties patternProperties $defs definitions dependentSchemas schemas responses parameters requestBodies headers "
    "securitySchemes links callbacks pathItems content paths webhooks encoding variables mapping".split()
)

#: Keywords whose value is data and may hold anything; a ``$ref`` in there refers to nothing.
DATA_KEYWORDS = frozenset({"example", "examples", "default", "enum", "const"})


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
