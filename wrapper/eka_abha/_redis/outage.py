"""When Redis does not answer: it is left alone for a while, and said so once."""

from __future__ import annotations

import threading
import time

from eka_abha._http.hooks import logger

PAUSE = 5.0
"""Seconds between two attempts to reach a Redis that did not answer; everybody else goes on without waiting."""


class Outage:
    """Whether Redis can be asked. Safe over threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._down = False
        self._ask_again_at = 0.0

    def may_ask(self) -> bool:
        """False while it is left alone; during an outage True for one caller in each ``PAUSE``."""
        with self._lock:
            now = time.monotonic()
            if not self._down:
                return True
            if now < self._ask_again_at:
                return False
            self._ask_again_at = now + PAUSE
            return True

    def failed(self, reason: str) -> None:
        """It did not answer, or not sensibly."""
        with self._lock:
            self._ask_again_at = time.monotonic() + PAUSE
            first, self._down = not self._down, True
        if first:
            logger.warning("the Redis token store is out of reach (%s): each process uses a token of its own", reason)

    def worked(self) -> None:
        """It answered."""
        with self._lock:
            was_down, self._down = self._down, False
        if was_down:
            logger.warning("the Redis token store is back: tokens are shared again")
