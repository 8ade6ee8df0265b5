"""The errors that the emulator answers with.

The texts and source codes of `Failure` constants are the documented ones. Errors that the documentation gives only as a
text have no source code, and their HTTP status is not known: it is the setting `text_error_status`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.error_table import MOBILE, documented_error
from eka_abha.emulator.wire import Json, json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.wire import EmulatorResponse


@dataclass(frozen=True, slots=True)
class Failure:
    """An error answer: HTTP status, the text for the person, and the error of the system behind the service.

    The repr leaves the texts out, since some of them name a mobile number.
    """

    status: int
    error: str = field(repr=False)
    source_code: str | None = None
    source_message: str | None = field(default=None, repr=False)
    headers: tuple[tuple[str, str], ...] = ()

    def answer(self) -> EmulatorResponse:
        """Return the answer in the shape of the specification's `GenericError`."""
        body: dict[str, Json] = {"code": self.status, "error": self.error}
        source: dict[str, Json] = {}
        if self.source_code is not None:
            source["code"] = self.source_code
        if self.source_message is not None:
            source["message"] = self.source_message
        if source:
            body["source_error"] = source
        return json_answer(body, self.status, dict(self.headers))


class Refused(Exception):
    """Raised by the code of an operation to answer with a failure.

    `note` tells a developer what was wrong. It goes to the request log, so it names fields and never their values.
    """

    def __init__(self, failure: Failure, note: str = "") -> None:
        super().__init__(failure, note)
        self.failure = failure
        self.note = note


def documented(status: int, source_code: str, mobile: str = MOBILE) -> Failure:
    """A documented error, with this mobile number where its text names one."""
    row = documented_error(status, source_code)
    return Failure(
        row.status, row.error.replace(MOBILE, mobile), row.source_code, row.source_message.replace(MOBILE, mobile)
    )


# Documented, with source code.
BAD_BODY: Final = documented(400, "ABDM-1006")
VALIDATION_FAILED: Final = documented(400, "ABDM-1010")
NO_SUCH_ADDRESS: Final = documented(400, "ABDM-1012")
INVALID_ABHA_NUMBER: Final = documented(400, "ABDM-1013")
INVALID_MOBILE: Final = documented(400, "ABDM-1014")
INVALID_REQUEST: Final = documented(400, "ABDM-1031")
INVALID_HEADER: Final = documented(400, "ABDM-1032")
WRONG_OTP: Final = documented(400, "ABDM-1035")
MOBILE_NOT_VERIFIED: Final = documented(400, "ABDM-1102")
MOBILE_NOT_FOUND: Final = documented(400, "ABDM-1111")
AADHAAR_NOT_FOUND: Final = documented(400, "ABDM-1112")
PASSWORD_NOT_ALLOWED: Final = documented(400, "ABDM-1113")
ABHA_NUMBER_OTP_NOT_ALLOWED: Final = documented(400, "ABDM-1114")
AADHAAR_OTP_NOT_ALLOWED: Final = documented(400, "ABDM-1115")
NO_DATA: Final = documented(500, "ABDM-1001")
INVALID_TRANSACTION: Final = documented(500, "ABDM-1017")
BLOCKED_FOR_A_DAY: Final = documented(500, "ABDM-1027")
KYC_MISMATCH: Final = documented(500, "ABDM-1043")
ADDRESS_OF_ANOTHER: Final = documented(500, "ABDM-1051")
KYC_DONE_ALREADY: Final = documented(500, "ABDM-1053")
OTP_LIMIT: Final = documented(500, "ABDM-1100")
ADDRESS_TAKEN: Final = documented(500, "ABDM-1101")
USER_NOT_FOUND: Final = documented(500, "ABDM-1110")
TRANSACTION_NOT_FOUND: Final = documented(500, "MIS-1026")

# Documented as texts only.
TEXT_TRANSACTION_EXPIRED: Final = "Transaction has expired"
TEXT_TRANSACTION_NOT_FOUND: Final = "Transaction not found"
TEXT_WAIT_BEFORE_RESEND: Final = "Please wait 30 seconds before sending another OTP request"

# The emulator's own words: the service's texts for these are not documented.
UNAUTHORIZED: Final = Failure(401, "Unauthorized: access token missing, unknown or expired")
BAD_CREDENTIALS: Final = Failure(401, "Unauthorized: client credentials not accepted")
BAD_REFRESH: Final = Failure(401, "Unauthorized: refresh not accepted")
BAD_ACCOUNT_REQUEST: Final = Failure(400, "Bad request")
NO_SUCH_PATH: Final = Failure(404, "Not found")
BODY_TOO_LARGE: Final = Failure(413, "Request body too large")
INTERNAL_ERROR: Final = Failure(500, "Internal error of the emulator")


def mobile_claimed(mobile: str) -> Failure:
    """EKA-1002, whose text names the mobile number."""
    return documented(400, "EKA-1002", mobile)


def account_claimed(mobile: str) -> Failure:
    """EKA-1001, whose text names the mobile number."""
    return documented(400, "EKA-1001", mobile)


def method_not_allowed(allowed: str) -> Failure:
    """405 for a path that exists under other methods, listed in `Allow`."""
    return Failure(405, "Method not allowed", headers=(("allow", allowed),))


def too_many_requests(wait: int) -> Failure:
    """429 with `Retry-After` in seconds."""
    return Failure(429, "Too many requests", headers=(("retry-after", str(wait)),))


def text_only(text: str, status: int) -> Failure:
    """An error that is documented by its text alone."""
    return Failure(status, text, None, text)


# The patient's session with the gateway; 491 is documented, which text comes with it is not.
NO_SESSION: Final = text_only("User not logged in", 491)
SESSION_EXPIRED: Final = text_only("Session expired", 491)
SESSION_INVALID: Final = text_only("Session is invalid", 491)
