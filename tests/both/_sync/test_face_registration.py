# Derived from tests/both/_async/test_face_registration.py by `make generate`: change that file, not this one.
"""Registration by face: looks, waits, and the number that is asked for again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from eka_abha import AadhaarCreateAddress, FacePending, FaceVerified
from eka_abha._sync import face_registration
from eka_abha.errors import (
    ConfigurationError,
    ConnectionFailed,
    InvalidValueError,
    RateLimited,
    StepError,
    TransactionExpired,
    UnexpectedResponse,
)

from tests.both._sync.journey_map import AADHAAR, client_on, reached
from tests.support.canned import Canned, refusal

PENDING = {"status": "Pending", "message": "not yet"}
VERIFIED = {"status": "Verified", "txn_id": "t-verified"}
CAPTURE = "/abdm/na/v1/face-auth/capture"


class Time:
    """The clock that ``wait`` looks at; sleeping moves it on and takes no time."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """Seconds."""
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """In the place of the real one."""
    clock = Time()
    monkeypatch.setattr(face_registration, "time", clock)
    monkeypatch.setattr(face_registration, "sleep", clock.sleep)
    return clock


def pending(answers: Sequence[object]) -> tuple[FacePending, Canned]:
    """A capture that was asked for, and what the looks at it will find."""
    step, transport = reached(FacePending, *answers)
    assert isinstance(step, FacePending)
    return step, transport


def test_the_whole_way() -> None:
    """start → poll, poll → verify with the number, which is not kept until then."""
    transport = Canned(
        [
            {"txn_id": "t1", "url": "https://face.example/x", "hint": None},
            {**PENDING, "txn_id": "t2"},
            {**VERIFIED, "txn_id": "t3"},
            {"txn_id": "t4", "skip_state": "abha_create"},
        ]
    )
    step: FacePending | FaceVerified = client_on(transport).registration.start_face()
    assert isinstance(step, FacePending)
    assert step.url == "https://face.example/x"
    while isinstance(step, FacePending):
        step = step.poll()
    assert isinstance(step.verify(aadhaar="2345-6789-0124"), AadhaarCreateAddress)
    assert transport.paths == [f"/abdm/na/v1/face-auth/{name}" for name in ("init", "capture", "capture", "verify")]
    assert transport.asked == [{}, {"txn_id": "t1"}, {"txn_id": "t2"}, {"txn_id": "t3", "aadhaar": AADHAAR}]


def test_a_look_that_finds_nothing_leaves_the_step_in_use() -> None:
    """Whoever kept the first step goes on with the newest transaction; once verified it is over."""
    step, transport = pending([{**PENDING, "txn_id": "t2"}, VERIFIED])
    assert step.poll() is step
    assert step.txn_id == "t2"
    assert step.save()["data"] == {"txn_id": "t2"}
    assert isinstance(step.poll(), FaceVerified)
    with pytest.raises(StepError):
        step.poll()
    with pytest.raises(StepError):
        step.wait()
    assert len(transport.paths) == 2


def test_waiting_looks_at_the_interval_until_it_is_verified(time: Time) -> None:
    """3 seconds apart by default; the callback sees the step after each look that found nothing."""
    step, _ = pending([PENDING, PENDING, VERIFIED])
    seen: list[FacePending] = []
    found = step.wait(on_poll=seen.append)
    assert isinstance(found, FaceVerified)
    assert found.txn_id == "t-verified"
    assert time.slept == [3.0, 3.0]
    assert seen == [step, step]


@pytest.mark.parametrize(
    ("interval", "limit", "looks"), [(3.0, 300.0, 100), (10, 30, 3), (10, 31, 4), (5, 1, 1), (0.5, 0.6, 2)]
)
def test_waiting_ends_at_the_limit(time: Time, interval: float, limit: float, looks: int) -> None:
    """The step comes back and can be waited on again; no sleep reaches beyond the limit."""
    step, transport = pending([PENDING] * looks + [VERIFIED])
    assert step.wait(interval=interval, limit=limit) is step
    assert len(transport.paths) == looks
    assert time.monotonic() < limit
    assert isinstance(step.wait(), FaceVerified)


def test_waiting_can_be_cancelled(time: Time) -> None:
    """Asked before each look, the first included."""
    step, transport = pending([PENDING, PENDING, VERIFIED])
    assert step.wait(cancelled=lambda: True) is step
    assert transport.paths == []
    assert step.wait(cancelled=lambda: len(transport.paths) == 2) is step
    assert transport.paths == [CAPTURE, CAPTURE]


def test_a_look_that_fails_in_passing_is_not_the_end(time: Time) -> None:
    """A lost answer, something upstream that is down, a limit of calls: the next look follows, no sooner than asked."""
    busy = refusal(429)
    busy.headers["Retry-After"] = "20"
    step, transport = pending([ConnectionResetError(), refusal(503), refusal(500, "ABDM-1000"), busy, VERIFIED])
    seen: list[FacePending] = []
    assert isinstance(step.wait(on_poll=seen.append), FaceVerified)
    assert time.slept == [3.0, 3.0, 3.0, 20.0]
    assert len(seen) == 4
    assert len(transport.paths) == 5


def test_a_wait_in_which_no_look_was_answered_says_why(time: Time) -> None:
    """An outage is not a person who takes long."""
    step, _ = pending([refusal(503), ConnectionResetError(), PENDING, ConnectionResetError()])
    with pytest.raises(ConnectionFailed):
        step.wait(interval=10, limit=20)
    assert step.wait(interval=10, limit=20) is step


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(400, None, "Transaction has expired"), TransactionExpired),
        (refusal(500, "ABDM-1022"), RateLimited),
        ([], UnexpectedResponse),
    ],
)
def test_a_look_that_fails_for_good_is_the_end(time: Time, answer: object, error: type[Exception]) -> None:
    """Waiting would not help; the step stays as it was."""
    step, transport = pending([PENDING, answer, VERIFIED])
    with pytest.raises(error):
        step.wait()
    assert len(transport.paths) == 2
    assert isinstance(step.poll(), FaceVerified)


@pytest.mark.parametrize("name", ["interval", "limit"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "3", None, True])
def test_seconds_are_checked_before_any_look(name: str, value: Any) -> None:
    """What is no number of seconds would look without a pause, or for ever."""
    step, transport = pending([VERIFIED])
    seconds: dict[str, Any] = {name: value}
    with pytest.raises(ConfigurationError, match=name):
        step.wait(**seconds)
    assert transport.paths == []


@pytest.mark.parametrize("name", ["on_poll", "cancelled"])
def test_callbacks_are_plain_callables(name: str) -> None:
    """Anything else is refused before a look."""
    step, transport = pending([VERIFIED])
    for callback in ("yes", 5):
        callbacks: dict[str, Any] = {name: callback}
        with pytest.raises(ConfigurationError, match=name):
            step.wait(**callbacks)
    assert transport.paths == []


@pytest.mark.parametrize("aadhaar", ["", "123456789012", "23456789012", "234567890123", None, 234567890124])
def test_the_number_is_checked_before_the_call(aadhaar: Any) -> None:
    """No call, and the step goes on."""
    step, transport = reached(FaceVerified, {"skip_state": "abha_create"})
    with pytest.raises(InvalidValueError) as caught:
        step.verify(aadhaar=aadhaar)
    assert caught.value.field == "aadhaar"
    assert transport.paths == []
    assert isinstance(step.verify(aadhaar=AADHAAR), AadhaarCreateAddress)


@pytest.mark.parametrize("url", [None, "", 5, {}])
def test_a_start_without_an_address_to_show(url: object) -> None:
    """The step says so with None; it does not crash."""
    step = client_on(Canned([{"txn_id": "t1", "url": url}])).registration.start_face()
    assert step.url is None
