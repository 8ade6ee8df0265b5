"""Changes to a document that change what operations say, each telling exactly what it changed and where.

:func:`chain` strings them together, with those of :mod:`tests.codegen.changes` in between, which change nothing that an
operation says. A schema that several operations share changes for all of them; the facts name each.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.codegen.changes import SILENT
from tests.codegen.documents import Node, obj, operation, parameter, reference
from tests.codegen.walking import Place, operations, places

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

_SCALARS = ("string", "integer", "number", "boolean")
_WORDS = ("ledger", "visits", "claims", "wallet", "alerts", "forms", "labels", "queue", "rooms", "notes")
_IDENTITY = ("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")
_FEWEST_OPERATIONS = 10


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One thing that changed in one operation.

    Attributes:
        operation: "POST /path"; as it was before, when it moved or went.
        what: the word for it: added, removed, moved, field added, field removed, type, nullable, required, enum added,
            enum removed, parameter added, parameter removed, parameter required, status, content type, texts.
        place: where in the operation: ``("request", "profile", "gender")``, ``("query", "oid")``; empty for the whole.
        before: what it was: a type, "true" or "false", a value, a status, "required" or "optional".
        after: what it is; of a move, where it went.
    """

    operation: str
    what: str
    place: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


# Operations


def add_operations(made: Node, rng: random.Random) -> list[Fact]:
    """A few operations come, with schemas of their own and shared ones."""
    facts = []
    for _ in range(rng.randint(1, 3)):
        path, method = _fresh_path(made, rng), rng.choice(["get", "post", "patch"])
        inline = obj({"id": {"type": "string"}, "inner": obj({"n": {"type": "integer"}})}, required=["id"])
        answer = rng.choice([inline, {"type": "array", "items": inline}, _any_reference(made, rng)])
        body = None if method == "get" else rng.choice([inline, _any_reference(made, rng)])
        headers = [parameter(name, "header") for name in _IDENTITY] if rng.random() < 0.8 else None
        given = operation(body=copy.deepcopy(body), answer=copy.deepcopy(answer), parameters=headers, summary="New")
        made["paths"][path] = {method: given}
        facts.append(Fact(f"{method.upper()} {path}", "added"))
    return facts


def remove_operations(made: Node, rng: random.Random) -> list[Fact]:
    """One or two operations go; their schemas stay behind."""
    keys = [key for key, _ in operations(made)]
    gone = rng.sample(keys, min(rng.randint(1, 2), max(0, len(keys) - _FEWEST_OPERATIONS)))
    for key in gone:
        _take_out(made, key)
    return [Fact(key, "removed") for key in gone]


def move_operation(made: Node, rng: random.Random) -> list[Fact]:
    """One operation is found at another path."""
    key, given = rng.choice(list(operations(made)))
    method, _, path = key.partition(" ")
    segments = path.split("/")
    words = [index for index, segment in enumerate(segments) if segment and not segment.startswith("{")]
    segments[words[-1] if len(words) < 3 else rng.choice(words[2:])] = _fresh_word(made, rng)
    moved = "/".join(segments)
    _take_out(made, key)
    made["paths"][moved] = {method.lower(): given}
    return [Fact(key, "moved", after=f"{method} {moved}")]


def change_status(made: Node, rng: random.Random) -> list[Fact]:
    """An operation succeeds with another status."""
    keys = {key: given for key, given in operations(made) if "200" in given["responses"]}
    if not keys:
        return []
    key = rng.choice(list(keys))
    responses = keys[key]["responses"]
    keys[key]["responses"] = {("201" if status == "200" else status): answer for status, answer in responses.items()}
    return [Fact(key, "status", ("response",), "200", "201")]


def change_content_type(made: Node, rng: random.Random) -> list[Fact]:
    """A JSON body becomes a form."""
    json, form = "application/json", "application/x-www-form-urlencoded"
    keys = {key: given["requestBody"]["content"] for key, given in operations(made) if "requestBody" in given}
    keys = {key: content for key, content in keys.items() if list(content) == [json]}
    if not keys:
        return []
    key = rng.choice(list(keys))
    keys[key][form] = keys[key].pop(json)
    return [Fact(key, "content type", ("request",), json, form)]


def change_texts(made: Node, rng: random.Random) -> list[Fact]:
    """The summary of an operation says it in other words."""
    key, given = rng.choice(list(operations(made)))
    given["summary"] = f"{given.get('summary', 'It')}, in other words"
    return [Fact(key, "texts")]


# Parameters


