"""Say a schema in the few words that the generator understands.

The result of :func:`simplify` holds only: ``type`` (one name), ``nullable`` (true), ``format``, ``enum``, ``items``,
``properties`` and ``required`` (both sorted, so that the order of keys in the document means nothing), ``oneOf``,
``additionalProperties``, ``description``, ``example``, and the two marks of a schema that contains itself.

Where it serves the caller, it says less than the document. Answers: enums are open and formats are plain strings, so
that a value that is new does not make the answer unreadable; an optional property is never null, since null reads as
absent. Everywhere: ``default`` is the service's business, not the client's, and constraints on values are not checked.
"""

from __future__ import annotations

import copy
import enum
from typing import TYPE_CHECKING

from codegen.inlining import ANCHOR, RECURSION
from codegen.jsontypes import Json, JsonObject, as_list, as_object, strings

if TYPE_CHECKING:
    from collections.abc import Iterable


class Use(enum.Enum):
    """Where a schema is used."""

    RESPONSE = "response"
    JSON_BODY = "json body"
    FORM_BODY = "form body"
    QUERY_OR_PATH = "query or path parameter"
    HEADER = "header or cookie parameter"


_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_CALENDAR = frozenset({"date", "date-time", "uuid"})
_KEPT_FORMATS = {
    Use.RESPONSE: frozenset[str](),
    Use.JSON_BODY: _CALENDAR,
    Use.FORM_BODY: _CALENDAR | {"binary"},
    Use.QUERY_OR_PATH: _CALENDAR,
    Use.HEADER: frozenset[str](),
}


class UnsupportedSchema(Exception):
    """A schema that cannot be said; ``str()`` is the reason."""


def simplify(schema: Json, use: Use) -> JsonObject:
    """The schema in the generator's words.

    Raises:
        UnsupportedSchema: a schema that contains itself through ``allOf``.
    """
    if not isinstance(schema, dict):  # true and false are schemas, too
        return {}
    return _simplify(flatten(schema), use)


def _simplify(schema: JsonObject, use: Use) -> JsonObject:
    if RECURSION in schema:
        return {RECURSION: schema[RECURSION]}
    types, nullable = split_types(schema)
    variants, null_variant = _variants(schema, types, use)
    nullable = nullable or null_variant
    if len(variants) == 1:
        simple = variants[0]
    elif variants:
        simple = {"oneOf": list[Json](variants)}
    else:
        simple = _single(schema, types[0] if types else None, use)
    if nullable and _is_bare_array(simple):
        simple = {}
    if nullable and simple:
        simple["nullable"] = True
    for key, value in (("description", schema.get("description")), ("example", _example(schema))):
        if value is not None:
            simple[key] = value
    if ANCHOR in schema:
        simple[ANCHOR] = schema[ANCHOR]
    return simple


def split_types(schema: JsonObject) -> tuple[list[str], bool]:
    """The types that a value may have, null set apart."""
    given = schema.get("type")
    types = [given] if isinstance(given, str) else strings(given)
    values = as_list(schema.get("enum"))
    if not types:
        if "properties" in schema or "additionalProperties" in schema:
            types = ["object"]
        elif "items" in schema:
            types = ["array"]
        elif values:
            types = sorted({_type_of(value) for value in values})
    nullable = "null" in types or schema.get("nullable") is True or None in values
    return [name for name in dict.fromkeys(types) if name != "null"], nullable


