"""Values, checked and brought into the service's form before any call.

Each `check_...` function returns the value as it is to be sent, or raises `InvalidValueError`, whose text names the
field and the rule and never holds the value. White space around a value is dropped unless the function says otherwise,
spaces and dashes inside numbers too. Digits of other scripts (fullwidth, Devanagari) are refused, not converted: what
the person sees is what is sent.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Self, TypeVar

from eka_abha._boundary import plain_boundary
from eka_abha._checking import (
    check_header_value,
    compact,
    free_text,
    matching,
    optional,
    stripped,
    text,
    without_control_characters,
)
from eka_abha._verhoeff import check_digit_holds
from eka_abha.errors import InvalidValueError

__all__ = [
    "BirthDate",
    "NewProfile",
    "check_aadhaar",
    "check_abha_address",
    "check_abha_number",
    "check_birth_date",
    "check_gender",
    "check_header_value",
    "check_mobile",
    "check_name",
    "check_otp",
    "check_pincode",
    "check_txn_id",
]

T = TypeVar("T")

_MOBILE = re.compile(r"(?:\+?91|0)?([6-9][0-9]{9})")
_AADHAAR = re.compile(r"[2-9][0-9]{11}")
_ABHA_NUMBER = re.compile(r"([0-9]{2})([0-9]{4})([0-9]{4})([0-9]{4})")
_PINCODE = re.compile(r"[1-9][0-9]{5}")
_OTP = re.compile(r"[0-9]{4,8}")
_DIGITS = re.compile(r"[0-9]{1,64}")
_NEW_LOCAL_PART = re.compile(r"(?!.*\..*\.)(?!.*_.*_)[A-Za-z][A-Za-z0-9._]{6,16}[A-Za-z0-9]")
_NEW_LOCAL_PART_RULE: Final = (
    "must have 8 to 18 letters and digits before the @, a letter first, with at most one dot and one underscore inside"
)
_OLD_LOCAL_PART = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ANY_LOCAL_PART = re.compile(r"[^\s@]{1,64}")
_SUFFIX = re.compile(r"@[a-z][a-z0-9.-]{0,30}")

_EARLIEST_YEAR: Final = 1900
_INDIA: Final = timedelta(hours=5, minutes=30)
_NAME_LIMIT: Final = 100
_TXN_ID_LIMIT: Final = 512


@plain_boundary
def check_mobile(value: str, field: str = "mobile") -> str:
    """An Indian mobile number as 10 digits. `+91`, `91` or `0` in front, spaces and dashes are taken away."""
    match = _MOBILE.fullmatch(compact(value, field))
    if match is None:
        raise InvalidValueError(
            field, "must be an Indian mobile number: 10 digits, the first 6 to 9, +91 or 0 in front"
        )
    return match[1]


@plain_boundary
def check_otp(value: str, *, any_length: bool = False) -> str:
    """An OTP: 4 to 8 digits. The length is not documented by the provider: `any_length` lets any from 1 to 64 pass."""
    code = compact(value, "otp")
    if any_length:
        return matching(_DIGITS, code, "otp", "must be digits only")
    return matching(_OTP, code, "otp", "must be 4 to 8 digits")


@plain_boundary
def check_aadhaar(value: str, *, verhoeff: bool = True) -> str:
    """An Aadhaar number as 12 digits. `verhoeff=False` leaves the check digit unchecked, for test data."""
    number = matching(_AADHAAR, compact(value, "aadhaar"), "aadhaar", "must be 12 digits, the first 2 to 9")
    if verhoeff and not check_digit_holds(number):
        raise InvalidValueError("aadhaar", "must have a right check digit: one of the digits is mistyped")
    return number


@plain_boundary
def check_abha_number(value: str) -> str:
    """An ABHA number in the form in which it is written: two digits and three times four, joined by dashes."""
    match = _ABHA_NUMBER.fullmatch(compact(value, "abha_number"))
    if match is None:
        raise InvalidValueError("abha_number", "must be 14 digits, with or without dashes")
    return "-".join(match.groups())


@plain_boundary
def check_abha_address(value: str, *, suffix: str | None, creating: bool, any_pattern: bool = False) -> str:
    """An ABHA address with its suffix, which is added when missing.

    `suffix` is the environment's, with its sign: `@sbx` or `@abdm`; another one is refused. None: it is not known, then
    the address must carry one. `creating` asks for the pattern of new addresses; without it older ones pass.
    `any_pattern` leaves the local part unchecked but for white space and a second `@`.
    """
    field = "abha_address"
    local, at, domain = stripped(value, field).partition("@")
    found = f"@{domain.lower()}" if at else suffix
    if found is None:
        raise InvalidValueError(field, "must end in its suffix, such as @abdm")
    if suffix is not None and found != suffix:
        raise InvalidValueError(field, f"must end in {suffix}, the suffix of this environment")
    matching(_SUFFIX, found, field, "must end in a suffix such as @abdm")
    if any_pattern:
        matching(_ANY_LOCAL_PART, local, field, "must have no white space and no second @")
        without_control_characters(local, field)
    elif creating:
        matching(_NEW_LOCAL_PART, local, field, _NEW_LOCAL_PART_RULE)
    else:
        matching(_OLD_LOCAL_PART, local, field, "must have letters, digits, dots, underscores or dashes before the @")
    return local + found


@plain_boundary
def check_pincode(value: str) -> str:
    """A postal index number: 6 digits, the first not 0."""
    return matching(_PINCODE, compact(value, "pincode"), "pincode", "must be 6 digits, the first not 0")


@plain_boundary
def check_birth_date(year: int, month: int, day: int) -> date:
    """A day that exists, not before 1900 and not after today in India."""
    for field, number in (("year_of_birth", year), ("month_of_birth", month), ("day_of_birth", day)):
        if not isinstance(number, int) or isinstance(number, bool):
            raise InvalidValueError(field, f"must be an int, not {type(number).__name__}")
    try:
        born = date(year, month, day)
    except (ValueError, OverflowError):
        raise InvalidValueError("birth_date", "must be a day of the calendar") from None
    if born.year < _EARLIEST_YEAR or born > (datetime.now(UTC) + _INDIA).date():
        raise InvalidValueError("birth_date", "must be a day of the 20th or 21st century, not in the future")
    return born


@plain_boundary
def check_gender(value: str) -> str:
    """`M`, `F` or `O`, in either case."""
    gender = stripped(value, "gender").upper()
    if gender not in ("M", "F", "O"):
        raise InvalidValueError("gender", "must be M, F or O")
    return gender


@plain_boundary
def check_name(value: str, field: str) -> str:
    """A person's name in any script, with single spaces: at most 100 characters, some letter among them."""
    name = " ".join(without_control_characters(stripped(value, field), field).split())
    if len(name) > _NAME_LIMIT or not any(map(str.isalpha, name)):
        raise InvalidValueError(field, f"must be a name of 1 to {_NAME_LIMIT} characters")
    return name


