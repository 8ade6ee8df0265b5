"""Logins, refreshes, token stores and secrets that fail: neither the credentials nor the patient's data are shown."""

from __future__ import annotations

import json

import pytest
from eka_abha import Secret, Token, TokenKey
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import (
    AuthenticationError,
    ConfigurationError,
    EkaError,
)

from tests.privacy.canaries import (
    ACCESS_TOKEN,
    CLIENT_SECRET,
    FIRST,
    MOBILE,
    OTP,
    REFRESH_TOKEN,
    SHARING_KEY,
)
from tests.privacy.detectors import Watch
from tests.privacy.hostile import (
    ERROR_ANSWERS,
    UNREADABLE_ANSWERS,
    Answer,
)
from tests.privacy.serving import Scripted, serve

pytestmark = pytest.mark.usefixtures("either_transport")


def client(transport: Scripted) -> AsyncAbhaClient:
    """A client that logs in."""
    return AsyncAbhaClient(
        client_id="client-1",
        client_secret=CLIENT_SECRET,
        sharing_key=SHARING_KEY,
        environment="sandbox",
        transport=transport,
        max_retries=0,
    )


@pytest.mark.anyio
@pytest.mark.parametrize("answer", [*ERROR_ANSWERS, *UNREADABLE_ANSWERS], ids=lambda answer: answer.name)
async def test_a_login_that_fails_shows_nothing(answer: Answer) -> None:
    """Whatever the login answers: neither the credentials nor the patient's data are in the error."""
    body, status = answer.body, answer.status
    transport = Scripted(status, body, answer.content_type)
    with Watch() as watch:
        async with client(transport) as abha:
            with watch.failing(EkaError):
                await abha.registration.start_mobile(MOBILE)
            with watch.failing(EkaError):
                await abha.access_token()
            watch.look_at(abha, abha._tokens)
    assert watch.leaks() == []


@pytest.mark.anyio
async def test_a_refused_token_and_a_failing_refresh_show_nothing() -> None:
    """401 → refresh fails → login → 401 again."""
    with serve(socket=True) as served, Watch() as watch:
        async with AsyncAbhaClient(
            client_id=served.emulator.client_id,
            client_secret=CLIENT_SECRET,
            environment="sandbox",
            base_url=served.base_url,
        ) as abha:
            await abha.access_token()
            for body in (json.dumps({"code": 401, "error": REFRESH_TOKEN}), f"<html>{REFRESH_TOKEN}</html>"):
                served.emulator.fail_next("refresh_token", status=401, body=body.encode())
                served.emulator.fail_next("init_mobile_registration", status=401, body={"error": ACCESS_TOKEN}, times=2)
                with watch.failing(AuthenticationError):
                    await abha.registration.start_mobile(MOBILE)
            served.emulator.revoke_tokens()
            watch.look_at(await abha.registration.start_mobile(MOBILE), abha._tokens)
        assert served.emulator.counts["refresh_token"] == 3
        assert served.leaks(watch) == []
    assert any("refresh_token" in line and "a login follows" in line for line in watch.log_lines("eka_abha"))


class TalkativeStore:
    """A token store that fails and says too much."""

    def __init__(self, *, loads: bool) -> None:
        self._loads = loads

    async def load(self, key: TokenKey) -> Token | None:
        """Nothing, or a failure."""
        if self._loads:
            return None
        raise RuntimeError(f"{key} not found, last was {ACCESS_TOKEN}")

    async def save(self, key: TokenKey, token: Token) -> None:
        """A failure."""
        raise RuntimeError(f"cannot save {token.access.reveal()}")


