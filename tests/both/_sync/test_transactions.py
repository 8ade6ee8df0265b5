# Derived from tests/both/_async/test_transactions.py by `make generate`: change that file, not this one.
"""The newest transaction id is always the one sent: every way through every journey, each answer naming a new one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from eka_abha import AadhaarCreateAddress, ChooseAccount, CreateAddress, SessionActive, StepEvent
from eka_abha._journeys import otp as otp_module
from eka_abha._sync.steps import Step
from eka_abha.errors import StepError

from tests.both._sync.journey_map import (
    ASIDE,
    BORN,
    MOVES,
    STARTS,
    Path,
    Walk,
    all_paths,
    client_on,
    shortest_paths,
    steps_in_the_code,
)

PATHS = all_paths()


@pytest.fixture(autouse=True)
def _time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a minute and more between two looks at the clock, so that every resend is allowed."""

    def moments() -> Iterator[datetime]:
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        while True:
            moment += timedelta(seconds=31)
            yield moment

    clock = moments()
    monkeypatch.setattr(otp_module, "utc_now", lambda: next(clock))


def test_the_map_shows_every_step_and_all_that_may_be_done() -> None:
    """A step or a method that is not on the map would not be walked."""
    assert set(MOVES) == steps_in_the_code()
    for kind, moves in MOVES.items():
        public = {name for name, _ in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}
        assert public - {"save"} - ASIDE == {move.name for move in moves}, kind
    assert set(MOVES) <= set(shortest_paths())


@pytest.mark.parametrize("named", [True, False], ids=["each answer names one", "only the first answer names one"])
@pytest.mark.parametrize("start", STARTS, ids=repr)
def test_each_request_sends_what_the_answer_before_named(start: object, named: bool) -> None:
    """From the start to every end; what the step shows is what it will send."""
    paths = [path for path in PATHS if path[0].move is start]
    assert paths
    for path in paths:
        check(path, named=named)


def check(path: Path, *, named: bool) -> None:
    """Walk one path; look at every request and at where it ends."""
    walk, events = Walk(path), list[StepEvent]()
    end: Any = walk.go(client_on(walk.transport, events), named=named)
    reached: object = type(end)
    assert reached is path[-1].leads_to, path
    sent = [body.get("txn_id") for body in walk.transport.asked[len(path[0].move.first) :]]
    assert sent == [None, *walk.txn_ids[:-1]], path
    if not isinstance(end, SessionActive):
        assert end.txn_id == walk.txn_ids[-1], path
    assert [event.operation for event in events] == [leg.move.operation for leg in path]
    if named:  # the audit trail's step is the one that was reached, with the transaction that it goes on with
        assert [event.kind for event in events] == [getattr(leg.leads_to, "kind", None) for leg in path]
        expected = [*walk.txn_ids[:-1], walk.txn_ids[-1] if not isinstance(end, SessionActive) else walk.txn_ids[-2]]
        assert [event.txn_id for event in events] == expected, path
    assert {(event.outcome, event.reference) for event in events} == {("ok", "visit-1")}
    assert end.reference == "visit-1"
    check_left(walk, end)


def check_left(walk: Walk, end: object) -> None:
    """Steps that the journey has gone on from make no further call, and are not saved."""
    calls = len(walk.transport.paths)
    for step in walk.passed[1:]:
        if step is end or step in walk.passed[walk.passed.index(step) + 1 :]:
            continue  # a capture that was looked at and is still pending
        with pytest.raises(StepError, match="gone on"):
            step.save()
        for move in MOVES[type(step)]:
            with pytest.raises(StepError, match="gone on"):
                move.act(step)
    assert len(walk.transport.paths) == calls


@pytest.mark.parametrize("kind", [CreateAddress, ChooseAccount, AadhaarCreateAddress])
def test_suggestions_are_asked_for_in_the_newest_transaction(kind: type[Step]) -> None:
    """The one look that steps offer aside; it leaves the step as it was."""
    walk, queries = Walk(shortest_paths()[kind]), list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        queries.append(request.url.query.decode())
        return httpx.Response(200, json={"suggestions": ["nisha.rao@sbx", None, 5, "rao.nisha@sbx"]})

    step = walk.go(client_on(walk.transport))
    walk.transport.answers = [*walk.transport.answers, answer]
    found = step.suggest(first_name="Nisha", last_name="Rao", birth_date=BORN)
    assert found == ["nisha.rao@sbx", "rao.nisha@sbx"]
    assert parse_qs(queries[0]) == {
        "fn": ["Nisha"],
        "ln": ["Rao"],
        "dob": ["1990-08-17"],
        "transactionId": [walk.txn_ids[-1]],
    }
    assert step.txn_id == walk.txn_ids[-1]
    assert step.save()
