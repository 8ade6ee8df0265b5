"""Reads answers of the generated client into results. Classes of one shape are read through one Protocol.

Whatever a field holds, reading it does not raise: what is not of its type is absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from eka_abha_api.types import Unset

from ._secret import Secret
from .results import Account, EkaIds, FoundProfile, Gender, LoginMethods, PatientTokens, Profile, RawAnswer
from .values import BirthDate


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


class ProfileShape(RawAnswer, Protocol):
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


class OutcomeShape(RawAnswer, Protocol):
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
    raw: RawAnswer


def text(value: object) -> str | None:
    """A string that says something, or None."""
    return value if isinstance(value, str) and value.strip() else None


def flag(value: object) -> bool | None:
    """A boolean, in any of the service's spellings, or None."""
    if isinstance(value, bool):
        return value
    spelled = value.strip().lower() if isinstance(value, str) else None
    return {"true": True, "false": False}.get(spelled or "")


def gender(value: object) -> Gender | str | None:
    """A documented gender, another one as it is, or None."""
    found = text(value)
    return Gender(found) if found in set(Gender) else found


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
        gender=gender(profile.gender),
        birth_date=_birth_date(profile),
        mobile=text(profile.mobile),
        address=text(profile.address),
        pincode=text(profile.pincode),
        kyc_verified=flag(profile.kyc_verified),
        raw=profile,
    )


class AddressShape(OutcomeShape, Protocol):
    """The answer of making or entering an address in a transaction that Aadhaar has proven."""

    @property
    def txn_id(self) -> object: ...
    @property
    def profile(self) -> ProfileShape | Unset: ...
    @property
    def token(self) -> object: ...
    @property
    def refresh_token(self) -> object: ...


class AadhaarShape(AddressShape, Protocol):
    """The answer once somebody has proven who they are by Aadhaar or by face."""

    @property
    def abha_profiles(self) -> Iterable[AccountShape] | Unset: ...
    @property
    def hint(self) -> object: ...


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


class FoundShape(Protocol):
    """A profile that a search found."""

    @property
    def index(self) -> object: ...
    @property
    def abha_address(self) -> object: ...
    @property
    def abha_number(self) -> object: ...
    @property
    def name(self) -> object: ...
    @property
    def gender(self) -> object: ...
    @property
    def age(self) -> object: ...
    @property
    def kyc_verified(self) -> object: ...


class LoginMethodsShape(Protocol):
    """The answer that lists login methods."""

    @property
    def auth_methods(self) -> Iterable[object] | Unset: ...
    @property
    def blocked_methods(self) -> Iterable[object] | Unset: ...
    @property
    def abha_address(self) -> object: ...
    @property
    def abha_number(self) -> object: ...
    @property
    def fullname(self) -> object: ...
    @property
    def mobile(self) -> object: ...
    @property
    def status(self) -> object: ...


def number(value: object) -> int | None:
    """A whole number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts(values: object) -> tuple[str, ...]:
    """The strings of a list that say something."""
    return tuple(found for value in (values if isinstance(values, list) else ()) if (found := text(value)))


def read_found(items: Iterable[FoundShape] | Unset | None) -> tuple[FoundProfile, ...]:
    """The profiles found that have an index: without one, no login to them can be started."""
    return tuple(
        FoundProfile(
            index,
            abha_address=text(item.abha_address),
            abha_number=text(item.abha_number),
            name=text(item.name),
            gender=gender(item.gender),
            age=number(item.age),
            kyc_verified=flag(item.kyc_verified),
        )
        for item in items or ()
        if (index := number(item.index)) is not None
    )


def read_login_methods(answer: LoginMethodsShape) -> LoginMethods:
    """How somebody may log in."""
    return LoginMethods(
        auth_methods=texts(answer.auth_methods),
        blocked_methods=texts(answer.blocked_methods),
        abha_address=text(answer.abha_address),
        abha_number=text(answer.abha_number),
        full_name=text(answer.fullname),
        mobile=text(answer.mobile),
        status=text(answer.status),
    )


def _birth_date(profile: ProfileShape) -> BirthDate | None:
    year, month, day = (
        found if (found := number(value)) is not None and found > 0 else None
        for value in (profile.year_of_birth, profile.month_of_birth, profile.day_of_birth)
    )
    return BirthDate(year, month, day) if year is not None else None
