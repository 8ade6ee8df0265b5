"""Real programs that some tests use: a browser, a Redis, npm."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str, package: str) -> str:
    """The path of a program; without it the test is skipped, saying what to install, and fails where `CI` is set."""
    path = shutil.which(program)
    if path is not None:
        return path
    reason = f"{program} is not on this machine: install Debian's {package}, or its like"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
