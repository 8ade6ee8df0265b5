"""Put a finished package in its place, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.checking import package_files
from codegen.errors import PipelineError
from codegen.finishing import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_replaceable(out: Path) -> None:
    """Refuse to replace anything but a folder that is missing, empty, or output of this pipeline.

    Raises:
        PipelineError: it is a file, or it holds a file that this pipeline did not write.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise PipelineError(f"{out} is not a folder")
    is_empty = next(out.iterdir(), None) is None
    if not is_empty and not _is_ours(out / "__init__.py", out):
        raise PipelineError(f"{out} is not empty and not output of this pipeline: not replaced")
    for path in package_files(out):
        if not _is_ours(path, out):
            raise PipelineError(f"{out} holds {path.relative_to(out)}, which this pipeline did not write: not replaced")


def _is_ours(path: Path, out: Path) -> bool:
    if path.suffix == ".py" and path.is_file():
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.readline() == HEADER
    return path == out / "py.typed"


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A new folder next to ``out``, on the same file system; gone afterwards unless it was swapped in."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        workspace = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise PipelineError(f"cannot write beside {out}: {error.strerror}") from None
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def swap_in(package: Path, out: Path, workspace: Path) -> None:
    """Rename a finished package to ``out``; what was there stays until the new one is in place.

    Raises:
        PipelineError: the file system refused; ``out`` is as it was.
    """
    old = workspace / "old"
    replaced = out.exists()
    try:
        if replaced:
            os.rename(out, old)
        try:
            os.rename(package, out)
        except BaseException:
            if replaced:
                os.rename(old, out)
            raise
    except OSError as error:
        raise PipelineError(f"cannot replace {out}: {error.strerror}") from None
