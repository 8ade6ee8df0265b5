"""A small load in the suite; `make load` is the large one. And the judge itself: it must be able to find fault."""

from __future__ import annotations

import pytest
from eka_abha.errors import ConnectionFailed, EkaError, RateLimited, ServerError, UnexpectedResponse

from .driving import TransportName, run_load
from .faults import FAULTS, fate
from .judging import Outcome, complaint


@pytest.mark.parametrize(("transport", "calls", "in_flight"), [("aiohttp", 4000, 128), ("httpx", 1000, 32)])
def test_every_call_is_accounted_for(transport: TransportName, calls: int, in_flight: int) -> None:
    """It succeeded or raised the right class, as the server's truth says; no OTP twice, no task and no socket left."""
    load = run_load(transport, calls=calls, in_flight=in_flight, seed=7)
    assert load.verdict.complaints == []
    assert sum(load.verdict.endings.values()) == load.calls == calls
    assert load.verdict.endings["succeeded"] > calls / 2
    assert load.verdict.faults.keys() >= FAULTS.keys()
    assert 0 < load.verdict.otps <= load.verdict.starts
    assert (load.tasks_left, load.descriptors_left) == (0, 0)


def test_a_seed_makes_the_same_faults_again() -> None:
    """A failure can be looked at twice."""
    assert [fate(1, "9000000001", number) for number in range(9)] == [
        fate(1, "9000000001", number) for number in range(9)
    ]
    assert {fate(1, f"{number}", 0)[0] for number in range(3000)} >= FAULTS.keys()


START, LOOK_UP = "9000000001", "user@sbx"


@pytest.mark.parametrize(
    ("received", "outcome"),
    [
        ([("", True)], Outcome(START, None)),
        ([("drop", True)], Outcome(START, ConnectionFailed, True, 1)),
        ([], Outcome(START, ConnectionFailed, False, 3)),
        ([("429 soon", False), ("500", True)], Outcome(START, ServerError, True, 2)),
        ([("429", False)], Outcome(START, RateLimited, False, 1)),
        ([("drop", True), ("", True)], Outcome(LOOK_UP, None)),
        ([("silence", True)], Outcome(START, None, gave_up=True)),
    ],
)
def test_right_outcomes(received: list[tuple[str, bool]], outcome: Outcome) -> None:
    """The judge has no complaint."""
    assert complaint(outcome, received) is None


@pytest.mark.parametrize(
    ("received", "outcome", "text"),
    [
        ([("", True), ("", True)], Outcome(START, None), "twice"),
        ([("drop", False), ("", True)], Outcome(START, None), "repeated"),
        ([("drop", True)], Outcome(START, ConnectionFailed, False, 1), "something was"),
        ([("drop", True)], Outcome(START, None), "did not give"),
        ([], Outcome(START, None), "did not give"),
        ([("", True)], Outcome(START, None, mixed_up=True), "another call"),
        ([("drop", False), ("drop", False)], Outcome(LOOK_UP, ConnectionFailed, False, 1), "more requests"),
        ([("drop", False)], Outcome(LOOK_UP, ConnectionFailed, True, 1), "look-up"),
        ([("503", True)], Outcome(START, ConnectionFailed, True, 1), "ConnectionFailed"),
        ([("HTML", True)], Outcome(START, ServerError, True, 1), "ServerError"),
        ([("491", False)], Outcome(START, UnexpectedResponse, True, 1), "UnexpectedResponse"),
        ([("", True), ("", True)], Outcome(START, None, gave_up=True), "twice"),
        ([], Outcome(START, EkaError, False, 1), "EkaError"),
    ],
)
def test_wrong_outcomes(received: list[tuple[str, bool]], outcome: Outcome, text: str) -> None:
    """The judge sees it."""
    found = complaint(outcome, received)
    assert found is not None
    assert text in found
