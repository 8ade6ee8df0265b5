"""Compare two documents, and write down what the report says of each operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codegen.comparing.documents import ApiChanges, compare_documents, shown_address
from codegen.reading import Source
from codegen.validating import validate
from tests.codegen.documents import source

if TYPE_CHECKING:
    from tests.codegen.documents import Node

HERE = Path("document.yaml")


def read(made: Node) -> Source:
    """A document as if it had been read; it is valid."""
    found = source(HERE, made)
    validate(found)
    return found


def compared(before: Node, after: Node) -> ApiChanges:
    """What changed."""
    return compare_documents(read(before), read(after))


def lines(before: Node, after: Node) -> list[str]:
    """Each change with its operation, as the report words it."""
    return [
        f"{shown_address(address)} {change}" if address else str(change)
        for address, change in compared(before, after).every()
    ]
