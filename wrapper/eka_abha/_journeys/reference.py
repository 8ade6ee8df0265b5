"""The caller's own id of a consent or a visit."""

from __future__ import annotations

from eka_abha.errors import InvalidValueError

LONGEST = 200


def check_reference(reference: object) -> str | None:
    """A printable string of 1 to 200 characters, or None."""
    if reference is None:
        return None
    if not isinstance(reference, str):
        raise InvalidValueError("reference", "must be a string")
    if not 0 < len(reference) <= LONGEST or not reference.isprintable():
        raise InvalidValueError("reference", f"must be 1 to {LONGEST} printable characters")
    return reference
