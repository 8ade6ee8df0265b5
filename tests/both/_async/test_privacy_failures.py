"""Failures of every kind with canaries in what was sent and in what came back: the errors show none."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Callable

import pytest
from eka_abha.aio import AsyncAbhaClient, CreateAddress, MobileOtpSent
from eka_abha.errors import (
    ApiError,
    EkaError,
    MobileClaimed,
    TransportError,
    UnexpectedResponse,
)

from tests.privacy.canaries import (
    ACCESS_TOKEN,
    ADDRESS,
    BORN,
    CLIENT_SECRET,
    COOKIE,
    FIRST,
    LAST,
    MIDDLE,
    MOBILE,
    OTP,
    PROFILE,
    SHARING_KEY,
    STREET,
)
from tests.privacy.detectors import Watch
from tests.privacy.hostile import (
    ERROR_ANSWERS,
    HALF_READABLE_ANSWERS,
    REPEATING_ANSWERS,
    TROUBLE,
    UNREADABLE_ANSWERS,
    Answer,
    answering,
    drop,
)
from tests.privacy.serving import FULL_ANSWER, LOGIN_ANSWER, SET_COOKIES, Scripted, serve
from tests.support.raw_server import Connection, RawRequest, raw_server

pytestmark = pytest.mark.usefixtures("either_transport")


def client(
    base_url: str | None = None, *, read: float = 5.0, transport: Scripted | None = None, retries: int = 0
) -> AsyncAbhaClient:
    """A client that logs in."""
    return AsyncAbhaClient(
        client_id="client-1",
        client_secret=CLIENT_SECRET,
        sharing_key=SHARING_KEY,
        environment="sandbox",
        base_url=base_url,
        timeout=read,
        max_retries=retries,
        transport=transport,
    )


async def steps_of(abha: AsyncAbhaClient) -> tuple[MobileOtpSent, CreateAddress]:
    """The steps of a registration without the calls of this client: another made and saved them."""
    answer = json.dumps({**FULL_ANSWER, **LOGIN_ANSWER, "skip_state": "abha_create"}).encode()
    base_url = abha._settings.target.base_url
    async with client(base_url, transport=Scripted(body=answer)) as other:
        first = await other.registration.start_mobile(MOBILE)
        saved = first.save()
        second = await first.verify(OTP)
        assert isinstance(second, CreateAddress)
        step = abha.resume(saved, MobileOtpSent)
        step._otp = dataclasses.replace(step._otp, resend_at=step.sent_at)
        return step, abha.resume(second.save(), CreateAddress)


async def every_call_fails(abha: AsyncAbhaClient, watch: Watch, expected: type[EkaError]) -> None:
    """Each call of the mobile registration."""
    bound = abha.for_patient(oid="1", partner_patient_id="p-1", hip_id="hip-1")
    with watch.failing(expected):
        await bound.registration.start_mobile(MOBILE)
    step, address_step = await steps_of(abha)
    with watch.failing(expected):
        await step.verify(OTP)
    with watch.failing(expected):
        await step.resend()
    with watch.failing(expected):
        await address_step.create(ADDRESS, profile=PROFILE)
    with watch.failing(expected):
        await address_step.log_in(ADDRESS)


async def every_look_up_fails(abha: AsyncAbhaClient, watch: Watch, expected: type[EkaError]) -> None:
    """Each call that changes nothing, which may be repeated."""
    with watch.failing(expected):
        await abha.lookup.address_exists(ADDRESS)
    with watch.failing(expected):
        await abha.lookup.suggest_addresses(
            first_name=FIRST, middle_name=MIDDLE, last_name=LAST, birth_date=BORN, txn_id="txn-1"
        )


@pytest.mark.anyio
@pytest.mark.parametrize("answer", ERROR_ANSWERS, ids=lambda answer: answer.name)
async def test_what_an_error_answer_repeats_is_masked(answer: Answer) -> None:
    """Numbers, addresses and tokens in bodies and headers, in every shape."""
    with raw_server(answering(answer)) as server, Watch() as watch:
        async with client(server.base_url) as abha:
            await every_call_fails(abha, watch, EkaError)
            if answer.status not in (429, 502, 504):
                await every_look_up_fails(abha, watch, EkaError)
    assert watch.leaks() == []
    assert len(watch.errors) >= 5
    if answer.name == "EKA-1002":
        assert all(isinstance(error, MobileClaimed) for error in watch.errors)
        assert "claimed by another" in str(watch.errors[0])


@pytest.mark.anyio
@pytest.mark.parametrize("answer", REPEATING_ANSWERS, ids=lambda answer: answer.name)
async def test_a_name_that_was_sent_is_not_repeated(answer: Answer) -> None:
    """Names, the postal address and the ABHA address without its suffix, wherever the error repeats them."""
    with raw_server(answering(answer)) as server, Watch() as watch:
        async with client(server.base_url) as abha:
            _, address_step = await steps_of(abha)
            with watch.failing(ApiError):
                await address_step.create(ADDRESS, profile=PROFILE)
            if answer.name == "names as text":  # the others name the address, which is not sent here
                with watch.failing(ApiError):
                    await address_step.suggest(first_name=FIRST, middle_name=MIDDLE, last_name=LAST, birth_date=BORN)
    assert watch.leaks() == []
    assert all("***" in str(error) for error in watch.errors)


@pytest.mark.anyio
@pytest.mark.parametrize("answer", UNREADABLE_ANSWERS, ids=lambda answer: answer.name)
async def test_an_answer_that_cannot_be_read_is_not_shown(answer: Answer) -> None:
    """A success whose body is something else: the error says of which type the trouble was, and no more."""
    with raw_server(answering(answer)) as server, Watch() as watch:
        async with client(server.base_url) as abha:
            await every_call_fails(abha, watch, UnexpectedResponse)
            await every_look_up_fails(abha, watch, UnexpectedResponse)
    assert watch.leaks() == []


@pytest.mark.anyio
@pytest.mark.parametrize("answer", HALF_READABLE_ANSWERS, ids=lambda answer: answer.name)
async def test_an_answer_that_is_half_right_is_not_shown(answer: Answer) -> None:
    """What a step needs is missing, or of another type, deep inside."""
    with raw_server(answering(answer)) as server, Watch() as watch:
        async with client(server.base_url) as abha:
            step, address_step = await steps_of(abha)
            with watch.failing(UnexpectedResponse):
                await step.verify(OTP)
            for use in (address_step.log_in, functools.partial(address_step.create, profile=PROFILE)):
                try:
                    watch.look_at(await use(ADDRESS), without={"ABHA address"})
                except UnexpectedResponse as error:
                    watch.look_at_error(error)
    assert watch.leaks() == []
    assert watch.errors


@pytest.mark.anyio
@pytest.mark.parametrize("trouble", TROUBLE)
async def test_a_broken_connection_shows_nothing(trouble: Callable[[RawRequest, Connection], None]) -> None:
    """Drops, timeouts, half bodies and what is no HTTP, at the calls and at the login."""

    def behave(request: RawRequest, connection: Connection) -> None:
        if request.path.endswith("/login"):
            connection.answer(LOGIN_ANSWER)
        else:
            trouble(request, connection)

    with Watch() as watch:
        with raw_server(behave) as server:
            async with client(server.base_url, read=0.15) as abha:
                await every_call_fails(abha, watch, TransportError)
        with raw_server(trouble) as server:
            async with client(server.base_url, read=0.15) as abha:
                with watch.failing(TransportError):
                    await abha.registration.start_mobile(MOBILE)
    assert watch.leaks() == []


@pytest.mark.anyio
async def test_a_retry_shows_nothing() -> None:
    """Its warning names the operation and the reason."""
    with raw_server(drop) as server, Watch() as watch:
        async with client(server.base_url, retries=1) as abha:
            with watch.failing(TransportError):
                await abha.lookup.address_exists(ADDRESS)
    assert watch.leaks() == []
    assert any("retry 1 in" in line for line in watch.log_lines("eka_abha WARNING"))


@pytest.mark.anyio
async def test_nobody_listens_shows_nothing() -> None:
    """No connection at all, and a name that does not exist."""
    with raw_server(drop) as server:
        base_url = server.base_url
    with Watch() as watch:
        for url in (base_url, "https://nothing.invalid"):
            async with client(url) as abha:
                with watch.failing(TransportError):
                    await abha.registration.start_mobile(MOBILE)
    assert watch.leaks() == []


@pytest.mark.anyio
@pytest.mark.parametrize(
    "failure", [RuntimeError(MOBILE), KeyError(STREET), EkaError(MOBILE), ExceptionGroup(OTP, [OSError()])]
)
async def test_a_failing_hook_shows_nothing_and_breaks_nothing(failure: Exception) -> None:
    """Whatever the application's hook raises."""

    def fail(event: object) -> None:
        raise failure

    with serve(socket=False) as served, Watch() as watch:
        async with AsyncAbhaClient(
            access_token=served.emulator.issue_access_token(),
            environment="sandbox",
            transport=served.transport,
            on_attempt=fail,
            on_step=fail,
        ) as abha:
            step = await abha.registration.start_mobile(MOBILE)
            with watch.failing(EkaError):
                await step.verify(OTP)
        assert served.leaks(watch) == []
    assert any("a hook failed" in line for line in watch.log_lines("eka_abha"))


