"""The files that the program reads and writes: input, saved steps, cards."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from eka_abha._files import write_private

from .questions import INPUTS
from .running import FileProblem, UsageProblem

_LIMIT = 1 << 20


def read_json(name: str, option: str) -> dict[str, Any]:
    """The JSON object of a file, or of stdin for ``-``. Nothing of it is repeated in an error.

    Raises:
        FileProblem: it cannot be read.
        UsageProblem: it is no JSON object.
    """
    try:
        text = sys.stdin.read(_LIMIT + 1) if name == "-" else Path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageProblem(f"{option}: the file is not UTF-8") from None
    except OSError as error:
        raise FileProblem(f"{option}: the file cannot be read ({error.strerror})") from None
    if len(text) > _LIMIT:
        raise UsageProblem(f"{option}: it is longer than 1 MiB")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageProblem(f"{option}: it must hold one JSON object")
    return found


def read_inputs(name: str | None) -> dict[str, str]:
    """The inputs of a journey from the file of ``--input``; numbers are taken as written."""
    if name is None:
        return {}
    known = {question.field for question in INPUTS}
    inputs: dict[str, str] = {}
    for key, value in read_json(name, "--input").items():
        if key not in known:
            raise UsageProblem(f"--input: it may hold {', '.join(sorted(known))}, and nothing else")
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise UsageProblem(f"--input: {key} must be a string")
        inputs[key] = str(value)
    return inputs


def check_free(name: str, option: str) -> Path:
    """A file that can be written later on, and is not there yet: found out before any call.

    Raises:
        FileProblem: it exists, or its folder cannot be written to.
    """
    path = Path(name)
    if path.exists():
        raise FileProblem(f"{option}: the file exists; it may be somebody's. Name another, or remove it")
    check_folder(path, option)
    return path


def check_folder(path: Path, option: str) -> None:
    """The folder of a file exists and can be written to.

    Raises:
        FileProblem: it does not, or cannot.
    """
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise FileProblem(f"{option}: the folder does not exist, or cannot be written to")


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all, readable for its owner only.

    Raises:
        FileProblem: it cannot be written.
    """
    try:
        write_private(path, content)
    except OSError as error:
        raise FileProblem(f"{path}: it cannot be written ({error.strerror})") from None


def remove(path: Path) -> None:
    """Remove a file that has served; one that is not there is no problem."""
    with suppress(OSError):
        path.unlink()
