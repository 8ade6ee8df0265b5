"""The exit codes. They are stable: scripts decide by them; docs/command_line.md has the same table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from eka_abha import errors

DONE: Final = 0
INTERNAL: Final = 1
USAGE: Final = 2
INPUT_MISSING: Final = 3
NOT_CONFIRMED: Final = 4
EXTRA_MISSING: Final = 5
NOT_WELL: Final = 6
FILE: Final = 7
UNKNOWN_STEP: Final = 8
INTERRUPTED: Final = 130

MEANINGS: Mapping[int, str] = MappingProxyType(
    {
        DONE: "done; of `doctor`: all is well",
        INTERNAL: "a mistake in this program",
        USAGE: "an option or argument is wrong, or is never taken from the command line",
        INPUT_MISSING: "something is missing and there is no terminal to ask at",
        NOT_CONFIRMED: "a change in production was not confirmed",
        EXTRA_MISSING: "the extra `cli` is not installed",
        NOT_WELL: "`doctor` found something that is wrong",
        FILE: "a file cannot be read or written, or nobody reads the output any more",
        UNKNOWN_STEP: "the service named a next step that this version does not know",
        INTERRUPTED: "interrupted by Ctrl-C",
    }
)
"""What is no error of the library."""

OF_CLASS: Mapping[type[errors.EkaError], int] = MappingProxyType(
    {
        errors.EkaError: 19,
        errors.ConfigurationError: 10,
        errors.InvalidValueError: 11,
        errors.StepError: 12,
        errors.WebhookError: 13,
        errors.TransportError: 20,
        errors.ConnectionFailed: 21,
        errors.RequestTimeout: 22,
        errors.UnexpectedResponse: 23,
        errors.ApiError: 30,
        errors.AuthenticationError: 31,
        errors.PermissionDenied: 32,
        errors.GatewaySessionExpired: 33,
        errors.InvalidRequest: 34,
        errors.NotFound: 35,
        errors.Conflict: 36,
        errors.OtpError: 40,
        errors.InvalidOtp: 41,
        errors.OtpExpired: 42,
        errors.OtpAttemptsExceeded: 43,
        errors.OtpResendTooSoon: 44,
        errors.TransactionError: 45,
        errors.RateLimited: 50,
        errors.UserBlocked: 51,
        errors.MobileNotVerified: 52,
        errors.LoginMethodNotAllowed: 53,
        errors.KycMismatch: 54,
        errors.ConsentError: 55,
        errors.ServerError: 60,
        errors.ServiceUnavailable: 61,
    }
)
"""By error class; a class that is not here has the code of the nearest class above it."""


def of_error(error: errors.EkaError) -> int:
    """The exit code of an error."""
    return next(OF_CLASS[kind] for kind in type(error).__mro__ if kind in OF_CLASS)
