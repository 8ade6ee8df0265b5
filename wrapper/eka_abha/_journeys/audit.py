"""The audit trail of a journey: one event for each call that a step makes."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from eka_abha._http.hooks import StepEvent, StepHook, call_hook
from eka_abha._http.identity import Identity
from eka_abha._http.settings import Clock
from eka_abha.errors import EkaError

from .otp import moment


class Audited:
    """Around the call of one step. ``reached`` names what came of it; an error names itself, a cancelled call too."""

    def __init__(
        self,
        hook: StepHook | None,
        *,
        journey: str,
        operation: str,
        kind: str,
        txn_id: str | None,
        identity: Identity,
        reference: str | None,
        clock: Clock | None,
    ) -> None:
        self._hook = hook
        self._journey = journey
        self._operation = operation
        self._kind = kind
        self._txn_id = txn_id
        self._identity = identity
        self._reference = reference
        self._clock = clock
        self._began = 0.0

    def reached(self, kind: str, txn_id: str | None) -> None:
        """The step that came of the call."""
        self._kind, self._txn_id = kind, txn_id or self._txn_id

    def __enter__(self) -> Self:
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._hook is None:
            return
        if error is not None:
            error.__traceback__ = None  # the hook may log it while it is under way, and its frames hold what was typed
        if error is None:
            outcome = "ok"
        elif isinstance(error, EkaError):
            outcome = error.key
        else:
            outcome = "failed" if isinstance(error, Exception) else "cancelled"
        event = StepEvent(
            journey=self._journey,
            kind=self._kind,
            operation=self._operation,
            txn_id=self._txn_id,
            hip_id=self._identity.hip_id,
            partner_patient_id=self._identity.partner_patient_id,
            outcome=outcome,
            at=moment(self._clock),
            duration=time.perf_counter() - self._began,
            reference=self._reference,
        )
        call_hook(self._hook, event)
