"""Small OpenAPI documents for the tests of the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from codegen.inlining import inline
from codegen.naming import name_operations
from codegen.reading import Source
from codegen.shaping import Shaped, shape
from codegen.validating import validate

if TYPE_CHECKING:
    from pathlib import Path

Node = dict[str, Any]
"""A mapping of a document."""


def document(paths: Node, schemas: Node | None = None, **more: Any) -> Node:
    """A valid document with these paths and component schemas."""
    made: Node = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": paths}
    if schemas:
        made["components"] = {"schemas": schemas}
    return {**made, **more}


def operation(
    *, body: Node | None = None, answer: Node | None = None, parameters: list[Node] | None = None, **more: Any
) -> Node:
    """An operation with a JSON body and a JSON answer of these schemas."""
    made: Node = {"responses": {"200": {"description": "OK"}}}
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if answer is not None:
        made["responses"]["200"]["content"] = {"application/json": {"schema": answer}}
    if parameters is not None:
        made["parameters"] = parameters
    return {**made, **more}


def obj(properties: Node | None = None, *, required: list[str] | None = None, **more: Any) -> Node:
    """An object schema."""
    made: Node = {"type": "object", "properties": properties or {}}
    if required:
        made["required"] = required
    return {**made, **more}


def reference(name: str) -> Node:
    """A reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(name: str, where: str = "query", *, schema: Node | None = None, **more: Any) -> Node:
    """A parameter, a string unless it says otherwise."""
    made: Node = {"name": name, "in": where, "schema": schema or {"type": "string"}}
    if where == "path":
        made["required"] = True
    return {**made, **more}


def write(path: Path, made: Node) -> Path:
    """Write a document as YAML, its keys in the order given."""
    path.write_text(yaml.safe_dump(made, sort_keys=False, allow_unicode=True), "utf-8")
    return path


def source(path: Path, made: Node) -> Source:
    """A document as if it had been read from a file."""
    return Source(path, made, {})


def shaped(path: Path, made: Node) -> Shaped:
    """What the generator would get for a document without an overlay."""
    read = source(path, made)
    validate(read)
    prepared = inline(read)
    name_operations(prepared)
    return shape(prepared)


def components(path: Path, made: Node) -> Node:
    """The classes of a document without an overlay."""
    whole: Any = shaped(path, made).document
    schemas: Node = whole["components"]["schemas"]
    return schemas
