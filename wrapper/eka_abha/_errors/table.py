"""What an error answer means: by (source code, status), else by a known text, else by the status.

`TABLE` holds everything that the provider documents. The same source code can mean two things (ABDM-1035 is a wrong OTP
at 400 and an invalid HIP id at 500), and a 500 is often the person's doing; so both halves of the key count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
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
from eka_abha._errors.base import Advice, CausedBy

__all__ = ["TABLE", "Meaning", "by_code", "by_status", "by_text", "proves_refusal"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What becomes of an error. None: as the class has it."""

    error: type[ApiError]
    key: str | None = None
    advice: Advice | None = None
    caused_by: CausedBy | None = None
    retryable: bool | None = None
    wait: timedelta | None = None


_DAY: Final = timedelta(hours=24)
_HALF_HOUR: Final = timedelta(minutes=30)
_RESEND_WAIT: Final = timedelta(seconds=30)

_WRONG_OTP = Meaning(InvalidOtp)
_OTP_LIMIT = Meaning(OtpAttemptsExceeded, wait=_HALF_HOUR)
_BLOCKED = Meaning(UserBlocked, wait=_DAY)
_TAKEN = Meaning(AddressTaken)
_NO_TRANSACTION = Meaning(TransactionNotFound)
_SESSION_OVER = Meaning(GatewaySessionExpired)
_UNAVAILABLE = Meaning(ServiceUnavailable)

_DOCUMENTED: Final[tuple[tuple[Meaning, int, str], ...]] = (
    (
        _UNAVAILABLE,
        500,
        "ABDM-1000 ABDM-1007 ABDM-1011 ABDM-1018 ABDM-1019 ABDM-1020 ABDM-1024 ABDM-1028 ABDM-1029 ABDM-1033 "
        "ABDM-1034 ABDM-1048 ABDM-1108 ABDM-1109 ABDM-1200 ABDM-1201 ABDM-1202 ABDM-1205 ABDM-1401 ABDM-1402",
    ),
    (Meaning(ServiceUnavailable, "otp_channel_down"), 500, "ABDM-1003 ABDM-1004 ABDM-1008 ABDM-1009"),
    (Meaning(ServerError, "server_internal"), 500, "ABDM-1002 ABDM-1015 ABDM-1021 ABDM-1044 ABDM-1045 ABDM-9999"),
    (
        Meaning(InvalidRequest, "validation"),
        400,
        "ABDM-1010 ABDM-1013 ABDM-1014 ABDM-1030 ABDM-1031 ABDM-1032 ABDM-1042 ABDM-1063",
    ),
    (Meaning(InvalidRequest, "validation"), 500, "ABDM-1051"),
    (Meaning(InvalidRequest, "validation", caused_by=CausedBy.INTEGRATOR), 400, "ABDM-1006"),
    (Meaning(InvalidRequest, "invalid_scopes", Advice.CONTACT, CausedBy.INTEGRATOR), 500, "ABDM-1006"),
    (
        Meaning(InvalidRequest, "integration", Advice.CONTACT, CausedBy.INTEGRATOR),
        500,
        "ABDM-1005 ABDM-1016 ABDM-1023 ABDM-1025 ABDM-1026 ABDM-1035 ABDM-1036 ABDM-1037 ABDM-1038 ABDM-1040 "
        "ABDM-1041 ABDM-1046 ABDM-1047 ABDM-1049 ABDM-1050",
    ),
    (Meaning(NotFound, "no_data"), 400, "ABDM-1012"),
    (Meaning(NotFound, "no_data"), 500, "ABDM-1001 ABDM-1110"),
    (Meaning(NotFound, "mobile_not_found"), 400, "ABDM-1111"),
    (Meaning(NotFound, "aadhaar_not_found"), 400, "ABDM-1112"),
    (Meaning(Conflict, "already_exists"), 500, "ABDM-1053"),
    (_TAKEN, 500, "ABDM-1101"),
    (Meaning(DuplicateRequest), 400, "ABDM-1064"),
    (Meaning(AccountClaimed), 400, "EKA-1001"),
    (Meaning(MobileClaimed), 400, "EKA-1002"),
    (_WRONG_OTP, 400, "ABDM-1035 MIS-1013"),
    (_OTP_LIMIT, 500, "ABDM-1100"),
    (_BLOCKED, 500, "ABDM-1027"),
    (Meaning(RateLimited, retryable=False), 500, "ABDM-1022"),
    (_NO_TRANSACTION, 500, "ABDM-1017 ABDM-1052 MIS-1026"),
    (Meaning(MobileNotVerified), 400, "ABDM-1102"),
    (Meaning(LoginMethodNotAllowed), 400, "ABDM-1113 ABDM-1114 ABDM-1115"),
    (Meaning(KycMismatch), 500, "ABDM-1043"),
    (Meaning(ConsentError), 400, "ABDM-1061 ABDM-1062"),
    (Meaning(ConsentError), 500, "ABDM-1039 ABDM-1054"),
)

TABLE: Final[Mapping[tuple[str, int], Meaning]] = {
    (code, status): meaning for meaning, status, codes in _DOCUMENTED for code in codes.split()
}
"""(source code, status) → meaning, for every documented pair."""

