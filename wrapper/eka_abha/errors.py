"""Every exception that this package raises on purpose, and what to do about each.

    EkaError
    ├─ ConfigurationError               credentials, environment or options are wrong; nothing was sent
    ├─ InvalidValueError (ValueError)   a value was refused before the call
    ├─ StepError                        a step used out of order, expired, or resumed where it does not belong
    ├─ WebhookError                     a webhook that must not be trusted
    │  ├─ BadSignature
    │  └─ StaleTimestamp
    ├─ TransportError                   no usable answer
    │  ├─ ConnectionFailed
    │  ├─ RequestTimeout
    │  └─ UnexpectedResponse            a 2xx or 3xx that cannot be read
    └─ ApiError                         the service answered with an error
       ├─ AuthenticationError           401
       ├─ PermissionDenied              403
       ├─ GatewaySessionExpired         491: the patient's session with the ABHA gateway
       ├─ InvalidRequest
       ├─ NotFound
       ├─ Conflict
       │  ├─ AddressTaken
       │  ├─ MobileClaimed
       │  ├─ AccountClaimed
       │  └─ DuplicateRequest
       ├─ OtpError
       │  ├─ InvalidOtp
       │  ├─ OtpExpired
       │  ├─ OtpAttemptsExceeded
       │  └─ OtpResendTooSoon
       ├─ TransactionError
       │  ├─ TransactionNotFound
       │  └─ TransactionExpired
       ├─ RateLimited
       │  └─ UserBlocked
       ├─ MobileNotVerified
       ├─ LoginMethodNotAllowed
       ├─ KycMismatch
       ├─ ConsentError
       └─ ServerError
          └─ ServiceUnavailable         something upstream is down

The class says what happened, `advice` what to do, `caused_by` who can do it, and `key` is a stable slug to translate
by (`KEYS` lists them). The texts are masked: none holds a number, an address or a token, so an error may be logged.
"""

from typing import Final

from eka_abha._errors.api import (
    AccountClaimed,
    AddressTaken,
    ApiError,
    AuthenticationError,
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
    OtpError,
    OtpExpired,
    OtpResendTooSoon,
    PermissionDenied,
    RateLimited,
    ServerError,
    ServiceUnavailable,
    TransactionError,
    TransactionExpired,
    TransactionNotFound,
    UserBlocked,
)
from eka_abha._errors.base import (
    Advice,
    BadSignature,
    CausedBy,
    ConfigurationError,
    ConnectionFailed,
    EkaError,
    InvalidValueError,
    RequestTimeout,
    StaleTimestamp,
    StepError,
    TransportError,
    UnexpectedResponse,
    WebhookError,
)

__all__ = [
    "KEYS",
    "AccountClaimed",
    "AddressTaken",
    "Advice",
    "ApiError",
    "AuthenticationError",
    "BadSignature",
    "CausedBy",
    "ConfigurationError",
    "Conflict",
    "ConnectionFailed",
    "ConsentError",
    "DuplicateRequest",
    "EkaError",
    "GatewaySessionExpired",
    "InvalidOtp",
    "InvalidRequest",
    "InvalidValueError",
    "KycMismatch",
    "LoginMethodNotAllowed",
    "MobileClaimed",
    "MobileNotVerified",
    "NotFound",
    "OtpAttemptsExceeded",
    "OtpError",
    "OtpExpired",
    "OtpResendTooSoon",
    "PermissionDenied",
    "RateLimited",
    "RequestTimeout",
    "ServerError",
    "ServiceUnavailable",
    "StaleTimestamp",
    "StepError",
    "TransactionError",
    "TransactionExpired",
    "TransactionNotFound",
    "TransportError",
    "UnexpectedResponse",
    "UserBlocked",
    "WebhookError",
]

KEYS: Final = frozenset(
    {
        "error",
        "configuration",
        "invalid_value",
        "step",
        "webhook",
        "bad_signature",
        "stale_timestamp",
        "transport",
        "connection_failed",
        "request_timeout",
        "unexpected_response",
        "api_error",
        "unauthorized",
        "forbidden",
        "session_expired",
        "invalid_request",
        "not_found",
        "conflict",
        "address_taken",
        "mobile_claimed",
        "account_claimed",
        "duplicate_request",
        "otp",
        "wrong_otp",
        "otp_expired",
        "otp_limit",
        "otp_resend_too_soon",
        "transaction",
        "transaction_not_found",
        "transaction_expired",
        "rate_limited",
        "user_blocked",
        "mobile_verification_pending",
        "login_method_not_allowed",
        "kyc_mismatch",
        "consent",
        "server_error",
        "upstream_down",
        "validation",
        "integration",
        "invalid_scopes",
        "no_data",
        "mobile_not_found",
        "aadhaar_not_found",
        "already_exists",
        "otp_channel_down",
        "server_internal",
        "gateway_error",
        "upstream_timeout",
        "too_large",
    }
)
"""Every `key` that an error can have: what a translation has to cover."""

# Tracebacks and pickles name them where callers find them, not where they are written.
for _name in __all__:
    _value = globals()[_name]
    if isinstance(_value, type):
        _value.__module__ = __name__
