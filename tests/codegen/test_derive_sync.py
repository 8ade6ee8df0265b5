"""The synchronous half is what the asynchronous half says, word for word."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codegen import derive_sync

SOURCE = '''
import pytest
from eka_abha.aio import AsyncAbhaClient

from eka_abha._io.aio import Connections


@pytest.mark.anyio
async def use(client: AsyncAbhaClient) -> None:
    """Uses an AsyncAbhaClient."""
    async with client as abha:
        answer = await operation.asyncio(client=abha.api)
        async for chunk in answer:
            await abha.aclose(Connections)
'''


def test_the_word_table_leaves_nothing_asynchronous() -> None:
    """Names, keywords, imports, docstrings and marks."""
    text = derive_sync.derive(SOURCE, "x.py")
    assert "async" not in text.lower()
    assert "await" not in text
    assert "anyio" not in text
    assert "from eka_abha import AbhaClient" in text
    assert "from eka_abha._io.threads import Connections" in text
    assert "operation.sync(client=abha.api)" in text
    assert text.startswith("# Derived from x.py by `make generate`")
    ast.parse(text)


def test_the_committed_half_is_current() -> None:
    """A change on one side only goes red."""
    assert derive_sync.stale_files() == []


def test_what_is_changed_missing_or_left_over_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All three are found and mended by writing anew."""
    source, target = tmp_path / "_async", tmp_path / "_sync"
    source.mkdir()
    for name in ("changed.py", "missing.py"):
        (source / name).write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(derive_sync, "ROOT", tmp_path)
    monkeypatch.setattr(derive_sync, "PAIRS", ((source, target),))
    derive_sync.write()
    assert derive_sync.stale_files() == []
    (target / "changed.py").write_text("by hand", encoding="utf-8")
    (target / "missing.py").unlink()
    (target / "left_over.py").write_text("", encoding="utf-8")
    assert derive_sync.stale_files() == ["_sync/changed.py", "_sync/left_over.py", "_sync/missing.py"]
    assert derive_sync.main(["check"]) == 1
    assert derive_sync.main([]) == 0
    assert derive_sync.stale_files() == []
    assert not (target / "left_over.py").exists()


@pytest.mark.parametrize("folder", [target for _, target in derive_sync.PAIRS], ids=lambda path: path.parent.name)
def test_no_derived_module_waits_asynchronously(folder: Path) -> None:
    """No coroutine, no event loop in the synchronous half."""
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = (ast.AsyncFunctionDef, ast.AsyncWith, ast.AsyncFor, ast.Await)
        assert not [node for node in ast.walk(tree) if isinstance(node, nodes)], path
