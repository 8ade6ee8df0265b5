"""What a schema means, however it is written: ``allOf`` merged, null and alternatives set apart, texts left out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codegen.inlining import ANCHOR, RECURSION
from codegen.jsontypes import Json, JsonObject, as_list, as_object, strings
from codegen.schemas import allowed_values, flatten, merge, split_types

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Keywords that tell people something and change no value.
TEXTS = frozenset(
    {"description", "summary", "title", "example", "examples", "externalDocs", "$schema", "$comment", "xml", "$id"}
)
#: Keywords that are read one by one below.
_READ = frozenset(
    {
        *("type", "nullable", "enum", "const", "format", "properties", "required", "items", "additionalProperties"),
        *("oneOf", "anyOf", "allOf", "default", "deprecated", ANCHOR, RECURSION),
    }
)
#: Keywords that say nothing when they are false, and those that say nothing when they are 0.
_OFF = frozenset({"uniqueItems", "readOnly", "writeOnly", "exclusiveMinimum", "exclusiveMaximum"})
_FROM_NOTHING = frozenset({"minLength", "minItems", "minProperties"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A schema, read. ``types`` is None where any is allowed, ``enum`` (canonical JSON of each value) where any is."""

    types: frozenset[str] | None = None
    nullable: bool = False
    enum: Mapping[str, Json] | None = None
    format: str | None = None
    properties: Mapping[str, Json] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Json = field(default_factory=dict)
    extra: Json = True
    variants: tuple[JsonObject, ...] = ()
    rules: Mapping[str, Json] = field(default_factory=dict)
    default: str | None = None
    deprecated: bool = False


def canonical(value: Json) -> str:
    """The same text for the same value, and for no other: ``1`` is neither ``true`` nor ``1.0`` nor ``"1"``."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def settle(schema: Json) -> tuple[JsonObject, bool]:
    """A schema without ``allOf`` and without alternatives that are none, and whether null is among them.

    Raises:
        UnsupportedSchema: its ``allOf`` cannot be merged.
    """
    if schema is False:
        return {"not": {}}, False
    flat = flatten(as_object(schema))
    listed = [flatten(as_object(item)) for key in ("oneOf", "anyOf") for item in as_list(flat.get(key))]
    if not listed:
        return flat, False
    variants = [item for item in listed if not _is_null(item)]
    has_null = len(variants) < len(listed)
    own: JsonObject = {key: value for key, value in flat.items() if key not in ("oneOf", "anyOf")}
    if len(variants) == 1:
        settled, inner_null = settle(merge(own, variants[0]))
        return settled, has_null or inner_null
    if variants and all(item.keys() - TEXTS == {"type"} for item in variants):
        names = [name for item in variants for name in _names(item["type"])]
        return {**own, "type": list[Json](names)}, has_null
    return {**own, "oneOf": list[Json](variants)}, has_null


def read(flat: JsonObject, *, nullable: bool) -> Meaning:
    """Read a settled schema."""
    types, has_null = split_types(flat)
    values = [value for value in allowed_values(flat) if value is not None]
    form = flat.get("format")
    return Meaning(
        types=frozenset(types) or None,
        nullable=nullable or has_null,
        enum={canonical(value): value for value in values} if values else None,
        format=form if isinstance(form, str) else None,
        properties=as_object(flat.get("properties")),
        required=frozenset(strings(flat.get("required"))),
        items=flat.get("items", {}),
        extra=_extra(flat.get("additionalProperties", True)),
        variants=tuple(as_object(item) for item in as_list(flat.get("oneOf"))),
        rules={key: flat[key] for key in sorted(flat) if _is_rule(key) and not _is_assumed(key, flat[key])},
        default=canonical(flat["default"]) if "default" in flat else None,
        deprecated=flat.get("deprecated") is True,
    )


def _is_rule(key: str) -> bool:
    return key not in _READ and key not in TEXTS and not key.startswith("x-")


def _is_assumed(key: str, value: Json) -> bool:
    return (key in _OFF and value is False) or (key in _FROM_NOTHING and value == 0)


def _is_null(schema: JsonObject) -> bool:
    return schema.get("type") == "null" or ("enum" in schema and schema["enum"] == [None])


def _names(given: Json) -> list[str]:
    return [given] if isinstance(given, str) else strings(given)


def _extra(given: Json) -> Json:
    return True if given == {} else given


def shown(schema: Json) -> str:
    """The type in words: ``string``, ``array of object``, ``integer or string``, ``anything``."""
    flat, _ = settle(schema)
    if RECURSION in flat:
        return "object"
    found = read(flat, nullable=False)
    if found.types is None:
        return f"one of {len(found.variants)} variants" if found.variants else "anything"
    if found.types == {"array"}:
        return f"array of {shown(found.items)}"
    return " or ".join(sorted(found.types))
