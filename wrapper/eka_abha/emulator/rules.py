"""The rules for values, written for the emulator alone so that it judges a client by its own reading of them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MOBILE: Final = re.compile(r"[6-9][0-9]{9}")
_PINCODE: Final = re.compile(r"[1-9][0-9]{5}")
_ISO_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_AADHAAR: Final = re.compile(r"[2-9][0-9]{11}")
_ABHA_NUMBER: Final = re.compile(r"([0-9]{2})-?([0-9]{4})-?([0-9]{4})-?([0-9]{4})")
_LOCAL_PART: Final = re.compile(r"[A-Za-z][A-Za-z0-9._]{6,16}[A-Za-z0-9]")

# Verhoeff's permutation of the digits, applied once more at each place.
_PERMUTATION: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)

GENDERS: Final = frozenset({"M", "F", "O"})
EARLIEST_BIRTH_YEAR: Final = 1900


def is_mobile(text: str) -> bool:
    """Ten digits, the first 6 to 9, and nothing else."""
    return _MOBILE.fullmatch(text) is not None


def is_aadhaar(text: str, *, check_digit: bool = True) -> bool:
    """Twelve digits, the first 2 to 9, and (unless told otherwise) the last one right by Verhoeff's rule."""
    return _AADHAAR.fullmatch(text) is not None and (not check_digit or _verhoeff(text) == 0)


def with_check_digit(digits: str) -> str:
    """Return the digits with Verhoeff's check digit behind them."""
    return next(number for last in "0123456789" if _verhoeff(number := digits + last) == 0)


def abha_number(text: str) -> str | None:
    """Return an ABHA number of 14 digits, which came with all its dashes or with none, with them; else None."""
    found = _ABHA_NUMBER.fullmatch(text) if text.count("-") in (0, 3) else None
    return None if found is None else "-".join(found.groups())


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


def masked_abha_number(number: str) -> str:
    """Return an ABHA number as a search answers it: only the last four digits can be read."""
    return "xx-xxxx-xxxx-" + number[-4:]


def _verhoeff(digits: str) -> int:
    """Return 0 when the last digit is the check digit of the others.

    The digits are multiplied in the group of a pentagon's symmetries: 0 to 4 turn it, 5 to 9 flip it.
    """
    product = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = _PERMUTATION[value]
        turn = product - value if product >= 5 else product + value
        product = turn % 5 + (0 if (product >= 5) == (value >= 5) else 5)
    return product
