"""Turn the prepared document into what the generator can read without a warning, operation by operation.

What is corrected here holds for any document of this family; what is wrong with one operation is said in the overlay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codegen.errors import PipelineError
from codegen.hoisting import Classes, Hoister
from codegen.jsontypes import Json, JsonObject, as_list, as_object, as_text
from codegen.naming import operations
from codegen.schemas import UnsupportedSchema, Use, simplify

if TYPE_CHECKING:
    from collections.abc import Sequence

_BYTES: JsonObject = {"type": "string", "format": "binary"}
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_OCTETS = "application/octet-stream"
#: Statuses whose answers have no body, whatever the document says.
_BODILESS = frozenset({204, 205})
#: Header parameters that OpenAPI says to ignore: HTTP and the pipeline set them.
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_SCALARS = frozenset({"string", "integer", "number", "boolean"})


@dataclass(frozen=True, slots=True)
class Shaped:
    """The generator's document, and request content types that it must send as bytes."""

    document: JsonObject
    byte_types: frozenset[str] = field(default=frozenset())


def shape(document: JsonObject) -> Shaped:
    """The generator's document for a prepared one.

    Raises:
        PipelineError: something in an operation cannot be said in Python; the message names the operation.
    """
    classes = Classes()
    byte_types: set[str] = set()
    paths: JsonObject = {}
    for method, path, operation in operations(document):
        shaper = _Shaper(classes, byte_types, operation, f"{method.upper()} {path}")
        try:
            shaped = shaper.operation()
        except UnsupportedSchema as reason:
            raise PipelineError(f"{method.upper()} {path}: a schema is not supported: {reason}") from None
        as_object(paths.setdefault(path, {}))[method] = shaped
    info = as_object(document.get("info"))
    return Shaped(
        {
            "openapi": "3.1.0",
            "info": {"title": info.get("title", ""), "version": "0"},
            "paths": paths,
            "components": {"schemas": classes.components},
        },
        frozenset(byte_types),
    )