def _type_of(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _variants(schema: JsonObject, types: list[str], use: Use) -> tuple[list[JsonObject], bool]:
    """What ``oneOf``, ``anyOf`` or several types allow, and whether null is among it."""
    listed = [as_object(variant) for key in ("oneOf", "anyOf") for variant in as_list(schema.get(key))]
    rest: JsonObject = {key: value for key, value in schema.items() if key not in ("oneOf", "anyOf", "nullable")}
    if any(_says_what(flatten(variant)) for variant in listed):
        base: JsonObject = {key: value for key, value in rest.items() if key in _STRUCTURE}
        candidates = [flatten(merge(base, flatten(variant))) for variant in listed]
    elif len(types) > 1:
        candidates = [{**_without_texts(rest), "type": name} for name in types]
    else:
        return [], False
    simple = [_simplify(candidate, use) for candidate in candidates if candidate.get("type") != "null"]
    has_null = len(simple) < len(candidates) or any(variant.pop("nullable", False) for variant in simple)
    distinct: list[JsonObject] = []
    for variant in simple:
        if variant not in distinct:
            distinct.append(variant)
    if {} in distinct or (len(distinct) > 1 and any(_is_bare_array(variant) for variant in distinct)):
        return [{}], has_null  # one of them may be anything
    return distinct, has_null


_STRUCTURE = frozenset({"type", "properties", "required", "items", "additionalProperties"})
_SAYING = (_STRUCTURE - {"required"}) | {"enum", "const", "oneOf", "anyOf", "format", RECURSION}


def _says_what(schema: JsonObject) -> bool:
    """Whether a variant says what the value is; one with nothing but ``required`` is a constraint on the whole."""
    return bool(_SAYING & schema.keys())


def _is_bare_array(simple: JsonObject) -> bool:
    """An array of anything; among alternatives, the generator writes a cast for it that a strict type check refuses."""
    return simple.get("type") == "array" and not (as_object(simple["items"]).keys() - {"description", "example"})


def _without_texts(schema: JsonObject) -> JsonObject:
    return {key: value for key, value in schema.items() if key not in ("description", "example", "examples", ANCHOR)}


def _single(schema: JsonObject, name: str | None, use: Use) -> JsonObject:
    match name:
        case "object":
            return _object(schema, use)
        case "array":
            return {"type": "array", "items": simplify(schema.get("items"), use)}
        case "string" | "integer" | "number" | "boolean":
            return _scalar(schema, name, use)
    return {}


def _object(schema: JsonObject, use: Use) -> JsonObject:
    properties = as_object(schema.get("properties"))
    required = sorted(set(strings(schema.get("required"))) & properties.keys())
    simple: JsonObject = {"type": "object"}
    if properties:
        simple["properties"] = {
            name: _property(properties[name], use, required=name in required) for name in sorted(properties)
        }
    if required:
        simple["required"] = list[Json](required)
    extra = schema.get("additionalProperties")
    if extra is False and use is not Use.RESPONSE:
        simple["additionalProperties"] = False
    elif isinstance(extra, dict) and (inner := simplify(extra, use)):
        simple["additionalProperties"] = inner
    return simple


def _property(schema: Json, use: Use, *, required: bool) -> JsonObject:
    simple = simplify(schema, use)
    if use is Use.RESPONSE and not required:
        simple.pop("nullable", None)
    return simple


def _scalar(schema: JsonObject, name: str, use: Use) -> JsonObject:
    simple: JsonObject = {"type": name}
    form = schema.get("format")
    if name == "string" and isinstance(form, str) and form in _KEPT_FORMATS[use]:
        simple["format"] = form
    values = [value for value in allowed_values(schema) if value is not None]
    python = {"string": str, "integer": int}.get(name)
    if use is not Use.RESPONSE and values and python is not None and all(type(value) is python for value in values):
        simple["enum"] = [value for index, value in enumerate(values) if value not in values[:index]]
        simple.pop("format", None)
    return simple


def allowed_values(schema: JsonObject) -> list[Json]:
    if "const" in schema:
        return [schema["const"]]
    return as_list(schema.get("enum"))


def _example(schema: JsonObject) -> Json:
    if "example" in schema:
        return copy.deepcopy(schema["example"])
    return copy.deepcopy(next(iter(as_list(schema.get("examples"))), None))


def flatten(schema: JsonObject) -> JsonObject:
    """The schema with its ``allOf`` merged into it."""
    parts = [part for part in as_list(schema.get("allOf")) if isinstance(part, dict)]
    own: JsonObject = {key: value for key, value in schema.items() if key != "allOf"}
    merged: JsonObject = {}
    for part in parts:
        if RECURSION in part and (len(parts) > 1 or _STRUCTURE & own.keys()):
            raise UnsupportedSchema("it contains itself through allOf")
        merged = merge(merged, flatten(part))
    return merge(merged, own)


def merge(first: JsonObject, second: JsonObject) -> JsonObject:
    """Both at once; where both say something that cannot be joined, the second wins."""
    merged = {**first, **second}
    for key in first.keys() & second.keys():
        merged[key] = _join(key, first[key], second[key])
    return merged


def _join(key: str, first: Json, second: Json) -> Json:
    if key == "properties":
        return _merge_properties(as_object(first), as_object(second))
    if key == "required":
        return list[Json](_unique([*strings(first), *strings(second)]))
    if key == "type" and (isinstance(first, list) or isinstance(second, list)):
        allowed = [second] if isinstance(second, str) else strings(second)
        return list[Json]([name for name in ([first] if isinstance(first, str) else strings(first)) if name in allowed])
    if key in ("oneOf", "anyOf") and first != second:
        raise UnsupportedSchema(f"allOf joins two different lists of {key}")
    return second


def _merge_properties(first: JsonObject, second: JsonObject) -> JsonObject:
    joined = {**first, **second}
    for name in first.keys() & second.keys():
        joined[name] = merge(flatten(as_object(first[name])), flatten(as_object(second[name])))
    return joined


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
