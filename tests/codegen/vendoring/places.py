"""A vendored document in a folder of its own, and days to take another one in."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from codegen.vendoring.vendor import Place, Vendored, vendor
from tests.codegen.documents import Node, operation
from tests.spec.reading import DATA, SPECIFICATION

if TYPE_CHECKING:
    from pathlib import Path

FIRST, LATER = datetime.date(2026, 11, 1), datetime.date(2026, 11, 25)
START = "/abdm/na/v1/registration/mobile/init"
PAGE = DATA / "generate_otp_page.txt"


def place_in(folder: Path) -> Place:
    """The vendored document and its lock in a folder."""
    return Place(folder, folder / "registration.yaml", folder / "registration.lock")


def larger() -> Node:
    """One operation more."""
    return {**SPECIFICATION, "paths": {**SPECIFICATION["paths"], "/abdm/v1/new": {"get": operation()}}}


def contents(place: Place) -> dict[str, bytes]:
    """What is in both files."""
    return {path.name: path.read_bytes() for path in sorted(place.document.parent.iterdir())}


def take(origin: str, place: Place, *, allow_removals: bool = False) -> Vendored:
    """Vendor, on the later of the two days."""
    return vendor(origin, place, today=LATER, allow_removals=allow_removals)
