"""What the application is told: one record and one DEBUG line per attempt, a WARNING per retry, and its own waits."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from eka_abha import Attempt, StepEvent
from eka_abha.aio import AsyncAbhaClient
from eka_abha.emulator import Emulator
from eka_abha.errors import EkaError, RateLimited, ServiceUnavailable
from eka_abha_api.api.login import verify_login
from eka_abha_api.api.lookup import resolve_pincode
from eka_abha_api.models.verify_login_request import VerifyLoginRequest

from tests.support.raw_server import raw_server
from tests.support.recorder import Recorder, answers, emulated
from tests.support.untyped import untyped

ADDRESS = "nisha.rao@sbx"


class Naps(list[float]):
    """Replaces the pause between attempts: nothing waits, everything is noted."""

    async def take(self, seconds: float) -> None:
        """One pause."""
        self.append(seconds)


@pytest.fixture(autouse=True)
def naps(monkeypatch: pytest.MonkeyPatch) -> Naps:
    """The pauses that were taken."""
    taken = Naps()
    monkeypatch.setattr("eka_abha._async.sender.sleep", taken.take)
    return taken


def client(service: httpx.AsyncBaseTransport, **options: object) -> AsyncAbhaClient:
    """A client that needs no login."""
    settings = {"access_token": "canary", "base_url": "http://127.0.0.1:9", "transport": service, **options}
    return AsyncAbhaClient(**untyped(settings))


@pytest.mark.anyio
async def test_one_record_per_attempt() -> None:
    """Logins included; with the path's template, not the path."""
    emulator, seen = Emulator(seed=1), list[Attempt]()
    async with client(
        emulated(emulator),
        access_token=None,
        client_id="emulator-client",
        client_secret="emulator-secret",
        on_attempt=seen.append,
    ) as abha:
        emulator.fail_next("check_abha_address", status=503)
        await abha.lookup.address_exists(ADDRESS)
        step = await abha.registration.start_mobile("9876543210")
        with pytest.raises(EkaError):
            await step.verify("000000")
    facts = [(a.operation, a.method, a.attempt, a.status_code, a.outcome, a.txn_id) for a in seen]
    assert facts == [
        ("login", "POST", 1, 200, "ok", None),
        ("check_abha_address", "POST", 1, 503, "upstream_down", None),
        ("check_abha_address", "POST", 2, 200, "ok", None),
        ("init_mobile_registration", "POST", 1, 200, "ok", None),
        ("verify_mobile_registration", "POST", 1, 400, "wrong_otp", step.txn_id),
    ]
    assert all(0 <= attempt.duration < 5 for attempt in seen)
    assert seen[0].path == "/connect-auth/v1/account/login"


@pytest.mark.anyio
async def test_an_attempt_names_the_template_and_not_the_value() -> None:
    """A path may hold a patient's data."""
    seen = list[Attempt]()
    async with client(answers({}), on_attempt=seen.append) as abha:
        await resolve_pincode.asyncio("560001", client=abha.api)
    assert seen[0].path == "/abdm/v1/registration/pincode/{pincode}"
    assert "560001" not in repr(seen)


@pytest.mark.usefixtures("either_transport")
@pytest.mark.anyio
async def test_an_attempt_without_an_answer_has_no_status() -> None:
    seen = list[Attempt]()
    with raw_server(lambda _, connection: connection.drop()) as server:
        async with AsyncAbhaClient(access_token="t", base_url=server.base_url, on_attempt=seen.append) as abha:
            with pytest.raises(EkaError):
                await abha.lookup.address_exists(ADDRESS)
    assert [(attempt.attempt, attempt.status_code, attempt.outcome) for attempt in seen] == [
        (1, None, "connection_failed"),
        (2, None, "connection_failed"),
        (3, None, "connection_failed"),
    ]


