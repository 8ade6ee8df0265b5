"""The one error of the pipeline: a message for the person who runs it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

Place: TypeAlias = Path | str
"""Where a text came from: a file, or a URL."""


class PipelineError(Exception):
    """The pipeline cannot go on; nothing was replaced. ``str()`` is ``file:line: what and why`` as far as known."""

    def __init__(self, message: str, *, path: Place | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        super().__init__(message)

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        if self.line is None:
            return f"{self.path}: {self.message}"
        return f"{self.path}:{self.line}: {self.message}"
