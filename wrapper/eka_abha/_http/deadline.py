"""One deadline over all attempts, logins and waits of a call."""

from __future__ import annotations

import time


class Deadline:
    """A moment on the monotonic clock after which a call is given up."""

    __slots__ = ("_at",)

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left; negative when it has passed."""
        return self._at - time.monotonic()

    def passed(self) -> bool:
        """True when no time is left."""
        return self.remaining() <= 0
