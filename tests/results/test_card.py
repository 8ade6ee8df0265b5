"""The card on disk: whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from eka_abha import Card

from tests.support.png import PNG


def test_saving_writes_the_picture(tmp_path: Path) -> None:
    """The same bytes, readable for the owner only, nothing else in the folder; a str will do for a path."""
    target = tmp_path / "card.png"
    for path in (target, str(target)):
        assert Card(PNG).save(path) == target
        assert target.read_bytes() == PNG
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert os.listdir(tmp_path) == ["card.png"]


@pytest.mark.parametrize("step", ["fsync", "replace", "fdopen"])
def test_a_failure_leaves_the_old_file(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, an interrupt: what was there is still there, and no half of anything beside it."""
    target = tmp_path / "card.png"
    target.write_bytes(b"the old card")

    def failing(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt if step == "replace" else OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, failing)
    with pytest.raises((OSError, KeyboardInterrupt)):
        Card(PNG).save(target)
    assert target.read_bytes() == b"the old card"
    assert os.listdir(tmp_path) == ["card.png"]


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    """As with any file."""
    with pytest.raises(FileNotFoundError):
        Card(PNG).save(tmp_path / "nowhere" / "card.png")
    with pytest.raises(IsADirectoryError):
        Card(PNG).save(tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_card_shows_its_size_only() -> None:
    """The picture shows personal data."""
    assert repr(Card(PNG)) == f"<Card {len(PNG)} bytes>"
