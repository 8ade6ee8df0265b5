"""Put every ``$ref`` into the operation that uses it, so that no operation depends on a shared, numbered name.

What is left is ``paths`` with nothing outside them but servers and security schemes. What the path item or the document
says for all its operations (parameters, security) moves into each. The document's own operation ids and tags are
dropped: names come from the overlay or from method and path, so that they do not move when the provider starts to give
some.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from codegen.errors import PipelineError
from codegen.jsontypes import METHODS, Json, JsonObject, as_list, as_object, is_data, is_name_map
from codegen.references import find_target

if TYPE_CHECKING:
    from codegen.reading import Source

#: Stands where a schema contains itself; its value names the enclosing schema that carries it as :data:`ANCHOR`.
RECURSION = "x-codegen-recursion"
ANCHOR = "x-codegen-anchor"

#: More parts than this in one operation cannot be meant; shared schemas that multiply would go on for ever.
_MOST_NODES = 200_000

_ANNOTATIONS = frozenset({"description", "summary", "title", "example", "examples", "default", "deprecated"})
_DROPPED = ("operationId", "tags", "callbacks", "servers", "externalDocs")


def inline(source: Source) -> JsonObject:
    """The document without a single ``$ref``.

    Raises:
        PipelineError: an operation unfolds into an absurd number of parts, or a path item is none.
    """
    document = source.document
    paths: JsonObject = {}
    for path, item in as_object(document.get("paths")).items():
        if path.startswith("x-"):
            continue
        resolved = _Inliner(document, path).expand(item)
        if isinstance(resolved, dict):
            paths[path] = _path_item(resolved, document.get("security"))
    kept: JsonObject = {key: copy.deepcopy(document[key]) for key in ("openapi", "info", "servers") if key in document}
    schemes = as_object(document.get("components")).get("securitySchemes")
    if schemes is not None:
        kept["components"] = {"securitySchemes": _Inliner(document, "securitySchemes").expand(schemes, in_names=True)}
    return {**kept, "paths": paths}


def _path_item(item: JsonObject, security: Json) -> JsonObject:
    shared = as_list(item.get("parameters"))
    operations: JsonObject = {}
    for method in METHODS:
        if not isinstance(item.get(method), dict):
            continue
        operation = {key: value for key, value in as_object(item[method]).items() if key not in _DROPPED}
        own = as_list(operation.get("parameters"))
        taken = {_identity(parameter) for parameter in own}
        inherited = [copy.deepcopy(parameter) for parameter in shared if _identity(parameter) not in taken]
        if own or inherited:
            operation["parameters"] = [*inherited, *own]
        if "security" not in operation and security is not None:
            operation["security"] = copy.deepcopy(security)
        operations[method] = operation
    return operations


def _identity(parameter: Json) -> tuple[Json, Json]:
    return as_object(parameter).get("name"), as_object(parameter).get("in")


class _Inliner:
    def __init__(self, document: JsonObject, where: str) -> None:
        self._document = document
        self._where = where
        self._open: list[str] = []
        self._recursive: set[str] = set()
        self._nodes = 0

    def expand(self, node: Json, *, in_names: bool = False) -> Json:
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            raise PipelineError(f"{self._where}: its schemas unfold into more than {_MOST_NODES} parts")
        if isinstance(node, list):
            return [self.expand(item) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str) and not in_names:
            return self._follow(reference, {key: value for key, value in node.items() if key != "$ref"})
        expanded: JsonObject = {}
        for key, value in node.items():
            if not in_names and is_data(key, value):
                expanded[key] = copy.deepcopy(value)
            else:
                expanded[key] = self.expand(value, in_names=not in_names and is_name_map(key, value))
        return expanded

    def _follow(self, reference: str, siblings: JsonObject) -> Json:
        if reference in self._open:
            self._recursive.add(reference)
            return {RECURSION: reference}
        found = find_target(self._document, reference)
        if found is None:
            raise PipelineError(f"{self._where}: $ref {reference!r} leads nowhere")
        self._open.append(reference)
        target = self.expand(found[0])
        self._open.pop()
        if reference in self._recursive and isinstance(target, dict):
            self._recursive.discard(reference)
            target = {**target, ANCHOR: reference}
        if not siblings or not isinstance(target, dict):
            return target
        if all(key in _ANNOTATIONS or key.startswith("x-") for key in siblings):
            return {**target, **copy.deepcopy(siblings)}
        return {"allOf": [target, self.expand(siblings)]}
