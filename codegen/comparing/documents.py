"""The changes from one document to another, operation by operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.comparing.contracts import compare_contracts, contract
from codegen.comparing.meaning import TEXTS, canonical
from codegen.comparing.moves import Address, moves, same_addresses
from codegen.comparing.rules import Change, Direction, Kind
from codegen.inlining import inline
from codegen.jsontypes import Json, JsonObject, as_list, as_object, as_text, is_name_map
from codegen.naming import operations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from codegen.reading import Source


@dataclass(frozen=True, slots=True)
class OperationChanges:
    """An operation that is in both documents and promises something else in the second."""

    address: Address
    changes: Sequence[Change]

    @property
    def breaking(self) -> bool:
        """Whether one of the changes breaks callers."""
        return any(change.verdict.breaking for change in self.changes)


@dataclass(frozen=True, slots=True)
class ApiChanges:
    """Everything that changed in the API, sorted by path.

    ``moved`` maps new addresses to old ones, and so does ``renamed``: there only path parameters have other names.
    ``texts`` are operations of which nothing changed but texts, ``document`` what concerns all operations.
    """

    added: Sequence[Address]
    removed: Sequence[Address]
    moved: Mapping[Address, Address]
    renamed: Mapping[Address, Address]
    changed: Sequence[OperationChanges]
    document: Sequence[Change]
    texts: Sequence[Address]
    document_texts: bool

    @property
    def contracts_changed(self) -> bool:
        """Whether anything changed that callers send or read."""
        return bool(self.added or self.removed or self.moved or self.changed or self.document)

    def earlier(self, address: Address) -> Address:
        """Where an operation of the new document was in the old one."""
        return self.moved.get(address) or self.renamed.get(address, address)

    @property
    def counts(self) -> str:
        """How many operations came, went, moved and changed: ``1 added, 2 changed``; empty when none did."""
        counted = {"added": self.added, "removed": self.removed, "moved": self.moved, "changed": self.changed}
        return ", ".join(f"{len(found)} {word}" for word, found in counted.items() if found)

    def every(self) -> Iterator[tuple[Address | None, Change]]:
        """Every change with its operation, those of operations as a whole included."""
        for change in self.document:
            yield None, change
        for new, old in self.moved.items():
            yield new, Change(Direction.REQUEST, "", Kind.OPERATION_MOVED, f"moved from `{old[1]}`")
        for address in self.removed:
            yield address, Change(Direction.REQUEST, "", Kind.OPERATION_REMOVED, "operation removed")
        for address in self.added:
            yield address, Change(Direction.REQUEST, "", Kind.OPERATION_ADDED, "operation added")
        for changed in self.changed:
            for change in changed.changes:
                yield changed.address, change


def shown_address(address: Address) -> str:
    """Method and path as people write them: ``POST /abdm/v1/profile``."""
    return f"{address[0].upper()} {address[1]}"


def compare_documents(before: Source, after: Source) -> ApiChanges:
    """What changed from one valid document to another.

    Raises:
        PipelineError: an operation of one of them unfolds into an absurd number of parts.
    """
    old, new = inline(before), inline(after)
    schemes = _renamed_schemes(old, new)
    old_operations, new_operations = _operations(old), _operations(_with_scheme_names(new, schemes))
    was = {address: contract(address[1], operation) for address, operation in old_operations.items()}
    now = {address: contract(address[1], operation) for address, operation in new_operations.items()}
    moved, renamed = moves(was, now), same_addresses(was, now)
    earlier_ones = {**moved, **renamed}
    changed, texts = [], []
    for address in _sorted(now.keys() & (was.keys() | earlier_ones.keys())):
        earlier = earlier_ones.get(address, address)
        if canonical(old_operations[earlier]) == canonical(new_operations[address]):
            continue
        found = compare_contracts(was[earlier], now[address])
        if found:
            changed.append(OperationChanges(address, found))
        elif address == earlier and _texts(old_operations[earlier]) != _texts(new_operations[address]):
            texts.append(address)
    return ApiChanges(
        added=_sorted(now.keys() - was.keys() - earlier_ones.keys()),
        removed=_sorted(was.keys() - now.keys() - set(earlier_ones.values())),
        moved={address: moved[address] for address in _sorted(moved)},
        renamed={address: renamed[address] for address in _sorted(renamed)},
        changed=changed,
        document=[*_servers(before.document, after.document), *_schemes(old, new, schemes)],
        texts=texts,
        document_texts=_other_texts(before.document, after.document),
    )


def _operations(document: JsonObject) -> dict[Address, JsonObject]:
    return {(method, path): operation for method, path, operation in operations(document)}


def by_path(address: Address) -> tuple[str, str]:
    """What addresses are sorted by."""
    return address[1], address[0]


def _sorted(addresses: Iterable[Address]) -> list[Address]:
    return sorted(addresses, key=by_path)


#: Keys of a document that tell people something.
_ABOUT_ITSELF = ("openapi", "info", "tags", "externalDocs")


def _servers(before: JsonObject, after: JsonObject) -> Iterator[Change]:
    old, new = _by_url(before).keys(), _by_url(after).keys()
    for url in sorted(old - new):
        yield Change(Direction.REQUEST, "", Kind.SERVER_REMOVED, f"server `{url}` removed")
    for url in sorted(new - old):
        yield Change(Direction.REQUEST, "", Kind.SERVER_ADDED, f"server `{url}` added")


def _renamed_schemes(before: JsonObject, after: JsonObject) -> dict[str, str]:
    """New name → old name of every security scheme that asks for the same as before, under another name."""
    old, new = _without_texts(_security(before)), _without_texts(_security(after))
    gone = {canonical(old[name]): name for name in sorted(old.keys() - new.keys(), reverse=True)}
    found: dict[str, str] = {}
    for name in sorted(new.keys() - old.keys()):
        earlier = gone.pop(canonical(new[name]), None)
        if earlier is not None:
            found[name] = earlier
    return found


def _with_scheme_names(document: JsonObject, names: Mapping[str, str]) -> JsonObject:
    """An inlined document whose operations ask for security schemes by their old names."""
    if not names:
        return document
    paths: JsonObject = {}
    for path, item in as_object(document.get("paths")).items():
        paths[path] = {
            key: {**value, "security": [_with_names(one, names) for one in as_list(value["security"])]}
            if isinstance(value, dict) and "security" in value
            else value
            for key, value in as_object(item).items()
        }
    return {**document, "paths": paths}


def _with_names(alternative: Json, names: Mapping[str, str]) -> JsonObject:
    return {names.get(name, name): scopes for name, scopes in as_object(alternative).items()}


def _schemes(before: JsonObject, after: JsonObject, renamed: Mapping[str, str]) -> Iterator[Change]:
    old, new = _without_texts(_security(before)), _without_texts(_security(after))
    for name, earlier in renamed.items():
        text = f"security scheme `{earlier}` is named `{name}` now"
        yield Change(Direction.REQUEST, "", Kind.SECURITY_SCHEME_RENAMED, text)
    for name in sorted((old.keys() | new.keys()) - {*renamed, *renamed.values()}):
        if name not in new:
            yield Change(Direction.REQUEST, "", Kind.SECURITY_SCHEME_REMOVED, f"security scheme `{name}` removed")
        elif name not in old:
            yield Change(Direction.REQUEST, "", Kind.SECURITY_SCHEME_ADDED, f"security scheme `{name}` added")
        elif canonical(old[name]) != canonical(new[name]):
            yield Change(Direction.REQUEST, "", Kind.SECURITY_SCHEME_CHANGED, f"security scheme `{name}` changed")


def _security(document: JsonObject) -> JsonObject:
    return as_object(as_object(document.get("components")).get("securitySchemes"))


def _without_texts(schemes: JsonObject) -> JsonObject:
    return {
        name: {key: value for key, value in as_object(scheme).items() if key not in TEXTS}
        for name, scheme in schemes.items()
    }


def _other_texts(before: JsonObject, after: JsonObject) -> bool:
    """Whether a document says something else of itself, of its servers or of its security schemes."""
    if any(canonical(before.get(key)) != canonical(after.get(key)) for key in _ABOUT_ITSELF):
        return True
    old_servers, new_servers = _by_url(before), _by_url(after)
    old_schemes, new_schemes = _security(before), _security(after)
    return any(
        canonical(old[name]) != canonical(new[name])
        for old, new in ((old_servers, new_servers), (_only_texts(old_schemes), _only_texts(new_schemes)))
        for name in old.keys() & new.keys()
    )


def _by_url(document: JsonObject) -> JsonObject:
    return {as_text(as_object(server).get("url")): server for server in as_list(document.get("servers"))}


def _only_texts(schemes: JsonObject) -> JsonObject:
    return {
        name: {key: value for key, value in as_object(scheme).items() if key in TEXTS}
        for name, scheme in schemes.items()
    }


def _texts(operation: JsonObject) -> set[tuple[str, str, str]]:
    """Every text of an operation, with the name of what it is about and the keyword that it stands at."""
    return set(_walk(operation, "", in_names=False))


def _walk(node: Json, about: str, *, in_names: bool) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, list):
        for item in node:
            yield from _walk(item, about, in_names=False)
    if not isinstance(node, dict):
        return
    about = f"{node.get('in')} {node.get('name')}" if "in" in node and not in_names else about
    for key, value in node.items():
        if in_names:
            yield from _walk(value, key, in_names=False)
        elif key in TEXTS or (key.startswith("x-") and not key.startswith("x-codegen-")):
            yield about, key, canonical(value)
        else:
            yield from _walk(value, about, in_names=is_name_map(key, value))
