"""Reads what is sent to the control: whatever is wrong is answered with the field and the rule it breaks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from eka_abha.emulator.wire import Json

T = TypeVar("T")


class BadInput(Exception):
    """Raised for a value that is refused; `rule` says what it must be, and never what it was."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(field, rule)
        self.field = field
        self.rule = rule


class Input:
    """Named values: the query of a call, or a JSON object. A null counts as absent."""

    def __init__(self, values: Mapping[str, Json], prefix: str = "") -> None:
        self._names = tuple(values)
        self._values = {name: value for name, value in values.items() if value is not None}
        self._prefix = prefix

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def refuse(self, name: str, rule: str) -> BadInput:
        """Return the error for one of these values."""
        return BadInput(self._prefix + name, rule)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Refuse names that mean nothing here, which are likely a slip."""
        names = sorted(known)
        for name in self._names:
            if name not in names:
                rule = f"must be one of {', '.join(names)}" if names else "must be left out: nothing is expected here"
                raise self.refuse(name, rule)

    def require(self, *names: str) -> None:
        """Refuse unless these are all there."""
        for name in names:
            if name not in self._values:
                raise self.refuse(name, "must be given")

    def text(self, name: str) -> str | None:
        """Return a string."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise self.refuse(name, "must be a string")
        return value

    def needed_text(self, name: str) -> str:
        """Return a string that must be there."""
        self.require(name)
        return self.text(name) or ""

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        """Return one of these strings."""
        value = self.text(name)
        if value is not None and value not in choices:
            raise self.refuse(name, f"must be one of {', '.join(sorted(choices))}")
        return value

    def whole(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number from `least` to `most`."""
        value = self._number(name)
        if value is None:
            return None
        if not isinstance(value, int) or not least <= value <= most:
            raise self.refuse(name, f"must be a whole number from {least} to {most}")
        return value

    def seconds(self, name: str, most: float) -> float | None:
        """Return a number of seconds, 0 or more."""
        value = self._number(name)
        if value is None:
            return None
        if isinstance(value, str) or not 0 <= value <= most:
            raise self.refuse(name, f"must be a number of seconds from 0 to {most:.0f}")
        return float(value)

    def truth(self, name: str) -> bool | None:
        """Return true or false."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(name, "must be true or false")
        return value

    def texts(self, name: str) -> list[str] | None:
        """Return a list of strings."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise self.refuse(name, "must be a list of strings")
        return [item if isinstance(item, str) else self._fail(name, "must be a list of strings") for item in value]

    def mapping(self, name: str) -> Mapping[str, Json] | None:
        """Return an object as it is."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, dict):
            raise self.refuse(name, "must be an object")
        return value

    def json(self, name: str) -> Json:
        """Return whatever is there."""
        return self._values.get(name)

    def items(self, name: str, kind: str) -> list[Input]:
        """Return a list of objects, each to be read like this one; `kind` names them."""
        value = self._values.get(name)
        if not isinstance(value, list) or not value:
            raise self.refuse(name, f"must be a list of {kind}, at least one")
        return [self._item(name, number, item) for number, item in enumerate(value)]

    def checked(self, ask: Callable[[], T]) -> T:
        """Return what may raise a ValueError that begins with the name of a field, and refuse then."""
        try:
            return ask()
        except ValueError as error:
            field, _, rule = str(error).partition(" must ")
            raise self.refuse(field, f"must {rule}") from None

    def _item(self, name: str, number: int, item: Json) -> Input:
        prefix = f"{self._prefix}{name}[{number}]"
        if not isinstance(item, dict):
            raise BadInput(prefix, "must be an object")
        return Input(item, f"{prefix}.")

    def _number(self, name: str) -> float | str | None:
        """Return a number, or a string for what is none: the caller knows the rule."""
        value = self._values.get(name)
        if isinstance(value, bool | list | dict):
            return ""
        return value

    def _fail(self, name: str, rule: str) -> str:
        raise self.refuse(name, rule)


class Query(Input):
    """The query of a call: its numbers are written as digits."""

    def digits(self, name: str, count: int) -> str | None:
        """Return a number that identifies somebody, of so many digits: a part of it would find nobody."""
        value = self.text(name)
        if value is not None and not (value.isascii() and value.isdecimal() and len(value) == count):
            raise self.refuse(name, f"must be {count} digits")
        return value

    def _number(self, name: str) -> float | str | None:
        value = self.text(name)
        if value is None or not value.isascii() or not value.isdecimal() or len(value) > 15:
            return value
        return int(value)


def json_object(content: bytes) -> Mapping[str, Json]:
    """Return the JSON object of a body, nothing for an empty body; NaN and its like are no JSON."""
    if not content:
        return {}
    try:
        parsed: Json = json.loads(content, parse_constant=_no_constant)
        json.dumps(parsed, ensure_ascii=False).encode()  # half a surrogate pair cannot be answered again
    except (ValueError, RecursionError):
        raise BadInput("body", "must be JSON, and Unicode") from None
    if not isinstance(parsed, dict):
        raise BadInput("body", "must be a JSON object")
    return parsed


def _no_constant(name: str) -> float:
    message = f"{name} is no JSON"
    raise ValueError(message)
