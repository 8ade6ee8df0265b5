"""Read a YAML or JSON document, strictly: duplicate keys are errors, and every place knows its line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import yaml

from codegen.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from codegen.errors import Place
    from codegen.jsontypes import Json, JsonObject

_TAG = "tag:yaml.org,2002:"
_DEEPEST = 200
_LONGEST_NUMBER = 300
#: Aliases can unfold without end; a document of several hundred operations has a tenth of this.
_MOST_VALUES = 300_000
#: How a page that was sent instead of a document begins; a sign-in or an error page, as a rule.
_MARKUP = re.compile(r"\s*<[!?a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Source:
    """A document and where its parts stand in the file."""

    path: Place
    document: JsonObject
    lines: Mapping[tuple[str, ...], int]

    def line_of(self, place: Sequence[str | int]) -> int | None:
        """The line of a place in the document, or of the nearest enclosing place that is known."""
        parts = tuple(str(part) for part in place)
        while parts and parts not in self.lines:
            parts = parts[:-1]
        return self.lines.get(parts)

    def error(self, message: str, place: Sequence[str | int]) -> PipelineError:
        """An error about a place in this document."""
        return PipelineError(message, path=self.path, line=self.line_of(place))


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time: libyaml if present
    """Resolves plain scalars as YAML 1.2 does: ``no`` and ``2024-01-01`` are strings."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _kind, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
):
    Loader.add_implicit_resolver(_TAG + _kind, re.compile(_pattern), list(_first))


def read(path: Path) -> Source:
    """Read a document from a file.

    Raises:
        PipelineError: no such file, not UTF-8, broken YAML or JSON, a key given twice, not a mapping.
    """
    return parse(decode(content_of(path), path), path)


def parse(text: str, path: Place) -> Source:
    """Read a document from its text.

    Args:
        path: what errors call it: the file or the URL that the text came from.

    Raises:
        PipelineError: a page of HTML, broken YAML or JSON, a key given twice, not a mapping.
    """
    lines: dict[tuple[str, ...], int] = {}
    if markup := _MARKUP.match(text):
        line = markup.group().count("\n") + 1
        raise PipelineError("this is HTML or XML, not YAML or JSON", path=path, line=line)
    looks_like_json = text.lstrip().startswith("{")
    if looks_like_json and _is_json(text, path):
        document = _read_json(text, path, lines)
    else:
        document = _Builder(path, lines).build(_compose(text, path), ())
    if not isinstance(document, dict):
        found = "nothing" if document is None else f"a {type(document).__name__}"
        raise PipelineError(f"the document must be a mapping, found {found}", path=path)
    return Source(path, document, lines)


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        PipelineError: no such file, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PipelineError("no such file", path=path) from None
    except OSError as error:
        raise PipelineError(f"cannot be read: {error.strerror}", path=path) from None


def decode(content: bytes, path: Place) -> str:
    """The text of a document.

    Raises:
        PipelineError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PipelineError("not UTF-8 text", path=path, line=line) from None


def _compose(text: str, path: Place) -> yaml.Node | None:
    try:
        _check_depth(text, path)
        return yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        raise PipelineError(f"broken YAML: {reason}", path=path, line=mark.line + 1 if mark else None) from None
    except yaml.YAMLError as error:
        raise PipelineError(f"broken YAML: {error}", path=path) from None


def _check_depth(text: str, path: Place) -> None:
    """The reader of YAML recurses, in C: far too much nesting would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            mark = event.start_mark
            raise PipelineError(f"nested more than {_DEEPEST} deep", path=path, line=mark.line + 1 if mark else None)


def _is_json(text: str, path: Place) -> bool:
    """Whether a text that opens with a brace is JSON; broken JSON in a .json file is an error, else it may be YAML."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if str(path).endswith(".json"):
            raise PipelineError(f"broken JSON: {error.msg}", path=path, line=error.lineno) from None
        return False
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, nesting without end
        raise PipelineError(f"unreadable JSON: {error}", path=path) from None
    return True


def _read_json(text: str, path: Place, lines: dict[tuple[str, ...], int]) -> Json:
    def pairs(items: list[tuple[str, Json]]) -> JsonObject:
        seen: JsonObject = {}
        for key, value in items:
            if key in seen:
                raise PipelineError(f"the key {key!r} is given twice", path=path)
            seen[key] = value
        return seen

    try:  # Nearly all JSON is YAML, whose reader knows lines; raw tabs are the exception, and never inside a string.
        _Builder(path, lines).build(yaml.compose(text.replace("\t", " "), Loader=Loader), ())
    except (yaml.YAMLError, RecursionError):
        lines.clear()
    document: Json = json.loads(text, object_pairs_hook=pairs)
    return document


class _Builder:
    """Values from YAML nodes, with the line of each."""

    def __init__(self, path: Place, lines: dict[tuple[str, ...], int]) -> None:
        self._path = path
        self._lines = lines
        self._open: list[yaml.Node] = []
        self._values = 0

    def build(self, node: yaml.Node | None, place: tuple[str, ...]) -> Json:
        if node is None:
            return None
        self._lines.setdefault(place, node.start_mark.line + 1)
        self._values += 1
        if self._values > _MOST_VALUES:
            raise self._error(f"more than {_MOST_VALUES} values", node)
        if any(node is outer for outer in self._open):
            raise self._error("an alias refers to itself", node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        self._open.append(node)
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.build(item, (*place, str(index))) for index, item in enumerate(node.value)]
            return self._mapping(node, place)
        finally:
            self._open.pop()

    def _mapping(self, node: yaml.Node, place: tuple[str, ...]) -> JsonObject:
        built: JsonObject = {}
        first_line: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error("a key must be a plain value", key_node)
            key = str(key_node.value)
            if key == "<<" and not key_node.style:
                raise self._error("merge keys (<<) are not part of YAML 1.2", key_node)
            line = key_node.start_mark.line + 1
            if key in built:
                raise self._error(f"the key {key!r} is given twice, first on line {first_line[key]}", key_node)
            first_line[key] = line
            self._lines[(*place, key)] = line
            built[key] = self.build(value_node, (*place, key))
        return built

    def _scalar(self, node: yaml.ScalarNode) -> Json:
        value = str(node.value)
        match node.tag.removeprefix(_TAG):
            case "str":
                return value
            case "null":
                return None
            case "bool":
                return value.lower() == "true"
            case "int" if len(value) < _LONGEST_NUMBER:
                return int(value)
            case "float":
                return float(value)
            case kind:
                raise self._error(f"a value of the kind {kind!r} is not supported: {value[:40]}", node)

    def _error(self, message: str, node: yaml.Node) -> PipelineError:
        return PipelineError(message, path=self._path, line=node.start_mark.line + 1)
