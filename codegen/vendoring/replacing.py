"""Write the document and its lock, both or neither."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Mapping


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Give several files a new content. Each is written whole beside its place first, then moved there.

    Raises:
        PipelineError: the file system refused; all files are as they were.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    beside: dict[Path, Path] = {}
    replaced: list[Path] = []
    try:
        for path, content in contents.items():
            beside[path] = _write_beside(path, content)
        try:
            for path, written in beside.items():
                os.replace(written, path)
                replaced.append(path)
        except BaseException:
            for path in replaced:
                _put_back(path, before[path])
            raise
    except OSError as error:
        raise PipelineError(f"cannot be replaced: {error.strerror}", path=next(iter(contents))) from None
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    return Path(name)


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        os.replace(_write_beside(path, content), path)
