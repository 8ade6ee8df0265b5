"""The errors that the emulator answers with.

The texts and source codes of `Failure` constants are the documented ones. Errors that the documentation gives only as a
text have no source code, and their HTTP status is not known: it is the setting `text_error_status`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.wire import Json, json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.wire import EmulatorResponse

_WENT_WRONG: Final = "Something went wrong"


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


# Documented, with source code.
BAD_BODY: Final = Failure(400, "Bad Request, invalid request", "ABDM-1006", "Bad Request, invalid request Body")
VALIDATION_FAILED: Final = Failure(400, "Validation failed", "ABDM-1010", "Validation failed")
NO_SUCH_ADDRESS: Final = Failure(
    400, "No records found against the ABHA Address", "ABDM-1012", "No records found against the ABHA Address"
)
INVALID_MOBILE: Final = Failure(400, "Invalid Mobile Email", "ABDM-1014", "Invalid Mobile Email")
INVALID_TRANSACTION: Final = Failure(500, _WENT_WRONG, "ABDM-1017", "Invalid TransactionId")
BLOCKED_FOR_A_DAY: Final = Failure(
    500,
    "You are blocked. Please try again after 24 hours.",
    "ABDM-1027",
    "You are blocked. Please try again after 24 hours.",
)
WRONG_OTP: Final = Failure(400, "OTP doesn't match", "ABDM-1035", "OTP does not matched")
OTP_LIMIT: Final = Failure(
    500,
    _WENT_WRONG,
    "ABDM-1100",
    "You have requested multiple OTPs Or Exceeded maximum number of attempts for OTP match in this transaction."
    " Please try again in 30 minutes.",
)
ADDRESS_TAKEN: Final = Failure(
    500,
    _WENT_WRONG,
    "ABDM-1101",
    "This ABHA Address already exists. Please create with unique ABHA Address",
)
MOBILE_NOT_VERIFIED: Final = Failure(
    400, "Mobile number verification is pending.", "ABDM-1102", "Mobile number verification is pending."
)
TRANSACTION_NOT_FOUND: Final = Failure(
    500, "Transaction not found for UUID.", "MIS-1026", "Transaction is not found for UUID."
)

# Documented as texts only.
TEXT_TRANSACTION_EXPIRED: Final = "Transaction has expired"
TEXT_WAIT_BEFORE_RESEND: Final = "Please wait 30 seconds before sending another OTP request"

# The emulator's own words: the service's texts for these are not documented.
UNAUTHORIZED: Final = Failure(401, "Unauthorized: access token missing, unknown or expired")
BAD_CREDENTIALS: Final = Failure(401, "Unauthorized: client credentials not accepted")
BAD_REFRESH: Final = Failure(401, "Unauthorized: refresh not accepted")
BAD_ACCOUNT_REQUEST: Final = Failure(400, "Bad request")
NO_SUCH_PATH: Final = Failure(404, "Not found")
NOT_EMULATED: Final = Failure(501, "The emulator does not have this operation yet")
BODY_TOO_LARGE: Final = Failure(413, "Request body too large")


def mobile_claimed(mobile: str) -> Failure:
    """EKA-1002, whose text names the mobile number."""
    return Failure(
        400,
        "This mobile number has already been claimed by another account.",
        "EKA-1002",
        f"Mobile number {mobile} has already been claimed by another account.",
    )


def method_not_allowed(allowed: str) -> Failure:
    """405 for a path that exists under other methods, listed in `Allow`."""
    return Failure(405, "Method not allowed", headers=(("allow", allowed),))


def too_many_requests(wait: int) -> Failure:
    """429 with `Retry-After` in seconds."""
    return Failure(429, "Too many requests", headers=(("retry-after", str(wait)),))


def text_only(text: str, status: int) -> Failure:
    """An error that is documented by its text alone."""
    return Failure(status, text, None, text)
