"""The emulator's own time and its own chance: both repeatable."""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Container

START: Final = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """Time that stands still until it is moved, or that runs with a source such as `time.monotonic`."""

    def __init__(self, source: Callable[[], float] | None = None) -> None:
        self._source = source
        self._origin = source() if source is not None else 0.0
        self._moved = 0.0

    @property
    def now(self) -> float:
        """Seconds since the emulator was made."""
        running = self._source() - self._origin if self._source is not None else 0.0
        return running + self._moved

    @property
    def today(self) -> datetime:
        """The emulator's date and time in UTC; it starts on 1 January 2026."""
        return self.moment(self.now)

    @property
    def running(self) -> bool:
        """Whether time passes on its own."""
        return self._source is not None

    def moment(self, seconds: float) -> datetime:
        """Return the date and time so many seconds after the emulator was made."""
        return datetime.fromtimestamp(START.timestamp() + seconds, UTC)

    def advance(self, seconds: float) -> None:
        """Move time on; raises ValueError for a negative number."""
        if seconds < 0:
            message = "time moves forward only"
            raise ValueError(message)
        self._moved += seconds

    def restart(self) -> None:
        """Begin anew at the time the emulator was made at."""
        self._origin = self._source() if self._source is not None else 0.0
        self._moved = 0.0


class Chance:
    """OTPs, ids and tokens from a seed.

    Each value depends on the seed, its purpose, whom it is for, and how many of these there were before. So the OTPs
    of one mobile number stay the same when other numbers register in another order or at the same time.
    """

    def __init__(self, seed: int | str | None = None) -> None:
        self._key = os.urandom(16) if seed is None else str(seed).encode()
        self._drawn: Counter[tuple[str, str]] = Counter()

    def restart(self) -> None:
        """Begin anew: the same values come in the same order again."""
        self._drawn.clear()

    def _draw(self, purpose: str, scope: str) -> bytes:
        self._drawn[purpose, scope] += 1
        text = f"{purpose}|{scope}|{self._drawn[purpose, scope]}"
        return hmac.new(self._key, text.encode(), hashlib.sha256).digest()

    def otp(self, mobile: str, length: int, unlike: Container[str] = ()) -> str:
        """Return the next OTP for a mobile number: never only zeros, never one of `unlike`."""
        while True:
            number = int.from_bytes(self._draw("otp", mobile)) % 10**length
            otp = str(number).zfill(length)
            if number and otp not in unlike:
                return otp

    def id(self, purpose: str, scope: str = "") -> str:
        """Return the next id in the form of a UUID."""
        return str(uuid.UUID(bytes=self._draw(purpose, scope)[:16], version=4))

    def token(self, purpose: str, scope: str = "") -> str:
        """Return the next opaque token; its purpose can be read in it."""
        return f"emulator-{purpose}-{self._draw(purpose, scope).hex()}"

    def oid(self, scope: str) -> str:
        """Return the next Eka user id: sixteen digits."""
        return "1" + str(int.from_bytes(self._draw("oid", scope)) % 10**15).zfill(15)
