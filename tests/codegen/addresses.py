"""Where each operation of a document ends up, found without running the generator."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from codegen import layout
from codegen.inlining import inline
from codegen.naming import module_name, name_operations
from codegen.overlay import apply
from codegen.reading import Source, read
from codegen.shaping import shape

if TYPE_CHECKING:
    from tests.codegen.documents import Node

_OVERLAY = read(layout.OVERLAY)
_PREFIX = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Address:
    """The files that belong to one operation, relative to the package, and all that the generator sees of it."""

    name: str
    module: str
    models: tuple[str, ...]
    seen: str

    @property
    def files(self) -> set[str]:
        """Its endpoint module and its models."""
        return {self.module, *self.models}


def addresses(made: Node) -> dict[str, Address]:
    """The address of each operation by "POST /path", as the pipeline gives it with the project's overlay."""
    document = inline(Source(layout.SPECIFICATION, made, {}))
    apply(document, _OVERLAY, strict=False)
    name_operations(document)
    shaped: Node = dict(shape(document).document)
    found = {}
    for path, item in shaped["paths"].items():
        for method, operation in item.items():
            classes = _classes(operation, shaped["components"]["schemas"])
            found[f"{method.upper()} {path}"] = Address(
                name=operation["operationId"],
                module=f"api/{operation['tags'][0]}/{operation['operationId']}.py",
                models=tuple(f"models/{module_name(name)}.py" for name in sorted(classes)),
                seen=json.dumps([operation, classes]),
            )
    return found


def _classes(node: Any, schemas: Node) -> Node:
    """The classes that are reached from a part of the generator's document."""
    found: Node = {}
    pending = [node]
    while pending:
        for word in json.dumps(pending.pop(), ensure_ascii=False).split('"'):
            name = word.removeprefix(_PREFIX)
            if name != word and name not in found:
                found[name] = schemas[name]
                pending.append(schemas[name])
    return found
