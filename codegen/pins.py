"""Are the installed tools the pinned ones? Their versions decide what the output looks like."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from codegen.errors import PipelineError

if TYPE_CHECKING:
    from pathlib import Path

_TOOLS = ("openapi-python-client", "ruff")


def check_pins(project: Path) -> None:
    """Compare the generator and the formatter with the pins of ``pyproject.toml``.

    Raises:
        PipelineError: a tool is not pinned, not installed, or installed in another version.
    """
    groups = tomllib.loads(project.read_text("utf-8")).get("dependency-groups", {})
    pins = dict(re.findall(r"'([\w-]+)==([\w.]+)'", str(groups.get("codegen", []))))
    for tool in _TOOLS:
        if tool not in pins:
            raise PipelineError(f"{tool} has no exact pin in the group 'codegen'", path=project)
        try:
            installed = version(tool)
        except PackageNotFoundError:
            installed = "no version"
        if installed != pins[tool]:
            raise PipelineError(f"{tool} {pins[tool]} is pinned, {installed} is installed: run uv sync", path=project)
