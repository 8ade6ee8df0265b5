"""Put the operation of a page into the vendored document, and touch no other operation.

A page brings the schemas that its operation uses, under names that are numbered by position and may mean something else
in the vendored document, or be used by other operations there. A page speaks for one operation only, so:

* a schema that says the same in both is shared;
* one that differs is replaced when no other operation uses it;
* one that differs and is used elsewhere stays as it is for the others, and the page's comes in under a name of its own.

Since no class is named after a schema, a schema in two versions moves no name in Python.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.inlining import inline
from codegen.jsontypes import METHODS, Json, JsonObject, as_list, as_object, is_data, is_name_map
from codegen.naming import derived_name, operations
from codegen.reading import Source
from codegen.vendoring.normalising import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from codegen.vendoring.pages import Page

#: A part under ``components``: kind and name.
Part = tuple[str, str]

_REFERENCE = re.compile(r"#/components/([^/]+)/([^/]+)(.*)")
_SCHEMES = "securitySchemes"


@dataclass(frozen=True, slots=True)
class Kept:
    """A part that differs on the page and stays as it is for other operations; the page's has another name."""

    part: Part
    name: str
    users: Sequence[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The vendored document with the operation of a page.

    Attributes:
        document: the new document.
        kept: parts that stay as they are for other operations.
        ignored: what else of the page differs, concerns all operations and was left alone.
    """

    document: JsonObject
    kept: Sequence[Kept]
    ignored: Sequence[str]


def merge_page(vendored: JsonObject, page: Page) -> Merged:
    """Update one operation, or add it; the vendored document itself is not changed."""
    document = copy.deepcopy(vendored)
    brought = copy.deepcopy(page.source.document)
    item = _own_parameters(as_object(as_object(document.setdefault("paths", {})).get(page.path)))
    operation = as_object(_own_parameters(as_object(as_object(brought["paths"])[page.path]))[page.method])
    if "security" not in operation and brought.get("security") != document.get("security"):
        operation["security"] = brought.get("security", [])
    used_before = _reachable(document, item.get(page.method))
    item[page.method] = None
    as_object(document["paths"])[page.path] = item
    kept = _bring_parts(document, brought, operation, f"For{_pascal(page)}")
    item[page.method] = operation
    _drop_unused(document, used_before)
    for name, scheme in _schemes(brought).items():
        components = as_object(document.setdefault("components", {}))
        as_object(components.setdefault(_SCHEMES, {})).setdefault(name, scheme)
    return Merged(document, kept, list(_ignored(vendored, page.source.document)))


def _pascal(page: Page) -> str:
    return "".join(word.title() for word in derived_name(page.method, page.path).split("_"))


def _own_parameters(item: JsonObject) -> JsonObject:
    """A path item whose shared parameters stand in each of its operations."""
    shared = as_list(item.pop("parameters", []))
    for method in METHODS:
        operation = item.get(method)
        if shared and isinstance(operation, dict):
            own = as_list(operation.get("parameters"))
            taken = {(as_object(one).get("name"), as_object(one).get("in")) for one in own}
            inherited = [one for one in shared if (as_object(one).get("name"), as_object(one).get("in")) not in taken]
            operation["parameters"] = [*copy.deepcopy(inherited), *own]
    return item


def _bring_parts(document: JsonObject, brought: JsonObject, operation: JsonObject, suffix: str) -> list[Kept]:
    """Copy what an operation of the page uses, and rename in it what must not replace the vendored parts."""
    needed = sorted(_reachable(brought, operation))
    users = {part: _users(document, part) for part in needed}
    apart = {part for part in needed if users[part] and _differs(document, brought, part)}
    while True:  # what refers to a part with a name of its own is no longer what the others use
        more = {
            part
            for part in needed
            if part not in apart and users[part] and set(_references(_part(brought, part))) & apart
        }
        if not more:
            break
        apart |= more
    names = {part: f"{part[1]}{suffix}" for part in apart}
    for part in needed:
        content = _part(brought, part)
        _rename(content, names)
        kind = as_object(as_object(document.setdefault("components", {})).setdefault(part[0], {}))
        kind[names.get(part, part[1])] = content
    _rename(operation, names)
    return [Kept(part, names[part], users[part]) for part in sorted(apart)]


def _differs(document: JsonObject, brought: JsonObject, part: Part) -> bool:
    """Whether two documents mean something else by one name; order of keys does not count."""
    before, after = (normalise({"components": {part[0]: {part[1]: _part(one, part)}}}) for one in (document, brought))
    return before != after


def _users(document: JsonObject, part: Part) -> list[str]:
    return [
        f"{method.upper()} {path}"
        for method, path, operation in operations(document)
        if part in _reachable(document, operation, as_object(as_object(document["paths"])[path]).get("parameters"))
    ]


def _part(document: JsonObject, part: Part) -> Json:
    return as_object(as_object(document.get("components")).get(part[0])).get(part[1])


def _reachable(document: JsonObject, *nodes: Json) -> set[Part]:
    """The parts that something refers to, and those that these refer to."""
    found: set[Part] = set()
    waiting = [part for node in nodes for part in _references(node)]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += _references(_part(document, part))
    return found


def _references(node: Json) -> Iterator[Part]:
    for holder in _reference_holders(node, in_names=False):
        found = _REFERENCE.fullmatch(str(holder["$ref"]))
        if found:
            yield found[1], found[2]


def _reference_holders(node: Json, *, in_names: bool) -> Iterator[JsonObject]:
    if isinstance(node, list):
        for item in node:
            yield from _reference_holders(item, in_names=False)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("$ref"), str) and not in_names:
        yield node
    for key, value in node.items():
        if in_names or not is_data(key, value):
            yield from _reference_holders(value, in_names=not in_names and is_name_map(key, value))


def _rename(node: Json, names: Mapping[Part, str]) -> None:
    for holder in _reference_holders(node, in_names=False):
        found = _REFERENCE.fullmatch(str(holder["$ref"]))
        if found and (found[1], found[2]) in names:
            holder["$ref"] = f"#/components/{found[1]}/{names[found[1], found[2]]}{found[3]}"


def _drop_unused(document: JsonObject, candidates: set[Part]) -> None:
    """Drop what only the operation used as it was before."""
    used = _reachable(document, document["paths"])
    for kind, name in candidates - used:
        as_object(as_object(document["components"])[kind]).pop(name, None)


def _ignored(vendored: JsonObject, brought: JsonObject) -> Iterator[str]:
    for key in ("info", "servers", "security"):
        if normalise({key: brought.get(key)}) != normalise({key: vendored.get(key)}):
            yield key
    ours = _schemes(vendored)
    for name, scheme in _schemes(brought).items():
        if ours.get(name, scheme) != scheme:
            yield f"{_SCHEMES} > {name}"


def _schemes(document: JsonObject) -> JsonObject:
    return as_object(as_object(document.get("components")).get(_SCHEMES))


def untouched(before: JsonObject, after: JsonObject, page: Page) -> bool:
    """Whether every operation but the page's is what it was, word for word."""
    old, new = (
        {
            (method, path): operation
            for method, path, operation in operations(inline(Source(page.source.path, document, {})))
            if (method, path) != (page.method, page.path)
        }
        for document in (before, after)
    )
    return old == new
