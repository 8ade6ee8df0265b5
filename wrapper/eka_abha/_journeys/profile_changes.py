"""What a profile update sends: the current profile with the changes in it, every required field included."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from eka_abha.errors import InvalidValueError
from eka_abha.results import Profile
from eka_abha.values import NewProfile

PROFILE_FIELDS = ("first_name", "middle_name", "last_name", "gender", "birth_date", "pincode", "address")
LOCKED = frozenset({"first_name", "middle_name", "last_name", "gender", "birth_date"})
"""What a KYC-verified profile takes from Aadhaar."""


def changed_profile(current: Profile, changes: Mapping[str, object]) -> NewProfile:
    """The profile as it is to be, checked.

    Raises:
        InvalidValueError: a field is locked or breaks its rule, or a required one is unknown.
    """
    if current.kyc_verified:
        for name in changes:
            if name in LOCKED:
                raise InvalidValueError(name, "is locked: the profile is KYC-verified")
    known: dict[str, object] = {
        "first_name": current.first_name,
        "middle_name": current.middle_name,
        "last_name": current.last_name,
        "gender": current.gender,
        "birth_date": current.birth_date.as_date() if current.birth_date else None,
        "pincode": current.pincode,
        "address": current.address,
        **changes,
    }
    for name in ("first_name", "gender", "birth_date", "pincode"):
        if known[name] is None:
            raise InvalidValueError(name, "must be given: the service asks for it, and the profile does not have it")
    born = known["birth_date"]
    if not isinstance(born, date):
        raise InvalidValueError("birth_date", "must be a datetime.date")
    return NewProfile.born_on(
        born,
        first_name=_text(known, "first_name"),
        middle_name=_optional(known, "middle_name"),
        last_name=_optional(known, "last_name"),
        gender=_text(known, "gender"),
        pincode=_text(known, "pincode"),
        address=_optional(known, "address"),
    )


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise InvalidValueError(name, "must be a string")
    return value


def _optional(fields: Mapping[str, object], name: str) -> str | None:
    return None if fields[name] is None else _text(fields, name)
