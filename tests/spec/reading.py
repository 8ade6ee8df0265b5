"""The specification, its overlay and the tables kept with the tests, read as the regenerate pipeline reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from codegen.inlining import inline
from codegen.overlay import apply
from codegen.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"

Node = dict[str, Any]
"""A mapping of a YAML document."""

_SPECIFICATION = read(ROOT / "openapi" / "registration.yaml")
_OVERLAY = read(ROOT / "openapi" / "overlay.yaml")

SPECIFICATION: Node = _SPECIFICATION.document
OVERLAY: Node = _OVERLAY.document
INVENTORY: Node = read(DATA / "api_inventory.yaml").document
FULL_DOCUMENT: Node = read(DATA / "full_document.yaml").document
FULL_INVENTORY: Node = read(DATA / "full_inventory.yaml").document


def before_overlay() -> Node:
    """The specification with every `$ref` inlined, which is what the overlay applies to."""
    return inline(_SPECIFICATION)


def after_overlay() -> Node:
    """The inlined specification with the overlay applied."""
    document = inline(_SPECIFICATION)
    apply(document, _OVERLAY, strict=False)
    return document


def operations(document: Node) -> Iterator[tuple[str, Node]]:
    """Yield each operation as ("POST /path", operation), in document order."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation
