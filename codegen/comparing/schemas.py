"""The changes from one schema to another, place by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.comparing.meaning import Meaning, canonical, read, settle, shown
from codegen.comparing.rules import Direction, Kind
from codegen.inlining import ANCHOR, RECURSION
from codegen.jsontypes import Json, JsonObject, as_text
from codegen.schemas import UnsupportedSchema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Found:
    """A change at a place within a schema; the place is empty for the schema itself."""

    place: str
    kind: Kind
    text: str


_LOWER = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
_UPPER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")


def compare_schemas(before: Json, after: Json, direction: Direction) -> list[Found]:
    """What changed, apart from texts. Schemas that contain themselves are followed as far as they differ."""
    return list(_Comparer(direction).compare(_Side(before, {}), _Side(after, {}), "", was_optional=False))


@dataclass(frozen=True, slots=True)
class _Side:
    """A schema, and the schemas around it that it may contain again."""

    schema: Json
    enclosing: Mapping[str, Json]

    def settled(self) -> tuple[_Side, Meaning, bool]:
        """Itself without recursion at its top, what it means, and whether it is part of a recursion."""
        flat, nullable = settle(self.schema)
        schema, recursive = self.schema, ANCHOR in flat
        while RECURSION in flat:
            recursive = True
            schema = self.enclosing[as_text(flat[RECURSION])]
            flat, inner_null = settle(schema)
            nullable = nullable or inner_null
        enclosing = {**self.enclosing, as_text(flat[ANCHOR]): schema} if ANCHOR in flat else self.enclosing
        return _Side(schema, enclosing), read(flat, nullable=nullable), recursive

    def inner(self, schema: Json) -> _Side:
        return _Side(schema, self.enclosing)


class _Comparer:
    def __init__(self, direction: Direction) -> None:
        self._direction = direction
        self._seen: dict[tuple[int, int], tuple[Json, Json]] = {}  # the values keep what the ids belong to

    def compare(self, before: _Side, after: _Side, place: str, *, was_optional: bool) -> Iterator[Found]:
        try:
            before, old, old_recursive = before.settled()
            after, new, new_recursive = after.settled()
        except UnsupportedSchema:
            if canonical(before.schema) != canonical(after.schema):
                yield Found(place, Kind.TYPE_CHANGED, "changed, in a way that cannot be told")
            return
        if old_recursive or new_recursive:
            pair = (id(before.schema), id(after.schema))
            if pair in self._seen:
                return
            self._seen[pair] = (before.schema, after.schema)
        yield from self._nullability(old, new, place, was_optional=was_optional)
        yield from self._deprecation(old, new, place)
        if old.default != new.default:
            kinds = (Kind.DEFAULT_ADDED, Kind.DEFAULT_CHANGED, Kind.DEFAULT_REMOVED)
            yield _come_or_gone(place, "default", (old.default, new.default), kinds)
        kind = self._among_variants(before, after, (old, new)) or _type_change(old, new)
        if kind is not None:
            yield Found(place, kind, f"type {shown(before.schema)} → {shown(after.schema)}")
            if kind is Kind.TYPE_CHANGED or old.variants or new.variants:
                return
        yield from _values(old, new, place)
        yield from _format(old, new, place)
        yield from _rules(old, new, place)
        yield from self._variants(before, after, (old, new), place)
        yield from self._fields(before, after, (old, new), place)
        if old.types and new.types and "array" in old.types & new.types:
            yield from self.compare(before.inner(old.items), after.inner(new.items), f"{place}[]", was_optional=False)

    def _nullability(self, old: Meaning, new: Meaning, place: str, *, was_optional: bool) -> Iterator[Found]:
        if new.nullable and not old.nullable:
            kind = Kind.OPTIONAL_NOW_NULLABLE if was_optional else Kind.NOW_NULLABLE
            yield Found(place, kind, "may be null now")
        elif old.nullable and not new.nullable:
            yield Found(place, Kind.NO_LONGER_NULLABLE, "may not be null any more")

    def _deprecation(self, old: Meaning, new: Meaning, place: str) -> Iterator[Found]:
        if new.deprecated != old.deprecated:
            kind = Kind.DEPRECATED if new.deprecated else Kind.NO_LONGER_DEPRECATED
            yield Found(place, kind, kind.value)

    def _variants(self, before: _Side, after: _Side, meanings: tuple[Meaning, Meaning], place: str) -> Iterator[Found]:
        old, new = meanings
        left = list(old.variants)
        right: list[JsonObject] = []
        for variant in new.variants:
            same = next((other for other in left if self._equal(before.inner(other), after.inner(variant))), None)
            if same is None:
                right.append(variant)
            else:
                left = [other for other in left if other is not same]
        if len(left) == len(right) == 1:
            yield from self.compare(before.inner(left[0]), after.inner(right[0]), f"{place}|", was_optional=False)
            return
        for variant in left:
            yield Found(place, Kind.VARIANT_REMOVED, f"variant removed ({shown(variant)})")
        for variant in right:
            yield Found(place, Kind.VARIANT_ADDED, f"variant added ({shown(variant)})")

    def _among_variants(self, before: _Side, after: _Side, meanings: tuple[Meaning, Meaning]) -> Kind | None:
        """Whether what was the only kind of value is one of several now, or the other way round."""
        old, new = meanings
        if new.variants and not old.variants:
            if _is_anything(old):
                return Kind.TYPE_NARROWED
            return Kind.TYPE_WIDENED if any(self._equal(before, after.inner(one)) for one in new.variants) else None
        if old.variants and not new.variants:
            if _is_anything(new):
                return Kind.TYPE_WIDENED
            return Kind.TYPE_NARROWED if any(self._equal(before.inner(one), after) for one in old.variants) else None
        return None

    def _equal(self, before: _Side, after: _Side) -> bool:
        fresh = _Comparer(self._direction)
        fresh._seen.update(self._seen)
        return next(fresh.compare(before, after, "", was_optional=False), None) is None

    def _fields(self, before: _Side, after: _Side, meanings: tuple[Meaning, Meaning], place: str) -> Iterator[Found]:
        old, new = meanings
        for name in sorted(old.properties.keys() | new.properties.keys()):
            at = f"{place}.{name}" if place else name
            if name not in new.properties:
                yield Found(at, Kind.FIELD_REMOVED, f"field removed ({shown(old.properties[name])})")
            elif name not in old.properties:
                is_required = name in new.required
                kind = Kind.REQUIRED_FIELD_ADDED if is_required else Kind.FIELD_ADDED
                words = "required field added" if is_required else "optional field added"
                yield Found(at, kind, f"{words} ({shown(new.properties[name])})")
            else:
                was, now = name in old.required, name in new.required
                if was != now:
                    yield Found(at, Kind.NOW_REQUIRED if now else Kind.NOW_OPTIONAL, _flip(required=now))
                yield from self.compare(
                    before.inner(old.properties[name]), after.inner(new.properties[name]), at, was_optional=not was
                )
        yield from self._extra(before.inner(old.extra), after.inner(new.extra), place)

    def _extra(self, before: _Side, after: _Side, place: str) -> Iterator[Found]:
        if isinstance(before.schema, dict) and isinstance(after.schema, dict):
            yield from self.compare(before, after, f"{place}.*" if place else "*", was_optional=False)
            return
        rank = [2 if side.schema is True else 0 if side.schema is False else 1 for side in (before, after)]
        words = ("refused", "of one kind", "of any kind")
        if rank[0] != rank[1]:
            kind = Kind.EXTRA_FIELDS_REFUSED if rank[1] < rank[0] else Kind.EXTRA_FIELDS_ALLOWED
            yield Found(place, kind, f"fields that are not listed: {words[rank[0]]} → {words[rank[1]]}")


def _is_anything(meaning: Meaning) -> bool:
    return meaning.types is None and meaning.enum is None


def _flip(*, required: bool) -> str:
    return "optional → required" if required else "required → optional"


def _type_change(old: Meaning, new: Meaning) -> Kind | None:
    was, now = old.types, new.types
    if was == now:
        return None
    if old.variants or new.variants:
        return Kind.TYPE_CHANGED if not (old.variants and new.variants) else None
    if now is None or (was is not None and all(_fits(name, now) for name in was)):
        return Kind.TYPE_WIDENED
    if was is None or all(_fits(name, was) for name in now):
        return Kind.TYPE_NARROWED
    return Kind.TYPE_CHANGED


def _fits(name: str, types: frozenset[str]) -> bool:
    return name in types or (name == "integer" and "number" in types)


def _values(old: Meaning, new: Meaning, place: str) -> Iterator[Found]:
    if old.enum is None and new.enum is not None:
        yield Found(place, Kind.ENUM_ADDED, f"any value → one of {_listed(new.enum)}")
    elif new.enum is None and old.enum is not None:
        yield Found(place, Kind.ENUM_REMOVED, f"one of {_listed(old.enum)} → any value")
    elif old.enum is not None and new.enum is not None:
        for value in sorted(old.enum.keys() - new.enum.keys()):
            yield Found(place, Kind.ENUM_VALUE_REMOVED, f"enum value `{value}` removed")
        for value in sorted(new.enum.keys() - old.enum.keys()):
            yield Found(place, Kind.ENUM_VALUE_ADDED, f"enum value `{value}` added")


def _listed(values: Mapping[str, Json]) -> str:
    return ", ".join(f"`{value}`" for value in sorted(values))


def _format(old: Meaning, new: Meaning, place: str) -> Iterator[Found]:
    if old.format != new.format:
        kinds = (Kind.FORMAT_ADDED, Kind.FORMAT_CHANGED, Kind.FORMAT_REMOVED)
        yield _come_or_gone(place, "format", (old.format, new.format), kinds)


def _come_or_gone(
    place: str, word: str, values: tuple[str | None, str | None], kinds: tuple[Kind, Kind, Kind]
) -> Found:
    """A change of something that may be absent; ``kinds`` are those of coming, changing and going."""
    was, now = values
    added, changed, removed = kinds
    kind = added if was is None else removed if now is None else changed
    return Found(place, kind, f"{word} {was or 'none'} → {now or 'none'}")


def _rules(old: Meaning, new: Meaning, place: str) -> Iterator[Found]:
    for key in sorted(old.rules.keys() | new.rules.keys()):
        was, now = old.rules.get(key), new.rules.get(key)
        if canonical(was) == canonical(now):
            continue
        text = f"{key} {_rule(was)} → {_rule(now)}"
        if now is None:
            kind = Kind.LIMIT_LOOSENED
        elif was is None:
            kind = Kind.LIMIT_TIGHTENED
        elif (key in _LOWER or key in _UPPER) and _is_number(was) and _is_number(now):
            tighter = _number(now) > _number(was) if key in _LOWER else _number(now) < _number(was)
            kind = Kind.LIMIT_TIGHTENED if tighter else Kind.LIMIT_LOOSENED
        else:
            kind = Kind.RULE_CHANGED
        yield Found(place, kind, text)


def _rule(value: Json) -> str:
    return "none" if value is None else canonical(value)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Json) -> float:
    return value if isinstance(value, int | float) else 0
