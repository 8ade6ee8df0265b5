"""Values that no one else would write, and how to find them in a text, however they are spelled there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from urllib.parse import unquote_plus

from eka_abha import NewProfile

MOBILE: Final = "9182736450"
MASKED_MOBILE: Final = "******6450"
AADHAAR: Final = "728194635010"
"""Its check digit holds."""
ABHA_NUMBER: Final = "91-7264-8350-2917"
OTP: Final = "73918264"
"""Not the one that was sent, where one is sent at all. Eight digits, so that no other number looks like it."""
FIRST, MIDDLE, LAST = "Zephyrine", "Quillonné", "Vasquille"
BORN: Final = date(1987, 6, 23)
STREET: Final = "14, Marmalade Lane, Jorhat"
ADDRESS: Final = "qorvex.blen@sbx"
CLIENT_SECRET: Final = "zxsecret-4f6e1c9a0b7d"
SHARING_KEY: Final = "zxsharing-8d03e5b1a2c4"
ACCESS_TOKEN: Final = "zxaccess-eyJhbGciOiJIUzI1NiJ9.c29tZXRoaW5n.Zm9yIHBhcnRuZXJz"
REFRESH_TOKEN: Final = "zxrefresh-3b9f27d85e61"
PATIENT_TOKEN: Final = "zxpatient-eyJhbGciOiJIUzI1NiJ9.Zm9yIHRoZQ.cGF0aWVudA"
PATIENT_REFRESH: Final = "zxptrefresh-6c1d94e0f7a3"
MIN_TOKEN: Final = "zxmin-a5e2708bd91f"
COOKIE: Final = "zxcookie-1f4b6d8c0e2a"

PROFILE: Final = NewProfile.born_on(
    BORN, first_name=FIRST, middle_name=MIDDLE, last_name=LAST, gender="F", pincode="785001", address=STREET
)

_STEMS: Final[Mapping[str, str]] = {
    "first name": "zephyrine",
    "middle name": "quillonn",
    "last name": "vasquille",
    "street": "marmalade",
    "ABHA address": "qorvex",
    "client secret": "zxsecret",
    "sharing key": "zxsharing",
    "access token": "zxaccess",
    "refresh token": "zxrefresh",
    "patient's token": "zxpatient",
    "patient's refresh token": "zxptrefresh",
    "min_token": "zxmin",
    "cookie": "zxcookie",
    "emulator's access token": "emulator-access-",
    "emulator's console token": "emulator-console-",
    "emulator's refresh token": "emulator-refresh-",
    "emulator's patient token": "emulator-patient-",
    "emulator's min_token": "emulator-min-",
}
"""The beginnings, so that a value that was cut short is found, too."""

_NUMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "mobile": (MOBILE[:9], MOBILE[1:]),
    "Aadhaar number": (AADHAAR[:10], AADHAAR[2:]),
    "ABHA number": (ABHA_NUMBER.replace("-", "")[:12], ABHA_NUMBER.replace("-", "")[2:]),
    "OTP": (OTP,),
}

_BIRTH_DATE: Final = re.compile(
    r"1987\W{1,3}0?6\W{1,3}23(?!\d)|(?<!\d)23\W{1,3}0?6\W{1,3}(?:19)?87|19870623|day_of_birth\W{1,4}23"
    r"|year_of_birth\W{1,4}1987",
    re.IGNORECASE,
)
_POINTER = re.compile(r"\b0x[0-9a-f]+\b", re.IGNORECASE)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-.()/_,+\u2010-\u2015]{1,2}(?=\d)")
_ESCAPED = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")


def found_in(text: str, *, others: Iterable[str] = ()) -> set[str]:
    """The names of the canaries in a text.

    Args:
        text: what was shown.
        others: further secrets, such as the OTPs that an emulator made up.
    """
    text = _POINTER.sub("0x", text)
    spellings = {text, unquote_plus(text), _ESCAPED.sub(_unescaped, text)}
    found = set()
    for spelling in spellings:
        folded = spelling.casefold()
        digits = _BETWEEN_DIGITS.sub("", spelling)
        found |= {name for name, stem in _STEMS.items() if stem in folded}
        found |= {name for name, parts in _NUMBERS.items() if any(part in digits for part in parts)}
        found |= {f"secret {number}" for number, other in enumerate(others) if other in spelling or other in digits}
        if _BIRTH_DATE.search(spelling):
            found.add("birth date")
    return found


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16))
