"""When Redis does not answer, or takes nothing in: it is left alone for a while, and said so once."""

from __future__ import annotations

import enum
import threading
import time

from eka_abha._http.hooks import logger

PAUSE = 5.0
"""Seconds between two attempts to reach a Redis that did not answer; everybody else goes on without waiting."""


class Ask(enum.Enum):
    """How Redis may be asked now."""

    NOT = enum.auto()
    """It is left alone."""
    ON_TRIAL = enum.auto()
    """It failed: it has to take something in first, for a full Redis or a replica still answers what it holds."""
    FREELY = enum.auto()


class Outage:
    """Whether Redis can be asked. Safe over threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._down = False
        self._ask_again_at = 0.0

    def may_ask(self) -> Ask:
        """During an outage one caller in each ``PAUSE`` tries."""
        with self._lock:
            now = time.monotonic()
            if not self._down:
                return Ask.FREELY
            if now < self._ask_again_at:
                return Ask.NOT
            self._ask_again_at = now + PAUSE
            return Ask.ON_TRIAL

    def failed(self, reason: str) -> None:
        """It did not answer, or not sensibly, or refused."""
        with self._lock:
            self._ask_again_at = time.monotonic() + PAUSE
            first, self._down = not self._down, True
        if first:
            logger.warning("the Redis token store is out of reach (%s): each process uses a token of its own", reason)

    def passed(self) -> None:
        """The trial."""
        with self._lock:
            was_down, self._down = self._down, False
        if was_down:
            logger.warning("the Redis token store is back: tokens are shared again")
