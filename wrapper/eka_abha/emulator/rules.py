"""The rules for values, written for the emulator alone so that it judges a client by its own reading of them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MOBILE: Final = re.compile(r"[6-9][0-9]{9}")
_PINCODE: Final = re.compile(r"[1-9][0-9]{5}")
_ISO_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LOCAL_PART: Final = re.compile(r"[A-Za-z][A-Za-z0-9._]{6,16}[A-Za-z0-9]")

GENDERS: Final = frozenset({"M", "F", "O"})
EARLIEST_BIRTH_YEAR: Final = 1900


def is_mobile(text: str) -> bool:
    """Ten digits, the first 6 to 9, and nothing else."""
    return _MOBILE.fullmatch(text) is not None


def is_pincode(text: str) -> bool:
    """Six digits, the first not 0."""
    return _PINCODE.fullmatch(text) is not None


def is_new_local_part(text: str) -> bool:
    """8 to 18 letters, digits, at most one dot and one underscore, neither first nor last; a letter first."""
    return _LOCAL_PART.fullmatch(text) is not None and text.count(".") <= 1 and text.count("_") <= 1


def is_new_address(text: str, suffix: str) -> bool:
    """An address that may be created: a strict local part and the suffix of the environment."""
    return text.endswith(suffix) and is_new_local_part(text[: -len(suffix)])


def real_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def iso_date(text: str) -> date | None:
    """Return the date written as YYYY-MM-DD, or None."""
    found = _ISO_DATE.fullmatch(text)
    return None if found is None else real_date(int(found[1]), int(found[2]), int(found[3]))


def masked(mobile: str) -> str:
    """Return a mobile number as the service's hints write it: six stars and the last four digits."""
    return "******" + mobile[-4:]
