"""Prism: a server that is made from an OpenAPI document and knows nothing of this project."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.real_parts import needs

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).resolve().parents[2]
_PINNED = _ROOT / "tools" / "prism"
_QUIET = {"SCARF_ANALYTICS": "false", "DO_NOT_TRACK": "1", "NO_UPDATE_NOTIFIER": "1"}
_SECONDS_TO_INSTALL = 300
_SECONDS_TO_START = 90


def _installed() -> Path:
    """The program, installed once from the lock file into ``.tools``; the test is skipped where that is impossible."""
    npm = needs("npm", "npm")
    lock = hashlib.sha256((_PINNED / "package-lock.json").read_bytes()).hexdigest()[:16]
    home = _ROOT / ".tools" / "prism" / lock
    if not home.is_dir():
        home.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=home.parent))
        try:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(_PINNED / name, made)
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(
                command, cwd=made, check=True, capture_output=True, timeout=_SECONDS_TO_INSTALL, env=os.environ | _QUIET
            )
            made.rename(home)
        except (subprocess.SubprocessError, OSError) as error:
            if not home.is_dir():  # else another run was faster
                _give_up(f"npm could not install Prism ({type(error).__name__}): is the package registry reachable?")
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return home / "node_modules" / ".bin" / "prism"


def _give_up(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def prism(document: Path) -> Iterator[str]:
    """A server for a document, at the base URL given; it refuses what the document does not allow.

    Answers are made up from the schemas, every optional field included, and are the same in each run.
    """
    command = [
        *(str(_installed()), "mock", str(document), "--host", "127.0.0.1", "--port", "0", "--errors"),
        *("--dynamic", "--seed", "abha", "--json-schema-faker-fillProperties", "false"),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | _QUIET
    )
    reader: threading.Thread | None = None
    too_late = threading.Timer(_SECONDS_TO_START, process.kill)
    too_late.start()
    try:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)", line):
                break
        else:
            pytest.fail("Prism did not start: " + "".join(said[-5:]))
        too_late.cancel()
        reader = threading.Thread(target=process.stdout.read, daemon=True)  # or it stops when the pipe is full
        reader.start()
        yield found[1]
    finally:
        too_late.cancel()
        process.kill()
        process.wait()
        if reader is not None:
            reader.join()
        if process.stdout is not None:
            process.stdout.close()
