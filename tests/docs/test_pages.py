"""The pages hold together: links lead somewhere, lines are short, code compiles."""

from __future__ import annotations

import re

import pytest

from tests.docs.tables import DOCS, page

PAGES = sorted(path.name for path in DOCS.glob("*.md") if path.name != "emulator.md")


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """To a file that exists."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page(name))
    assert all((DOCS / link).exists() for link in links if "://" not in link), links


@pytest.mark.parametrize("name", PAGES)
def test_lines_are_short(name: str) -> None:
    """They are read in terminals, too; the rows of a table cannot be broken."""
    assert [line for line in page(name).splitlines() if len(line) > (130 if line.startswith("|") else 120)] == []


@pytest.mark.parametrize("name", PAGES)
def test_code_compiles(name: str) -> None:
    """Every block that says it is Python."""
    for block in re.findall(r"```python\n(.*?)```", page(name), re.DOTALL):
        compile(block, name, "exec")
