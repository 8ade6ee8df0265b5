"""What a transcript may show. Whatever is not allowed here becomes its type only.

A name of a field is shown when the specification has it, or when all its words are words of this API and of the web
(the list by which error texts are shown): a map keyed by a patient's name or number has names that are values, and
what looks like an identifier (`asha_rao`) may be one. Values are shown where a closed list of protocol values says so.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eka_abha._errors.words import hide_unknown_words
from eka_abha._privacy import MASK, mask_text
from eka_abha.emulator import MAGIC
from eka_abha.emulator.error_table import DOCUMENTED_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UNKNOWN_NAMES: Final = "(names not shown)"
"""Stands in an object for all fields whose names are not shown."""

_NAMES_BESIDES_WORDS: Final = frozenset({"min_token"})
_NAME = re.compile(r"[A-Za-z][A-Za-z _-]{0,39}")


def is_known_name(name: str) -> bool:
    """Whether the name of a field may be shown: no digit, at most 40 letters, all of its words known."""
    if name in _NAMES_BESIDES_WORDS:
        return True
    return _NAME.fullmatch(name) is not None and hide_unknown_words(name) == name


VALUES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "skip_state": frozenset({"abha_end", "confirm_mobile_otp", "abha_select", "abha_create"}),
        "status": frozenset(
            {"Pending", "Verified", "Failed", "Expired", "ACTIVE", "INACTIVE", "DEACTIVATED", "BLOCKED", "DELETED"}
        ),
        "auth_methods": (
            _METHODS := frozenset(
                {
                    "MOBILE_OTP",
                    "ABHA_NUMBER_OTP",
                    "ABHA_ADDRESS_OTP",
                    "AADHAAR_OTP",
                    "EMAIL_OTP",
                    "PASSWORD",
                    "DEMOGRAPHICS",
                    "AADHAAR_BIO",
                    "AADHAAR_FACE",
                }
            )
        ),
        "blocked_methods": _METHODS,
        "method": frozenset(
            {"search", "phr_address", "abha_number", "mobile", "aadhaar_number", "abha-number", "aadhaar"}
        ),
        "otp_system": frozenset({"abdm", "aadhaar"}),
        "format": frozenset({"json"}),
        "kyc_verified": frozenset({"true", "false"}),
    }
)
"""The texts that are protocol and not a person's, by field. A person's gender is not among them."""

BOOLEANS: Final = frozenset({"success", "exists", "logged_in", "kyc_verified", "internal"})
"""The fields whose truth is shown."""

LIFETIMES: Final = frozenset(
    {60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600, 28800, 43200, 86400, 604800, 2592000}
)
"""Seconds that `expires_in` and `refresh_expires_in` are shown with."""
LIFETIME_FIELDS: Final = frozenset({"expires_in", "refresh_expires_in"})

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "txn_id": "txn",
        "transactionId": "txn",
        "abha_address": "address",
        "abha_addresses": "address",
        "phr_address": "address",
        "suggestions": "address",
        "mobile": "mobile",
        "mobile_number": "mobile",
        "aadhaar": "aadhaar",
        "aadhaar_number": "aadhaar",
        "abha_number": "abha_number",
        "otp": "otp",
        "oid": "oid",
        "token": "patient_token",
        "user_x_token": "patient_token",
        "refresh_token": "patient_refresh_token",
        "client_id": "client",
        "sharing_key": "sharing_key",
        "access_token": "access_token",
    }
)
"""What a value is a value of, by field: two equal ones get the same label."""
IDENTIFIERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "phr_address": "address",
        "abha_number": "abha_number",
        "abha-number": "abha_number",
        "mobile": "mobile",
        "aadhaar_number": "aadhaar",
        "aadhaar": "aadhaar",
    }
)
"""What an `identifier` is, by the method beside it."""
KINDS: Final = frozenset({*LABELS.values(), "refresh_token"})

ERROR_TEXTS: Final = frozenset({"error", "message"})
"""The fields of an error answer whose texts are shown, as far as their words are known."""

REQUEST_HEADERS: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "client-id",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-hip-id",
        "x-partner-pt-id",
        "x-pt-id",
    }
)
ANSWER_HEADERS: Final = frozenset(
    {
        "allow",
        "cf-ray",
        "content-length",
        "content-type",
        "date",
        "idempotency-key",
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "retry-after",
        "server",
        "set-cookie",
        "via",
        "www-authenticate",
        "x-amz-cf-id",
        "x-amzn-requestid",
        "x-cache",
        "x-correlation-id",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-request-id",
    }
)
CONTENT_TYPES: Final = frozenset(
    {"application/json", "application/problem+json", "application/octet-stream", "image/png", "text/html", "text/plain"}
)

_DOCUMENTED_TEXTS: Final = frozenset(
    {text for row in DOCUMENTED_ERRORS for text in (row.error, row.source_message) if "`" not in text}
    | {magic.description.partition(": ")[2] for magic in MAGIC if magic.description.startswith("400 without a source")}
)
_DIGIT = re.compile(r"\d")
_MASKED_NUMBER = re.compile(r"[*xX•●#][*xX•●# -]*\d[\d -]*")
_SOURCE_CODE = re.compile(r"(?:ABDM|MIS|EKA)-\d{4}")
_TEXT_LIMIT: Final = 200
_ROUNDS: Final = 5
"""A mask may make of its neighbours what is masked, too."""


def shown_text(text: str, hidden: Callable[[str], str] = str) -> str:
    """An error text as it may be shown: as it is when it is documented, else known words only and no digit.

    `hidden` hides further words. What is shown of a text that is shown already is the same: readers check that.
    """
    text = " ".join(text.split())
    if text in _DOCUMENTED_TEXTS:
        return text
    shown = _masked(hidden(text))
    for _ in range(_ROUNDS):
        before, shown = shown, _masked(shown)
        if shown == before:
            return shown
    return MASK


def _masked(text: str) -> str:
    masked = hide_unknown_words(mask_text(text, limit=_TEXT_LIMIT))
    return _DIGIT.sub("#", _MASKED_NUMBER.sub("***", masked))


def shown_source_code(code: str) -> str | None:
    """A source code as it may be shown, without the colons and spaces around it; None unless it looks like one."""
    code = code[:40].strip(" :").upper()
    return code if _SOURCE_CODE.fullmatch(code) else None