@pytest.mark.anyio
async def test_a_renewal_shows_as_attempts_of_their_own() -> None:
    emulator, seen = Emulator(seed=1), list[Attempt]()
    options = {"access_token": None, "client_id": "emulator-client", "client_secret": "emulator-secret"}
    async with client(emulator.transport(), on_attempt=seen.append, **options) as abha:
        await abha.lookup.address_exists(ADDRESS)
        emulator.revoke_tokens()
        await abha.lookup.address_exists(ADDRESS)
    assert [(attempt.operation, attempt.status_code) for attempt in seen[2:]] == [
        ("check_abha_address", 401),
        ("refresh_token", 401),
        ("login", 200),
        ("check_abha_address", 200),
    ]
    assert [attempt.attempt for attempt in seen[2:]] == [1, 1, 1, 2]


class Broken:
    """A hook that fails in its own way each time."""

    def __init__(self) -> None:
        self.errors = iter([ValueError("canary"), EkaError("canary"), KeyError("canary"), RuntimeError("canary")])
        self.calls = 0

    def __call__(self, event: object) -> None:
        self.calls += 1
        raise next(self.errors)


@pytest.mark.anyio
async def test_a_failing_hook_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Neither a success nor an error is changed by it; the log says that it failed, not with what."""
    hook = Broken()
    service = answers(httpx.Response(503), {"exists": True}, httpx.Response(404))
    with caplog.at_level(logging.WARNING, "eka_abha"):
        async with client(service, on_attempt=hook) as abha:
            assert await abha.lookup.address_exists(ADDRESS)
            with pytest.raises(EkaError) as caught:
                await abha.lookup.address_exists(ADDRESS)
    assert caught.value.key == "not_found"
    assert hook.calls == 3
    assert caplog.text.count("a hook failed") == 3
    assert "canary" not in caplog.text


@pytest.mark.anyio
async def test_a_failing_step_hook_breaks_no_journey(caplog: pytest.LogCaptureFixture) -> None:
    hook = Broken()
    with caplog.at_level(logging.WARNING, "eka_abha"):
        async with client(answers({"txn_id": "t"}, httpx.Response(404)), on_step=hook) as abha:
            step = await abha.registration.start_mobile("9876543210")
            with pytest.raises(EkaError) as caught:
                await step.verify("123456")
    assert caught.value.key == "not_found"
    assert hook.calls == 2
    assert "canary" not in caplog.text


@pytest.mark.anyio
async def test_a_step_says_how_long_it_took_with_all_its_attempts() -> None:
    """The whole step: never less than its attempts together."""
    emulator, attempts, steps = Emulator(seed=1), list[Attempt](), list[StepEvent]()
    async with client(
        emulated(emulator), access_token=emulator.issue_access_token(), on_attempt=attempts.append, on_step=steps.append
    ) as abha:
        emulator.fail_next("init_mobile_registration", status=429, headers={"Retry-After": "1"})
        await abha.registration.start_mobile("9876543210")
    assert len(attempts) == 2
    assert steps[0].duration >= sum(attempt.duration for attempt in attempts) > 0


@pytest.mark.anyio
async def test_the_log_has_a_debug_line_per_attempt_and_a_warning_per_retry(caplog: pytest.LogCaptureFixture) -> None:
    """Operation, method, path, status, duration and attempt; nothing at INFO, and no value."""
    service = answers(httpx.Response(503), httpx.Response(502), {"exists": True})
    with caplog.at_level(logging.DEBUG):
        async with client(service) as abha:
            assert await abha.lookup.address_exists(ADDRESS)
    records = [record for record in caplog.records if record.name == "eka_abha"]
    assert [record.levelname for record in records] == ["DEBUG", "WARNING", "DEBUG", "WARNING", "DEBUG"]
    lines = [record.getMessage() for record in records]
    assert lines[0].startswith("check_abha_address POST /abdm/na/v1/registration/phr/check: 503 in 0.")
    assert lines[0].endswith("(attempt 1)")
    assert "retry 1" in lines[1]
    assert lines[4].endswith("(attempt 3)")
    assert not any(record.levelno == logging.INFO for record in caplog.records)
    assert "canary" not in caplog.text
    assert ADDRESS not in caplog.text


@pytest.mark.anyio
async def test_nothing_is_logged_above_debug_when_all_is_well(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        async with client(answers({"exists": True})) as abha:
            await abha.lookup.address_exists(ADDRESS)
    assert caplog.records == []


# Waits


@pytest.mark.anyio
async def test_waits_grow_and_stop_with_the_retries(naps: Naps) -> None:
    service = answers(httpx.Response(503))
    async with client(service, max_retries=4) as abha:
        with pytest.raises(ServiceUnavailable) as caught:
            await abha.lookup.address_exists(ADDRESS)
    assert len(service.requests) == caught.value.attempts == 5
    for nap, low in zip(naps, (0.25, 0.5, 1.0, 2.0), strict=True):
        assert low <= nap <= 2 * low


@pytest.mark.anyio
async def test_no_retries_at_all_when_told_so(naps: Naps) -> None:
    service = answers(httpx.Response(503))
    async with client(service, max_retries=0) as abha:
        with pytest.raises(ServiceUnavailable):
            await abha.lookup.address_exists(ADDRESS)
    assert len(service.requests) == 1
    assert naps == []


@pytest.mark.anyio
@pytest.mark.parametrize("asked", ["0", "1", "7", "24"])
async def test_retry_after_in_seconds_is_honoured(naps: Naps, asked: str) -> None:
    service = answers(httpx.Response(429, headers={"Retry-After": asked}), {"exists": True})
    async with client(service) as abha:
        assert await abha.lookup.address_exists(ADDRESS)
    assert naps == [float(asked)]


@pytest.mark.anyio
async def test_retry_after_as_a_date_is_honoured(naps: Naps) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=12), usegmt=True)
    service = answers(httpx.Response(503, headers={"Retry-After": later}), {"exists": True})
    async with client(service) as abha:
        assert await abha.lookup.address_exists(ADDRESS)
    (nap,) = naps
    assert 5 <= nap <= 12


@pytest.mark.anyio
async def test_a_date_in_the_past_means_now(naps: Naps) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(days=400), usegmt=True)
    service = answers(httpx.Response(503, headers={"Retry-After": past}), {"exists": True})
    async with client(service) as abha:
        assert await abha.lookup.address_exists(ADDRESS)
    assert naps == [0.0]


@pytest.mark.anyio
@pytest.mark.parametrize("asked", ["26", "31", "3600", "9" * 400, "1e9", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_wait_beyond_deadline_or_cap_is_the_callers(naps: Naps, asked: str) -> None:
    """It is told how long, and decides itself; what makes no sense is as if nothing was said."""
    service = answers(httpx.Response(429, headers={"Retry-After": asked}), {"exists": True})
    async with client(service) as abha:
        if asked == "1e9":
            assert await abha.lookup.address_exists(ADDRESS)
            return
        with pytest.raises(RateLimited) as caught:
            await abha.lookup.address_exists(ADDRESS)
    assert naps == []
    assert caught.value.retry_after is not None
    assert caught.value.retry_after >= timedelta(seconds=26)
    assert len(service.requests) == 1


@pytest.mark.anyio
async def test_a_retry_never_goes_beyond_the_deadline(naps: Naps) -> None:
    service = answers(httpx.Response(503))
    async with client(service, deadline=0.2, max_retries=10) as abha:
        with pytest.raises(ServiceUnavailable):
            await abha.lookup.address_exists(ADDRESS)
    assert naps == []


@pytest.mark.anyio
async def test_errors_carry_the_transaction_and_the_attempts() -> None:
    service = Recorder(lambda _: httpx.Response(401, json={}))
    async with client(service) as abha:
        with pytest.raises(EkaError) as caught:
            await verify_login.asyncio(client=abha.api, body=VerifyLoginRequest(txn_id="txn-9", otp="123456"))
    assert (caught.value.txn_id, caught.value.attempts, caught.value.operation) == ("txn-9", 1, "verify_login")
