# Derived from tests/both/_async/test_privacy_journeys.py by `make generate`: change that file, not this one.
"""Whole journeys with canaries in every value: none is shown by an object, an error, a log line or a saved step."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from eka_abha import AbhaClient, Attempt, ChooseAccount, CreateAddress, LoggedIn, MobileOtpSent, StepEvent, UnknownStep
from eka_abha._journeys import otp as otp_module
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


def client_of(served: Served, watch: Watch) -> AbhaClient:
    """A client that logs in, and whose hooks show what they get."""

    def show(event: Attempt | StepEvent) -> None:
        watch.look_at(event, dataclasses.asdict(event))

    return AbhaClient(
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


def start(abha: AbhaClient, watch: Watch) -> MobileOtpSent:
    """The first step, looked at."""
    step = abha.registration.start_mobile(GIVEN)
    watch.look_at(step, step._otp, step._journey, abha, abha.api, abha.registration, abha.lookup)
    watch.look_at(abha.api.get_httpx_client(), abha._connections, abha._settings, abha._tokens, abha._store)
    return step


def verified(abha: AbhaClient, served: Served, watch: Watch) -> CreateAddress | ChooseAccount:
    """The second step, looked at."""
    step = (start(abha, watch)).verify(served.emulator.otp_for(MOBILE))
    assert isinstance(step, CreateAddress | ChooseAccount)
    watch.look_at(step, step.accounts, step._journey)
    return step


def test_a_registration_shows_nothing(served: Served) -> None:
    """start → verify → suggest → check → create: every object on the way, and every log line."""
    with Watch() as watch:
        with client_of(served, watch) as abha:
            step = verified(abha, served, watch)
            step.suggest(first_name=FIRST, middle_name=MIDDLE, last_name=LAST, birth_date=BORN)
            abha.lookup.address_exists(ADDRESS)
            done = step.create(ADDRESS, profile=PROFILE)
            assert isinstance(done, LoggedIn)
            watch.look_at(done.patient(), done.profile, done.ids, done.tokens, PROFILE, abha.access_token())
            watch.look_at(done.profile and (done.profile.raw, done.profile.birth_date))
            watch.look_at(done, without={"ABHA address"})
        watch.look_at(served.emulator, without={"client secret"})
        watch.look_at(abha, *served.emulator.requests, *served.emulator.messages)
        watch.look_at(*served.emulator.accounts, served.transport, served.emulator.settings)
    assert served.leaks(watch) == []
    assert len(watch.log_lines("eka_abha")) == 6  # login, start, verify, suggest, check, create
    assert watch.log_lines("httpcore") or served.transport


def test_a_login_shows_nothing(served: Served) -> None:
    """start → verify → choose an account → logged in."""
    for number in (1, 2):
        served.emulator.add_account(f"qorvex{number}.blen@sbx", mobile=MOBILE, first_name=FIRST, last_name=LAST)
    with Watch() as watch:
        with client_of(served, watch) as abha:
            step = verified(abha, served, watch)
            assert isinstance(step, ChooseAccount)
            with watch.failing(InvalidValueError):
                step.log_in(ADDRESS)
            done = step.log_in("Qorvex1.Blen@sbx")
            assert isinstance(done, LoggedIn)
            watch.look_at(done.profile, done.ids, done.patient())
            watch.look_at(done, without={"ABHA address"})
            with watch.failing(StepError):
                step.log_in("qorvex2.blen@sbx")
    assert served.leaks(watch) == []


def test_an_answer_of_a_new_kind_shows_nothing() -> None:
    """UnknownStep keeps the answer, whose representation names fields only; what is known of it stays quiet as well."""
    answer = json.dumps(FULL_ANSWER, ensure_ascii=False).encode()
    with Watch() as watch:
        client = AbhaClient(access_token=ACCESS_TOKEN, environment="sandbox", transport=Scripted(body=answer))
        with client as abha:
            watch.look_at(abha, abha._tokens, abha._settings.credentials)
            step = (start(abha, watch)).verify(OTP)
            assert isinstance(step, UnknownStep)
            watch.look_at(step, step.raw)
            with watch.failing(StepError):
                (start(abha, watch)).save(context=MOBILE).update(kind=MOBILE)
                abha.resume({"version": 1, "kind": MOBILE}, MobileOtpSent)
    assert watch.leaks() == []


def test_what_the_patient_does_wrong_shows_nothing(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong OTP, one that is none, a resend too soon, too many attempts, a start while blocked, an old step."""
    with Watch() as watch:
        with client_of(served, watch) as abha:
            step = start(abha, watch)
            with watch.failing(OtpResendTooSoon):
                step.resend()
            with watch.failing(ApiError):
                start(abha, watch)
            monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=31))
            served.emulator.advance(31)
            step = step.resend()
            for _ in range(3):
                with watch.failing(InvalidOtp):
                    step.verify(OTP)
            with watch.failing(InvalidValueError):
                step.verify(f"{OTP} 0")
            with watch.failing(OtpAttemptsExceeded):
                step.verify(served.emulator.otp_for(MOBILE))
            with watch.failing(OtpAttemptsExceeded):
                start(abha, watch)
            served.emulator.advance(100_000)
            with watch.failing(TransactionError):
                step.verify(OTP)
            served.emulator.block(MOBILE)
            with watch.failing(UserBlocked):
                start(abha, watch)
    assert served.leaks(watch) == []


