"""The mistakes that recur in code that calls this API, each shown not to happen.

Where the type checker stops a mistake, ``tests/typing/refused`` has it; here is what holds at run time.
"""

from __future__ import annotations

import inspect
import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from eka_abha import (
    AadhaarOtpSent,
    AbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    LoginChooseAccount,
    LoginEnterAccount,
)
from eka_abha.emulator import Emulator
from eka_abha.errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    GatewaySessionExpired,
    InvalidOtp,
    InvalidValueError,
    NotFound,
    OtpAttemptsExceeded,
)

from tests.errors.test_table import ROWS, Row
from tests.support.canned import Canned, refusal
from tests.support.clock import Clock
from tests.support.recorder import LOGIN, Recorder, answers, emulated

MOBILE, AADHAAR, OTP = "9876543210", "234567890124", "123456"
ACCOUNTS = [{"abha_address": "nisha@sbx"}, {"abha_address": "rao.n@sbx"}]
EVERYTHING = {"token": "t", "refresh_token": "r", "eka": {"oid": "oid-1"}, "profile": {"abha_address": "nisha@sbx"}}


def client_on(transport: httpx.BaseTransport) -> AbhaClient:
    """A client as anybody would make it, with its retries."""
    return AbhaClient(access_token="a-token", environment="sandbox", transport=transport)


# skip_state is ignored: the flow ends at the wrong step


@pytest.mark.parametrize("state", ["abha_create", "abha_select", "confirm_mobile_otp", "of_tomorrow", None])
def test_a_journey_ends_only_where_the_service_says_so(state: str | None) -> None:
    """Tokens, ids and a profile in the answer are no end."""
    answer = {"txn_id": "t2", "skip_state": state, "abha_profiles": ACCOUNTS, **EVERYTHING}
    step = client_on(Canned([{"txn_id": "t1"}, answer])).registration.start_aadhaar(AADHAAR).verify(OTP, mobile=MOBILE)
    assert not hasattr(step, "patient")
    assert not hasattr(step, "abha_address")


# the first profile is picked for the patient


@pytest.mark.parametrize("count", [1, 2])
def test_the_patient_is_asked_which_account(count: int) -> None:
    """One call until somebody names an account, even when there is only one."""
    transport = Canned([{"txn_id": "t1"}, {"skip_state": "abha_select", "abha_profiles": ACCOUNTS[:count]}])
    step = client_on(transport).login.start_mobile(MOBILE).verify(OTP)
    assert isinstance(step, LoginChooseAccount)
    with pytest.raises(TypeError):
        step.log_in()  # type: ignore[call-arg]
    assert len(transport.paths) == 2


# confirm_mobile_otp is unsupported, abha_create read as "not found"


def test_the_second_otp_and_the_missing_address_are_steps() -> None:
    """Each has its class and its next call."""
    aadhaar: dict[str, type] = {"confirm_mobile_otp": ConfirmMobile}
    for state, kind in aadhaar.items():
        transport = Canned([{"txn_id": "t1"}, {"txn_id": "t2", "skip_state": state}])
        assert type(client_on(transport).registration.start_aadhaar(AADHAAR).verify(OTP, mobile=MOBILE)) is kind
    transport = Canned([{"txn_id": "t1"}, {"txn_id": "t2", "skip_state": "abha_create"}] * 2)
    abha = client_on(transport)
    assert isinstance(abha.registration.start_mobile(MOBILE).verify(OTP), CreateAddress)
    assert isinstance(abha.login.start_aadhaar(AADHAAR).verify(OTP), LoginEnterAccount)


# every non-2xx is reported as "invalid OTP"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source_code}@{row.http_status}")
def test_only_a_wrong_otp_is_an_invalid_otp(row: Row) -> None:
    """Each documented error of a verify."""
    answer = refusal(int(row.http_status), row.source_code, row.eka_message)
    step = client_on(Canned([{"txn_id": "t1"}, answer])).registration.start_mobile(MOBILE)
    with pytest.raises(ApiError) as caught:
        step.verify(OTP)
    assert isinstance(caught.value, InvalidOtp) is (row.meaning == "wrong_otp")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 491, 500, 502, 503, 520])
def test_an_error_without_a_code_is_no_invalid_otp(status: int) -> None:
    """The status alone never says that the OTP is wrong."""
    step = client_on(Canned([{"txn_id": "t1"}, httpx.Response(status)] * 3)).registration.start_mobile(MOBILE)
    with pytest.raises(ApiError) as caught:
        step.verify(OTP)
    assert not isinstance(caught.value, InvalidOtp)


# `message` is read where the body says `error`; the body is thrown away