@plain_boundary
def check_txn_id(value: str) -> str:
    """A transaction id, which is opaque: as it came, not empty, without white space or control characters."""
    text(value, "txn_id")
    if not 0 < len(value) <= _TXN_ID_LIMIT or " " in value or not value.isprintable():
        raise InvalidValueError("txn_id", "must be a transaction id as the service answered it, without white space")
    return value


@dataclass(frozen=True, slots=True, repr=False)
class BirthDate:
    """A birth date as the service has it: the month or the day may be unknown. Not checked; the repr shows nothing."""

    year: int
    month: int | None = None
    day: int | None = None

    def as_date(self) -> date | None:
        """The date, or None when a part is unknown or there is no such day."""
        if self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except (ValueError, OverflowError):
            return None

    def __repr__(self) -> str:
        return "BirthDate(***)"


def _with_guarded_constructor(cls: type[T]) -> type[T]:
    """The class, with a constructor that leaves nothing of its arguments in a traceback."""
    type.__setattr__(cls, "__init__", plain_boundary(cls.__init__))
    return cls


@_with_guarded_constructor
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewProfile:
    """What the service asks for to create an account by mobile number; raises `InvalidValueError` when it is made.

    Names and address may be in any script; optional ones may be empty, which means None. The repr shows nothing.
    """

    first_name: str
    gender: str
    day_of_birth: int
    month_of_birth: int
    year_of_birth: int
    pincode: str
    middle_name: str | None = None
    last_name: str | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        check_birth_date(self.year_of_birth, self.month_of_birth, self.day_of_birth)
        checked = {
            "first_name": check_name(self.first_name, "first_name"),
            "gender": check_gender(self.gender),
            "pincode": check_pincode(self.pincode),
            "middle_name": optional(check_name, self.middle_name, "middle_name"),
            "last_name": optional(check_name, self.last_name, "last_name"),
            "address": optional(free_text, self.address, "address"),
        }
        for field, value in checked.items():
            object.__setattr__(self, field, value)

    @classmethod
    @plain_boundary
    def born_on(
        cls,
        birth_date: date,
        *,
        first_name: str,
        gender: str,
        pincode: str,
        middle_name: str | None = None,
        last_name: str | None = None,
        address: str | None = None,
    ) -> Self:
        """The same from a `datetime.date`."""
        if not isinstance(birth_date, date):
            raise InvalidValueError("birth_date", f"must be a datetime.date, not {type(birth_date).__name__}")
        return cls(
            first_name=first_name,
            gender=gender,
            day_of_birth=birth_date.day,
            month_of_birth=birth_date.month,
            year_of_birth=birth_date.year,
            pincode=pincode,
            middle_name=middle_name,
            last_name=last_name,
            address=address,
        )

    @property
    def birth_date(self) -> date:
        """The three parts of the birth date as one."""
        return date(self.year_of_birth, self.month_of_birth, self.day_of_birth)

    def __repr__(self) -> str:
        return "NewProfile(***)"
