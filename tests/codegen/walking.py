"""Find the parts of a document: its operations, and every value that they send or answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.codegen.documents import Node

_PREFIX = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Place:
    """One value of one operation: ``("response", "eka", "oid")`` of ``"POST /abdm/..."``.

    ``holder[key]`` is its schema, which several places share when they share a component; ``owner`` is the object
    schema that has it as a property, None for the items of a list.
    """

    operation: str
    parts: tuple[str, ...]
    holder: Node = field(repr=False)
    key: str = field(repr=False)
    owner: Node | None = field(repr=False)

    @property
    def schema(self) -> Node:
        """The schema of the value, or a reference to it."""
        found: Node = self.holder[self.key]
        return found


def operations(made: Node) -> Iterator[tuple[str, Node]]:
    """Every operation as ("POST /path", operation)."""
    for path, item in made["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def resolved(made: Node, schema: Node) -> Node:
    """The schema, or the one that it refers to."""
    while "$ref" in schema:
        schema = made["components"]["schemas"][schema["$ref"].removeprefix(_PREFIX)]
    return schema


def media_types(operation: Node) -> Iterator[tuple[str, Node]]:
    """What an operation sends and answers: ("request" or "response", media type object); errors do not count."""
    for media in operation.get("requestBody", {}).get("content", {}).values():
        yield "request", media
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for media in answer.get("content", {}).values():
                yield "response", media


def places(made: Node) -> Iterator[Place]:
    """Every property and every item of a list, however deep, of what each operation sends and answers."""
    for key, operation in operations(made):
        for direction, media in media_types(operation):
            if "schema" in media:
                yield from _below(made, key, media["schema"], (direction,), ())


def _below(made: Node, operation: str, schema: Node, parts: tuple[str, ...], above: tuple[int, ...]) -> Iterator[Place]:
    schema = resolved(made, schema)
    if id(schema) in above:  # it contains itself
        return
    above = (*above, id(schema))
    for name, inner in schema.get("properties", {}).items():
        yield Place(operation, (*parts, name), schema["properties"], name, schema)
        yield from _below(made, operation, inner, (*parts, name), above)
    if "items" in schema:
        yield Place(operation, (*parts, "item"), schema, "items", None)
        yield from _below(made, operation, schema["items"], (*parts, "item"), above)
