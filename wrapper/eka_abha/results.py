"""What journeys and look-ups answer: small, frozen, ``None`` for what is absent. Their reprs show no personal data."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from ._privacy import mask_address
from ._secret import Secret
from .values import BirthDate

__all__ = [
    "Account",
    "EkaIds",
    "FoundProfile",
    "Gender",
    "LoginMethods",
    "PatientTokens",
    "Pincode",
    "Profile",
    "RawAnswer",
    "SessionStatus",
]


class RawAnswer(Protocol):
    """A generated model of ``eka_abha_api``, as the service's answer was read into it."""

    def to_dict(self) -> dict[str, object]:
        """All fields of the answer, by the service's own names."""
        ...


class Gender(enum.StrEnum):
    """The genders that are documented. Fields are open: another value of the service arrives as a plain string."""

    FEMALE = "F"
    MALE = "M"
    OTHER = "O"


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """An existing ABHA address that the patient may log in to."""

    abha_address: str
    name: str | None = None
    kyc_verified: bool | None = None
    """True when the service says so; it spells this as a string in some answers and as a boolean in others."""

    def __repr__(self) -> str:
        return f"Account({mask_address(self.abha_address)})"


@dataclass(frozen=True, slots=True, repr=False)
class EkaIds:
    """The patient's ids at Eka."""

    oid: str | None
    """The Eka user id: what ``for_patient(oid=...)`` takes."""
    uuid: str | None
    min_token: Secret | None

    def __repr__(self) -> str:
        return "EkaIds(***)"


@dataclass(frozen=True, slots=True, repr=False)
class PatientTokens:
    """The patient's own tokens at the ABHA gateway. Not the partner token: never send them as a bearer."""

    token: Secret
    refresh_token: Secret | None = None

    def __repr__(self) -> str:
        return "PatientTokens(***)"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Profile:
    """A patient's ABHA profile."""

    abha_address: str | None
    abha_number: str | None
    full_name: str | None
    first_name: str | None
    middle_name: str | None
    last_name: str | None
    gender: Gender | str | None
    birth_date: BirthDate | None
    mobile: str | None
    address: str | None
    pincode: str | None
    kyc_verified: bool | None
    raw: RawAnswer
    """The generated model that this was read from, with all its fields."""

    def __repr__(self) -> str:
        return "Profile(***)"


@dataclass(frozen=True, slots=True, repr=False)
class FoundProfile:
    """A profile that a search found. What names the patient is masked by the service."""

    index: int
    """What a login to it is started by."""
    abha_address: str | None = None
    abha_number: str | None = None
    """Masked but for its last digits."""
    name: str | None = None
    gender: Gender | str | None = None
    age: int | None = None
    """Years."""
    kyc_verified: bool | None = None

    def __repr__(self) -> str:
        return f"FoundProfile(index={self.index})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LoginMethods:
    """How the owner of an ABHA address may log in. The names are the service's own, and an open set."""

    auth_methods: tuple[str, ...]
    blocked_methods: tuple[str, ...]
    abha_address: str | None
    abha_number: str | None
    full_name: str | None
    mobile: str | None
    """Masked by the service."""
    status: str | None

    def __repr__(self) -> str:
        return f"LoginMethods(auth_methods={self.auth_methods}, blocked_methods={self.blocked_methods})"


@dataclass(frozen=True, slots=True, repr=False)
class SessionStatus:
    """The patient's session with the ABHA gateway."""

    logged_in: bool
    kyc_verified: bool | None
    hpr_id: str | None
    """The professional's id, where the patient is one in the health professional registry."""

    def __repr__(self) -> str:
        return f"SessionStatus(logged_in={self.logged_in})"


@dataclass(frozen=True, slots=True)
class Pincode:
    """Where a pincode lies, with the codes of the local government directory."""

    pincode: str
    district_name: str | None
    district_code: str | None
    state_name: str | None
    state_code: str | None
