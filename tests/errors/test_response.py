"""From an error answer to its exception: the pieces together."""

import json
import pickle
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from eka_abha._errors.response import error_from_response
from eka_abha.errors import (
    AccountClaimed,
    Advice,
    ApiError,
    AuthenticationError,
    CausedBy,
    EkaError,
    GatewaySessionExpired,
    InvalidOtp,
    OtpAttemptsExceeded,
    OtpResendTooSoon,
    RateLimited,
    ServerError,
    ServiceUnavailable,
    UserBlocked,
)
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


def answer(
    status: int,
    body: object = None,
    *,
    raw: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    read_only: bool = False,
) -> ApiError:
    return error_from_response(
        status_code=status,
        headers=headers or {},
        body=json.dumps(body).encode() if raw is None else raw,
        operation="verify_mobile_registration",
        read_only=read_only,
        txn_id="t-1",
        attempts=1,
        now=NOW,
    )


def documented(code: str, *, error: str = "Something went wrong", message: str = "") -> dict[str, object]:
    return {"code": 500, "error": error, "source_error": {"code": code, "message": message}}


def test_everything_is_carried_over() -> None:
    """All parts of the answer and of the call are on the exception."""
    body = {"code": 400, "error": "OTP doesn't match", "source_error": {"code": "ABDM-1035 : ", "message": "No match"}}
    error = answer(400, body, headers={"Server": "gw"})
    assert type(error) is InvalidOtp
    assert error.status_code == 400
    assert error.code == 400
    assert error.source_code == "ABDM-1035"
    assert error.message == "OTP doesn't match"
    assert error.source_message == "No match"
    assert error.response_headers == {"server": "gw"}
    assert error.operation == "verify_mobile_registration"
    assert error.txn_id == "t-1"
    assert error.attempts == 1
    assert (error.key, error.advice, error.caused_by) == ("wrong_otp", Advice.NEW_OTP, CausedBy.USER)
    assert error.retry_after is None
    assert not error.retryable
    assert not error.may_have_been_processed


def test_a_code_counts_more_than_a_text_and_a_text_more_than_a_status() -> None:
    """First the source code, then the known text, then the status."""
    assert type(answer(500, documented("ABDM-1100", error="Transaction has expired"))) is OtpAttemptsExceeded
    assert type(answer(401, {"error": "User not logged in"})) is GatewaySessionExpired
    assert type(answer(401, {"error": "Unauthorized"})) is AuthenticationError
    assert type(answer(500, documented("ABDM-7777"))) is ServerError


def test_a_patient_session_text_is_found_in_the_source_message_too() -> None:
    """Either text may be the one that tells; the status does not matter."""
    body = {"error": "Something went wrong", "source_error": {"code": "", "message": "SESSION EXPIRED"}}
    assert type(answer(401, body)) is GatewaySessionExpired


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"<html>520</html>", b'{"code": 4', b"\xff\xfe\xfa"])
@pytest.mark.parametrize("status", [400, 401, 404, 429, 491, 499, 500, 503, 520, 999])
def test_an_unreadable_body_leaves_the_status(raw: bytes, status: int) -> None:
    """There is always an exception with a text that says at least the status."""
    error = answer(status, raw=raw)
    assert error.status_code == status
    assert error.message == f"The service answered with status {status}"


@pytest.mark.parametrize(
    ("status", "body", "expected", "wait"),
    [
        (500, documented("ABDM-1027"), UserBlocked, timedelta(hours=24)),
        (500, documented("ABDM-1100"), OtpAttemptsExceeded, timedelta(minutes=30)),
        (
            400,
            {"error": "Please wait 30 seconds before sending another OTP request"},
            OtpResendTooSoon,
            timedelta(0, 30),
        ),
        (400, {"error": "please wait for 12 seconds before sending another OTP"}, OtpResendTooSoon, timedelta(0, 12)),
        (400, {"error": "Wait before sending another OTP request"}, OtpResendTooSoon, timedelta(0, 30)),
        (429, {"error": "slow down"}, RateLimited, None),
    ],
)
def test_documented_waits(status: int, body: object, expected: type[ApiError], wait: timedelta | None) -> None:
    """24 hours, 30 minutes and 30 seconds, the last as the text says."""
    error = answer(status, body)
    assert type(error) is expected
    assert error.retry_after == wait


