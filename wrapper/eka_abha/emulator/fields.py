"""Reads the fields of a JSON body with their types; unknown fields are tolerated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eka_abha.emulator.errors import Failure, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eka_abha.emulator.wire import Json


class Fields:
    """The fields of one JSON object. A missing field or a wrong type is refused with `failure`."""

    def __init__(self, data: Mapping[str, Json], failure: Failure, prefix: str = "") -> None:
        self._data = data
        self._failure = failure
        self._prefix = prefix

    def text(self, name: str) -> str:
        """Return a required string."""
        value = self._data.get(name)
        if not isinstance(value, str):
            raise self._wrong(name, "string")
        return value

    def has(self, name: str) -> bool:
        """Whether the field is there, be it null."""
        return name in self._data

    def optional_text(self, name: str) -> str | None:
        """Return a string that may be absent or null."""
        return None if self._data.get(name) is None else self.text(name)

    def whole_number(self, name: str) -> int:
        """Return a required integer; true and false are none, and neither is 1.0."""
        value = self._data.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(name, "integer")
        return value

    def nested(self, name: str) -> Fields:
        """Return the fields of a required object."""
        value = self._data.get(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "object")
        return Fields(value, self._failure, f"{self._prefix}{name}.")

    def _wrong(self, name: str, expected: str) -> Refused:
        found = "not of that type" if name in self._data else "missing"
        return Refused(self._failure, f"{self._prefix}{name}: {expected} expected, {found}")
