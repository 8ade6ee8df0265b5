"""A client that was given a clock goes by it, and not by the machine's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from eka_abha import StepEvent
from eka_abha.aio import AsyncAbhaClient
from eka_abha.emulator import Emulator
from eka_abha.errors import ConfigurationError, OtpResendTooSoon

from tests.both._async.journey_map import MOVES, Walk, shortest_paths

LONG_AGO = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
RESENDING = [kind for kind in MOVES if any(move.name == "resend" for move in MOVES[kind])]


class Moved:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = LONG_AGO

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.mark.anyio
@pytest.mark.parametrize("kind", RESENDING, ids=lambda kind: kind.kind)
async def test_the_wait_before_another_otp_goes_by_it(kind: type[Any]) -> None:
    """To the second, for each step that can resend, also after a rest."""
    clock = Moved()
    walk = Walk(shortest_paths()[kind])
    events: list[StepEvent] = []
    resend = next(move for move in MOVES[kind] if move.name == "resend")
    async with AsyncAbhaClient(
        access_token="t", environment="sandbox", transport=walk.transport, clock=clock, on_step=events.append
    ) as abha:
        step: Any = await walk.go(abha)
        assert (step.sent_at, step.resend_at) == (LONG_AGO, LONG_AGO + timedelta(seconds=30))
        clock.now += timedelta(seconds=29)
        with pytest.raises(OtpResendTooSoon) as caught:
            await step.resend()
        assert caught.value.retry_after == timedelta(seconds=1)
        step = abha.resume_any(step.save())
        clock.now += timedelta(seconds=1)
        answer: Mapping[str, object] = {"txn_id": "newest"}
        walk.transport.answers = [*walk.transport.answers, answer]
        again: Any = await resend.act(step)
        assert again.sent_at == clock.now
    assert events[0].at == LONG_AGO
    assert events[-1].at == clock.now


@pytest.mark.anyio
async def test_tokens_are_over_by_it() -> None:
    """No call with a token that is over, no login while it is good; the machine's clock has no say."""
    clock, emulator = Moved(), Emulator(seed=1)
    async with AsyncAbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=emulator.transport(),
        clock=clock,
    ) as abha:
        for _ in range(2):
            await abha.lookup.pincode("560001")
        clock.now += timedelta(seconds=1900)
        emulator.advance(1900)
        await abha.lookup.pincode("560001")
        await abha.with_options(max_retries=0).lookup.pincode("560001")
    assert emulator.counts == {"login": 1, "refresh_token": 1, "resolve_pincode": 4}
    assert [request.status for request in emulator.requests] == [200] * 6


def test_what_is_no_clock_is_refused() -> None:
    """Before anything is sent."""
    for wrong in (5.0, "now"):
        with pytest.raises(ConfigurationError, match="clock"):
            AsyncAbhaClient(access_token="t", environment="sandbox", clock=wrong)  # type: ignore[arg-type]
