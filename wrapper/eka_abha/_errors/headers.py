"""Headers of an error answer: those that support asks for, and how long to wait."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from eka_abha._privacy import mask_text

__all__ = ["MAX_WAIT", "parse_retry_after", "support_headers"]

MAX_WAIT: Final = timedelta(hours=24)
"""The longest wait that is believed."""

_VALUE_LIMIT: Final = 128
_IDS: Final = frozenset(
    {"x-request-id", "x-correlation-id", "x-amzn-requestid", "x-amz-cf-id", "x-amz-cf-pop", "cf-ray"}
)
_PLAIN: Final = frozenset({"date", "retry-after", "content-type", "server", "via", "x-cache"})

_ID = re.compile(r"[A-Za-z0-9_.:;=+/~-]{1,128}")
_LONG_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d(?:[.-]?\d){6,}(?![A-Za-z0-9])")
_LETTER = re.compile(r"[A-Za-z]")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", re.ASCII)
_FEW_DIGITS = re.compile(r"\d{1,5}", re.ASCII)
_SECONDS = re.compile(r"([+-]?)(\d+)(?:\.\d*)?", re.ASCII)


def support_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers on the allow-list, names in lower case, values short and masked. Request ids stay as they are."""
    shown = {}
    for name, value in headers.items():
        name = name.lower()
        if name in _IDS:
            shown[name] = _mask_id(value)
        elif name in _PLAIN:
            harmless = _DATE.fullmatch(value) or (name == "retry-after" and _FEW_DIGITS.fullmatch(value))
            shown[name] = value if harmless else mask_text(value, limit=_VALUE_LIMIT)
    return shown


def _mask_id(value: str) -> str:
    """An id is long and full of digits by nature; what gives a number away is that nothing else is joined to it."""
    if _UUID.fullmatch(value):
        return value
    is_id = _ID.fullmatch(value) and _LETTER.search(value) and not _LONG_NUMBER.search(value)
    return value if is_id and not value.startswith("eyJ") else mask_text(value, limit=_VALUE_LIMIT)


def parse_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The wait that a `Retry-After` header asks for, from nothing to `MAX_WAIT`; None if there is none to be read.

    Seconds (fractions are cut off) and HTTP dates are understood. What lies in the past means: now.
    """
    if value is None:
        return None
    value = value.strip()
    seconds = _SECONDS.fullmatch(value)
    if seconds is None:
        return _until(value, now)
    sign, digits = seconds.groups()
    if sign == "-":
        return timedelta(0)
    digits = digits.lstrip("0") or "0"
    return min(timedelta(seconds=int(digits)), MAX_WAIT) if len(digits) < 10 else MAX_WAIT


def _until(value: str, now: datetime) -> timedelta | None:
    from email.utils import parsedate_to_datetime  # dear to import, and only needed here

    try:
        moment = parsedate_to_datetime(value[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A date without a time zone, here or there, is in UTC.
    wait = _in_utc(moment) - _in_utc(now)
    return max(timedelta(0), min(wait, MAX_WAIT))


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
