"""The ABHA accounts that the emulator knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eka_abha.emulator.rules import is_mobile

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Account:
    """One ABHA account: its addresses' owner as the service would describe them. The repr shows nothing personal."""

    abha_address: str
    mobile: str
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
    oid: str
    uuid: str

    def __repr__(self) -> str:
        return f"<Account kyc_verified={self.kyc_verified}>"

    @property
    def full_name(self) -> str:
        """First, middle and last name, as far as there are any."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)


class Accounts:
    """Accounts by address (whatever its case) and by mobile number."""

    def __init__(self) -> None:
        self._by_address: dict[str, Account] = {}
        self._by_mobile: dict[str, list[Account]] = {}

    def __iter__(self) -> Iterator[Account]:
        return iter(tuple(self._by_address.values()))

    def __len__(self) -> int:
        return len(self._by_address)

    def add(self, account: Account) -> None:
        """Add an account; raises ValueError when its address is taken or its mobile number is none."""
        key = account.abha_address.casefold()
        if key in self._by_address:
            message = "the ABHA address is taken"
            raise ValueError(message)
        if not is_mobile(account.mobile):
            message = "mobile must be 10 digits, the first 6 to 9"
            raise ValueError(message)
        self._by_address[key] = account
        self._by_mobile.setdefault(account.mobile, []).append(account)

    def find(self, address: str) -> Account | None:
        """Return the account with this address."""
        return self._by_address.get(address.casefold())

    def of_mobile(self, mobile: str) -> tuple[Account, ...]:
        """Return the accounts of a mobile number, oldest first."""
        return tuple(self._by_mobile.get(mobile, ()))
