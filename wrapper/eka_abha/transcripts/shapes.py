"""How a transcript writes down a JSON value without the value.

A scalar is one text: its type, and behind it what is allowed to be known of it:

    "null"                             "integer"                     "boolean = true"
    "string"                           "string = abha_select"        a value of a closed list
    "string txn#1"                     the same value wherever `txn#1` stands, and no other
    "string address#1 (@sbx)"          its form
    "string: Something went wrong"     the text of an error, known words only

An object is an object of the same fields, a list is ["none"], ["one", shape] or ["many", shape, ...] with each
different shape once. What is no JSON is "no body", "not JSON: html" and the like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from eka_abha.transcripts.allowed import KINDS, LIFETIMES, UNKNOWN_NAMES, VALUES, is_known_name, shown_text
from eka_abha.transcripts.allowed import shown_source_code as _code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eka_abha.emulator.wire import Json

TYPES: Final = ("null", "boolean", "integer", "number", "string")
NO_JSON: Final = ("no body", "not JSON: html", "not JSON: png", "not JSON: text", "not JSON: other", "too large")
DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: its type, and what may be known of its value. `type` is one of `NO_JSON` where there is no JSON."""

    type: str
    value: str | None = None
    label: str | None = None
    form: str | None = None
    text: str | None = None

    def __str__(self) -> str:
        value = "" if self.value is None else f" = {self.value}"
        label = "" if self.label is None else f" {self.label}"
        form = "" if self.form is None else f" ({self.form})"
        text = "" if self.text is None else f": {self.text}"
        return f"{self.type}{value}{label}{form}{text}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: none, one or many, and the different shapes of its items."""

    length: str
    items: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: its fields by name, sorted."""

    fields: Mapping[str, Shape] = field(hash=False, default_factory=dict)


Shape: TypeAlias = "Leaf | Listing | Fields"


def as_json(shape: Shape) -> Json:
    """Return a shape as the transcript's file has it."""
    if isinstance(shape, Leaf):
        return str(shape)
    if isinstance(shape, Listing):
        return [shape.length, *map(as_json, shape.items)]
    return {name: as_json(part) for name, part in sorted(shape.fields.items())}


def from_json(data: object, where: str, depth: int = DEPTH) -> Shape:
    """Read a shape and hold it against what is allowed; raises ValueError that names the place, not what is there."""
    if depth < 0:
        raise _refused(where, "nested too deep")
    if isinstance(data, str):
        return _leaf(data, where)
    if isinstance(data, list):
        length = data[0] if data else None
        if length not in ("none", "one", "many") or (len(data) == 1) != (length == "none"):
            raise _refused(where, "a list begins with none, one or many")
        items = tuple(from_json(item, f"{where}[]", depth - 1) for item in data[1:])
        return Listing(str(length), items)
    if isinstance(data, dict):
        for name in data:
            if name != UNKNOWN_NAMES and not is_known_name(name):
                raise _refused(where, "a name that may not be shown")
        return Fields({name: from_json(part, f"{where}.{name}", depth - 1) for name, part in sorted(data.items())})
    raise _refused(where, "neither text nor list nor object")


def leaves(shape: Shape, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Yield each scalar with its path, such as `profile.mobile` or `abha_profiles[].name`."""
    if isinstance(shape, Leaf):
        yield path, shape
    elif isinstance(shape, Listing):
        for item in shape.items:
            yield from leaves(item, f"{path}[]")
    else:
        for name, part in shape.fields.items():
            yield from leaves(part, f"{path}.{name}" if path else name)


def at(shape: Shape | None, *path: str) -> Shape | None:
    """Return what stands at a path of field names, or None."""
    for name in path:
        if not isinstance(shape, Fields):
            return None
        shape = shape.fields.get(name)
    return shape


def leaf_at(shape: Shape | None, *path: str) -> Leaf | None:
    """Return the scalar at a path of field names, or None."""
    found = at(shape, *path)
    return found if isinstance(found, Leaf) else None


_VALUE = "|".join(sorted({re.escape(value) for values in VALUES.values() for value in values}, key=len, reverse=True))
LABEL: Final = re.compile(rf"({'|'.join(sorted(KINDS, key=len, reverse=True))})#([1-9]\d{{0,3}})")
_FORM = re.compile(
    r"empty|@sbx|@abdm|other suffix|no suffix|\d{1,2} digits|12 digits, check digit wrong|14 digits with dashes"
    r"|\d{1,2} masked, [0-4] shown"
)
_LEAF = re.compile(
    rf"(?P<type>{'|'.join(TYPES)})(?: = (?P<value>\S+))?(?: (?P<label>{LABEL.pattern}))?"
    rf"(?: \((?P<form>{_FORM.pattern})\))?(?:: (?P<text>.*))?"
)


def _leaf(written: str, where: str) -> Leaf:
    if written in NO_JSON:
        return Leaf(written)
    found = _LEAF.fullmatch(written)
    if found is None:
        raise _refused(where, "a value, or something else that is not allowed")
    leaf = Leaf(found["type"], found["value"], found["label"], found["form"], found["text"])
    if leaf.value is not None and not _is_allowed(leaf):
        raise _refused(where, "a value that may not be shown")
    if leaf.text is not None and shown_text(leaf.text) != leaf.text:
        raise _refused(where, "a text with words that may not be shown")
    return leaf


def _is_allowed(leaf: Leaf) -> bool:
    value = leaf.value or ""
    if leaf.type == "boolean":
        return value in ("true", "false")
    if leaf.type == "integer":
        return value.isdecimal() and (100 <= int(value) <= 599 or int(value) in LIFETIMES)
    return leaf.type == "string" and (re.fullmatch(_VALUE, value) is not None or _code(value) == value)


def _refused(where: str, why: str) -> ValueError:
    return ValueError(f"{where}: {why}")


def relabelled(shape: Shape, names: Mapping[str, str]) -> Shape:
    """Return a shape with its labels renamed; those without a new name are dropped. Items that become equal are one."""
    if isinstance(shape, Leaf):
        return shape if shape.label is None else replace(shape, label=names.get(shape.label))
    if isinstance(shape, Listing):
        return Listing(shape.length, different(tuple(relabelled(item, names) for item in shape.items)))
    return Fields({name: relabelled(part, names) for name, part in shape.fields.items()})


def different(items: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Return each different shape once, in a stable order."""
    by_text = {repr(as_json(item)): item for item in items}
    return tuple(by_text[text] for text in sorted(by_text))
