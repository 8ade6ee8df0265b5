"""What the report must say of a change that a mutation made on purpose, worked out from the mutation alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.codegen.walking import operations, places

if TYPE_CHECKING:
    from tests.codegen.documents import Node
    from tests.codegen.mutations import Fact


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One line of the report, as far as a mutation decides it: ``text`` is what the line must contain."""

    operation: str
    place: str
    text: str
    breaking: bool


_PARAMETERS = {
    # what, after: text, breaking
    ("parameter added", "required"): ("required parameter added", True),
    ("parameter added", "optional"): ("optional parameter added", False),
    ("parameter removed", ""): ("parameter removed", True),
    ("parameter required", "true"): ("optional → required", True),
    ("parameter required", "false"): ("required → optional", False),
}
_VALUES = {
    # what, after: text, breaking when sent, breaking when read
    ("field added", "required"): ("required field added", True, False),
    ("field added", "optional"): ("optional field added", False, False),
    ("field removed", ""): ("field removed", True, True),
    ("required", "true"): ("optional → required", True, False),
    ("required", "false"): ("required → optional", False, True),
    ("nullable", "false"): ("may not be null any more", True, False),
}


def expected(fact: Fact, before: Node) -> list[Said]:
    """The lines that a fact asks for, but for operations that came, went or moved, and for texts."""
    if fact.what == "status":
        return [
            Said(fact.operation, f"response {fact.before}", "status removed", breaking=False),
            Said(fact.operation, f"response {fact.after}", "status added", breaking=True),
        ]
    if fact.what == "content type":
        return [
            Said(fact.operation, "request body", f"content type `{fact.before}` removed", breaking=True),
            Said(fact.operation, "request body", f"content type `{fact.after}` added", breaking=False),
        ]
    if (fact.what, fact.after) in _PARAMETERS:
        text, breaking = _PARAMETERS[fact.what, fact.after]
        where, name = fact.place
        return [Said(fact.operation, f"request {where} `{name}`", text, breaking)]
    text, breaking = _value(fact, before)
    return [Said(fact.operation, _place(fact, before), text, breaking)]


def _value(fact: Fact, before: Node) -> tuple[str, bool]:
    is_sent = fact.place[0] == "request"
    if (fact.what, fact.after) in _VALUES:
        text, sent, read = _VALUES[fact.what, fact.after]
        return text, sent if is_sent else read
    if fact.what == "nullable":  # what may be absent may be null, for those who read
        return "may be null now", not is_sent and not _is_optional(fact, before)
    if fact.what == "enum added":
        return f'enum value `"{fact.after}"` added', False
    if fact.what == "enum removed":
        return f'enum value `"{fact.before}"` removed', is_sent
    assert fact.what == "type"
    breaks = {("integer", "number"): not is_sent, ("number", "integer"): is_sent}
    return f"type {fact.before} → {fact.after}", breaks.get((fact.before, fact.after), True)


def _is_optional(fact: Fact, before: Node) -> bool:
    return any(
        place.owner is not None and place.key not in place.owner.get("required", [])
        for place in places(before)
        if (place.operation, place.parts) == (fact.operation, fact.place)
    )


def _place(fact: Fact, before: Node) -> str:
    direction, *parts = fact.place
    path = "".join("[]" if part == "item" else f".{part}" for part in parts).removeprefix(".")
    if direction == "request":
        return f"request body `{path}`"
    answers = dict(operations(before))[fact.operation]["responses"]
    (status,) = [status for status, answer in answers.items() if status.startswith("2") and "content" in answer]
    return f"response {status} `{path}`"
