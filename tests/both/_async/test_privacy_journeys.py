"""Whole journeys with canaries in every value: none is shown by an object, an error, a log line or a saved step."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from eka_abha import Attempt, StepEvent
from eka_abha._journeys import otp as otp_module
from eka_abha.aio import AsyncAbhaClient, ChooseAccount, CreateAddress, LoggedIn, MobileOtpSent, UnknownStep
from eka_abha.emulator import EmulatorSettings
from eka_abha.errors import (
    AddressTaken,
    ApiError,
    InvalidOtp,
    InvalidValueError,
    MobileClaimed,
    OtpAttemptsExceeded,
    OtpResendTooSoon,
    StepError,
    TransactionError,
    TransportError,
    UserBlocked,
)

from tests.privacy.canaries import (
    ACCESS_TOKEN,
    ADDRESS,
    BORN,
    CLIENT_SECRET,
    FIRST,
    LAST,
    MASKED_MOBILE,
    MIDDLE,
    MOBILE,
    OTP,
    PROFILE,
    SHARING_KEY,
    STREET,
)
from tests.privacy.detectors import Watch
from tests.privacy.serving import FULL_ANSWER, Scripted, Served, serve

GIVEN = f"+91 {MOBILE[:5]}-{MOBILE[5:]}"


@pytest.fixture(params=[False, True], ids=["in this process", "over a socket"])
def served(request: pytest.FixtureRequest) -> Iterator[Served]:
    """An emulator, near and far."""
    with serve(socket=request.param) as it:
        yield it


def client_of(served: Served, watch: Watch) -> AsyncAbhaClient:
    """A client that logs in, and whose hooks show what they get."""

    def show(event: Attempt | StepEvent) -> None:
        watch.look_at(event, dataclasses.asdict(event))

    return AsyncAbhaClient(
        client_id=served.emulator.client_id,
        client_secret=CLIENT_SECRET,
        sharing_key=SHARING_KEY,
        environment="sandbox",
        base_url=served.base_url,
        transport=served.transport,
        on_attempt=show,
        on_step=show,
        deadline=5.0,
    )


async def start(abha: AsyncAbhaClient, watch: Watch) -> MobileOtpSent:
    """The first step, looked at."""
    step = await abha.registration.start_mobile(GIVEN)
    watch.look_at(step, step._otp, step._journey, abha, abha.api, abha.registration, abha.lookup)
    watch.look_at(abha.api.get_async_httpx_client(), abha._connections, abha._settings, abha._tokens, abha._store)
    return step


async def verified(abha: AsyncAbhaClient, served: Served, watch: Watch) -> CreateAddress | ChooseAccount:
    """The second step, looked at."""
    step = await (await start(abha, watch)).verify(served.emulator.otp_for(MOBILE))
    assert isinstance(step, CreateAddress | ChooseAccount)
    watch.look_at(step, step.accounts, step._journey)
    return step


@pytest.mark.anyio
async def test_a_registration_shows_nothing(served: Served) -> None:
    """start → verify → suggest → check → create: every object on the way, and every log line."""
    with Watch() as watch:
        async with client_of(served, watch) as abha:
            step = await verified(abha, served, watch)
            await step.suggest(first_name=FIRST, middle_name=MIDDLE, last_name=LAST, birth_date=BORN)
            await abha.lookup.address_exists(ADDRESS)
            done = await step.create(ADDRESS, profile=PROFILE)
            assert isinstance(done, LoggedIn)
            watch.look_at(done.patient(), done.profile, done.ids, done.tokens, PROFILE, await abha.access_token())
            watch.look_at(done.profile and (done.profile.raw, done.profile.birth_date))
            watch.look_at(done, without={"ABHA address"})
        watch.look_at(served.emulator, without={"client secret"})
        watch.look_at(abha, *served.emulator.requests, *served.emulator.messages)
        watch.look_at(*served.emulator.accounts, served.transport, served.emulator.settings)
    assert served.leaks(watch) == []
    assert len(watch.log_lines("eka_abha")) == 6  # login, start, verify, suggest, check, create
    assert watch.log_lines("httpcore") or served.transport


@pytest.mark.anyio
async def test_a_login_shows_nothing(served: Served) -> None:
    """start → verify → choose an account → logged in."""
    for number in (1, 2):
        served.emulator.add_account(f"qorvex{number}.blen@sbx", mobile=MOBILE, first_name=FIRST, last_name=LAST)
    with Watch() as watch:
        async with client_of(served, watch) as abha:
            step = await verified(abha, served, watch)
            assert isinstance(step, ChooseAccount)
            with watch.failing(InvalidValueError):
                await step.log_in(ADDRESS)
            done = await step.log_in("Qorvex1.Blen@sbx")
            assert isinstance(done, LoggedIn)
            watch.look_at(done.profile, done.ids, done.patient())
            watch.look_at(done, without={"ABHA address"})
            with watch.failing(StepError):
                await step.log_in("qorvex2.blen@sbx")
    assert served.leaks(watch) == []


@pytest.mark.anyio
async def test_an_answer_of_a_new_kind_shows_nothing() -> None:
    """UnknownStep keeps the answer, whose representation names fields only; what is known of it stays quiet as well."""
    answer = json.dumps(FULL_ANSWER, ensure_ascii=False).encode()
    with Watch() as watch:
        client = AsyncAbhaClient(access_token=ACCESS_TOKEN, environment="sandbox", transport=Scripted(body=answer))
        async with client as abha:
            watch.look_at(abha, abha._tokens, abha._settings.credentials)
            step = await (await start(abha, watch)).verify(OTP)
            assert isinstance(step, UnknownStep)
            watch.look_at(step, step.raw)
            with watch.failing(StepError):
                (await start(abha, watch)).save(context=MOBILE).update(kind=MOBILE)
                abha.resume({"version": 1, "kind": MOBILE}, MobileOtpSent)
    assert watch.leaks() == []


@pytest.mark.anyio
async def test_what_the_patient_does_wrong_shows_nothing(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong OTP, one that is none, a resend too soon, too many attempts, a start while blocked, an old step."""
    with Watch() as watch:
        async with client_of(served, watch) as abha:
            step = await start(abha, watch)
            with watch.failing(OtpResendTooSoon):
                await step.resend()
            with watch.failing(ApiError):
                await start(abha, watch)
            monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=31))
            served.emulator.advance(31)
            step = await step.resend()
            for _ in range(3):
                with watch.failing(InvalidOtp):
                    await step.verify(OTP)
            with watch.failing(InvalidValueError):
                await step.verify(f"{OTP} 0")
            with watch.failing(OtpAttemptsExceeded):
                await step.verify(served.emulator.otp_for(MOBILE))
            with watch.failing(OtpAttemptsExceeded):
                await start(abha, watch)
            served.emulator.advance(100_000)
            with watch.failing(TransactionError):
                await step.verify(OTP)
            served.emulator.block(MOBILE)
            with watch.failing(UserBlocked):
                await start(abha, watch)
    assert served.leaks(watch) == []


