"""The emulator as a test tool: its clients are real ones, move with its time, and end with it."""

from __future__ import annotations

import asyncio
import inspect
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import get_type_hints

import httpx
import pytest
from eka_abha import AbhaClient, AsyncAbhaClient, CreateAddress, MobileOtpSent, NewProfile, Secret
from eka_abha import aio as eka_aio
from eka_abha.emulator import EmulatorSettings
from eka_abha.emulator.accounts import Accounts
from eka_abha.errors import (
    ConfigurationError,
    InvalidOtp,
    OtpResendTooSoon,
    ServerError,
    TransactionExpired,
    TransportError,
    UserBlocked,
)
from eka_abha.testing import AbhaEmulator, AsyncClientOptions, ClientOptions

MOBILE = "9876543210"
PROFILE = NewProfile(
    first_name="Nisha", gender="F", day_of_birth=17, month_of_birth=8, year_of_birth=1990, pincode="110001"
)


def registered(abha: AbhaClient, emulator: AbhaEmulator, address: str = "nisha.rao") -> object:
    """A patient from the start to the end."""
    step = abha.registration.start_mobile(MOBILE).verify(emulator.otp_for(MOBILE))
    assert isinstance(step, CreateAddress)
    return step.create(address, profile=PROFILE)


def test_a_patient_is_registered_without_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """All in this process: no connection can be made, and none is asked for."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    with AbhaEmulator() as emulator:
        abha = emulator.client()
        monkeypatch.setattr("socket.socket.connect", refuse)
        registered(abha, emulator)
        assert [account.abha_address for account in emulator.accounts] == ["nisha.rao@sbx"]
        assert [request.operation for request in emulator.requests][:2] == ["login", "init_mobile_registration"]
        assert emulator.counts["create_mobile_registration"] == 1


@pytest.mark.parametrize("given", [ClientOptions, AsyncClientOptions])
def test_the_options_are_those_of_the_real_client(given: type) -> None:
    """All but where it calls and what time it is; none is made up."""
    taken = inspect.signature(AbhaClient).parameters.keys()
    decided_here = {"environment", "base_url", "allow_http", "clock"}
    connection = {"transport", "proxy", "ssl_context", "keepalive_expiry"}
    assert get_type_hints(given).keys() == taken - decided_here - connection


def test_a_client_is_the_real_one() -> None:
    """Its class, its retries, its hooks, its typed errors."""
    attempts: list[str] = []
    with AbhaEmulator() as emulator:
        abha = emulator.client(hip_id="hip-1", on_attempt=lambda attempt: attempts.append(attempt.outcome))
        assert type(abha) is AbhaClient
        emulator.lose_next("resolve_pincode")
        assert abha.lookup.pincode("560001").district_name
        assert attempts == ["ok", "connection_failed", "ok"]
        assert {request.identity.get("x-hip-id") for request in emulator.requests[1:]} == {"hip-1"}
        emulator.lose_next("init_mobile_registration", processed=True)
        with pytest.raises(TransportError) as caught:
            abha.registration.start_mobile(MOBILE)
        assert caught.value.may_have_been_processed
        assert emulator.counts["init_mobile_registration"] == 1


def test_credentials_of_the_caller_are_the_ones_that_are_used() -> None:
    """Two workspaces, a token from the console, and the emulator's own."""
    with AbhaEmulator() as emulator:
        emulator.add_client("another", "its-secret")
        token = Secret(emulator.issue_access_token())
        for abha in (
            emulator.client(client_id="another", client_secret="its-secret"),
            emulator.client(access_token=token),
            emulator.client(),
            emulator.client(sharing_key="shared"),
        ):
            assert abha.lookup.address_exists("nobody.here@sbx") is False
        assert emulator.counts["login"] == 3
        with pytest.raises(ConfigurationError):
            emulator.client(client_id="another", access_token=token)


