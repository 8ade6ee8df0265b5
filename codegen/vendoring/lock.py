"""``openapi/registration.lock``: where the vendored document came from, and what it was then."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from codegen.errors import PipelineError
from codegen.jsontypes import JsonObject, as_list, as_object, as_text
from codegen.naming import operations
from codegen.reading import content_of, decode, parse, read

if TYPE_CHECKING:
    from pathlib import Path


_HEAD = """\
# Where registration.yaml came from, and what it was then. `make vendor` writes this file; `make check` compares it.
"""


@dataclass(frozen=True, slots=True)
class PageUpdate:
    """A page of the provider that one operation was taken from, after the document as a whole."""

    operation: str
    origin: str
    vendored: str


@dataclass(frozen=True, slots=True)
class Lock:
    """What is recorded.

    Attributes:
        origin: URL, file, or in words how the document came to be.
        vendored: the day, as ``2026-11-25``.
        sha256, size: of the file as it is vendored, in hexadecimal and in bytes.
        operations, schemas: how many there are.
        pages: later updates of single operations, by operation.
    """

    origin: str
    vendored: str
    sha256: str = ""
    size: int = 0
    operations: int = 0
    schemas: int = 0
    pages: tuple[PageUpdate, ...] = ()

    def of(self, content: bytes, document: JsonObject) -> Lock:
        """The same for another content."""
        return replace(
            self,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            operations=sum(1 for _ in operations(document)),
            schemas=len(as_object(as_object(document.get("components")).get("schemas"))),
        )

    def text(self) -> str:
        """The file."""
        entries: JsonObject = {
            "origin": self.origin,
            "vendored": self.vendored,
            "sha256": self.sha256,
            "bytes": self.size,
            "operations": self.operations,
            "schemas": self.schemas,
        }
        if self.pages:
            entries["pages"] = [
                {"operation": page.operation, "origin": page.origin, "vendored": page.vendored} for page in self.pages
            ]
        return _HEAD + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=100)


def read_lock(path: Path) -> Lock | None:
    """The lock in a file; None when there is no file.

    Raises:
        PipelineError: it is no lock.
    """
    if not path.exists():
        return None
    source = read(path)
    entries = source.document
    expected = {"origin": str, "vendored": str, "sha256": str, "bytes": int, "operations": int, "schemas": int}
    for key, kind in expected.items():
        if not isinstance(entries.get(key), kind):
            raise source.error(f"{key!r} is missing or of another kind", (key,))
    return Lock(
        origin=as_text(entries["origin"]),
        vendored=as_text(entries["vendored"]),
        sha256=as_text(entries["sha256"]),
        size=_number(entries, "bytes"),
        operations=_number(entries, "operations"),
        schemas=_number(entries, "schemas"),
        pages=tuple(
            PageUpdate(as_text(page.get("operation")), as_text(page.get("origin")), as_text(page.get("vendored")))
            for page in map(as_object, as_list(entries.get("pages")))
        ),
    )


def _number(entries: JsonObject, key: str) -> int:
    value = entries[key]
    return value if isinstance(value, int) else 0


def check_lock(document: Path, lock: Path) -> None:
    """Whether a document is the one that its lock records.

    Raises:
        PipelineError: it is not, or there is no lock.
    """
    recorded = read_lock(lock)
    if recorded is None:
        raise PipelineError("no such file: `make vendor` writes it", path=lock)
    content = content_of(document)
    found = recorded.of(content, parse(decode(content, document), document).document)
    differing = [
        f"{name} {was} recorded, {now} found"
        for name, was, now in (
            ("sha256", recorded.sha256, found.sha256),
            ("bytes", recorded.size, found.size),
            ("operations", recorded.operations, found.operations),
            ("schemas", recorded.schemas, found.schemas),
        )
        if was != now
    ]
    if differing:
        message = f"not what {lock.name} records ({'; '.join(differing)}): take changes in with `make vendor`"
        raise PipelineError(message, path=document)