@pytest.mark.anyio
@pytest.mark.parametrize(
    "failure",
    [RuntimeError(f"{MOBILE} {ACCESS_TOKEN}"), UnicodeEncodeError("ascii", FIRST, 0, 1, MOBILE), KeyError(STREET)],
)
async def test_a_failing_transport_shows_nothing(failure: Exception) -> None:
    """A transport of the application's own raises what it likes."""
    with Watch() as watch:
        async with client(transport=Scripted(failure=failure, logs_in=True)) as abha:
            await every_call_fails(abha, watch, TransportError)
            await every_look_up_fails(abha, watch, TransportError)
    assert watch.leaks() == []


@pytest.mark.anyio
async def test_cookies_of_one_patient_never_go_out_with_another() -> None:
    """Whatever an answer sets, no later request carries a cookie; nor does a redirect's."""

    def behave(request: RawRequest, connection: Connection) -> None:
        if request.path.endswith("/login"):
            connection.answer(LOGIN_ANSWER, headers=SET_COOKIES)
        elif "check" in request.path:
            connection.answer(status=302, headers={**SET_COOKIES, "Location": "/elsewhere"})
        else:
            connection.answer(FULL_ANSWER, headers=SET_COOKIES)

    with raw_server(behave) as server, Watch() as watch:
        async with client(server.base_url) as abha:
            first = abha.for_patient(oid="1")
            await (await first.registration.start_mobile(MOBILE)).verify(OTP)
            with watch.failing(UnexpectedResponse):
                await first.lookup.address_exists(ADDRESS)
            second = abha.for_patient(oid="2")
            await (await second.registration.start_mobile(MOBILE)).verify(OTP)
            for one in (abha, first, second):
                http = one.api.get_async_httpx_client()
                assert not http.cookies
        assert len(server.requests) == 6
        for request in server.requests:
            assert "cookie" not in request.headers
            assert COOKIE.encode() not in request.body
        assert "/elsewhere" not in server.paths()
    assert watch.leaks() == []