def test_variables_of_whoever_runs_the_tests_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer has credentials of the sandbox in the environment: nothing goes there."""
    for name, value in {
        "EKA_CLIENT_ID": "of-the-sandbox",
        "EKA_CLIENT_SECRET": "of-the-sandbox",
        "EKA_SHARING_KEY": "of-the-sandbox",
        "EKA_ENVIRONMENT": "production",
        "EKA_BASE_URL": "https://api.eka.care",
    }.items():
        monkeypatch.setenv(name, value)
    with AbhaEmulator() as emulator:
        registered(emulator.client(), emulator)


def test_time_moves_for_the_emulator_and_its_clients() -> None:
    """Half a minute, to the second; then a day: tokens, transactions and blocks go by the same clock."""
    with AbhaEmulator() as emulator:
        abha = emulator.client()
        otp = abha.registration.start_mobile(MOBILE)
        emulator.advance(29)
        with pytest.raises(OtpResendTooSoon) as caught:
            otp.resend()
        assert caught.value.attempts == 0
        emulator.advance(1)
        assert emulator.clock() == pytest.approx(otp.resend_at.timestamp(), abs=1e-3)
        again = otp.resend()
        assert again.sends == 2
        emulator.advance(900)
        with pytest.raises(TransactionExpired):
            again.verify(emulator.otp_for(MOBILE))
        emulator.block(MOBILE)
        with pytest.raises(UserBlocked) as blocked:
            abha.registration.start_mobile(MOBILE)
        assert blocked.value.retry_after is not None
        emulator.advance(blocked.value.retry_after.total_seconds())
        abha.registration.start_mobile(MOBILE)
        assert not [request for request in emulator.requests if request.status == 401]


def test_the_clock_is_near_the_machines() -> None:
    """So that what an application shows of ``resend_at`` makes sense."""
    before = datetime.now(UTC).timestamp()
    with AbhaEmulator() as emulator:
        assert before <= emulator.clock() <= datetime.now(UTC).timestamp()
        sent_at = emulator.client().registration.start_mobile(MOBILE).sent_at
        assert sent_at.timestamp() == pytest.approx(emulator.clock(), abs=1e-3)


def test_the_server_is_the_same_emulator() -> None:
    """What a process in another language does over the socket is seen here, and the other way round."""
    with AbhaEmulator() as emulator:
        url = emulator.serve()
        assert emulator.serve() == url
        with AbhaClient(
            base_url=url,
            environment="sandbox",
            client_id=emulator.client_id,
            client_secret=emulator.client_secret,
            clock=emulator.clock,
        ) as abha:
            otp = abha.registration.start_mobile(MOBILE)
            emulator.advance(30)
            otp.resend()
        assert emulator.counts["resend_mobile_registration"] == 1
        emulator.client().lookup.pincode("560001")
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_the_variables_are_enough_for_another_process() -> None:
    """``AbhaClient()`` finds the emulator without an argument."""
    script = "import eka_abha; abha = eka_abha.AbhaClient(); print(abha.registration.start_mobile('9876543210').kind)"
    with AbhaEmulator() as emulator:
        environment = {**os.environ, **emulator.variables()}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.stdout == "mobile_otp_sent\n", done.stderr
        assert emulator.otp_for(MOBILE)


def test_two_emulators_share_nothing() -> None:
    """Accounts, OTPs, time, faults and tokens of one are not those of the other."""
    with AbhaEmulator() as one, AbhaEmulator(seed=2) as other:
        registered(one.client(), one)
        one.advance(3600)
        one.fail_next("*", status=500)
        assert other.accounts == ()
        assert other.requests == ()
        otp = other.client().registration.start_mobile(MOBILE)
        assert other.otp_for(MOBILE) != one.otp_for(MOBILE)
        with pytest.raises(OtpResendTooSoon):
            otp.resend()


def test_the_same_calls_give_the_same_otps() -> None:
    """A test that fails once fails again."""
    codes = []
    for _ in range(2):
        with AbhaEmulator() as emulator:
            emulator.client().registration.start_mobile(MOBILE)
            codes.append(emulator.otp_for(MOBILE))
    assert codes[0] == codes[1]


@pytest.mark.parametrize("typed", ["98765 43210", "+91 98765-43210", "9876543210"])
def test_an_otp_is_found_by_the_number_as_it_was_typed(typed: str) -> None:
    """What a test gives to the client it can give to `otp_for`; so with an Aadhaar number."""
    with AbhaEmulator() as emulator:
        abha = emulator.client()
        abha.registration.start_mobile(typed)
        assert emulator.otp_for(typed) == emulator.messages[-1].otp
        abha.registration.start_aadhaar("2345 6789 0124")
        assert emulator.otp_for("2345 6789 0124") == emulator.messages[-1].otp
        with pytest.raises(LookupError):
            emulator.otp_for("91234 56780")


def test_the_environment_fits_the_addresses() -> None:
    """An emulator of production is asked by clients that add its suffix; nothing leaves the process."""
    with AbhaEmulator(EmulatorSettings(address_suffix="@abdm")) as emulator:
        registered(emulator.client(), emulator)
        assert [account.abha_address for account in emulator.accounts] == ["nisha.rao@abdm"]
        assert emulator.variables()["EKA_ENVIRONMENT"] == "production"


def test_the_clients_are_closed_at_the_end() -> None:
    """Those that the caller closed already, too, and the copies for a patient."""
    with AbhaEmulator() as emulator:
        abha, closed = emulator.client(), emulator.client()
        copy = abha.for_patient(oid="1")
        otp = abha.registration.start_mobile(MOBILE)
        closed.close()
    for call in (lambda: otp.verify("123456"), lambda: copy.profile.get(), lambda: abha.lookup.pincode("560001")):
        with pytest.raises(ConfigurationError, match="closed"):
            call()


def test_what_went_wrong_inside_is_an_error_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a 500 that a test takes for the service's; server and clients are closed all the same."""
    broken = AbhaEmulator()
    abha, url = broken.client(max_retries=0), broken.serve()
    monkeypatch.setattr(Accounts, "find", lambda *_: 1 // 0)
    with pytest.raises(ServerError):
        abha.lookup.address_exists("nisha.rao@sbx")
    with pytest.raises(RuntimeError, match=r"the emulator itself went wrong.*ZeroDivisionError"):
        broken.close()
    with pytest.raises(ConfigurationError, match="closed"):
        abha.lookup.pincode("560001")
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


# Asynchronous clients


@pytest.mark.anyio
async def test_an_asynchronous_client_is_closed_at_the_end() -> None:
    """With ``async with``; time moves for it, too."""
    async with AbhaEmulator() as emulator:
        abha = emulator.async_client()
        assert type(abha) is AsyncAbhaClient
        otp = await abha.registration.start_mobile(MOBILE)
        with pytest.raises(OtpResendTooSoon):
            await otp.resend()
        emulator.advance(30)
        otp = await otp.resend()
        with pytest.raises(InvalidOtp):
            await otp.verify("000000")
        assert isinstance(await otp.verify(emulator.otp_for(MOBILE)), eka_aio.CreateAddress)
    with pytest.raises(ConfigurationError, match="closed"):
        await abha.lookup.pincode("560001")


@pytest.mark.anyio
async def test_leaving_it_the_wrong_way_says_so_at_once() -> None:
    """``with`` in a coroutine cannot wait for calls of the same loop: no hang, and what to write instead."""
    emulator = AbhaEmulator()
    abha = emulator.async_client()
    await abha.lookup.pincode("560001")
    with pytest.raises(RuntimeError, match="async with"):
        emulator.close()
    await emulator.aclose()
    with pytest.raises(ConfigurationError, match="closed"):
        await abha.lookup.pincode("560001")


@pytest.mark.anyio
async def test_a_client_that_the_caller_closed_needs_nothing() -> None:
    """``async with`` around the client, ``with`` around the emulator: as in a test with the fixture."""
    with AbhaEmulator() as emulator:
        async with emulator.async_client() as abha:
            await abha.lookup.pincode("560001")


def test_the_loop_of_a_test_may_be_gone() -> None:
    """A fixture ends after the test's event loop, with clients that nobody closed."""
    with AbhaEmulator() as emulator:
        abha = emulator.async_client()
        asyncio.run(abha.lookup.pincode("560001"))
        unused = emulator.async_client()
    for client in (abha, unused):
        with pytest.raises(ConfigurationError, match="closed"):
            asyncio.run(client.lookup.pincode("560001"))


# Without pytest


def test_it_needs_no_pytest() -> None:
    """Neither to import nor to use it: pytest is not even loaded."""
    script = """
import sys
sys.modules["pytest"] = None
from eka_abha.testing import AbhaEmulator
with AbhaEmulator() as emulator:
    print(emulator.client().registration.start_mobile("9876543210").verify(emulator.otp_for("9876543210")).kind)
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("create_address\n", "")


def test_a_step_rests_between_two_clients() -> None:
    """As between two workers: saved by one, resumed by the other."""
    with AbhaEmulator() as emulator:
        saved = emulator.client().registration.start_mobile(MOBILE).save(context="browser-1")
        step = emulator.client().resume(saved, MobileOtpSent, context="browser-1")
        assert isinstance(step.verify(emulator.otp_for(MOBILE)), CreateAddress)
