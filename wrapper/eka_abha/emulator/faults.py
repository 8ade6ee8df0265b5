"""Faults that a test or developer asks for: answers that replace the emulator's own."""

from __future__ import annotations

import json
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from eka_abha.emulator.wire import Delivery, EmulatorResponse

if TYPE_CHECKING:
    from eka_abha.emulator.wire import Json

ANY_OPERATION: Final = "*"
FaultBody: TypeAlias = "bytes | str | Mapping[str, Json] | list[Json] | None"
Drop: TypeAlias = Literal["before", "after", "cut"]
DROPS: Final[tuple[Drop, ...]] = ("before", "after", "cut")


_DELIVERIES: Final[Mapping[Drop | None, Delivery]] = {
    None: Delivery.WHOLE,
    "before": Delivery.LOST,
    "after": Delivery.LOST,
    "cut": Delivery.CUT,
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFault:
    """What the next `times` calls of an operation ("*" for any) will meet; see `Emulator.fault_next`."""

    operation: str
    times: int
    status: int | None
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    processed: bool
    delay: float
    drop: Drop | None


@dataclass(slots=True)
class _Waiting:
    fault: Fault
    left: int


class Faults:
    """Faults waiting for their operation, first come first served; those for any operation come last."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[_Waiting]] = {}

    def add(self, operation: str, fault: Fault, times: int) -> None:
        """Let the next calls of an operation meet this fault; raises ValueError unless `times` is 1 or more."""
        if times < 1:
            message = "times must be 1 or more"
            raise ValueError(message)
        self._waiting.setdefault(operation, deque()).append(_Waiting(fault, times))

    def pending(self) -> tuple[PendingFault, ...]:
        """Return the faults that still wait, by operation, in the order they will come."""
        return tuple(_pending(operation, each) for operation, queue in self._waiting.items() for each in queue)

    def clear(self, operation: str | None = None) -> int:
        """Drop the faults of one operation, or all; return how many were dropped."""
        dropped = sum(len(queue) for name, queue in self._waiting.items() if operation in (None, name))
        if operation is None:
            self._waiting.clear()
        else:
            self._waiting.pop(operation, None)
        return dropped

    def take(self, operation: str) -> Fault | None:
        """Return the fault for this call, if there is one, and count it."""
        for key in (operation, ANY_OPERATION):
            waiting = self._waiting.get(key)
            if waiting:
                first = waiting[0]
                first.left -= 1
                if not first.left:
                    waiting.popleft()
                return first.fault
        return None


def made_fault(
    status: int | None,
    body: FaultBody,
    headers: Mapping[str, str] | None,
    *,
    processed: bool,
    delay: float | None,
    drop: Drop | None,
) -> Fault:
    """Build a fault; raises ValueError, naming the field, when its parts do not go together."""
    if delay is not None and (not math.isfinite(delay) or delay < 0):
        message = "delay must not be negative, and be a number of seconds"
        raise ValueError(message)
    if drop is not None and drop not in DROPS:
        message = f"drop must be one of {', '.join(DROPS)}"
        raise ValueError(message)
    if drop is not None and status is not None:
        message = "drop must stand without status: an answer is lost or replaced, not both"
        raise ValueError(message)
    if status is None and (body is not None or headers):
        message = "status must be given with body or headers"
        raise ValueError(message)
    if status is None and drop is None and delay is None:
        message = "status must be given, or drop, or delay: otherwise nothing happens"
        raise ValueError(message)
    answer = None if status is None else fault_answer(status, body, headers)
    happens = processed or status is None if drop is None else drop != "before"
    return Fault(answer, processed=happens, delay=delay or 0.0, delivery=_DELIVERIES[drop])


def fault_answer(status: int, body: FaultBody, headers: Mapping[str, str] | None) -> EmulatorResponse:
    """Build an answer: a mapping or list becomes JSON, a string HTML, bytes stay as they are; given headers win."""
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if isinstance(body, Mapping | list):
        content = json.dumps(dict(body) if isinstance(body, Mapping) else body).encode()
        return EmulatorResponse(status, {"content-type": "application/json", **sent}, content)
    if isinstance(body, str):
        return EmulatorResponse(status, {"content-type": "text/html; charset=utf-8", **sent}, body.encode())
    return EmulatorResponse(status, sent, body or b"")


def _pending(operation: str, waiting: _Waiting) -> PendingFault:
    fault, answer = waiting.fault, waiting.fault.answer
    lost: Drop = "after" if fault.processed else "before"
    return PendingFault(
        operation=operation,
        times=waiting.left,
        status=None if answer is None else answer.status,
        headers={} if answer is None else answer.headers,
        body=b"" if answer is None else answer.body,
        processed=fault.processed,
        delay=fault.delay,
        drop={Delivery.WHOLE: None, Delivery.CUT: "cut", Delivery.LOST: lost}[fault.delivery],
    )
