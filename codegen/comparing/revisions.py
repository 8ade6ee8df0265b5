"""The vendored document as it was in a revision of this repository."""

from __future__ import annotations

import subprocess

from codegen import layout
from codegen.errors import PipelineError
from codegen.reading import Source, decode, parse


def document_at(revision: str | None) -> Source:
    """The vendored document of a revision; without one, of the last tag, else of ``main``.

    Raises:
        PipelineError: no such revision, no document in it, or a broken one.
    """
    named = revision or _default()
    chosen = _commit(named)
    name = layout.SPECIFICATION.relative_to(layout.ROOT).as_posix()
    content = _git("show", f"{chosen}:{name}")
    if content is None:
        raise PipelineError(f"{named} has no {name}")
    label = f"{named}:{name}"
    return parse(decode(content, label), label)


def _default() -> str:
    tag = _git("describe", "--tags", "--abbrev=0")
    if tag is not None:
        return tag.decode().strip()
    for branch in ("main", "origin/main"):
        if _git("rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}") is not None:
            return branch
    _need_checkout()
    raise PipelineError("neither a tag nor a branch main: say with BASE=<revision> what to compare with")


def _commit(revision: str) -> str:
    """The commit that a revision names; nothing that a user types becomes an option of git."""
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        _need_checkout()
        raise PipelineError(f"BASE={revision}: no such revision")
    return found.decode().strip()


def _need_checkout() -> None:
    if _git("rev-parse", "--git-dir") is None:
        raise PipelineError("this is no git checkout: say with OLD=<file> NEW=<file> what to compare")


def _git(*arguments: str) -> bytes | None:
    """What git prints; None when it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=layout.ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        raise PipelineError("git is not installed: say with OLD=<file> NEW=<file> what to compare") from None
    return done.stdout if done.returncode == 0 else None
