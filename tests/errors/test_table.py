"""What error answers mean: the documented table, known texts, and the status."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from eka_abha import errors
from eka_abha._errors import table
from eka_abha._privacy import mask_text
from eka_abha.errors import (
    AccountClaimed,
    AddressTaken,
    Advice,
    ApiError,
    AuthenticationError,
    CausedBy,
    Conflict,
    ConsentError,
    DuplicateRequest,
    GatewaySessionExpired,
    InvalidOtp,
    InvalidRequest,
    KycMismatch,
    LoginMethodNotAllowed,
    MobileClaimed,
    MobileNotVerified,
    NotFound,
    OtpAttemptsExceeded,
    OtpExpired,
    OtpResendTooSoon,
    PermissionDenied,
    RateLimited,
    ServerError,
    ServiceUnavailable,
    TransactionExpired,
    TransactionNotFound,
    UserBlocked,
)


class Row(NamedTuple):
    """One documented error."""

    http_status: str
    source_code: str
    eka_message: str
    source_message: str
    meaning: str
    retryable: str
    caused_by: str


def documented() -> list[Row]:
    path = Path(__file__).parent.parent / "data" / "error_codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**row) for row in csv.DictReader(file)]


ROWS = documented()

# documented meaning → class, key, advice
EXPECTED: dict[str, tuple[type[ApiError], str, Advice]] = {
    "upstream_down": (ServiceUnavailable, "upstream_down", Advice.RETRY),
    "otp_channel_down": (ServiceUnavailable, "otp_channel_down", Advice.RETRY),
    "server_internal": (ServerError, "server_internal", Advice.RETRY),
    "no_data": (NotFound, "no_data", Advice.FIX_INPUT),
    "mobile_not_found": (NotFound, "mobile_not_found", Advice.FIX_INPUT),
    "aadhaar_not_found": (NotFound, "aadhaar_not_found", Advice.FIX_INPUT),
    "config_or_integration": (InvalidRequest, "integration", Advice.CONTACT),
    "invalid_scopes": (InvalidRequest, "invalid_scopes", Advice.CONTACT),
    "validation": (InvalidRequest, "validation", Advice.FIX_INPUT),
    "transaction_invalid": (TransactionNotFound, "transaction_not_found", Advice.RESTART),
    "rate_limited": (RateLimited, "rate_limited", Advice.WAIT),
    "blocked_24h": (UserBlocked, "user_blocked", Advice.WAIT),
    "otp_limit_30m": (OtpAttemptsExceeded, "otp_limit", Advice.WAIT),
    "wrong_otp": (InvalidOtp, "wrong_otp", Advice.NEW_OTP),
    "consent": (ConsentError, "consent", Advice.RESTART),
    "kyc_mismatch": (KycMismatch, "kyc_mismatch", Advice.FIX_INPUT),
    "already_exists": (Conflict, "already_exists", Advice.FIX_INPUT),
    "duplicate_request": (DuplicateRequest, "duplicate_request", Advice.RESTART),
    "address_taken": (AddressTaken, "address_taken", Advice.FIX_INPUT),
    "account_claimed_by_other_mobile": (AccountClaimed, "account_claimed", Advice.OTHER_METHOD),
    "mobile_claimed_by_other_account": (MobileClaimed, "mobile_claimed", Advice.FIX_INPUT),
    "login_method_not_allowed": (LoginMethodNotAllowed, "login_method_not_allowed", Advice.OTHER_METHOD),
    "mobile_verification_pending": (MobileNotVerified, "mobile_verification_pending", Advice.CONTINUE),
}
WAITS = {"blocked_24h": timedelta(hours=24), "otp_limit_30m": timedelta(minutes=30)}


def test_the_table_has_exactly_the_documented_pairs() -> None:
    """No pair is missing, none is invented."""
    assert len(ROWS) == 83
    assert set(table.TABLE) == {(row.source_code, int(row.http_status)) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source_code}@{row.http_status}")
def test_each_documented_error_means_what_is_documented(row: Row) -> None:
    """Class, key, advice, cause, retry and wait of each row."""
    meaning = table.by_code(row.source_code, int(row.http_status))
    assert meaning is not None
    error = meaning.error
    expected_class, key, advice = EXPECTED[row.meaning]
    assert error is expected_class
    assert (meaning.key or error.key) == key
    assert key in errors.KEYS
    assert (meaning.advice or error.advice) is advice
    assert (meaning.caused_by or error.caused_by) is CausedBy(row.caused_by)
    assert (error.retryable if meaning.retryable is None else meaning.retryable) is (row.retryable == "yes")
    assert meaning.wait == WAITS.get(row.meaning)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source_code}@{row.http_status}")
def test_documented_texts_are_shown_as_they_are(row: Row) -> None:
    """Masking leaves alone what holds nothing personal."""
    assert mask_text(row.eka_message) == row.eka_message
    assert mask_text(row.source_message) == row.source_message


def test_one_code_at_two_statuses_has_two_meanings() -> None:
    """A code that is ambiguous counts only at the statuses it is documented with."""
    wrong_otp, bad_hip = table.by_code("ABDM-1035", 400), table.by_code("ABDM-1035", 500)
    assert wrong_otp is not None
    assert wrong_otp.error is InvalidOtp
    assert bad_hip is not None
    assert bad_hip.error is InvalidRequest
    assert table.by_code("ABDM-1035", 422) is None
    assert table.by_code("ABDM-1006", 503) is None


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("ABDM-1027", 503, UserBlocked),
        ("MIS-1013", 422, InvalidOtp),
        ("ABDM-1111", 404, NotFound),
        ("MIS-1013", 500, None),
        ("MIS-1013", 401, None),
        ("ABDM-1100", 429, None),
        ("ABDM-1007", 504, None),
        ("ABDM-7777", 500, None),
        (None, 500, None),
    ],
)
def test_a_plain_code_counts_at_related_statuses_only(
    code: str | None, status: int, expected: type[ApiError] | None
) -> None:
    """A refusal stays one at 404, 409, 422 and 503; a 5xx never becomes a wrong OTP."""
    meaning = table.by_code(code, status)
    assert (meaning and meaning.error) is expected


@pytest.mark.parametrize("status", [400, 401, 422, 491, 500, 503])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Transaction has expired", TransactionExpired),
        ("Session expired", GatewaySessionExpired),
        ("Session is invalid", GatewaySessionExpired),
        ("User not logged in", GatewaySessionExpired),
        ("Please wait 30 seconds before sending another OTP request", OtpResendTooSoon),
        ("You have reached the maximum verify attempts", OtpAttemptsExceeded),
        ("Transaction not found", TransactionNotFound),
        ("Invalid Transaction Id", TransactionNotFound),
        ("PhrAddress already exists", AddressTaken),
        ("You are blocked. Please try again after 24 hours.", UserBlocked),
    ],
)
def test_known_texts_mean_the_same_in_any_case_at_any_status(text: str, status: int, expected: type[ApiError]) -> None:
    """The texts without a code are found whatever their case, their spacing and what surrounds them."""
    for variant in (text, text.upper(), text.lower(), f"error:  {text.replace(' ', '  ')}. x"):
        meaning = table.by_text(variant, status)
        assert meaning is not None
        assert meaning.error is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OTP doesn't match", InvalidOtp),
        ("The OTP that you have entered is incorrect. Please try again.", InvalidOtp),
        ("OTP has expired", OtpExpired),
    ],
)
def test_texts_about_the_otp_are_believed_of_a_4xx_only(text: str, expected: type[ApiError]) -> None:
    """A 5xx is never called a wrong OTP because of its text."""
    meaning = table.by_text(text, 400)
    assert meaning is not None
    assert meaning.error is expected
    assert table.by_text(text, 500) is None


@pytest.mark.parametrize("text", ["", "Something went wrong", "session", "transaction", "OTP", "unauthorized"])
def test_other_texts_mean_nothing(text: str) -> None:
    """No guess is made from a text that is not known."""
    assert table.by_text(text, 400) is None


@pytest.mark.parametrize(
    ("status", "expected", "key", "caused_by", "retryable"),
    [
        (400, InvalidRequest, "invalid_request", CausedBy.USER, False),
        (401, AuthenticationError, "unauthorized", CausedBy.INTEGRATOR, False),
        (403, PermissionDenied, "forbidden", CausedBy.INTEGRATOR, False),
        (404, NotFound, "not_found", CausedBy.USER, False),
        (405, InvalidRequest, "invalid_request", CausedBy.INTEGRATOR, False),
        (408, ServerError, "upstream_timeout", CausedBy.SERVICE, False),
        (409, Conflict, "conflict", CausedBy.USER, False),
        (413, InvalidRequest, "too_large", CausedBy.INTEGRATOR, False),
        (422, InvalidRequest, "invalid_request", CausedBy.USER, False),
        (429, RateLimited, "rate_limited", CausedBy.INTEGRATOR, True),
        (491, GatewaySessionExpired, "session_expired", CausedBy.USER, False),
        (499, ServerError, "upstream_timeout", CausedBy.SERVICE, False),
        (500, ServerError, "server_error", CausedBy.SERVICE, False),
        (501, ServerError, "server_error", CausedBy.SERVICE, False),
        (502, ServiceUnavailable, "upstream_down", CausedBy.SERVICE, True),
        (503, ServiceUnavailable, "upstream_down", CausedBy.SERVICE, True),
        (504, ServiceUnavailable, "upstream_timeout", CausedBy.SERVICE, True),
        (520, ServerError, "gateway_error", CausedBy.SERVICE, False),
        (527, ServerError, "gateway_error", CausedBy.SERVICE, False),
        (530, ServerError, "gateway_error", CausedBy.SERVICE, False),
        (599, ServerError, "server_error", CausedBy.SERVICE, False),
        (302, ApiError, "api_error", CausedBy.SERVICE, False),
        (999, ApiError, "api_error", CausedBy.SERVICE, False),
    ],
)
def test_the_status_decides_when_nothing_else_is_known(
    status: int, expected: type[ApiError], key: str, caused_by: CausedBy, retryable: bool
) -> None:
    """Every status has a class, those that no standard knows included."""
    meaning = table.by_status(status)
    error = meaning.error("x", status_code=status, key=meaning.key, caused_by=meaning.caused_by)
    assert type(error) is expected
    assert (error.key, error.caused_by, error.retryable) == (key, caused_by, retryable)


@pytest.mark.parametrize(
    ("code", "status", "understood", "proven"),
    [
        (None, 400, False, True),
        (None, 401, False, True),
        (None, 491, False, True),
        (None, 408, True, False),
        (None, 499, False, False),
        ("ABDM-1101", 500, True, True),
        ("ABDM-1007", 500, True, False),
        ("ABDM-1048", 500, True, False),
        ("ABDM-1402", 500, True, False),
        ("ABDM-9999", 500, True, False),
        (None, 500, True, True),
        (None, 500, False, False),
        ("ABDM-7777", 500, False, False),
        (None, 503, False, False),
        ("ABDM-1027", 503, True, True),
        ("ABDM-1101", 502, True, False),
        (None, 504, True, False),
        (None, 520, True, False),
        (None, 302, False, False),
    ],
)
def test_what_proves_that_a_request_had_no_effect(
    code: str | None, status: int, understood: bool, proven: bool
) -> None:
    """A 4xx and a documented refusal prove it; gateways, timeouts and unreadable 5xx do not."""
    assert table.proves_refusal(code, status, understood=understood) is proven