_AMBIGUOUS: Final = {code for code, status in TABLE if status == 400} & {
    code for code, status in TABLE if status == 500
}
_SAME_REFUSAL: Final = {404: 400, 409: 400, 422: 400, 503: 500}
"""Statuses under which a code that has only one meaning still has it."""

_UNPROVEN: Final = frozenset({"ABDM-1007", "ABDM-1048", "ABDM-1402", "ABDM-1015", "ABDM-1021", "ABDM-9999"})
"""Codes that report a failure after which the request may have had its effect: timeouts, unknown outcomes."""

# Lower case, single spaces; the first that occurs in a text counts. "4xx": only where the status blames the request.
_TEXTS: Final[tuple[tuple[str, Meaning], ...]] = (
    ("transaction has expired", Meaning(TransactionExpired)),
    ("transaction not found", _NO_TRANSACTION),
    ("transaction is not found", _NO_TRANSACTION),
    ("invalid transaction id", _NO_TRANSACTION),
    ("invalid transactionid", _NO_TRANSACTION),
    ("session expired", _SESSION_OVER),
    ("session has expired", _SESSION_OVER),
    ("session is invalid", _SESSION_OVER),
    ("user not logged in", _SESSION_OVER),
    ("before sending another otp", Meaning(OtpResendTooSoon, wait=_RESEND_WAIT)),
    ("maximum verify attempts", Meaning(OtpAttemptsExceeded)),
    ("maximum number of attempts for otp", _OTP_LIMIT),
    ("you are blocked", _BLOCKED),
    ("phraddress already exists", _TAKEN),
    ("abha address already exists", _TAKEN),
)
_TEXTS_4XX: Final[tuple[tuple[str, Meaning], ...]] = (
    ("otp doesn't match", _WRONG_OTP),
    ("otp does not match", _WRONG_OTP),
    ("otp that you have entered is incorrect", _WRONG_OTP),
    ("otp has expired", Meaning(OtpExpired)),
    ("otp expired", Meaning(OtpExpired)),
)

_OTHER_4XX: Final = Meaning(InvalidRequest, caused_by=CausedBy.INTEGRATOR)
_NO_ANSWER_IN_TIME: Final = Meaning(ServerError, "upstream_timeout")
_GATEWAY: Final = Meaning(ServerError, "gateway_error")
_STATUSES: Final[Mapping[int, Meaning]] = {
    400: Meaning(InvalidRequest),
    401: Meaning(AuthenticationError),
    403: Meaning(PermissionDenied),
    404: Meaning(NotFound),
    408: _NO_ANSWER_IN_TIME,
    409: Meaning(Conflict),
    413: Meaning(InvalidRequest, "too_large", caused_by=CausedBy.INTEGRATOR),
    422: Meaning(InvalidRequest),
    429: Meaning(RateLimited, caused_by=CausedBy.INTEGRATOR),
    491: _SESSION_OVER,
    499: _NO_ANSWER_IN_TIME,
    502: _UNAVAILABLE,
    503: _UNAVAILABLE,
    504: Meaning(ServiceUnavailable, "upstream_timeout"),
    **dict.fromkeys((*range(520, 528), 530), _GATEWAY),
}


def by_code(source_code: str | None, status: int) -> Meaning | None:
    """The documented meaning of a source code at this status."""
    if source_code is None:
        return None
    meaning = TABLE.get((source_code, status))
    if meaning is None and source_code not in _AMBIGUOUS and status in _SAME_REFUSAL:
        meaning = TABLE.get((source_code, _SAME_REFUSAL[status]))
    return meaning


def by_text(text: str, status: int) -> Meaning | None:
    """The meaning of an error that comes without a code, by its text.

    A text about the patient's session means that with any status, 401 included: renewing the partner token would not
    help. That an OTP is wrong or too old is believed only of a 4xx.
    """
    text = " ".join(text.lower().split())
    texts = (*_TEXTS, *_TEXTS_4XX) if 400 <= status < 500 else _TEXTS
    return next((meaning for known, meaning in texts if known in text), None)


def by_status(status: int) -> Meaning:
    """The meaning of an error of which only the status is understood."""
    meaning = _STATUSES.get(status)
    if meaning is not None:
        return meaning
    if 400 <= status < 500:
        return _OTHER_4XX
    return Meaning(ServerError) if 500 <= status < 600 else Meaning(ApiError)


def proves_refusal(source_code: str | None, status: int, *, understood: bool) -> bool:
    """Whether an error answer proves that the request had no effect.

    `understood`: the answer holds a documented source code or a known text, so it comes from the service itself. A 4xx
    is a refusal, except 408 and 499, which say that somebody stopped waiting. Of a 502, 504 or 520 and the like nothing
    is known but that something between gave up. Any other status proves it only when the service says why, and the
    reason is neither a timeout nor an unknown outcome further upstream.
    """
    if status in (408, 499):
        return False
    if 400 <= status < 500:
        return True
    if status in (502, 504) or _STATUSES.get(status) is _GATEWAY:
        return False
    return understood and source_code not in _UNPROVEN
