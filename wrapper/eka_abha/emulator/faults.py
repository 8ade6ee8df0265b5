"""Faults that a test or developer asks for: answers that replace the emulator's own."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from eka_abha.emulator.wire import Delivery, EmulatorResponse

if TYPE_CHECKING:
    from eka_abha.emulator.wire import Json

ANY_OPERATION: Final = "*"
FaultBody: TypeAlias = "bytes | str | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call instead of what usually does.

    `answer`: given instead of the emulator's own. `processed`: the call has its effect all the same. `delay`: seconds
    that the answer takes. `delivery`: how much of it reaches the client.
    """

    answer: EmulatorResponse | None = None
    processed: bool = False
    delay: float = 0.0
    delivery: Delivery = Delivery.WHOLE

    def changed(self, own: EmulatorResponse, slow_answers: float) -> EmulatorResponse:
        """Return the answer with the fault; `own`: what it would be otherwise."""
        return replace(self.answer or own, delay=self.delay * slow_answers, delivery=self.delivery)


@dataclass(slots=True)
class _Pending:
    fault: Fault
    left: int = field(default=1)


class Faults:
    """Faults waiting for their operation, first come first served; those for any operation come last."""

    def __init__(self) -> None:
        self._pending: dict[str, deque[_Pending]] = {}

    def add(self, operation: str, fault: Fault, times: int) -> None:
        """Let the next calls of an operation meet this fault; raises ValueError unless `times` is 1 or more."""
        if times < 1:
            message = "times must be 1 or more"
            raise ValueError(message)
        self._pending.setdefault(operation, deque()).append(_Pending(fault, times))

    def take(self, operation: str) -> Fault | None:
        """Return the fault for this call, if there is one, and count it."""
        for key in (operation, ANY_OPERATION):
            waiting = self._pending.get(key)
            if waiting:
                first = waiting[0]
                first.left -= 1
                if not first.left:
                    waiting.popleft()
                return first.fault
        return None


def fault_answer(status: int, body: FaultBody, headers: Mapping[str, str] | None) -> EmulatorResponse:
    """Build an answer: a mapping becomes JSON, a string HTML, bytes stay as they are; given headers win."""
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if isinstance(body, Mapping):
        return EmulatorResponse(status, {"content-type": "application/json", **sent}, json.dumps(dict(body)).encode())
    if isinstance(body, str):
        return EmulatorResponse(status, {"content-type": "text/html; charset=utf-8", **sent}, body.encode())
    return EmulatorResponse(status, sent, body or b"")
