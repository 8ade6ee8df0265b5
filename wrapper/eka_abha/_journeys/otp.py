"""What is known of an OTP that was sent: to whom, when, how often, and from when on another may be asked for."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from eka_abha._http.settings import Clock
from eka_abha._privacy import mask_digits
from eka_abha.errors import EkaError, OtpResendTooSoon

RESEND_INTERVAL = timedelta(seconds=30)
"""The service refuses another OTP sooner than this after the last."""

_claiming = threading.Lock()

_MASKED = re.compile(r"[*xX]{2,}[0-9]{1,5}(?![0-9])")


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def moment(clock: Clock | None) -> datetime:
    """The present moment, in UTC, by this clock or the machine's."""
    return utc_now() if clock is None else datetime.fromtimestamp(clock(), UTC)


@dataclass(frozen=True, slots=True)
class OtpSent:
    """An OTP on its way. ``sent_to`` is masked."""

    txn_id: str
    sent_to: str | None
    sent_at: datetime
    resend_at: datetime
    sends: int

    def check_resend(self, operation: str, now: datetime) -> None:
        """Refuse another OTP before ``resend_at``.

        Raises:
            OtpResendTooSoon: with ``retry_after``; no call was made.
        """
        wait = self.resend_at - now
        if wait > timedelta(0):
            raise OtpResendTooSoon(
                "too soon for another OTP; no call was made",
                status_code=0,
                operation=operation,
                txn_id=self.txn_id,
                retry_after=wait,
            )


def otp_sent(
    txn_id: str, hint: object, *, clock: Clock | None, number: str | None = None, before: OtpSent | None = None
) -> OtpSent:
    """What is known after an OTP was sent now: the first for a ``number``, or one more after ``before``."""
    found = _MASKED.search(hint) if isinstance(hint, str) else None
    sent_to = found.group() if found else None
    if sent_to is None:
        sent_to = mask_digits(number) if number else before.sent_to if before else None
    now = moment(clock)
    return OtpSent(txn_id, sent_to, now, now + RESEND_INTERVAL, before.sends + 1 if before else 1)


class HasClock(Protocol):
    """A journey with its client's clock."""

    @property
    def clock(self) -> Clock | None: ...


class HasOtp(Protocol):
    """A step that knows of an OTP."""

    _otp: OtpSent

    @property
    def _journey(self) -> HasClock: ...


@contextmanager
def asking_again(step: HasOtp | None, operation: str) -> Iterator[None]:
    """Around a call that asks for another OTP than the one of ``step``; None: for the first, which is never too soon.

    The wait begins anew *before* the call, so that of several callers at once only one sends an OTP, and a call whose
    answer is lost is not followed by another at once. It is taken back when the service provably sent none.

    Raises:
        OtpResendTooSoon: before ``resend_at``; no call was made.
    """
    if step is None:
        yield
        return
    with _claiming:
        before, now = step._otp, moment(step._journey.clock)
        before.check_resend(operation, now)
        step._otp = replace(before, resend_at=now + RESEND_INTERVAL)
    try:
        yield
    except EkaError as error:
        if not error.may_have_been_processed:
            step._otp = before
        raise
