"""The names of fields that the specification has, for tests that put something into each."""

from __future__ import annotations

from tests.spec.reading import SPECIFICATION, Node


def _names(node: object) -> set[str]:
    found: set[str] = set()
    if isinstance(node, dict):
        properties = node.get("properties")
        found |= set(properties) if isinstance(properties, dict) else set()
        if "in" in node and isinstance(node.get("name"), str) and node["in"] != "header":
            found.add(node["name"])
        for part in node.values():
            found |= _names(part)
    elif isinstance(node, list):
        for part in node:
            found |= _names(part)
    return found


_DOCUMENT: Node = SPECIFICATION
FIELD_NAMES = sorted(
    _names(_DOCUMENT)
    | {"client_id", "client_secret", "sharing_key", "access_token", "expires_in", "refresh_expires_in", "message"}
)
"""Of all requests and answers, those of the partner's login included."""
