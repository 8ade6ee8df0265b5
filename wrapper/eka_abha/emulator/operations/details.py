"""The person's details, as create-phr and the profile update take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eka_abha.emulator import rules
from eka_abha.emulator.errors import VALIDATION_FAILED, Refused

if TYPE_CHECKING:
    from datetime import date

    from eka_abha.emulator.fields import Fields


@dataclass(frozen=True, slots=True, repr=False)
class Details:
    """A person's details, checked."""

    first_name: str
    middle_name: str | None
    last_name: str | None
    gender: str
    born: date
    pincode: str
    address: str | None


def read_details(fields: Fields, *, today: date) -> Details:
    """Read the specification's `DetailsRequestType2`; first all types, then the values."""
    first_name, gender, pincode = fields.text("first_name"), fields.text("gender"), fields.text("pincode")
    year, month, day = (fields.whole_number(f"{part}_of_birth") for part in ("year", "month", "day"))
    middle_name, last_name = fields.optional_text("middle_name"), fields.optional_text("last_name")
    address = fields.optional_text("address")
    if not first_name.strip():
        raise Refused(VALIDATION_FAILED, "profile.first_name is empty")
    if gender not in rules.GENDERS:
        raise Refused(VALIDATION_FAILED, "profile.gender: M, F or O")
    if not rules.is_pincode(pincode):
        raise Refused(VALIDATION_FAILED, "profile.pincode: 6 digits, the first not 0")
    born = rules.real_date(year, month, day)
    if born is None or born.year < rules.EARLIEST_BIRTH_YEAR or born > today:
        raise Refused(VALIDATION_FAILED, "profile: no such day of birth")
    return Details(first_name, middle_name, last_name, gender, born, pincode, address)
