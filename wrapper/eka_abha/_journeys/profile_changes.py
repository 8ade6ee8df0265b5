"""What a profile update sends: the changes, and of the current profile every other field, required ones included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eka_abha._checking import free_text, optional
from eka_abha.errors import InvalidValueError
from eka_abha.results import Profile
from eka_abha.values import BirthDate, check_birth_date, check_gender, check_name, check_pincode


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProfileChanges:
    """What the caller gave. None: the field stays. An empty string: an optional field is taken away."""

    first_name: str | None = None
    middle_name: str | None = None
    last_name: str | None = None
    gender: str | None = None
    birth_date: date | None = None
    pincode: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WholeProfile:
    """The profile as it is to be. What was not changed is as the service has it, whatever our rules say of it."""

    first_name: str
    middle_name: str | None
    last_name: str | None
    gender: str
    birth_date: tuple[int, int, int]
    """Year, month and day."""
    pincode: str
    address: str | None


def check_changes(given: ProfileChanges) -> ProfileChanges:
    """The changes by the rules for values.

    Raises:
        InvalidValueError: a value breaks its rule, or nothing was given.
    """
    if given == ProfileChanges():
        raise InvalidValueError("update", "must be given something to change")
    born = given.birth_date
    if not isinstance(born, date | None):
        raise InvalidValueError("birth_date", f"must be a datetime.date, not {type(born).__name__}")
    return ProfileChanges(
        first_name=None if given.first_name is None else check_name(given.first_name, "first_name"),
        middle_name=_optional_name(given.middle_name, "middle_name"),
        last_name=_optional_name(given.last_name, "last_name"),
        gender=None if given.gender is None else check_gender(given.gender),
        birth_date=None if born is None else check_birth_date(born.year, born.month, born.day),
        pincode=None if given.pincode is None else check_pincode(given.pincode),
        address=None if given.address is None else optional(free_text, given.address, "address") or "",
    )


def changed_profile(current: Profile, changes: ProfileChanges) -> WholeProfile:
    """The current profile with checked changes in it.

    Raises:
        InvalidValueError: a field is locked, or a required one is neither given nor in the profile.
    """
    gender = current.gender if current.gender in ("M", "F", "O") else None
    birth_date = _whole(current.birth_date)
    if current.kyc_verified:
        _check_unlocked("first_name", current.first_name, changes.first_name)
        _check_unlocked("middle_name", current.middle_name or "", changes.middle_name)
        _check_unlocked("last_name", current.last_name or "", changes.last_name)
        _check_unlocked("gender", gender, changes.gender)
        _check_unlocked("birth_date", birth_date, _parts(changes.birth_date))
    birth_date = _parts(changes.birth_date) or birth_date
    if birth_date is None:
        raise _missing("birth_date")
    return WholeProfile(
        first_name=_required("first_name", changes.first_name, current.first_name),
        middle_name=_kept(changes.middle_name, current.middle_name),
        last_name=_kept(changes.last_name, current.last_name),
        gender=_required("gender", changes.gender, gender),
        birth_date=birth_date,
        pincode=_required("pincode", changes.pincode, current.pincode),
        address=_kept(changes.address, current.address),
    )


def _optional_name(name: str | None, field: str) -> str | None:
    return None if name is None else optional(check_name, name, field) or ""


def _whole(known: BirthDate | None) -> tuple[int, int, int] | None:
    """The birth date, unless a part of it is unknown: Aadhaar may have the year only."""
    if known is None or known.month is None or known.day is None:
        return None
    return known.year, known.month, known.day


def _parts(given: date | None) -> tuple[int, int, int] | None:
    return (given.year, given.month, given.day) if given is not None else None


def _check_unlocked(field: str, current: object, given: object) -> None:
    """A field that the profile lacks may be given even when it is locked: the service asks for it."""
    if given is not None and current is not None and given != current:
        raise InvalidValueError(field, "is locked: the profile is KYC-verified")


def _required(field: str, given: str | None, current: str | None) -> str:
    value = current if given is None else given
    if value is None:
        raise _missing(field)
    return value


def _kept(given: str | None, current: str | None) -> str | None:
    return current if given is None else given


def _missing(field: str) -> InvalidValueError:
    return InvalidValueError(field, "must be given: the service asks for it, and the profile does not have it")
