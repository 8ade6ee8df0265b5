"""``docs/maintaining.md`` is true: its example is the report of today, its tables are the rules."""

from __future__ import annotations

import re
from pathlib import Path

from codegen.comparing.versions import Level, Version, bump, shown
from codegen.vendoring.fetching import Limits
from tests.docs.reports import example, rules
from tests.docs.tables import ROOT, page, rows, sections

PAGE = page("maintaining.md")


def test_the_example_is_the_report(tmp_path: Path) -> None:
    """Word for word, but for what folds; make it again with ``tests/docs/reports.py``."""
    (shown_example,) = re.findall(r"^~~~markdown\n(.*?)^~~~$", PAGE, re.MULTILINE | re.DOTALL)
    assert shown_example == example(tmp_path)


def test_the_table_of_changes_is_that_of_the_rules() -> None:
    """Every kind, in its order."""
    assert rows(sections(PAGE)["The report"]) == rules()


def test_the_table_of_versions_is_what_the_report_suggests() -> None:
    """Counted from a version before 1.0 and from one after it."""
    levels = [Level.BREAK, Level.LOW_LEVEL_BREAK, Level.ADDITION, Level.TEXTS]
    versions: list[Version] = [(0, 3, 1), (1, 3, 1)]
    assert [cells[1:] for cells in rows(sections(PAGE)["The version"])] == [
        [shown(bump(version, level)) for version in versions] for level in levels
    ]


def test_the_limits_are_those_of_the_code() -> None:
    """Seconds and megabytes."""
    assert f"{Limits().seconds:g} seconds and {Limits().size // 1_000_000} MB at most" in PAGE


def test_contributing_leads_here() -> None:
    """And every command that the page names exists."""
    assert "docs/maintaining.md" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z-]+)", PAGE)) <= targets