def add_parameter(made: Node, rng: random.Random) -> list[Fact]:
    """An operation takes one more parameter."""
    key, given = rng.choice(list(operations(made)))
    where, word, required = rng.choice(["query", "header"]), _fresh_word(made, rng), rng.random() < 0.5
    name = f"X-{word.title()}" if where == "header" else word
    given["parameters"] = [*given.get("parameters", []), parameter(name, where, required=required)]
    return [Fact(key, "parameter added", (where, name), after="required" if required else "optional")]


def remove_parameter(made: Node, rng: random.Random) -> list[Fact]:
    """An operation takes one parameter less."""
    found = list(_free_parameters(made))
    if not found:
        return []
    key, given, gone = rng.choice(found)
    given["parameters"] = [item for item in given["parameters"] if item is not gone]
    if not given["parameters"]:
        del given["parameters"]
    return [Fact(key, "parameter removed", (gone["in"], gone["name"]))]


def require_parameter(made: Node, rng: random.Random) -> list[Fact]:
    """A parameter becomes required, or optional."""
    found = list(_free_parameters(made))
    if not found:
        return []
    key, _, changed = rng.choice(found)
    before = changed.get("required", False)
    changed["required"] = not before
    return [Fact(key, "parameter required", (changed["in"], changed["name"]), _said(before), _said(not before))]


def _free_parameters(made: Node) -> Iterator[tuple[str, Node, Node]]:
    for key, given in operations(made):
        for item in given.get("parameters", []):
            if item["in"] != "path":
                yield key, given, item


# Fields


def add_field(made: Node, rng: random.Random) -> list[Fact]:
    """An object has one more field, optional or required, of any kind."""
    owners = [place for place in places(made) if place.owner is not None]
    if not owners:
        return []
    near = rng.choice(owners)
    assert near.owner is not None
    name, required = _fresh_word(made, rng), rng.random() < 0.3
    kinds: list[Node] = [{"type": "string"}, {"type": ["null", "integer"]}, obj({"x": {"type": "string"}})]
    near.owner["properties"][name] = rng.choice(kinds)
    if required:
        near.owner["required"] = [*near.owner.get("required", []), name]
    after = "required" if required else "optional"
    return _facts("field added", _uses(made, near.owner["properties"], name), after=after)


def remove_field(made: Node, rng: random.Random) -> list[Fact]:
    """An object has one field less."""
    owned = [place for place in places(made) if place.owner is not None and len(place.holder) > 1]
    if not owned:
        return []
    gone = rng.choice(owned)
    assert gone.owner is not None
    uses = _uses(made, gone.holder, gone.key)
    del gone.holder[gone.key]
    _set_required(gone.owner, gone.key, required=False)
    return _facts("field removed", uses)


def change_type(made: Node, rng: random.Random) -> list[Fact]:
    """A value has another type."""

    def change(schema: Node) -> tuple[str, str]:
        before = _type_of(schema)
        after = rng.choice([name for name in _SCALARS if name != before])
        schema["type"] = ["null", after] if _is_nullable(schema) else after
        for key in ("example", "examples"):
            schema.pop(key, None)
        return before, after

    return _change_value(made, rng, "type", lambda schema: _is_plain(schema) and _type_of(schema) != "", change)


def toggle_null(made: Node, rng: random.Random) -> list[Fact]:
    """A value may be null, or no longer."""

    def change(schema: Node) -> tuple[str, str]:
        before = _is_nullable(schema)
        schema["type"] = _type_of(schema) if before else ["null", _type_of(schema)]
        return _said(before), _said(not before)

    return _change_value(made, rng, "nullable", lambda schema: _is_plain(schema) and _type_of(schema) != "", change)


def toggle_required(made: Node, rng: random.Random) -> list[Fact]:
    """A field becomes required, or optional."""
    owned = [place for place in places(made) if place.owner is not None]
    if not owned:
        return []
    chosen = rng.choice(owned)
    assert chosen.owner is not None
    before = chosen.key in chosen.owner.get("required", [])
    _set_required(chosen.owner, chosen.key, required=not before)
    return _facts("required", _uses(made, chosen.holder, chosen.key), _said(before), _said(not before))


def add_enum_value(made: Node, rng: random.Random) -> list[Fact]:
    """One more value is allowed."""
    word = f" {_fresh_word(made, rng)}"

    def change(schema: Node) -> tuple[str, str]:
        schema["enum"] = [*schema["enum"], word]
        return "", word

    return _change_value(made, rng, "enum added", lambda schema: "enum" in schema, change)