@pytest.mark.parametrize(
    "body",
    [
        {"code": 400, "error": "Give another name"},
        {"error": {"message": "Give another name", "code": "INVALID_REQUEST"}},
        {"message": "Give another name"},
        {"code": 400, "error": "Give another name", "source_error": None},
    ],
    ids=str,
)
def test_what_the_service_said_is_in_the_error(body: object) -> None:
    """Wherever the body says it."""
    step = client_on(Canned([{"txn_id": "t1"}, httpx.Response(400, json=body)])).registration.start_mobile(MOBILE)
    with pytest.raises(ApiError) as caught:
        step.verify(OTP)
    assert "Give another name" in str(caught.value)
    assert "verify_mobile_registration" in str(caught.value)


def test_the_source_code_and_its_text_are_in_the_error() -> None:
    """In 58 of 83 errors the other text says nothing."""
    transport = Canned([{"txn_id": "t1"}, refusal(500, "ABDM-1100", "Something went wrong")])
    with pytest.raises(OtpAttemptsExceeded) as caught:
        client_on(transport).registration.start_mobile(MOBILE).verify(OTP)
    assert (caught.value.source_code, caught.value.status_code) == ("ABDM-1100", 500)
    assert "ABDM-1100" in str(caught.value)


# every 5xx is repeated, although the person caused it


@pytest.mark.parametrize("row", [row for row in ROWS if row.http_status == "500"], ids=lambda row: row.source_code)
def test_no_500_burns_an_attempt(row: Row) -> None:
    """Neither the OTP nor the start of a journey is sent twice."""
    transport = Canned([refusal(500, row.source_code), {"txn_id": "t1"}, refusal(500, row.source_code)])
    abha = client_on(transport)
    with pytest.raises(ApiError):
        abha.registration.start_mobile(MOBILE)
    with pytest.raises(ApiError):
        abha.registration.start_mobile(MOBILE).verify(OTP)
    assert len(transport.paths) == 3


# no timeout


def test_every_call_has_a_timeout() -> None:
    """Also when nobody asked for one; none cannot be asked for."""
    service = Recorder(lambda _: httpx.Response(200, json={"txn_id": "t1"}))
    client_on(service).registration.start_mobile(MOBILE)
    timeout = service.requests[0].extensions["timeout"]
    assert all(isinstance(timeout[name], float | int) and timeout[name] > 0 for name in ("connect", "read", "write"))
    with pytest.raises(ConfigurationError, match="timeout"):
        AbhaClient(access_token="t", environment="sandbox", timeout=None)  # type: ignore[arg-type]


# a token cached for ever and never refreshed; a login on each request


def test_one_login_serves_many_calls_and_an_old_token_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One login for three calls; after the token's lifetime the next call still succeeds."""
    emulator = Emulator(seed=1)
    clock, service = Clock(monkeypatch, emulator), emulated(emulator)
    with AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=service,
    ) as abha:
        for _ in range(3):
            abha.lookup.address_exists("nisha.rao")
        assert len(service.sent(LOGIN)) == 1
        clock.advance(4000)
        assert not abha.lookup.address_exists("nisha.rao")


# `Authorization: Bearer None`


@pytest.mark.parametrize("answer", [{}, {"access_token": None}, {"access_token": ""}, {"access_token": 5}], ids=str)
def test_no_call_goes_out_without_a_token(answer: dict[str, object]) -> None:
    """A login that answers none is an error, not a bearer."""
    service = answers(answer)
    abha = AbhaClient(client_id="an-id", client_secret="a-secret", environment="sandbox", transport=service)
    with pytest.raises(Exception, match="login"):
        abha.registration.start_mobile(MOBILE)
    assert {request.url.path for request in service.requests} == {LOGIN}
    assert all("Authorization" not in request.headers for request in service.requests)


@pytest.mark.parametrize("token", ["", " ", "\n"])
def test_an_empty_token_is_refused_at_once(token: str) -> None:
    """Before any call."""
    with pytest.raises(ConfigurationError, match="access_token"):
        AbhaClient(access_token=token, environment="sandbox")


def test_nobody_is_called_without_credentials() -> None:
    """None at all is an error of its own."""
    with pytest.raises(ConfigurationError, match="client_id"):
        AbhaClient(environment="sandbox")


# stray white space in credentials gives a silent 401


@pytest.mark.parametrize("around", ["{}\n", " {}", "\t{} \r\n"])
def test_white_space_around_credentials_does_no_harm(around: str) -> None:
    """As files and copied text bring it along."""
    emulator = Emulator(seed=1)
    with AbhaClient(
        client_id=around.format(emulator.client_id),
        client_secret=around.format(emulator.client_secret),
        environment="sandbox",
        transport=emulator.transport(),
    ) as abha:
        assert not abha.lookup.address_exists("nisha.rao")


