"""What may be repeated, and after which wait: every kind of failure, for reads and for calls that change something."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from eka_abha._errors.response import error_from_response
from eka_abha._http.call import Call, failure_error, judge
from eka_abha._http.exchange import ExchangeFailed, FailureKind
from eka_abha._http.retry import backoff, wait_before_retry
from eka_abha.errors import ConfigurationError, EkaError, InvalidValueError, StepError
from eka_abha_api.operations import OPERATIONS

READ, CHANGE = OPERATIONS["get_profile"], OPERATIONS["init_mobile_registration"]


@dataclass(frozen=True)
class Case:
    """A failure, and whether a read or a change may be repeated after it (when the waits allow)."""

    name: str
    status: int | None = None
    source_code: str | None = None
    text: str = "Something went wrong"
    failure: ExchangeFailed | None = None
    read: bool = False
    change: bool = False
    change_when_told_when: bool = False

    def error(self, *, read_only: bool) -> EkaError:
        """What the caller would get."""
        operation = READ if read_only else CHANGE
        call = Call(operation, "https://example" + operation.path, {})
        if self.failure is not None:
            return failure_error(call, self.failure, 1)
        assert self.status is not None
        body: dict[str, object] = {"error": self.text}
        if self.source_code:
            body["source_error"] = {"code": self.source_code, "message": "x"}
        error = judge(call, httpx.Response(self.status, content=json.dumps(body)), 1)
        assert error is not None
        return error


def failed(kind: FailureKind, *, never_sent: bool = False) -> ExchangeFailed:
    return ExchangeFailed(kind, never_sent=never_sent, reason="test")


CASES = [
    Case("never connected", failure=failed(FailureKind.CONNECT, never_sent=True), read=True, change=True),
    Case("connect error without evidence", failure=failed(FailureKind.CONNECT), read=True),
    Case("timeout", failure=failed(FailureKind.TIMEOUT), read=True),
    Case("broken connection", failure=failed(FailureKind.BROKEN), read=True),
    Case("oversized answer", failure=failed(FailureKind.OVERSIZED)),
    Case("unreadable answer", failure=failed(FailureKind.UNREADABLE)),
    Case("201, not in the specification", status=201),
    Case("204, not in the specification", status=204),
    Case("302, not in the specification", status=302),
    Case("400", status=400),
    Case("401", status=401),
    Case("401 about the patient's session", status=401, text="Session expired"),
    Case("403", status=403),
    Case("404", status=404),
    Case("408", status=408),
    Case("409", status=409),
    Case("422", status=422),
    Case("429", status=429, read=True, change_when_told_when=True),
    Case("429, blocked", status=429, text="You are blocked"),
    Case("429, too many OTPs", status=429, text="reached the maximum verify attempts"),
    Case("429, resend too soon", status=429, text="Please wait 30 seconds before sending another OTP request"),
    Case("491", status=491),
    Case("499", status=499),
    Case("500", status=500),
    Case("500, upstream down", status=500, source_code="ABDM-1000", read=True),
    Case("500, upstream timeout", status=500, source_code="ABDM-1007", read=True),
    Case("500, internal", status=500, source_code="ABDM-1002"),
    Case("500, OTP attempts", status=500, source_code="ABDM-1100"),
    Case("500, blocked", status=500, source_code="ABDM-1027"),
    Case("500, too many requests of the patient", status=500, source_code="ABDM-1022"),
    Case("500, an unknown code", status=500, source_code="NEW-1"),
    Case("502", status=502, read=True),
    Case("503", status=503, read=True),
    Case("503, blocked", status=503, source_code="ABDM-1027"),
    Case("504", status=504, read=True),
    Case("520", status=520),
    Case("600", status=600),
]


def decide(
    case: Case,
    *,
    read_only: bool,
    retry_after: float | None,
    retries_left: int = 1,
    left: float = 100.0,
    retry: int = 0,
) -> float | None:
    error = case.error(read_only=read_only)
    error.retry_after = None if retry_after is None else timedelta(seconds=retry_after)
    return wait_before_retry(
        error, case.failure, read_only=read_only, retries_left=retries_left, retry=retry, seconds_left=left
    )


def allowed(case: Case, *, read_only: bool, retry_after: float | None) -> bool:
    if read_only:
        return case.read
    return case.change or (case.change_when_told_when and retry_after is not None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("read_only", [True, False], ids=["read", "change"])
def test_the_whole_table(case: Case, read_only: bool) -> None:
    """Repeated only where it is allowed, retries and time are left, and the wait asked for is bearable."""
    waits = (None, 0.0, 1.0, 2.0, 2.001, 10.0, 30.0, 30.001, 86400.0)
    for retry_after, retries_left, left in itertools.product(waits, (-1, 0, 1, 5), (-1.0, 0.0, 0.01, 1.5, 100.0)):
        wait = decide(case, read_only=read_only, retry_after=retry_after, retries_left=retries_left, left=left)
        longest = 30.0 if read_only else 2.0
        if retries_left <= 0 or not allowed(case, read_only=read_only, retry_after=retry_after):
            assert wait is None
        elif retry_after is None:
            assert (wait is None) if left <= 0.01 else (wait is not None and 0.25 <= wait <= 0.5)
        elif retry_after > longest or retry_after >= left:
            assert wait is None
        else:
            assert wait == retry_after


@pytest.mark.parametrize("error", [ConfigurationError("x"), StepError("x"), InvalidValueError("f", "r"), EkaError("x")])
@pytest.mark.parametrize("read_only", [True, False])
def test_errors_of_the_program_are_never_repeated(error: EkaError, read_only: bool) -> None:
    assert wait_before_retry(error, None, read_only=read_only, retries_left=5, retry=0, seconds_left=99.0) is None


@pytest.mark.parametrize("retry", range(11))
def test_a_change_that_never_left_waits_two_seconds_at_most(retry: int) -> None:
    """It goes on to try, as often as it was told to, but never sleeps longer."""
    wait = decide(CASES[0], read_only=False, retry_after=None, retry=retry)
    assert wait is not None
    assert 0.25 <= wait <= 2.0


@pytest.mark.parametrize(
    ("retry", "low", "high"), [(0, 0.25, 0.5), (1, 0.5, 1), (2, 1, 2), (4, 4, 8), (9, 4, 8), (10**6, 4, 8)]
)
def test_backoff_grows_to_eight_seconds_with_jitter(retry: int, low: float, high: float) -> None:
    waits = [backoff(retry) for _ in range(200)]
    assert all(low <= wait <= high for wait in waits)
    assert len(set(waits)) > 100


def test_an_error_that_was_never_sent_was_not_processed() -> None:
    """And everything else that a change meets may have been."""
    for case in CASES:
        error = case.error(read_only=False)
        if case.failure is not None:
            assert error.may_have_been_processed is not case.failure.never_sent
        assert not case.error(read_only=True).may_have_been_processed


def test_the_documented_wait_of_a_block_is_not_slept() -> None:
    """24 hours: the caller is told, at once."""
    error = error_from_response(
        status_code=500, headers={}, body=b'{"source_error": {"code": "ABDM-1027"}}', operation="x", read_only=True
    )
    assert error.retry_after == timedelta(hours=24)
    assert wait_before_retry(error, None, read_only=True, retries_left=5, retry=0, seconds_left=10**9) is None
