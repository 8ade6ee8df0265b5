"""Steps whose caller gives up: what only tasks can do, and callbacks that only look plain."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from eka_abha import AbhaClient, StepEvent
from eka_abha._journeys import otp as otp_module
from eka_abha.aio import AsyncAbhaClient, FacePending
from eka_abha.errors import ConfigurationError, OtpResendTooSoon

from tests.support.canned import Canned


class Slow(httpx.AsyncBaseTransport):
    """Answers the first requests at once, and then not before it is told to."""

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self.asked = 0
        self.held = asyncio.Event()
        self.go_on = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One call."""
        self.asked += 1
        if self.asked > self.at_once:
            self.held.set()
            await self.go_on.wait()
        return httpx.Response(200, json={"txn_id": f"t{self.asked}", "status": "Pending", "url": "https://x.example"})


def client_on(transport: httpx.AsyncBaseTransport, events: list[StepEvent]) -> AsyncAbhaClient:
    """A client of a script."""
    return AsyncAbhaClient(access_token="a-token", environment="sandbox", transport=transport, on_step=events.append)


@pytest.mark.anyio
async def test_a_cancelled_resend_begins_the_wait_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its OTP may be on its way; the audit trail says that it was cancelled."""
    transport, events = Slow(at_once=1), list[StepEvent]()
    async with client_on(transport, events) as abha:
        step = await abha.registration.start_mobile("9876543210", reference="visit-1")
        monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=31))
        task = asyncio.create_task(step.resend())
        await transport.held.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(OtpResendTooSoon):
            await step.resend()
        transport.go_on.set()
    assert transport.asked == 2
    assert [(event.outcome, event.kind, event.reference) for event in events] == [
        ("ok", "mobile_otp_sent", "visit-1"),
        ("cancelled", "mobile_otp_sent", "visit-1"),
    ]


@pytest.mark.anyio
async def test_a_wait_that_is_cut_off_leaves_the_step_in_use() -> None:
    """``asyncio.timeout`` around a wait: the step that the caller holds goes on, in the newest transaction."""
    transport = Slow(at_once=100)
    async with client_on(transport, []) as abha:
        step = await abha.registration.start_face()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await step.wait(interval=0.01)
        assert transport.asked > 2
        assert await step.poll() is step
        assert step.txn_id == f"t{transport.asked}"
        assert step.save()


async def never() -> bool:
    """True as a coroutine, False when it is awaited."""
    return False


async def told(_step: object) -> None:
    """Would never run."""


@pytest.mark.anyio
async def test_callbacks_that_must_be_awaited_are_refused() -> None:
    """``cancelled=`` with a coroutine function would cancel at once, ``on_poll=`` would tell nobody."""
    wrong: list[dict[str, Any]] = [{"cancelled": never}, {"on_poll": told}]
    asynchronous = client_on(Canned([{"txn_id": "t1"}]), [])
    pending = await asynchronous.registration.start_face()
    assert isinstance(pending, FacePending)
    synchronous = AbhaClient(access_token="a-token", environment="sandbox", transport=Canned([{"txn_id": "t1"}]))
    for callbacks in wrong:
        with pytest.raises(ConfigurationError, match=next(iter(callbacks))):
            await pending.wait(**callbacks)
        with pytest.raises(ConfigurationError, match=next(iter(callbacks))):
            synchronous.registration.start_face().wait(**callbacks)
        synchronous = AbhaClient(access_token="a-token", environment="sandbox", transport=Canned([{"txn_id": "t1"}]))