def test_wrong_credentials_are_not_silent() -> None:
    """The error says that the credentials are wrong, not the OTP."""
    emulator = Emulator(seed=1)
    with (
        AbhaClient(client_id="x", client_secret="y", environment="sandbox", transport=emulator.transport()) as abha,
        pytest.raises(AuthenticationError),
    ):
        abha.registration.start_mobile(MOBILE)


# login's names confused with KYC's


def test_login_and_kyc_each_spell_their_own() -> None:
    """The caller names neither."""
    transport = Canned([{"txn_id": "t1"}] * 5)
    abha = client_on(transport)
    abha.login.start_address("nisha.rao")
    abha.login.start_abha_number("12-3456-7856-8912")
    abha.login.start_aadhaar(AADHAAR)
    abha.kyc.start_abha_number("12-3456-7856-8912")
    abha.kyc.start_aadhaar(AADHAAR)
    assert [body["method"] for body in transport.asked] == [
        "phr_address",
        "abha_number",
        "aadhaar_number",
        "abha-number",
        "aadhaar",
    ]


# the required mobile of the Aadhaar verify is left out


def test_the_aadhaar_verify_cannot_be_called_without_a_mobile() -> None:
    """By signature; and what is no mobile makes no call."""
    transport = Canned([{"txn_id": "t1"}])
    step = client_on(transport).registration.start_aadhaar(AADHAAR)
    with pytest.raises(TypeError):
        step.verify(OTP)  # type: ignore[call-arg]
    with pytest.raises(InvalidValueError, match="mobile"):
        step.verify(OTP, mobile="")
    assert inspect.signature(AadhaarOtpSent.verify).parameters["mobile"].default is inspect.Parameter.empty
    assert len(transport.paths) == 1


# @abdm is appended on the sandbox, where it is @sbx


def test_each_environment_has_its_own_suffix() -> None:
    """Added where it is missing, refused where it is the other one's; an unknown environment is an error."""
    for environment, right, wrong in (("sandbox", "@sbx", "@abdm"), ("production", "@abdm", "@sbx")):
        transport = Canned([{"exists": True}])
        abha = AbhaClient(access_token="t", environment=environment, transport=transport)
        assert abha.lookup.address_exists("nisha.rao")
        assert transport.asked == [{"abha_address": f"nisha.rao{right}"}]
        with pytest.raises(InvalidValueError):
            abha.lookup.address_exists(f"nisha.rao{wrong}")
    for unknown in ("prod", "staging", "Sandbox ", ""):
        with pytest.raises(ConfigurationError):
            AbhaClient(access_token="t", environment=unknown)


# Aadhaar numbers, OTPs, tokens and secrets in logs and exception texts


def test_nothing_personal_is_logged_or_raised(caplog: pytest.LogCaptureFixture) -> None:
    """At every level, through a journey that fails and goes on. ``tests/privacy`` looks everywhere else."""
    caplog.set_level(logging.DEBUG)
    emulator = Emulator(seed=1)
    shown: list[str] = []
    with AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=emulator.transport(),
    ) as abha:
        step = abha.registration.start_aadhaar(AADHAAR)
        code = emulator.otp_for(AADHAAR)
        failing: list[Callable[[], object]] = [
            lambda: step.verify("999999" if code != "999999" else "999998", mobile=MOBILE),
            lambda: step.verify(f"{code}x", mobile=MOBILE),
            lambda: abha.login.start_aadhaar(f"{AADHAAR}9"),
        ]
        for call in failing:
            with pytest.raises(ValueError if call is not failing[0] else ApiError) as caught:
                call()
            shown.append("".join(traceback.format_exception(caught.value)))
        shown.append(repr(step.verify(code, mobile=MOBILE)))
    everything = "\n".join([caplog.text, *(line.split("lambda", 1)[0] for text in shown for line in text.splitlines())])
    for secret in (AADHAAR, MOBILE, code, emulator.client_secret):
        assert secret not in everything


# the error JSON of a failed card download is handed on as image bytes


def test_an_error_is_no_card(tmp_path: Path) -> None:
    """Whatever its label; no file is written."""
    for status, kind in ((491, GatewaySessionExpired), (404, NotFound), (200, Exception)):
        answer = httpx.Response(status, content=b'{"error": "no card"}', headers={"Content-Type": "image/png"})
        with pytest.raises(kind):
            client_on(Canned([answer])).profile.card().save(tmp_path / "card.png")
    assert list(tmp_path.iterdir()) == []


def test_several_addresses_of_one_mobile_are_a_choice() -> None:
    """Not an error, and not the first of them."""
    transport = Canned([{"txn_id": "t1"}, {"skip_state": "abha_select", "abha_profiles": ACCOUNTS}])
    step = client_on(transport).registration.start_mobile(MOBILE).verify(OTP)
    assert isinstance(step, ChooseAccount)
    assert len(step.accounts) == 2
