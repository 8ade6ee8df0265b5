"""Patches to the generator's templates: exact, or the run fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen import layout
from codegen.errors import PipelineError
from codegen.jsontypes import as_list, as_object, as_text
from codegen.reading import read
from codegen.templates import write_patched_templates
from tests.codegen.documents import Node, write

if TYPE_CHECKING:
    from pathlib import Path

_PATCH: Node = {"why": "w", "until": "u", "find": "class UnexpectedStatus(Exception):", "replace": "class X:"}


def _write(tmp_path: Path, *patches: Node, template: str = "errors.py.jinja") -> Path:
    folder = tmp_path / "patches"
    folder.mkdir()
    write(folder / "errors.yaml", {"template": template, "patches": list(patches)})
    return folder


def test_a_patch_replaces_its_text_and_nothing_else(tmp_path: Path) -> None:
    patches = _write(tmp_path, _PATCH)
    assert write_patched_templates(patches, tmp_path / "out") == ["errors.py.jinja"]
    text = (tmp_path / "out" / "errors.py.jinja").read_text()
    assert "class X:" in text
    assert "class UnexpectedStatus" not in text
    assert "super().__init__(" in text


@pytest.mark.parametrize(("find", "times"), [("no such text", 0), ("status_code", 4)])
def test_a_patch_that_does_not_match_exactly_once_fails(tmp_path: Path, find: str, times: int) -> None:
    patches = _write(tmp_path, _PATCH, {**_PATCH, "find": find})
    with pytest.raises(PipelineError, match=rf"errors\.yaml:7: patch 2 finds its text {times} times"):
        write_patched_templates(patches, tmp_path / "out")


@pytest.mark.parametrize("missing", ["why", "until", "find", "replace"])
def test_a_patch_says_why_and_until_when(tmp_path: Path, missing: str) -> None:
    patches = _write(tmp_path, {key: value for key, value in _PATCH.items() if key != missing})
    with pytest.raises(PipelineError, match="patch 1 must have exactly the texts"):
        write_patched_templates(patches, tmp_path / "out")


def test_a_patch_of_no_template_fails(tmp_path: Path) -> None:
    patches = _write(tmp_path, _PATCH, template="gone.py.jinja")
    with pytest.raises(PipelineError, match=r"the generator has no template 'gone\.py\.jinja'"):
        write_patched_templates(patches, tmp_path / "out")


def test_the_patches_of_the_project_are_few(tmp_path: Path) -> None:
    """Correcting the document is better than patching a template."""
    assert len(write_patched_templates(layout.TEMPLATE_PATCHES, tmp_path)) <= 7
    lines = 0
    for path in layout.TEMPLATE_PATCHES.glob("*.yaml"):
        for patch in as_list(read(path).document["patches"]):
            lines += len(as_text(as_object(patch)["replace"]).splitlines())
    assert lines <= 90
