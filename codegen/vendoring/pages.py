"""The provider's documentation pages: Markdown with the OpenAPI document of one operation in a fenced block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.errors import PipelineError
from codegen.jsontypes import METHODS
from codegen.naming import operations
from codegen.reading import Source, parse

if TYPE_CHECKING:
    from codegen.errors import Place

#: A fence that opens a block; of YAML or JSON, what follows is the method and path that the page is about.
_OPENING = re.compile(r"^(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w-]*)[ \t]*(?P<about>[^\n`]*)$", re.MULTILINE)
_LANGUAGES = ("yaml", "yml", "json")
_IS_OPENAPI = re.compile(r"""^\{?\s*["']?openapi["']?\s*:""", re.MULTILINE)
_MARKDOWN_NAMES = (".md", ".mdx", ".markdown")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read: its document has one operation."""

    source: Source
    method: str
    path: str


def read_text(text: str, path: Place) -> Source | Page:
    """Read a whole document, or a page. Lines in errors are those of the text as it is.

    Raises:
        PipelineError: broken YAML or JSON; a page without an OpenAPI block, with several, or about several operations.
    """
    blocks = list(_openapi_blocks(text, path))
    if not blocks:
        if str(path).lower().endswith(_MARKDOWN_NAMES):
            raise PipelineError("a page without a fenced OpenAPI block", path=path)
        return parse(text, path)
    if len(blocks) > 1:
        _, _, line = blocks[1]
        raise PipelineError("a second OpenAPI block: a page is about one operation", path=path, line=line)
    content, about, line = blocks[0]
    source = parse("\n" * line + content, path)
    found = [(method, address) for method, address, _ in operations(source.document)]
    if len(found) != 1:
        message = f"the page describes {len(found)} operations: a page is about one operation"
        raise source.error(message, ("paths",))
    method, address = found[0]
    words = about.split()
    if len(words) > 1 and words[-2].lower() in METHODS and (words[-2].lower(), words[-1]) != found[0]:
        message = f"the page is about {' '.join(words[-2:])}, its document about {method} {address}"
        raise PipelineError(message, path=path, line=line)
    return Page(source, method, address)


def _openapi_blocks(text: str, path: Place) -> list[tuple[str, str, int]]:
    """The OpenAPI blocks: content, what the fence says of it, and the line of the fence."""
    found = []
    at = 0
    while opening := _OPENING.search(text, at):
        line = text.count("\n", 0, opening.start()) + 1
        closing = re.compile(rf"^{opening['fence'][0]}{{{len(opening['fence'])},}}[ \t]*$", re.MULTILINE)
        end = closing.search(text, opening.end())
        content = text[opening.end() + 1 : end.start() if end else None]
        if opening["language"].lower() in _LANGUAGES and _IS_OPENAPI.search(content):
            if end is None:
                raise PipelineError("the OpenAPI block of this page does not end", path=path, line=line)
            found.append((content, opening["about"], line))
        at = end.end() if end else len(text)
    return found