class _Shaper:
    def __init__(self, classes: Classes, byte_types: set[str], operation: JsonObject, owner: str) -> None:
        self._given = operation
        self._owner = owner
        self._byte_types = byte_types
        self._hoister = Hoister(classes, as_text(operation.get("operationId")), owner)

    def operation(self) -> JsonObject:
        shaped: JsonObject = {
            key: self._given[key]
            for key in ("operationId", "tags", "summary", "description", "security")
            if key in self._given
        }
        parameters = [self._parameter(as_object(item)) for item in as_list(self._given.get("parameters"))]
        shaped["parameters"] = [item for item in parameters if item]
        body = self._body()
        if body:
            shaped["requestBody"] = body
        shaped["responses"] = self._responses()
        return shaped

    # Requests

    def _parameter(self, given: JsonObject) -> JsonObject:
        name, where = as_text(given.get("name")), as_text(given.get("in"))
        if where == "header" and name.lower() in _IGNORED_HEADERS:
            return {}
        use = Use.HEADER if where in ("header", "cookie") else Use.QUERY_OR_PATH
        schema = simplify(given.get("schema", {"type": "string"}), use)
        schema.pop("nullable", None)  # leaving a parameter out is how to say nothing
        if where == "cookie" or (where != "query" and schema.get("type") not in _SCALARS):
            schema = {"type": "string"}
        for key in ("description", "example"):
            if key in given:
                schema[key] = given[key]
        return {
            "name": name,
            "in": where,
            "required": where == "path" or given.get("required") is True,
            "schema": self._hoister.hoist(schema, (where, name)),
        }

    def _body(self) -> JsonObject:
        given = as_object(self._given.get("requestBody"))
        content = {_named(kind): media for kind, media in as_object(given.get("content")).items()}
        if not content:
            return {}
        known = {kind: self._body_schema(kind, media) for kind, media in content.items() if _is_known_body(kind)}
        if not known:
            kind = min(content)
            self._byte_types.add(kind)
            known = {kind: dict(_BYTES)}
        if len(known) > 1:  # the generator tells several bodies apart by their class
            objects = {kind: schema for kind, schema in known.items() if schema.get("type") == "object"}
            best = min(known, key=_preference)
            known = objects if len(objects) > 1 and best in objects else {best: known[best]}
        first = min(known, key=_preference)
        shaped: JsonObject = {}
        for kind in sorted(known, key=_preference):
            parts = ("request",) if kind == first else (_body_word(kind), "request")
            shaped[kind] = {"schema": self._hoister.hoist(known[kind], parts)}
        return {"required": given.get("required") is True, "content": shaped}

    def _body_schema(self, kind: str, media: Json) -> JsonObject:
        if kind == _OCTETS:
            return dict(_BYTES)
        form = _bare(kind) in (_FORM, _MULTIPART)
        schema = simplify(as_object(media).get("schema", {}), Use.FORM_BODY if form else Use.JSON_BODY)
        schema.pop("nullable", None)
        if not form and as_object(self._given.get("requestBody")).get("required") is not True and _only_scalars(schema):
            return {}  # the generator writes an `else` without its `if`
        if form and schema.get("type") != "object":
            return {"type": "object"}
        return schema

    # Responses

    def _responses(self) -> JsonObject:
        given = as_object(self._given.get("responses"))
        wanted = {status: as_object(given[status]) for status in given if re.fullmatch(r"2(\d\d|XX)", status)}
        if not wanted and "default" in given:
            wanted = {"2XX": as_object(given["default"])}
        bodies = {status: body for status in sorted(wanted) if (body := self._answer(wanted[status])) is not None}
        for status in list(bodies):
            # HTTP has no body with these. If the service sends the documented one, it comes as a 200.
            if status.isdecimal() and int(status) in _BODILESS:
                body = bodies.pop(status)
                if "200" not in wanted:
                    bodies["200"] = body
        named = sorted(bodies)
        shaped: JsonObject = {}
        for status in sorted({*wanted, *bodies}):
            description = as_text(wanted.get(status, {}).get("description"))
            shaped[status] = {"description": description}
            if status in bodies:
                kind, schema = bodies[status]
                parts = ("response",) if status == named[0] else ("response", status)
                content: JsonObject = {kind: {"schema": self._hoister.hoist(schema, parts)}}
                shaped[status] = {"description": description, "content": content}
        return shaped

    @staticmethod
    def _answer(response: JsonObject) -> tuple[str, JsonObject] | None:
        """The content type and schema of an answer; None when it has no body that is described."""
        content = as_object(response.get("content"))
        if not content:
            return None
        kind = min(content, key=_preference)
        if _is_json(kind):
            schema = as_object(content[kind]).get("schema")
            return None if schema is None else ("application/json", simplify(schema, Use.RESPONSE))
        return ("text/plain", {"type": "string"}) if kind.startswith("text/") else (_OCTETS, dict(_BYTES))


def success_statuses(responses: JsonObject) -> list[int]:
    """The statuses of a shaped operation's answers; a range counts as all that it holds."""
    statuses: list[int] = []
    for status in responses:
        statuses += range(200, 300) if status == "2XX" else [int(status)]
    return sorted(set(statuses))


def _only_scalars(schema: JsonObject) -> bool:
    """Whether it is one of several scalars, all sent as they are."""
    variants = [as_object(variant) for variant in as_list(schema.get("oneOf"))]
    return bool(variants) and all(
        variant.get("type") in _SCALARS and not variant.keys() & {"enum", "format"} for variant in variants
    )


def _bare(kind: str) -> str:
    return kind.partition(";")[0].strip().lower()


def _named(kind: str) -> str:
    """A content type that can be sent: where any is allowed, JSON is."""
    return "application/json" if _bare(kind) in ("*/*", "application/*") else kind


def _is_json(kind: str) -> bool:
    return _bare(_named(kind)) == "application/json" or _bare(kind).endswith("+json")


def _is_known_body(kind: str) -> bool:
    return _is_json(kind) or _bare(kind) in (_FORM, _MULTIPART, _OCTETS)


def _body_word(kind: str) -> str:
    return {_FORM: "form", _MULTIPART: "multipart", _OCTETS: "binary"}.get(_bare(kind), "json")


def _preference(kind: str) -> tuple[int, str]:
    """JSON first, then forms, then text, then the rest."""
    bare = _bare(kind)
    order: Sequence[bool] = (bare == "application/json", _is_json(kind), bare == _FORM, bare == _MULTIPART)
    rank = next((index for index, fits in enumerate(order) if fits), 4 if bare.startswith("text/") else 5)
    return rank, kind
