"""The messages that the emulator "sends": it keeps them for a test or demo to read."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.rules import masked

if TYPE_CHECKING:
    from datetime import datetime

_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Message:
    """One OTP on its way to a person; `aadhaar` is the Aadhaar number that it is about, if it is about one.

    `transaction` is the number of the transaction it belongs to, see `TransactionReport`. The repr shows neither the
    numbers nor the OTP.
    """

    mobile: str = field(repr=False)
    otp: str = field(repr=False)
    operation: str
    sent_at: datetime
    transaction: int
    aadhaar: str | None = field(default=None, repr=False)

    @property
    def sent_to(self) -> str:
        """The mobile number, masked."""
        return masked(self.mobile)


class Outbox:
    """The latest messages, and for each mobile number and Aadhaar number the last one."""

    def __init__(self) -> None:
        self._messages: deque[Message] = deque(maxlen=_KEPT)
        self._last: dict[str, Message] = {}
        self._fresh: list[Message] = []

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages kept, oldest first."""
        return tuple(self._messages)

    def send(self, message: Message) -> None:
        """Keep a message."""
        self._messages.append(message)
        self._last[message.mobile] = message
        if message.aadhaar is not None:
            self._last[message.aadhaar] = message
        self._fresh.append(message)

    def last(self, number: str) -> Message | None:
        """Return the last message to a mobile number or about an Aadhaar number."""
        return self._last.get(number)

    def take_fresh(self) -> list[Message]:
        """Return the messages since the last call of this."""
        fresh, self._fresh = self._fresh, []
        return fresh
