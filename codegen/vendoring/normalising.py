"""One way to write a document: the same content is the same text, so that a diff shows changes and nothing else.

Keys come in the order of OpenAPI's own examples where people read (the document, an operation), sorted elsewhere. So do
lists whose order says nothing: ``required`` and ``type``. All other lists stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from codegen.errors import PipelineError
from codegen.jsontypes import METHODS, Json, JsonObject, is_data, is_name_map
from codegen.reading import Loader, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codegen.errors import Place

_WIDTH = 92
#: Longer texts, and those of several paragraphs, are written as folded blocks.
_LONGEST_PLAIN = 78

_DOCUMENT = ("openapi", "info", "servers", "security", "paths", "components")
_OPERATION = ("summary", "description", "parameters", "requestBody", "responses", "security")
_INDENTED = re.compile(r"^[ \t]", re.MULTILINE)
_STRANGE = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SETS = frozenset({"required", "type"})


def normalise(document: JsonObject) -> JsonObject:
    """The document with its keys in order; what it says is the same."""
    return {key: _sorted(document[key], key) for key in _ordered(document, _DOCUMENT)}


def _sorted(node: Json, key: str, *, in_names: bool = False) -> Json:
    if isinstance(node, list):
        if key in _SETS and not in_names and all(isinstance(item, str) for item in node):
            return sorted(node, key=str)
        return [_sorted(item, "") for item in node]
    if not isinstance(node, dict):
        return node
    holds_names = not in_names and is_name_map(key, node)
    if not in_names and is_data(key, node):
        return _data(node)
    first = _OPERATION if not holds_names and key in METHODS and "responses" in node else ()
    return {name: _sorted(node[name], name, in_names=holds_names) for name in _ordered(node, first)}


def _data(node: Json) -> Json:
    if isinstance(node, list):
        return [_data(item) for item in node]
    return {key: _data(node[key]) for key in sorted(node)} if isinstance(node, dict) else node


def _ordered(node: JsonObject, first: Sequence[str]) -> list[str]:
    return [*(key for key in first if key in node), *sorted(node.keys() - set(first))]


class _Dumper(yaml.SafeDumper):
    """Quotes whatever any reader of YAML 1.1 or 1.2 would take for something other than text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand two columns to the right of their key."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Never an alias: the same part twice is written twice."""
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    style = ">" if "\n" in value or len(value) > _LONGEST_PLAIN else None
    if style and _INDENTED.search(value):
        style = "|"  # folding would join these lines
    if _STRANGE.search(value):
        style = '"'  # written with escapes
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
for _first, _resolvers in Loader.yaml_implicit_resolvers.items():
    for _tag, _pattern in _resolvers:
        _Dumper.add_implicit_resolver(_tag, _pattern, [_first])


def write(document: JsonObject, path: Place) -> str:
    """The text of a normalised document.

    Raises:
        PipelineError: it would read back as something else.
    """
    normal = normalise(document)
    text = yaml.dump(normal, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    if parse(text, path).document != normal:
        raise PipelineError("cannot be written as YAML that reads back the same", path=path)
    return text
