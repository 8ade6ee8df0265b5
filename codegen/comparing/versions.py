"""The version that ``eka_abha`` should get for a change of the document.

Semantic versioning covers ``eka_abha``; ``eka_abha_api`` follows the document:

================================================  ==========  ==========
what the change does                              before 1.0  from 1.0 on
================================================  ==========  ==========
breaks an operation that a method calls           0.(x+1).0   (x+1).0.0
breaks only operations that no method calls,
or only names of ``eka_abha_api``                 0.(x+1).0   x.(y+1).0
adds something, breaks nothing                    0.x.(y+1)   x.(y+1).0
changes nothing but texts                         0.x.(y+1)   x.y.(z+1)
================================================  ==========  ==========
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from codegen.errors import PipelineError

if TYPE_CHECKING:
    from pathlib import Path

Version = tuple[int, int, int]

_HEADING = re.compile(r"^## (\d+)\.(\d+)\.(\d+)(.*)$", re.MULTILINE)
_PENDING = "(not released)"


class Level(Enum):
    """How much a change asks of callers; the value says why."""

    NOTHING = "nothing changed"
    TEXTS = "only texts changed"
    ADDITION = "nothing breaks"
    LOW_LEVEL_BREAK = "it breaks `eka_abha_api`, but no operation that a method of `eka_abha` calls"
    BREAK = "it breaks operations that methods of `eka_abha` call"


@dataclass(frozen=True, slots=True)
class Step:
    """What a changelog says of versions, and what a change makes of it.

    Attributes:
        released: the last version that went out; None before the first.
        pending: the version that the changelog collects changes for; None when it collects none.
        level: how much the change asks of callers.
    """

    released: Version | None
    pending: Version | None
    level: Level

    @property
    def version(self) -> Version:
        """The version that the change should go out with."""
        if self.released is None:
            return self.pending or (0, 1, 0)
        if self.level is Level.NOTHING:
            return self.pending or self.released
        return max(self.pending or self.released, bump(self.released, self.level))

    def __str__(self) -> str:
        chosen = shown(self.version)
        if self.level is Level.NOTHING:
            return f"**{chosen}**, as it is: {self.level.value}."
        if self.released is None:
            after = shown(bump(self.version, self.level))
            return f"**{chosen}**, the first release: {self.level.value}. After a release of it: {after}."
        if self.pending == self.version:
            return f"**{chosen}**, which is pending and far enough from {shown(self.released)}: {self.level.value}."
        return f"**{chosen}**, after {shown(self.released)}: {self.level.value}."


def bump(version: Version, level: Level) -> Version:
    """The next version for a change of this level."""
    major, minor, patch = version
    if level is Level.NOTHING:
        return version
    if major == 0:
        breaks = level in (Level.BREAK, Level.LOW_LEVEL_BREAK)
        return (0, minor + 1, 0) if breaks else (0, minor, patch + 1)
    if level is Level.BREAK:
        return (major + 1, 0, 0)
    return (major, minor, patch + 1) if level is Level.TEXTS else (major, minor + 1, 0)


def shown(version: Version) -> str:
    """``1.2.3``."""
    return ".".join(map(str, version))


def next_step(changelog: Path, level: Level) -> Step:
    """Read the released and the pending version from the headings of a changelog.

    Raises:
        PipelineError: it has no heading with a version.
    """
    headings = [
        ((int(major), int(minor), int(patch)), rest)
        for major, minor, patch, rest in _HEADING.findall(changelog.read_text("utf-8"))
    ]
    if not headings:
        raise PipelineError("no heading names a version", path=changelog)
    pending = headings[0][0] if _PENDING in headings[0][1] else None
    released = next((version for version, rest in headings if _PENDING not in rest), None)
    return Step(released, pending, level)
