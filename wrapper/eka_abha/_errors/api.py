"""The exceptions for error answers of the service."""

from collections.abc import Mapping
from datetime import timedelta

from eka_abha._errors.base import Advice, CausedBy, EkaError, masked


class ApiError(EkaError):
    """The service answered with an error. This class itself is raised only for a status that means nothing known.

    Attributes:
        status_code: the HTTP status, any integer (491 and 520 occur); 0 when the call was refused here, not made.
        code: the number in the body, mostly the same as the status; None if there is none.
        source_code: the code of the system behind the service (`ABDM-1035`), without the colons and spaces around it.
        message: the text meant for the person, masked; often only "Something went wrong".
        source_message: the text of the system behind the service, masked; for developers.
        response_headers: those headers of the answer that support asks for, in lower case.
    """

    status_code: int
    key = "api_error"
    caused_by = CausedBy.SERVICE

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        code: int | None = None,
        source_code: str | None = None,
        source_message: str | None = None,
        response_headers: Mapping[str, str] | None = None,
        operation: str | None = None,
        txn_id: str | None = None,
        attempts: int = 0,
        may_have_been_processed: bool = False,
        retry_after: timedelta | None = None,
        key: str | None = None,
        advice: Advice | None = None,
        caused_by: CausedBy | None = None,
        retryable: bool | None = None,
    ) -> None:
        super().__init__(
            message,
            operation=operation,
            txn_id=txn_id,
            attempts=attempts,
            may_have_been_processed=may_have_been_processed,
            retry_after=retry_after,
            key=key,
            advice=advice,
            caused_by=caused_by,
            retryable=retryable,
        )
        self.status_code = status_code
        self.code = code
        self.source_code = source_code
        self.source_message: str | None = None if source_message is None else masked(source_message)
        self.response_headers: Mapping[str, str] = dict(response_headers or {})

    def _details(self) -> list[str]:
        source = self.source_code or ""
        if self.source_message and self.source_message != self.message:
            source = f"{source}: {self.source_message}" if source else self.source_message
        status = f"status {self.status_code}" if self.status_code else ""
        return [detail for detail in (status, source, *super()._details()) if detail]


class AuthenticationError(ApiError):
    """401: the partner token or the credentials were refused, after a renewal had been tried. Check the credentials."""

    key = "unauthorized"
    caused_by = CausedBy.INTEGRATOR


class PermissionDenied(ApiError):
    """403: the credentials are good, but not for this. Ask support for access."""

    key = "forbidden"
    caused_by = CausedBy.INTEGRATOR


class GatewaySessionExpired(ApiError):
    """The patient's session with the ABHA gateway is missing or over: status 491, or a text that says so at any status.

    Start a gateway session with a new OTP from the patient. It has nothing to do with the partner token.
    """

    key = "session_expired"
    advice = Advice.NEW_OTP
    caused_by = CausedBy.USER


class InvalidRequest(ApiError):
    """The service refused what was sent. With `caused_by` USER ask for other input, else look into the integration."""

    key = "invalid_request"
    advice = Advice.FIX_INPUT
    caused_by = CausedBy.USER


class NotFound(ApiError):
    """No account, address or number like that. Let the person correct it, or register."""

    key = "not_found"
    advice = Advice.FIX_INPUT
    caused_by = CausedBy.USER


class Conflict(ApiError):
    """It exists already."""

    key = "conflict"
    advice = Advice.FIX_INPUT
    caused_by = CausedBy.USER


class AddressTaken(Conflict):
    """The ABHA address belongs to someone. Let the person choose another; suggestions help."""

    key = "address_taken"


class MobileClaimed(Conflict):
    """The mobile number is claimed by another account. Use another number, or log in to that account."""

    key = "mobile_claimed"


class AccountClaimed(Conflict):
    """The account is claimed by another mobile number. Let the person log in with that number."""

    key = "account_claimed"
    advice = Advice.OTHER_METHOD


class DuplicateRequest(Conflict):
    """The service has seen this request before. Start the journey again."""

    key = "duplicate_request"
    advice = Advice.RESTART
    caused_by = CausedBy.INTEGRATOR


class OtpError(ApiError):
    """Something about the OTP."""

    key = "otp"
    advice = Advice.NEW_OTP
    caused_by = CausedBy.USER


class InvalidOtp(OtpError):
    """The OTP is wrong. Let the person enter it again: the transaction stays usable until the attempts are used up."""

    key = "wrong_otp"


class OtpExpired(OtpError):
    """The OTP is too old. Send a new one."""

    key = "otp_expired"


class OtpAttemptsExceeded(OtpError):
    """Too many wrong OTPs, or too many OTPs asked for. Wait `retry_after`, then start again.

    Documented are 30 minutes for one of the causes (ABDM-1100); for the other the wait is not known.
    """

    key = "otp_limit"
    advice = Advice.WAIT


class OtpResendTooSoon(OtpError):
    """Another OTP was asked for too early. Wait `retry_after` (30 seconds as documented) before asking again."""

    key = "otp_resend_too_soon"
    advice = Advice.WAIT


class TransactionError(ApiError):
    """The transaction cannot be used any more. Start the journey again."""

    key = "transaction"
    advice = Advice.RESTART
    caused_by = CausedBy.USER


class TransactionNotFound(TransactionError):
    """The service does not know the transaction. Start the journey again."""

    key = "transaction_not_found"


class TransactionExpired(TransactionError):
    """The transaction is too old. Start the journey again."""

    key = "transaction_expired"


class RateLimited(ApiError):
    """Too many requests. Wait `retry_after`."""

    key = "rate_limited"
    advice = Advice.WAIT
    caused_by = CausedBy.USER
    retryable = True


class UserBlocked(RateLimited):
    """The person is blocked. Wait `retry_after` (24 hours as documented); trying earlier may prolong it."""

    key = "user_blocked"
    retryable = False


class MobileNotVerified(ApiError):
    """The mobile number still has to be verified. Do that step, then go on."""

    key = "mobile_verification_pending"
    advice = Advice.CONTINUE
    caused_by = CausedBy.USER


class LoginMethodNotAllowed(ApiError):
    """This account does not allow this way to log in. Offer another."""

    key = "login_method_not_allowed"
    advice = Advice.OTHER_METHOD
    caused_by = CausedBy.USER


class KycMismatch(ApiError):
    """The ABHA address and the KYC details belong to different people, or differ. Let the person check both."""

    key = "kyc_mismatch"
    advice = Advice.FIX_INPUT
    caused_by = CausedBy.USER


class ConsentError(ApiError):
    """The consent is missing, not granted, unknown or over. Ask the person for consent again."""

    key = "consent"
    advice = Advice.RESTART
    caused_by = CausedBy.USER


class ServerError(ApiError):
    """The service failed, or something between it and us. Trying again later may help."""

    key = "server_error"
    advice = Advice.RETRY


class ServiceUnavailable(ServerError):
    """Something upstream is down (a database, the SMS gateway, a hospital's system). Try again later."""

    key = "upstream_down"
    retryable = True
