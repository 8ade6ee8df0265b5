"""Apply an OpenAPI Overlay 1.0, strictly: what an action says must happen, or the run fails."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jsonpath_rfc9535 import JSONPathError
from jsonpath_rfc9535 import compile as compile_path

from codegen.errors import PipelineError
from codegen.jsontypes import Json, JsonObject, as_list

if TYPE_CHECKING:
    from codegen.reading import Source

_KEYS = frozenset({"target", "description", "update", "remove", "x-optional"})


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an overlay: what it does, to what, and why."""

    number: int
    target: str
    description: str
    update: Json
    remove: bool
    optional: bool
    line: int | None

    def __str__(self) -> str:
        return f"action {self.number} ({self.target})"


def read_actions(overlay: Source) -> list[Action]:
    """The actions of an overlay document, in order.

    Raises:
        PipelineError: no overlay 1.0, an action without target or description, with both update and remove or neither,
            with an unknown key, or with a target outside ``$.paths``.
    """
    version = overlay.document.get("overlay")
    if version != "1.0.0":
        raise overlay.error(f"'overlay' must say 1.0.0, found {version!r}", ("overlay",))
    actions = [_action(overlay, index, item) for index, item in enumerate(as_list(overlay.document.get("actions")))]
    if not actions:
        raise overlay.error("an overlay without actions", ("actions",))
    return actions


def _action(overlay: Source, index: int, item: Json) -> Action:
    place = ("actions", index)
    if not isinstance(item, dict):
        raise overlay.error(f"action {index + 1} is not a mapping", place)
    target, description = item.get("target"), item.get("description")
    if not isinstance(target, str):
        raise overlay.error(f"action {index + 1} has no target", place)
    if not isinstance(description, str) or not description.strip():
        raise overlay.error(f"action {index + 1} ({target}) has no description: say why it is there", place)
    unknown = sorted(set(item) - _KEYS)
    if unknown:
        raise overlay.error(f"action {index + 1} ({target}) has an unknown key {unknown[0]!r}", (*place, unknown[0]))
    remove = item.get("remove") is True
    if remove == ("update" in item):
        raise overlay.error(f"action {index + 1} ({target}) must have either 'update' or 'remove: true'", place)
    if _has_reference(item.get("update")):
        raise overlay.error(f"action {index + 1} ({target}): a $ref in 'update' would not be followed", place)
    # Anything else is numbered by position in documents of this family, and would one day mean something else.
    if not target.startswith(("$.paths", "$['paths']", '$["paths"]')):
        raise overlay.error(f"action {index + 1} ({target}): targets must lie under $.paths", (*place, "target"))
    return Action(
        number=index + 1,
        target=target,
        description=description,
        update=item.get("update"),
        remove=remove,
        optional=item.get("x-optional") is True,
        line=overlay.line_of(place),
    )


def _has_reference(value: Json) -> bool:
    if isinstance(value, dict):
        return "$ref" in value or any(_has_reference(item) for item in value.values())
    return isinstance(value, list) and any(_has_reference(item) for item in value)


def apply(document: JsonObject, overlay: Source, *, strict: bool) -> list[Action]:
    """Apply every action to the document, in place.

    Args:
        strict: an action that matches nothing and is not marked ``x-optional`` is an error; otherwise it is skipped.

    Returns:
        the actions that matched nothing and are not optional; empty when strict.
    """
    skipped = []
    for action in read_actions(overlay):
        try:
            nodes = [node.location for node in compile_path(action.target).find(document)]
        except JSONPathError as error:
            message = f"{action}: not a JSONPath: {str(error).splitlines()[0]}"
            raise PipelineError(message, path=overlay.path, line=action.line) from None
        if not nodes and not action.optional:
            if strict:
                message = f"{action} matches nothing: {' '.join(action.description.split())}"
                raise PipelineError(message, path=overlay.path, line=action.line)
            skipped.append(action)
        # From the end, so that removing an item of a list does not move those still to be removed.
        for location in sorted(nodes, key=_position, reverse=True):
            _apply_at(document, location, action, overlay)
    return skipped


def _position(location: tuple[int | str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in location)


def _apply_at(document: JsonObject, location: tuple[int | str, ...], action: Action, overlay: Source) -> None:
    if len(location) < 2:
        raise PipelineError(f"{action}: may not target $.paths itself", path=overlay.path, line=action.line)
    holder: Json = document
    for part in location[:-1]:
        holder = _child(holder, part)
    last = location[-1]
    if action.remove:
        if isinstance(holder, dict):
            del holder[str(last)]
        elif isinstance(holder, list):
            del holder[int(last)]
        return
    target = _child(holder, last)
    if isinstance(target, dict) and isinstance(action.update, dict):
        _merge(target, action.update)
    elif isinstance(target, list):
        target.append(copy.deepcopy(action.update))
    else:
        message = f"{action}: 'update' needs a mapping or a list as its target"
        raise PipelineError(message, path=overlay.path, line=action.line)


def _child(holder: Json, part: int | str) -> Json:
    if isinstance(holder, list):
        return holder[int(part)]
    assert isinstance(holder, dict)
    return holder[str(part)]


def _merge(target: JsonObject, update: JsonObject) -> None:
    """Merge as the overlay specification says: mappings recursively, lists by appending, anything else by replacing."""
    for key, value in update.items():
        present = target.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            _merge(present, value)
        elif isinstance(present, list) and isinstance(value, list):
            present.extend(copy.deepcopy(value))
        else:
            target[key] = copy.deepcopy(value)