def remove_enum_value(made: Node, rng: random.Random) -> list[Fact]:
    """One value is no longer allowed."""

    def change(schema: Node) -> tuple[str, str]:
        gone = rng.choice(schema["enum"])
        schema["enum"] = [value for value in schema["enum"] if value != gone]
        for key in ("example", "examples"):
            schema.pop(key, None)
        return str(gone), ""

    return _change_value(made, rng, "enum removed", lambda schema: len(schema.get("enum", ())) > 1, change)


def _change_value(
    made: Node,
    rng: random.Random,
    what: str,
    fits: Callable[[Node], bool],
    change: Callable[[Node], tuple[str, str]],
) -> list[Fact]:
    found = [place for place in places(made) if "$ref" not in place.schema and fits(place.schema)]
    if not found:
        return []
    chosen = rng.choice(found)
    uses = _uses(made, chosen.holder, chosen.key)
    return _facts(what, uses, *change(chosen.schema))


def _facts(what: str, uses: list[Place], before: str = "", after: str = "") -> list[Fact]:
    return sorted({Fact(use.operation, what, use.parts, before, after) for use in uses})


def _uses(made: Node, holder: Node, key: str) -> list[Place]:
    return [place for place in places(made) if place.holder is holder and place.key == key]


# Helpers


def _is_plain(schema: Node) -> bool:
    """A scalar that says nothing more, so that its type can change alone."""
    return not schema.keys() & {"enum", "format", "properties", "items", "oneOf", "anyOf", "allOf"}


def _type_of(schema: Node) -> str:
    given = schema.get("type", "")
    types = [name for name in ([given] if isinstance(given, str) else given) if name in _SCALARS]
    return types[0] if len(types) == 1 else ""


def _is_nullable(schema: Node) -> bool:
    return "null" in schema["type"] if isinstance(schema["type"], list) else False


def _set_required(owner: Node, name: str, *, required: bool) -> None:
    names = [other for other in owner.get("required", []) if other != name] + ([name] if required else [])
    owner.pop("required", None)
    if names:
        owner["required"] = names


def _said(truth: object) -> str:
    return "true" if truth else "false"


def _take_out(made: Node, key: str) -> None:
    method, _, path = key.partition(" ")
    del made["paths"][path][method.lower()]
    if not made["paths"][path]:
        del made["paths"][path]


def _any_reference(made: Node, rng: random.Random) -> Node:
    names = list(made["components"]["schemas"])
    return reference(rng.choice(names)) if names else obj({"only": {"type": "string"}})


def _fresh_word(made: Node, rng: random.Random) -> str:
    """A word that stands nowhere in the document yet."""
    text = str(made)
    return next(
        word for word in (f"{rng.choice(_WORDS)}{rng.randrange(10**6)}" for _ in range(100)) if word not in text
    )


def _fresh_path(made: Node, rng: random.Random) -> str:
    return f"/abdm/v1/{rng.choice(_WORDS)}/{_fresh_word(made, rng)}"


MUTATIONS: dict[str, Callable[[Node, random.Random], list[Fact]]] = {
    mutation.__name__: mutation
    for mutation in (
        add_operations,
        remove_operations,
        move_operation,
        change_status,
        change_content_type,
        change_texts,
        add_parameter,
        remove_parameter,
        require_parameter,
        add_field,
        remove_field,
        change_type,
        toggle_null,
        toggle_required,
        add_enum_value,
        remove_enum_value,
    )
}


@dataclass(frozen=True, slots=True)
class Link:
    """One document of a chain, and all that changed since the one before."""

    document: Node
    facts: list[Fact]

    def touched(self) -> set[str]:
        """The operations, by their old and new keys, that do not say what they said at the same path."""
        moved = {fact.after for fact in self.facts if fact.what == "moved"}
        return moved | {fact.operation for fact in self.facts}


def chain(start: Node, rng: random.Random, length: int) -> Iterator[Link]:
    """So many successive documents, the start not among them.

    Each differs from the one before by one mutation at most and by any silent changes: numbers shift, schemas split and
    merge, come and go, are written out, keys change their order. No document is changed afterwards.
    """
    made = start
    for _ in range(length):
        made = copy.deepcopy(made)
        for name in rng.sample(sorted(SILENT), rng.randint(0, 3)):
            SILENT[name](made, rng)
        facts = MUTATIONS[rng.choice(sorted(MUTATIONS))](made, rng) if rng.random() < 0.9 else []
        yield Link(made, facts)
