"""Every documented error, raised through a journey: its class, the operation, the transaction, and the step's state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from eka_abha import StepEvent
from eka_abha._async.steps import Step
from eka_abha.aio import MobileOtpSent
from eka_abha.errors import Advice, ApiError, CausedBy, GatewaySessionExpired, InvalidRequest

from tests.both._async.journey_map import MOVES, STARTS, Move, client_on, reached
from tests.errors.test_table import EXPECTED, ROWS, WAITS, Row
from tests.support.canned import Canned, refusal

EVERY_MOVE: list[tuple[type[Step] | None, Move]] = [
    *((None, move) for move in STARTS),
    *((kind, move) for kind, moves in MOVES.items() for move in moves if move.name not in ("resend", "wait")),
]
RAISED_BY = [(row, *EVERY_MOVE[number % len(EVERY_MOVE)]) for number, row in enumerate(ROWS)]
"""Each documented error by another call; each call gets some."""


def test_every_call_gets_its_share() -> None:
    """A move that no error comes through would go untested."""
    assert len(ROWS) >= 2 * len(EVERY_MOVE)


async def at(kind: type[Step] | None, *answers: object, events: list[StepEvent]) -> tuple[Any, Canned]:
    """The client or a step, and what comes next."""
    if kind is not None:
        return await reached(kind, *answers, events=events)
    transport = Canned(answers)
    return client_on(transport, events), transport


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("row", "kind", "move"), RAISED_BY, ids=[f"{row.source_code}@{row.http_status}" for row in ROWS]
)
async def test_each_documented_error_arrives_as_its_class(row: Row, kind: type[Step] | None, move: Move) -> None:
    """With what the caller needs to act: key, advice, cause, wait, operation and transaction. One request."""
    events: list[StepEvent] = []
    answer = refusal(int(row.http_status), f"{row.source_code} : ", row.eka_message)
    subject, transport = await at(kind, *move.first, answer, events=events)
    txn_id = subject.txn_id if kind is not None else None
    with pytest.raises(ApiError) as caught:
        await move.act(subject)
    error = caught.value
    expected, key, advice = EXPECTED[row.meaning]
    assert type(error) is expected
    assert (error.key, error.advice, error.caused_by) == (key, advice, CausedBy(row.caused_by))
    assert (error.status_code, error.source_code) == (int(row.http_status), row.source_code)
    assert error.retryable is (row.retryable == "yes")
    assert error.retry_after == WAITS.get(row.meaning)
    assert (error.operation, error.txn_id, error.attempts) == (move.operation, txn_id, 1)
    assert move.operation in str(error)
    assert len(transport.paths) == len(move.first) + 1
    told = events[-1]
    assert (told.operation, told.outcome, told.txn_id, told.reference) == (move.operation, key, txn_id, "visit-1")
    if kind is not None:
        assert told.kind == kind.kind
        assert subject.save()["data"]["txn_id"] == txn_id


TEXTS: Mapping[str, tuple[int, str, Advice]] = {
    "Transaction has expired": (400, "transaction_expired", Advice.RESTART),
    "transaction NOT FOUND": (400, "transaction_not_found", Advice.RESTART),
    "Invalid Transaction Id": (400, "transaction_not_found", Advice.RESTART),
    "Please wait 30 seconds before sending another OTP request": (400, "otp_resend_too_soon", Advice.WAIT),
    "You have reached the maximum verify attempts": (400, "otp_limit", Advice.WAIT),
    "PhrAddress already exists": (400, "address_taken", Advice.FIX_INPUT),
    "Session expired": (401, "session_expired", Advice.NEW_OTP),
    "Session is invalid": (400, "session_expired", Advice.NEW_OTP),
    "User not logged in": (401, "session_expired", Advice.NEW_OTP),
}


@pytest.mark.anyio
@pytest.mark.parametrize("text", TEXTS)
async def test_conditions_that_have_no_code_are_known_by_their_text(text: str) -> None:
    """Through a step, with its transaction."""
    status, key, advice = TEXTS[text]
    step, transport = await reached(MobileOtpSent, refusal(status, None, text))
    with pytest.raises(ApiError) as caught:
        await step.verify("123456")
    assert (caught.value.key, caught.value.advice, caught.value.txn_id) == (key, advice, "t1")
    assert len(transport.paths) == 1
    if key == "otp_resend_too_soon":
        assert caught.value.retry_after == timedelta(seconds=30)


@pytest.mark.anyio
@pytest.mark.parametrize(("kind", "move"), EVERY_MOVE, ids=lambda part: getattr(part, "__name__", repr(part)))
async def test_a_missing_session_and_an_unknown_code_through_each_call(kind: type[Step] | None, move: Move) -> None:
    """491 asks the patient for a new OTP; a code of tomorrow is what its status says. The step can be used again."""
    last = move.outcomes[-1]
    answers = [
        *move.first,
        refusal(491),
        *move.first,
        refusal(400, "ABDM-8888"),
        *move.first,
        {"txn_id": "t9", **last[0]},
    ]
    subject, _ = await at(kind, *answers, events=[])
    with pytest.raises(GatewaySessionExpired) as expired:
        await move.act(subject)
    assert (expired.value.status_code, expired.value.operation) == (491, move.operation)
    with pytest.raises(InvalidRequest) as unknown:
        await move.act(subject)
    assert (type(unknown.value), unknown.value.source_code) == (InvalidRequest, "ABDM-8888")
    assert isinstance(await move.act(subject), last[1])