@pytest.mark.anyio
async def test_an_address_that_cannot_be_had_shows_nothing(served: Served) -> None:
    """A taken address, one that breaks the rules, and the refusal whose text names the mobile number (EKA-1002)."""
    served.emulator.add_account(ADDRESS, mobile=MOBILE, first_name=FIRST)
    with Watch() as watch:
        async with client_of(served, watch) as abha:
            step = await verified(abha, served, watch)
            with watch.failing(MobileClaimed):
                await step.create("vexqor.lenb@sbx", profile=PROFILE)
            for address in ("qorvex blen", "qorvex@abdm", ADDRESS * 9):
                with watch.failing(InvalidValueError):
                    await step.create(address, profile=PROFILE)
    assert served.leaks(watch) == []
    assert any("***" in str(error) for error in watch.errors)


@pytest.mark.anyio
async def test_a_taken_address_shows_nothing() -> None:
    """Somebody else has it."""
    with serve(socket=False) as served, Watch() as watch:
        served.emulator.add_account(ADDRESS, mobile="9000000001")
        async with client_of(served, watch) as abha:
            step = await verified(abha, served, watch)
            with watch.failing(AddressTaken):
                await step.create(ADDRESS, profile=PROFILE)
            with watch.failing(InvalidValueError):
                await step.suggest(first_name="1" * 200 + FIRST, birth_date=BORN)
    assert served.leaks(watch) == []


@pytest.mark.anyio
async def test_saved_steps_hold_no_number_name_or_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved step, as an object and as JSON; the context is there as a digest only; a resumed step is as quiet."""
    settings = EmulatorSettings(otp_length=8, skip_state_with_accounts="abha_create")
    with serve(socket=False, settings=settings) as served, Watch() as watch:
        served.emulator.add_account(ADDRESS, mobile=MOBILE, first_name=FIRST, last_name=LAST)
        async with client_of(served, watch) as abha:
            step = await start(abha, watch)
            saved = step.save(context=f"{MOBILE} {STREET}")
            watch.look_at(saved, json.dumps(saved))
            with watch.failing(InvalidValueError):
                step.save(context=int(MOBILE))  # type: ignore[arg-type]
            with watch.failing(StepError):
                abha.resume(saved, MobileOtpSent, context=f"{FIRST} {STREET}")
            with watch.failing(StepError):
                abha.resume({**saved, "data": {**saved, "txn_id": 1, "otp": OTP}}, MobileOtpSent, context=STREET)
            resumed = abha.resume(json.loads(json.dumps(saved)), MobileOtpSent, context=f"{MOBILE} {STREET}")
            watch.look_at(resumed)
            assert resumed.sent_to == MASKED_MOBILE
            address_step = await resumed.verify(served.emulator.otp_for(MOBILE))
            assert isinstance(address_step, CreateAddress)
            kept = address_step.save()
            watch.look_at(kept, json.dumps(kept), without={"ABHA address"})
            watch.look_at(abha.resume(kept, CreateAddress))
    assert served.leaks(watch) == []


@pytest.mark.anyio
async def test_time_running_out_shows_nothing(served: Served) -> None:
    """The deadline passes before the first answer."""
    with Watch() as watch:
        async with client_of(served, watch) as abha:
            step = await start(abha, watch)
            hasty = abha.with_options(deadline=0.000001)
            with watch.failing(TransportError):
                await hasty.registration.start_mobile(MOBILE)
            with watch.failing(TransportError):
                await hasty.resume(step.save(), MobileOtpSent).verify(OTP)
    assert served.leaks(watch) == []
