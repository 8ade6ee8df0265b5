"""Who there was before a transcript began, as far as it tells: accounts, people, and whom a transaction is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eka_abha.transcripts.shapes import Fields


@dataclass(slots=True, kw_only=True, eq=False)
class KnownAccount:
    """An account that there was; its labels, as far as it has any.

    `kyc_verified` and `session` are what the first answer says that tells of them; `gets_number` by KYC, later on.
    """

    address: str | None = None
    mobile: str | None = None
    aadhaar: str | None = None
    abha_number: str | None = None
    oid: str | None = None
    patient_token: str | None = None
    profile: Fields | None = None
    kyc_verified: bool | None = None
    has_abha_number: bool = False
    has_aadhaar: bool = False
    gets_number: bool = False
    session: bool | None = None
    blocked: set[str] = field(default_factory=set)

    def settle(self, *, session: bool | None = None, kyc_verified: bool | None = None) -> None:
        """Take in what an answer says, unless an earlier one did: the first tells of the state before."""
        if self.session is None:
            self.session = session
        if self.kyc_verified is None:
            self.kyc_verified = kyc_verified


@dataclass(slots=True, kw_only=True)
class KnownPerson:
    """Somebody with an Aadhaar number. `linked`: the label of the linked mobile number, `no_mobile`: none is linked.

    `account`: whose owner it is, by KYC; `other_details`: but not by what KYC compared.
    """

    linked: str | None = None
    no_mobile: bool = False
    other_details: bool = False
    profile: Fields | None = None
    account: KnownAccount | None = None


@dataclass(slots=True)
class Subject:
    """Whom a transaction is about."""

    mobile: str | None = None
    aadhaar: str | None = None
    abha_number: str | None = None
    address: str | None = None

    @property
    def labels(self) -> dict[str, str]:
        """By what its accounts are found: its most special label."""
        if self.aadhaar is not None:
            return {"aadhaar": self.aadhaar}
        if self.abha_number is not None:
            return {"abha_number": self.abha_number}
        return {} if self.mobile is None else {"mobile": self.mobile}
