"""The version that a change asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.comparing.versions import Level, Step, Version, bump, next_step
from codegen.errors import PipelineError


@pytest.mark.parametrize(
    ("version", "level", "expected"),
    [
        ((0, 3, 2), Level.NOTHING, (0, 3, 2)),
        ((0, 3, 2), Level.TEXTS, (0, 3, 3)),
        ((0, 3, 2), Level.ADDITION, (0, 3, 3)),
        ((0, 3, 2), Level.LOW_LEVEL_BREAK, (0, 4, 0)),
        ((0, 3, 2), Level.BREAK, (0, 4, 0)),
        ((1, 3, 2), Level.NOTHING, (1, 3, 2)),
        ((1, 3, 2), Level.TEXTS, (1, 3, 3)),
        ((1, 3, 2), Level.ADDITION, (1, 4, 0)),
        ((1, 3, 2), Level.LOW_LEVEL_BREAK, (1, 4, 0)),
        ((1, 3, 2), Level.BREAK, (2, 0, 0)),
    ],
)
def test_the_next_version(version: Version, level: Level, expected: Version) -> None:
    """Before 1.0 the minor number is what the major one is afterwards."""
    assert bump(version, level) == expected


CHANGELOG = "# Changelog\n\n## {} (not released)\n\n- New.\n\n## 1.2.3\n\n- Old.\n\n## 1.2.2 (yanked)\n"


@pytest.mark.parametrize(
    ("pending", "level", "expected", "words"),
    [
        ("1.2.4", Level.ADDITION, (1, 3, 0), "**1.3.0**, after 1.2.3: nothing breaks."),
        ("1.3.0", Level.ADDITION, (1, 3, 0), "**1.3.0**, which is pending and far enough from 1.2.3: nothing breaks."),
        ("1.3.0", Level.TEXTS, (1, 3, 0), "which is pending and far enough from 1.2.3: only texts changed."),
        ("1.3.0", Level.BREAK, (2, 0, 0), "**2.0.0**, after 1.2.3: it breaks operations that methods"),
        ("1.3.0", Level.NOTHING, (1, 3, 0), "**1.3.0**, as it is: nothing changed."),
    ],
)
def test_what_is_pending_already_counts(
    pending: str, level: Level, expected: Version, words: str, tmp_path: Path
) -> None:
    """The step is counted from the last release, and never goes back behind what is pending."""
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(CHANGELOG.format(pending))
    step = next_step(changelog, level)
    assert (step.released, step.version) == ((1, 2, 3), expected)
    assert words in str(step)


def test_before_the_first_release_the_pending_version_stays(tmp_path: Path) -> None:
    """And the report says what the change would have asked for after it."""
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## 0.1.0 (not released)\n\n- All of it.\n")
    step = next_step(changelog, Level.BREAK)
    assert step == Step(None, (0, 1, 0), Level.BREAK)
    assert step.version == (0, 1, 0)
    assert str(step) == (
        "**0.1.0**, the first release: it breaks operations that methods of `eka_abha` call. "
        "After a release of it: 0.2.0."
    )


def test_a_released_changelog_gets_a_new_version(tmp_path: Path) -> None:
    """Nothing is pending."""
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## 0.4.1\n\n- Old.\n")
    assert next_step(changelog, Level.LOW_LEVEL_BREAK).version == (0, 5, 0)
    assert next_step(changelog, Level.NOTHING).version == (0, 4, 1)


def test_a_changelog_without_versions_is_refused(tmp_path: Path) -> None:
    """With its name."""
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## Unreleased\n")
    with pytest.raises(PipelineError, match=r"CHANGELOG\.md: no heading names a version"):
        next_step(changelog, Level.TEXTS)