@pytest.mark.anyio
@pytest.mark.parametrize("loads", [True, False])
async def test_a_failing_token_store_shows_nothing(loads: bool) -> None:
    """What its exceptions say stays out of the log; the calls go on."""
    with serve(socket=False) as served, Watch() as watch:
        async with AsyncAbhaClient(
            client_id=served.emulator.client_id,
            client_secret=CLIENT_SECRET,
            environment="sandbox",
            transport=served.transport,
            token_store=TalkativeStore(loads=loads),
        ) as abha:
            step = await abha.registration.start_mobile(MOBILE)
            watch.look_at(step, abha)
            with watch.failing(EkaError):
                await step.verify(OTP)
        assert served.leaks(watch) == []
    assert any("the token store failed" in line for line in watch.log_lines("eka_abha"))


@pytest.mark.anyio
@pytest.mark.parametrize("failure", [RuntimeError(FIRST), KeyError(CLIENT_SECRET), EkaError(CLIENT_SECRET)])
async def test_a_failing_secret_source_shows_nothing(failure: Exception) -> None:
    """The callable that reads the secret fails, or returns what is none."""

    def fail() -> str:
        raise failure

    def spaced() -> str:
        return f"{CLIENT_SECRET} {CLIENT_SECRET}"

    def wrong() -> str:
        return [CLIENT_SECRET]  # type: ignore[return-value]

    with Watch() as watch:
        for source in (fail, spaced, wrong):
            async with AsyncAbhaClient(client_id="c", client_secret=source, environment="sandbox") as abha:
                with watch.failing(ConfigurationError):
                    await abha.registration.start_mobile(MOBILE)
                watch.look_at(abha, abha._tokens, abha._settings.credentials)
    assert watch.leaks() == []


@pytest.mark.anyio
async def test_credentials_that_are_refused_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way to give them wrong, as arguments and from the environment."""
    spaced = f"{CLIENT_SECRET} {CLIENT_SECRET}"
    with Watch() as watch:
        for options in (
            {"client_secret": spaced, "client_id": "c"},
            {"client_secret": CLIENT_SECRET},
            {"access_token": ACCESS_TOKEN, "client_id": "c"},
            {"access_token": f"{ACCESS_TOKEN}\n{ACCESS_TOKEN}"},
            {"client_id": "c", "client_secret": CLIENT_SECRET, "sharing_key": f"{SHARING_KEY}é"},
            {"access_token": ACCESS_TOKEN, "base_url": f"https://{CLIENT_SECRET}@example.com"},
            {"access_token": ACCESS_TOKEN, "base_url": f"https://u:{CLIENT_SECRET}@example.com"},
            {"access_token": ACCESS_TOKEN, "base_url": f"https://example.com/?token={CLIENT_SECRET}"},
            {"access_token": ACCESS_TOKEN, "base_url": f"http://[{CLIENT_SECRET}"},
            {"access_token": ACCESS_TOKEN, "environment": CLIENT_SECRET},
            {"access_token": ACCESS_TOKEN, "hip_id": f"{MOBILE} {MOBILE}"},
        ):
            with watch.failing(ConfigurationError):
                AsyncAbhaClient(**{"environment": "sandbox", **options})  # type: ignore[arg-type]
        monkeypatch.setenv("EKA_CLIENT_ID", "c")
        monkeypatch.setenv("EKA_CLIENT_SECRET", spaced)
        with watch.failing(ConfigurationError):
            AsyncAbhaClient(environment="sandbox")
        monkeypatch.setenv("EKA_ACCESS_TOKEN", ACCESS_TOKEN)
        with watch.failing(ConfigurationError):
            AsyncAbhaClient(environment="sandbox")
        async with AsyncAbhaClient(access_token=Secret(ACCESS_TOKEN), environment="sandbox") as abha:
            with watch.failing(ConfigurationError):
                abha.with_options(client_secret=CLIENT_SECRET, access_token=ACCESS_TOKEN)
            with watch.failing(ConfigurationError):
                abha.with_options(access_token=f"{ACCESS_TOKEN} x", hip_id=MOBILE)
        with watch.failing(ConfigurationError):
            await abha.registration.start_mobile(MOBILE)
    assert watch.leaks() == []
