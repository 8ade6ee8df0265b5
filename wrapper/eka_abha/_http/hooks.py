"""What the library tells: one record per attempt, one per step, and its log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

logger = logging.getLogger("eka_abha")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request to the service and how it ended. Holds no personal data."""

    operation: str
    method: str
    path: str
    """The path's template, never the path itself."""
    attempt: int
    """1 for the first."""
    duration: float
    """Seconds from the hand-over to the transport until the whole answer was there."""
    status_code: int | None
    """None when there was no answer."""
    outcome: str
    """``ok`` or the error's key."""
    txn_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEvent:
    """One step of a journey, for the audit trail. Holds no personal data but what the caller's own ids say.

    Its repr leaves those out: ``partner_patient_id`` and ``reference``.
    """

    journey: str
    kind: str
    """The step reached, or, after an error, the step that was tried."""
    operation: str
    txn_id: str | None
    hip_id: str | None
    partner_patient_id: str | None = field(repr=False)
    outcome: str
    """``ok`` or the error's key."""
    at: datetime
    """When it ended, in UTC."""
    duration: float
    """Seconds that it took, with all attempts, waits and logins."""
    reference: str | None = field(repr=False)
    """What the caller gave when the journey began: the id of a consent or a visit."""


AttemptHook = Callable[[Attempt], object]
StepHook = Callable[[StepEvent], object]


def call_hook(hook: Callable[[Attempt], object] | Callable[[StepEvent], object] | None, event: object) -> None:
    """Call a hook of the application; one that fails is reported in the log and breaks nothing."""
    if hook is None:
        return
    try:
        hook(event)  # type: ignore[arg-type]
    except Exception as error:
        logger.warning("a hook failed: %s", type(error).__name__)


def log_attempt(attempt: Attempt) -> None:
    """One line per attempt, at DEBUG."""
    if logger.isEnabledFor(logging.DEBUG):
        logger.debug(
            "%s %s %s: %s in %.3f s (attempt %d)",
            attempt.operation,
            attempt.method,
            attempt.path,
            attempt.status_code if attempt.status_code is not None else attempt.outcome,
            attempt.duration,
            attempt.attempt,
        )
