"""The base of all exceptions, and those that are raised without an error answer of the service."""

import copy
import enum
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Self

_MESSAGE_LIMIT: Final = 1000


def masked(text: str, *, limit: int = 200) -> str:
    """`mask_text`, which is loaded with the first error: its patterns are dear to compile."""
    from eka_abha._privacy import mask_text

    return mask_text(text, limit=limit)


class Advice(enum.StrEnum):
    """What the program that caught the error can do next."""

    RETRY = "retry"
    """Try the same again later. If `may_have_been_processed` is true, find out first whether it already happened."""
    NEW_OTP = "new_otp"
    """Let the person enter the OTP again or ask for a new one; for a gateway session: start a new one with an OTP."""
    WAIT = "wait"
    """Do nothing for `retry_after` (if it is known), then try again."""
    RESTART = "restart"
    """This journey cannot go on: start it again from its first step."""
    OTHER_METHOD = "other_method"
    """Offer the person another way to log in or another account."""
    CONTINUE = "continue"
    """Not a failure of the journey: do the step that is still missing (verify the mobile number), then go on."""
    FIX_INPUT = "fix_input"
    """Ask for another value: the one that was sent is refused."""
    CONTACT = "contact"
    """Nothing that program or person can do now: look into the integration, or ask the provider's support."""


class CausedBy(enum.StrEnum):
    """Whose doing the error is."""

    USER = "user"
    """The person at the screen: tell them."""
    INTEGRATOR = "integrator"
    """The program or its configuration: tell its developers."""
    SERVICE = "service"
    """The provider or something behind it: wait, or tell their support."""


class EkaError(Exception):
    """Base of all exceptions of this package. Catch it to catch them all.

    Attributes:
        message: what happened, masked, without the context that `str()` adds.
        key: a stable slug of what happened, one of `KEYS`.
        advice: what to do next.
        caused_by: who can do something about it.
        retryable: the condition passes by itself, so that the same request may succeed later. For a request that
            changes something look at `may_have_been_processed` as well.
        retry_after: how long to wait before trying again, where it is known.
        may_have_been_processed: the request was sent and nothing proves that it had no effect. Always false for
            operations that only read.
        operation: the operation that was called, for instance `verify_mobile_registration`.
        txn_id: the transaction that the request belongs to; not personal, the key to audit by.
        attempts: how many times the request was sent.
        status_code, code, source_code, source_message, response_headers: what an `ApiError` has of the answer; None
            (the headers: empty) for all others, so that a handler of `EkaError` may log them.
    """

    status_code: int | None = None
    code: int | None = None
    source_code: str | None = None
    source_message: str | None = None
    response_headers: Mapping[str, str] = MappingProxyType({})

    key: str = "error"
    advice: Advice = Advice.CONTACT
    caused_by: CausedBy = CausedBy.INTEGRATOR
    retryable: bool = False

    def __init__(
        self,
        message: str,
        *,
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
        self.message: str = masked(message, limit=_MESSAGE_LIMIT)
        super().__init__(self.message)
        self.operation = operation
        self.txn_id = txn_id
        self.attempts = attempts
        self.may_have_been_processed = may_have_been_processed
        self.retry_after = retry_after
        if key is not None:
            self.key = key
        if advice is not None:
            self.advice = advice
        if caused_by is not None:
            self.caused_by = caused_by
        if retryable is not None:
            self.retryable = retryable

    def copy(self) -> Self:
        """An equal, fresh exception without traceback, cause or notes, for raising one failure in several places."""
        twin = copy.copy(self)
        twin.__dict__.pop("__notes__", None)
        return twin

    def _details(self) -> list[str]:
        details = []
        if self.txn_id is not None:
            details.append(f"transaction {self.txn_id[:80]!r}")
        if self.attempts > 1:
            details.append(f"{self.attempts} attempts")
        if self.retry_after is not None:
            details.append(f"wait {self.retry_after.total_seconds():g} s")
        if self.may_have_been_processed:
            details.append("it may have been processed")
        return details

    def __str__(self) -> str:
        operation = f"{self.operation}: " if self.operation else ""
        details = ", ".join(self._details())
        return f"{operation}{self.message}" + (f" ({details})" if details else "")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {str(self)!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        # The state in full, because constructors have required keywords that `args` does not hold.
        return _restore, (type(self), self.args, self.__dict__.copy())


def _restore(cls: type[EkaError], args: tuple[object, ...], state: dict[str, object]) -> EkaError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(EkaError):
    """Credentials, environment or options are missing or contradict each other. Nothing was sent. Correct them."""

    key = "configuration"
    advice = Advice.FIX_INPUT


class InvalidValueError(EkaError, ValueError):
    """A value was refused before any call. Ask for it again; show `rule` to the person if you like.

    `field` names the value and `rule` says what it must be. The value itself is nowhere in the exception.
    """

    key = "invalid_value"
    advice = Advice.FIX_INPUT
    caused_by = CausedBy.USER

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field} {rule}")
        self.field = field
        self.rule = rule


class StepError(EkaError):
    """A step was used out of order or after its end, or resumed where it does not belong. Start the journey again."""

    key = "step"
    advice = Advice.RESTART


class WebhookError(EkaError):
    """A webhook could not be verified or read. Answer it with 400 and do nothing with its content."""

    key = "webhook"


class BadSignature(WebhookError):
    """The signature is missing, malformed, or not made with this key: someone else sent it, or the key was changed."""

    key = "bad_signature"


class StaleTimestamp(WebhookError):
    """The signature is right but too old or in the future: a replayed request, or a clock that is wrong."""

    key = "stale_timestamp"


class TransportError(EkaError):
    """No usable answer came. If `may_have_been_processed` is true, find out what happened before trying again."""

    key = "transport"
    advice = Advice.RETRY
    caused_by = CausedBy.SERVICE
    retryable = True


class ConnectionFailed(TransportError):
    """No connection, or it broke before the answer was complete."""

    key = "connection_failed"


class RequestTimeout(TransportError):
    """The answer did not come in time."""

    key = "request_timeout"


class UnexpectedResponse(TransportError):
    """An answer with a 2xx or 3xx status that cannot be read or is not what the specification promises. Ask support."""

    key = "unexpected_response"
    advice = Advice.CONTACT
    retryable = False
