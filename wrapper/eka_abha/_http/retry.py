"""What may be repeated, and how long to wait before. Plain decisions: nothing here sends or sleeps.

An OTP must never be sent twice by accident, so a call that changes something is repeated only when the service provably
did not process it.
"""

from __future__ import annotations

import random

from eka_abha.errors import ApiError, EkaError, RateLimited, TransportError

from .exchange import ExchangeFailed

LONGEST_WAIT = 30.0
"""The longest wait between two attempts of a read, in seconds, whatever the service asks for."""

LONGEST_WAIT_OF_A_CHANGE = 2.0
"""A call that changes something never sleeps longer: beyond, it raises with ``retry_after``."""


def wait_before_retry(
    error: EkaError,
    failure: ExchangeFailed | None,
    *,
    read_only: bool,
    retries_left: int,
    retry: int,
    seconds_left: float,
) -> float | None:
    """Seconds to wait before the next attempt, or None when the call ends here.

    Args:
        error: what the caller would get if the call ended now.
        failure: what the transport knows, when there was no answer.
        read_only: the operation changes nothing.
        retries_left: how many more attempts are allowed.
        retry: how many retries there were before this one; the backoff grows with it.
        seconds_left: until the call's deadline.
    """
    if retries_left <= 0:
        return None
    repeat = _may_repeat_read(error) if read_only else _may_repeat_change(error, failure)
    if not repeat:
        return None
    longest = LONGEST_WAIT if read_only else LONGEST_WAIT_OF_A_CHANGE
    asked = error.retry_after
    wait = min(backoff(retry), longest) if asked is None else asked.total_seconds()
    return wait if wait <= longest and wait < seconds_left else None


def backoff(retry: int) -> float:
    """Exponential backoff with jitter: 0.25 to 0.5 seconds, doubling, at most 8."""
    ceiling = min(8.0, 0.5 * 2.0 ** min(retry, 10))
    return ceiling * random.uniform(0.5, 1.0)


def _may_repeat_read(error: EkaError) -> bool:
    return isinstance(error, TransportError | ApiError) and error.retryable


def _may_repeat_change(error: EkaError, failure: ExchangeFailed | None) -> bool:
    if failure is not None:
        return failure.never_sent
    # A 429 says that the service refused the call, unless it is about the patient (blocked, too many OTPs).
    return type(error) is RateLimited and error.status_code == 429 and error.retry_after is not None
