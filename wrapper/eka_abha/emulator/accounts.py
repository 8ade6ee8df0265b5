"""The ABHA accounts that the emulator knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eka_abha.emulator.rules import is_mobile

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Account:
    """One ABHA account: its address's owner as the service would describe them. The repr shows nothing personal.

    `aadhaar` is the Aadhaar number that the account was verified with, `blocked_methods` the login methods that are
    not allowed for it.
    """

    abha_address: str
    mobile: str | None
    first_name: str
    middle_name: str | None = None
    last_name: str | None = None
    gender: str = "O"
    day_of_birth: int | None = None
    month_of_birth: int | None = None
    year_of_birth: int | None = None
    pincode: str | None = None
    address: str | None = None
    abha_number: str | None = None
    kyc_verified: bool = False
    aadhaar: str | None = None
    blocked_methods: tuple[str, ...] = ()
    oid: str
    uuid: str

    def __repr__(self) -> str:
        return f"<Account kyc_verified={self.kyc_verified}>"

    @property
    def full_name(self) -> str:
        """First, middle and last name, as far as there are any."""
        return joined_name(self.first_name, self.middle_name, self.last_name)


class Accounts:
    """Accounts by address (whatever its case) and by whatever else they are looked for."""

    def __init__(self) -> None:
        self._by_address: dict[str, Account] = {}
        self._index: dict[tuple[str, str], list[str]] = {}

    def __iter__(self) -> Iterator[Account]:
        return iter(tuple(self._by_address.values()))

    def __len__(self) -> int:
        return len(self._by_address)

    def add(self, account: Account) -> None:
        """Add an account; raises ValueError when its address is taken or its mobile number is none."""
        key = account.abha_address.casefold()
        if key in self._by_address:
            message = "abha_address must be new: the ABHA address is taken"
            raise ValueError(message)
        if account.mobile is not None and not is_mobile(account.mobile):
            message = "mobile must be 10 digits, the first 6 to 9"
            raise ValueError(message)
        self._by_address[key] = account
        for entry in _entries(account):
            self._index.setdefault(entry, []).append(key)

    def replace(self, old: Account, new: Account) -> None:
        """Put an account in the place of one with the same address."""
        key = old.abha_address.casefold()
        self._by_address[key] = new
        for entry in _entries(old) - _entries(new):
            self._index[entry].remove(key)
        for entry in _entries(new) - _entries(old):
            self._index.setdefault(entry, []).append(key)

    def remove(self, account: Account) -> None:
        """Remove an account; its address is free again."""
        key = account.abha_address.casefold()
        del self._by_address[key]
        for entry in _entries(account):
            self._index[entry].remove(key)

    def find(self, address: str) -> Account | None:
        """Return the account with this address."""
        return self._by_address.get(address.casefold())

    def of_oid(self, oid: str) -> Account | None:
        """Return the account of an Eka user id."""
        return next(iter(self._of("oid", oid)), None)

    def of_mobile(self, mobile: str) -> tuple[Account, ...]:
        """Return the accounts of a mobile number, oldest first."""
        return self._of("mobile", mobile)

    def of_aadhaar(self, aadhaar: str) -> tuple[Account, ...]:
        """Return the accounts of an Aadhaar number, oldest first."""
        return self._of("aadhaar", aadhaar)

    def of_abha_number(self, number: str) -> tuple[Account, ...]:
        """Return the accounts of an ABHA number, written with dashes, oldest first."""
        return self._of("abha_number", number)

    def _of(self, name: str, value: str) -> tuple[Account, ...]:
        return tuple(self._by_address[key] for key in self._index.get((name, value), ()))


def joined_name(*parts: str | None) -> str:
    """Return the parts of a name that there are, with spaces between."""
    return " ".join(part for part in parts if part)


def _entries(account: Account) -> set[tuple[str, str]]:
    values = {
        "oid": account.oid,
        "mobile": account.mobile,
        "aadhaar": account.aadhaar,
        "abha_number": account.abha_number,
    }
    return {(name, value) for name, value in values.items() if value is not None}
