"""Reads the specification, its overlay and the tables kept with the tests."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonpath_rfc9535
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"

Node = dict[str, Any]
"""A mapping of a YAML document."""


def read_yaml(text: str) -> Node:
    """Parse a YAML document whose root is a mapping."""
    document = yaml.safe_load(text)
    assert isinstance(document, dict)
    return document


SPECIFICATION = read_yaml((ROOT / "openapi" / "registration.yaml").read_text(encoding="utf-8"))
OVERLAY = read_yaml((ROOT / "openapi" / "overlay.yaml").read_text(encoding="utf-8"))
ACTIONS: list[Node] = OVERLAY["actions"]
INVENTORY = read_yaml((DATA / "api_inventory.yaml").read_text(encoding="utf-8"))


def operations(document: Node) -> Iterator[tuple[str, Node]]:
    """Yield each operation as ("POST /path", operation), in document order."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def inlined(document: Node) -> Node:
    """Return a copy of the document in which every `$ref` under `paths` is replaced by what it points at."""
    return {**copy.deepcopy(document), "paths": _without_refs(document["paths"], document)}


def _without_refs(node: Any, document: Node) -> Any:
    if isinstance(node, list):
        return [_without_refs(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _without_refs(resolved(node["$ref"], document), document)
    return {key: _without_refs(value, document) for key, value in node.items()}


def resolved(reference: str, document: Node) -> Node:
    """Return what a reference such as `#/components/schemas/Name` points at."""
    node = document
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def matches(action: Node, document: Node) -> jsonpath_rfc9535.JSONPathNodeList:
    """Return the nodes that an overlay action targets."""
    return jsonpath_rfc9535.find(action["target"], document)


def overlaid(document: Node) -> Node:
    """Return an overlaid copy of an inlined document: mappings merge, lists grow, the rest is replaced."""
    result = copy.deepcopy(document)
    for action in ACTIONS:
        for node in matches(action, result):
            if action.get("remove"):
                assert node.parent is not None
                assert isinstance(node.parent.value, dict)
                del node.parent.value[node.location[-1]]
            else:
                assert isinstance(node.value, dict)
                _merge(node.value, copy.deepcopy(action["update"]))
    return result


def _merge(target: Node, update: Node) -> None:
    for key, value in update.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _merge(target[key], value)
        elif isinstance(value, list) and isinstance(target.get(key), list):
            target[key] += value
        else:
            target[key] = value
