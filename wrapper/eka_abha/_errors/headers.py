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
    {"x-request-id", "x-correlation-id", "x-amzn-requestid", "x-amzn-trace-id", "x-amz-cf-id", "x-amz-cf-pop", "cf-ray"}
)
_PLAIN: Final = frozenset({"date", "retry-after", "content-type", "content-length", "server", "via", "x-cache"})

_ID = re.compile(r"[A-Za-z0-9_.:;=+/~-]{1,128}")
_LONG_NUMBER = re.compile(r"(?<![A-Za-z0-9])\d{7,}(?![A-Za-z0-9])")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATE_OR_NUMBER = re.compile(r"\d{1,6}|[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", re.ASCII)
_SECONDS = re.compile(r"([+-]?)(\d+)(?:\.\d*)?", re.ASCII)


def support_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers on the allow-list, names in lower case, values short and masked. Request ids stay as they are."""
    shown = {}
    for name, value in headers.items():
        name = name.lower()
        if name in _IDS:
            shown[name] = _mask_id(value)
        elif name in _PLAIN:
            shown[name] = value if _DATE_OR_NUMBER.fullmatch(value) else mask_text(value, limit=_VALUE_LIMIT)
    return shown


def _mask_id(value: str) -> str:
    """An id is long and full of digits by nature; what gives a number away is that nothing else is joined to it."""
    if _UUID.fullmatch(value):
        return value
    is_id = _ID.fullmatch(value) and not _LONG_NUMBER.search(value) and not value.startswith("eyJ")
    return value if is_id else mask_text(value, limit=_VALUE_LIMIT)


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
    return MAX_WAIT if len(digits) > 9 and digits.strip("0") else min(timedelta(seconds=int(digits[-9:])), MAX_WAIT)


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