def test_retry_after_header() -> None:
    """The header gives the wait where none is documented; of two waits the longer one counts."""
    assert answer(429, headers={"Retry-After": "7"}).retry_after == timedelta(seconds=7)
    assert answer(429, headers={"retry-after": "0"}).retry_after == timedelta(0)
    assert answer(503, headers={"RETRY-AFTER": "Mon, 23 Nov 2026 12:01:00 GMT"}).retry_after == timedelta(minutes=1)
    assert answer(429, headers={"Retry-After": "whenever"}).retry_after is None
    assert answer(500, documented("ABDM-1100"), headers={"Retry-After": "5"}).retry_after == timedelta(minutes=30)
    assert answer(500, documented("ABDM-1100"), headers={"Retry-After": "3600"}).retry_after == timedelta(hours=1)


def test_headers_of_httpx_are_taken() -> None:
    """The HTTP library's own header type works, repeated headers included."""
    headers = httpx.Headers([("Retry-After", "3"), ("Via", "a"), ("Via", "b"), ("Set-Cookie", "s=1")])
    error = answer(503, headers=headers)
    assert error.retry_after == timedelta(seconds=3)
    assert error.response_headers == {"retry-after": "3", "via": "a, b"}


@pytest.mark.parametrize(
    ("status", "body", "doubt"),
    [
        (500, documented("ABDM-1101"), False),
        (500, documented("ABDM-1007"), True),
        (500, documented("ABDM-7777"), True),
        (500, None, True),
        (500, {"error": "Transaction has expired"}, False),
        (502, None, True),
        (503, None, True),
        (503, documented("ABDM-1027"), False),
        (504, documented("ABDM-1101"), True),
        (520, None, True),
        (400, None, False),
        (401, None, False),
        (408, None, True),
        (499, None, True),
        (429, None, False),
        (491, None, False),
    ],
)
def test_may_have_been_processed(status: int, body: object, doubt: bool) -> None:
    """In doubt for changes unless the service refused provably; never for operations that only read."""
    assert answer(status, body).may_have_been_processed is doubt
    assert not answer(status, body, read_only=True).may_have_been_processed


def test_upstream_down_is_retryable() -> None:
    """What passes by itself says so."""
    error = answer(500, documented("ABDM-1024"))
    assert type(error) is ServiceUnavailable
    assert error.retryable
    assert error.advice is Advice.RETRY


CANARIES = ("9876543210", "98765 43210", "2345 6789 0123", "nisha.rao@sbx", "12-3456-7856-8912", "654321")


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize(
    "body",
    [
        {"code": 400, "error": "claimed by {}", "source_error": {"code": "EKA-1001", "message": "by: `{}`"}},
        {"code": "{}", "error": {"message": "{}", "code": "{}"}, "source_error": {"code": "{}", "message": "{}"}},
        {"source_error": "{}"},
        {"message": "{}"},
        ["{}"],
        "{}",
    ],
    ids=repr,
)
def test_nothing_personal_survives(body: object, canary: str) -> None:
    """No form of the exception holds what the answer held of the patient, wherever it stood."""
    raw = json.dumps(body).replace("{}", canary).encode()
    error = answer(400, raw=raw, headers={"x-request-id": canary, "server": canary})
    assert_clean(error, canary)


def test_nothing_personal_survives_of_plain_text() -> None:
    """The same for a body that is no JSON."""
    assert_clean(answer(500, raw=b"user 9876543210 failed"), "9876543210")


def assert_clean(error: EkaError, canary: str) -> None:
    shown = f"{error} {error!r} {error.args} {vars(error)} {pickle.dumps(error)!r}"
    for part in re.findall(r"\d{4,}|[a-z]{4,}(?=\.)", canary):
        assert part not in shown


def test_claimed_account_hides_the_number() -> None:
    """The one documented text that holds a mobile number."""
    number = "9876543210"
    body = {"error": f"This account has already been claimed by the mobile number: {number}"}
    error = answer(400, {**body, "source_error": {"code": "EKA-1001"}})
    assert type(error) is AccountClaimed
    assert error.message == "This account has already been claimed by the mobile number: ***"


@given(
    status=st.integers(min_value=100, max_value=999),
    raw=st.binary(),
    headers=st.dictionaries(st.text() | st.just("Retry-After"), st.text()),
    read_only=st.booleans(),
)
def test_never_raises(status: int, raw: bytes, headers: dict[str, str], read_only: bool) -> None:
    """Any answer at all becomes an exception that can be shown and pickled."""
    error = answer(status, raw=raw, headers=headers, read_only=read_only)
    assert isinstance(error, ApiError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
