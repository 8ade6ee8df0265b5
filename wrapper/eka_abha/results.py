"""What journeys and look-ups answer: small, frozen, ``None`` for what is absent. Their reprs show no personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from eka_abha_api.types import Unset

from ._privacy import mask_address
from ._secret import Secret
from .values import BirthDate

__all__ = ["Account", "EkaIds", "PatientTokens", "Profile"]


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
    gender: str | None
    """``M``, ``F`` or ``O``; open, because the service may answer others."""
    birth_date: BirthDate | None
    mobile: str | None
    address: str | None
    pincode: str | None
    kyc_verified: bool | None
    raw: object
    """The generated model that this was read from, with all its fields."""

    def __repr__(self) -> str:
        return "Profile(***)"


class AccountShape(Protocol):
    """An item of ``abha_profiles``, whichever operation it comes from."""

    @property
    def abha_address(self) -> object: ...
    @property
    def name(self) -> object: ...
    @property
    def kyc_verified(self) -> object: ...


class EkaShape(Protocol):
    """An ``eka`` object, whichever operation it comes from."""

    @property
    def oid(self) -> object: ...
    @property
    def uuid(self) -> object: ...
    @property
    def min_token(self) -> object: ...


class ProfileShape(Protocol):
    """A ``profile`` object, whichever operation it comes from."""

    @property
    def abha_address(self) -> object: ...
    @property
    def abha_number(self) -> object: ...
    @property
    def full_name(self) -> object: ...
    @property
    def first_name(self) -> object: ...
    @property
    def middle_name(self) -> object: ...
    @property
    def last_name(self) -> object: ...
    @property
    def gender(self) -> object: ...
    @property
    def year_of_birth(self) -> object: ...
    @property
    def month_of_birth(self) -> object: ...
    @property
    def day_of_birth(self) -> object: ...
    @property
    def mobile(self) -> object: ...
    @property
    def address(self) -> object: ...
    @property
    def pincode(self) -> object: ...
    @property
    def kyc_verified(self) -> object: ...


class OutcomeShape(Protocol):
    """What every answer has that says how a journey goes on."""

    @property
    def skip_state(self) -> object: ...
    @property
    def eka(self) -> EkaShape | Unset: ...


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """How a journey goes on, as the service said it."""

    state: str | None
    """``skip_state``."""
    txn_id: str
    """The newest one."""
    accounts: tuple[Account, ...]
    ids: EkaIds | None
    profile: Profile | None
    tokens: PatientTokens | None
    raw: object


def text(value: object) -> str | None:
    """A string that says something, or None."""
    return value if isinstance(value, str) and value.strip() else None


def flag(value: object) -> bool | None:
    """A boolean, in any of the service's spellings, or None."""
    if isinstance(value, bool):
        return value
    spelled = value.strip().lower() if isinstance(value, str) else None
    return {"true": True, "false": False}.get(spelled or "")


def read_accounts(items: Iterable[AccountShape] | Unset | None) -> tuple[Account, ...]:
    """The accounts that have an address."""
    accounts = []
    for item in items or ():
        address = text(item.abha_address)
        if address is not None:
            accounts.append(Account(address, text(item.name), flag(item.kyc_verified)))
    return tuple(accounts)


def read_ids(eka: EkaShape | Unset | None) -> EkaIds | None:
    """The patient's ids, or None when the answer has none."""
    if not eka:
        return None
    min_token = text(eka.min_token)
    return EkaIds(text(eka.oid), text(eka.uuid), Secret(min_token) if min_token else None)


def read_tokens(token: object, refresh_token: object) -> PatientTokens | None:
    """The patient's tokens, or None when there is none."""
    found, refresh = text(token), text(refresh_token)
    return PatientTokens(Secret(found), Secret(refresh) if refresh else None) if found else None


def read_profile(profile: ProfileShape | Unset | None) -> Profile | None:
    """The profile, or None when the answer has none."""
    if not profile:
        return None
    return Profile(
        abha_address=text(profile.abha_address),
        abha_number=text(profile.abha_number),
        full_name=text(profile.full_name),
        first_name=text(profile.first_name),
        middle_name=text(profile.middle_name),
        last_name=text(profile.last_name),
        gender=text(profile.gender),
        birth_date=_birth_date(profile),
        mobile=text(profile.mobile),
        address=text(profile.address),
        pincode=text(profile.pincode),
        kyc_verified=flag(profile.kyc_verified),
        raw=profile,
    )


def read_outcome(
    answer: OutcomeShape,
    *,
    before: str,
    txn_id: object = None,
    accounts: Iterable[AccountShape] | Unset | None = None,
    profile: ProfileShape | Unset | None = None,
    token: object = None,
    refresh_token: object = None,
) -> Outcome:
    """How a journey goes on; ``before`` is the transaction id that was sent, for answers that name none."""
    return Outcome(
        state=text(answer.skip_state),
        txn_id=text(txn_id) or before,
        accounts=read_accounts(accounts),
        ids=read_ids(answer.eka),
        profile=read_profile(profile),
        tokens=read_tokens(token, refresh_token),
        raw=answer,
    )


def _birth_date(profile: ProfileShape) -> BirthDate | None:
    year, month, day = (
        value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
        for value in (profile.year_of_birth, profile.month_of_birth, profile.day_of_birth)
    )
    return BirthDate(year, month, day) if year is not None else None
