"""Time that a test moves on: for the client's tokens and for the emulator's, together."""

from __future__ import annotations

import time

import pytest
from eka_abha.emulator import Emulator


class Clock:
    """Replaces ``time.time``; the monotonic clock, which timeouts and deadlines are measured by, stays."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *emulators: Emulator) -> None:
        real = time.time
        self._moved = 0.0
        self._emulators = emulators
        monkeypatch.setattr(time, "time", lambda: real() + self._moved)

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._moved += seconds
        for emulator in self._emulators:
            emulator.advance(seconds)
