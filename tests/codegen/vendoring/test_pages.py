"""The provider's documentation pages."""

from __future__ import annotations

import json

import pytest

from codegen.errors import PipelineError
from codegen.reading import Source
from codegen.vendoring.pages import Page, read_text
from tests.codegen.documents import Node, document, operation
from tests.spec.reading import DATA

SAMPLE = (DATA / "generate_otp_page.txt").read_text("utf-8")
PATH = "/abdm/na/v1/registration/mobile/init"


def _page(text: str, name: str = "page.md") -> Page:
    found = read_text(text, name)
    assert isinstance(found, Page)
    return found


def _fenced(content: str, about: str = "", fence: str = "```") -> str:
    return f"# Title\n\nText.\n\n{fence}yaml{about}\n{content}\n{fence}\n\nMore.\n"


TWO = json.dumps(document({"/a": {"get": operation(), "post": operation()}}))
ONE = json.dumps(document({"/a": {"get": operation()}}))


def test_the_providers_page_is_read() -> None:
    """Operation, schemas, and lines that are those of the page."""
    page = _page(SAMPLE, "page.txt")
    assert (page.method, page.path) == ("post", PATH)
    made: Node = dict(page.source.document)
    assert list(made["components"]["schemas"]) == ["InitRequestType2", "InitResponseType2", "GenericError", "SourceErr"]
    line = SAMPLE.splitlines().index(f"  {PATH}:") + 1
    assert page.source.line_of(("paths", PATH)) == line


@pytest.mark.parametrize("fence", ["```", "````", "~~~", "~~~~~"])
def test_any_fence_will_do(fence: str) -> None:
    """Also with JSON in it, and without a word of what it is about."""
    assert _page(_fenced(ONE, fence=fence)).path == "/a"
    assert _page(_fenced(ONE, fence=fence).replace("yaml", "json")).path == "/a"


def test_other_blocks_of_a_page_do_not_count() -> None:
    """An example in YAML is no OpenAPI document; nor is what stands in another block."""
    quoted = _fenced(f"```yaml\n{TWO}\n```", fence="~~~~").replace("~~~~yaml", "~~~~text")
    assert _page(_fenced("answer: 1") + quoted + _fenced(ONE)).path == "/a"


def test_a_document_is_no_page() -> None:
    """Though a description holds a fenced example."""
    text = "openapi: 3.1.0\ninfo:\n  description: |\n    ```yaml\n    openapi: 3.1.0\n    ```\npaths: {}\n"
    assert isinstance(read_text(text, "spec.yaml"), Source)
    assert isinstance(read_text(ONE, "spec.json"), Source)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# Title\n\nNothing else.\n", "page.md: a page without a fenced OpenAPI block"),
        (_fenced(ONE) + _fenced(ONE), "page.md:14: a second OpenAPI block: a page is about one operation"),
        (_fenced(ONE)[:-12], "page.md:5: the OpenAPI block of this page does not end"),
        (_fenced(TWO), "page.md:6: the page describes 2 operations: a page is about one operation"),
        (_fenced(ONE, " get /b"), "page.md:5: the page is about get /b, its document about get /a"),
        (_fenced("openapi: 3.1.0\nopenapi: 3.1.0"), "page.md:7: the key 'openapi' is given twice, first on line 6"),
        (_fenced("openapi: [3.1.0"), "page.md:7: broken YAML"),
    ],
)
def test_a_broken_page_is_refused_with_its_line(text: str, reason: str) -> None:
    """The line is that of the page, and not of the block in it."""
    with pytest.raises(PipelineError) as caught:
        read_text(text, "page.md")
    assert str(caught.value).startswith(reason)
