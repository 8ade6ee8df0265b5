"""One deadline over all attempts, logins and waits of a call."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


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


call_deadline: ContextVar[Deadline | None] = ContextVar("eka_abha_call_deadline", default=None)
"""The deadline of the request that this thread or task has under way; None when there is none."""


@contextmanager
def request_under_way(deadline: Deadline) -> Iterator[None]:
    """Around the hand-over of a request to a transport."""
    token = call_deadline.set(deadline)
    try:
        yield
    finally:
        call_deadline.reset(token)