def test_an_address_that_cannot_be_had_shows_nothing(served: Served) -> None:
    """A taken address, one that breaks the rules, and the refusal whose text names the mobile number (EKA-1002)."""
    served.emulator.add_account(ADDRESS, mobile=MOBILE, first_name=FIRST)
    with Watch() as watch:
        with client_of(served, watch) as abha:
            step = verified(abha, served, watch)
            with watch.failing(MobileClaimed):
                step.create("vexqor.lenb@sbx", profile=PROFILE)
            for address in ("qorvex blen", "qorvex@abdm", ADDRESS * 9):
                with watch.failing(InvalidValueError):
                    step.create(address, profile=PROFILE)
    assert served.leaks(watch) == []
    assert any("***" in str(error) for error in watch.errors)


def test_a_taken_address_shows_nothing() -> None:
    """Somebody else has it."""
    with serve(socket=False) as served, Watch() as watch:
        served.emulator.add_account(ADDRESS, mobile="9000000001")
        with client_of(served, watch) as abha:
            step = verified(abha, served, watch)
            with watch.failing(AddressTaken):
                step.create(ADDRESS, profile=PROFILE)
            with watch.failing(InvalidValueError):
                step.suggest(first_name="1" * 200 + FIRST, birth_date=BORN)
    assert served.leaks(watch) == []


def test_saved_steps_hold_no_number_name_or_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved step, as an object and as JSON; the context is there as a digest only; a resumed step is as quiet."""
    settings = EmulatorSettings(otp_length=8, skip_state_with_accounts="abha_create")
    with serve(socket=False, settings=settings) as served, Watch() as watch:
        served.emulator.add_account(ADDRESS, mobile=MOBILE, first_name=FIRST, last_name=LAST)
        with client_of(served, watch) as abha:
            step = start(abha, watch)
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
            address_step = resumed.verify(served.emulator.otp_for(MOBILE))
            assert isinstance(address_step, CreateAddress)
            kept = address_step.save()
            watch.look_at(kept, json.dumps(kept), without={"ABHA address"})
            watch.look_at(abha.resume(kept, CreateAddress))
    assert served.leaks(watch) == []


def test_time_running_out_shows_nothing(served: Served) -> None:
    """The deadline passes before the first answer."""
    with Watch() as watch:
        with client_of(served, watch) as abha:
            step = start(abha, watch)
            hasty = abha.with_options(deadline=0.000001)
            with watch.failing(TransportError):
                hasty.registration.start_mobile(MOBILE)
            with watch.failing(TransportError):
                hasty.resume(step.save(), MobileOtpSent).verify(OTP)
    assert served.leaks(watch) == []
