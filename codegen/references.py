"""Follow a ``$ref`` inside the document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from codegen.jsontypes import Json, JsonObject


def find_target(document: JsonObject, reference: str) -> tuple[Json] | None:
    """What ``#/a/b`` points at, in a tuple (the value itself may be null); None when it leads nowhere."""
    if not reference.startswith("#/"):
        return None
    node: Json = document
    for part in unquote(reference[2:]).split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        else:
            return None
    return (node,)
