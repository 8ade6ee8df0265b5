"""Whom the emulator knows: accounts, the people behind Aadhaar numbers, and their sessions with the gateway."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from eka_abha.emulator import rules
from eka_abha.emulator.accounts import Account
from eka_abha.emulator.login_targets import LOGIN_METHODS
from eka_abha.emulator.people import Person, made_up_abha_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eka_abha.emulator.settings import EmulatorSettings
    from eka_abha.emulator.world import World


class Directory:
    """The part of the emulator with which a test or developer decides who there is."""

    def __init__(self, settings: EmulatorSettings, world: World) -> None:
        self.settings = settings
        self._world = world
        self._lock = threading.RLock()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts, oldest first."""
        with self._lock:
            return tuple(self._world.accounts)

    def add_account(
        self,
        abha_address: str,
        *,
        mobile: str,
        first_name: str = "Asha",
        middle_name: str | None = None,
        last_name: str | None = "Rao",
        gender: str = "F",
        day_of_birth: int | None = 1,
        month_of_birth: int | None = 1,
        year_of_birth: int | None = 1990,
        pincode: str | None = "560001",
        address: str | None = None,
        abha_number: str | None = None,
        kyc_verified: bool = False,
        aadhaar: str | None = None,
        blocked_methods: Sequence[str] = (),
    ) -> Account:
        """Add an account, with its suffix; legacy addresses are accepted.

        `aadhaar`: the Aadhaar number that it was verified with. `blocked_methods`: login methods that it does not
        allow (MOBILE_OTP, ABHA_NUMBER_OTP, AADHAAR_OTP, PASSWORD). Raises ValueError when the address is taken, has
        another suffix, or a number or method is none.
        """
        if not abha_address.endswith(self.settings.address_suffix):
            message = f"abha_address must end with {self.settings.address_suffix}"
            raise ValueError(message)
        if not set(blocked_methods) <= set(LOGIN_METHODS):
            message = f"blocked_methods must be among {', '.join(LOGIN_METHODS)}"
            raise ValueError(message)
        number = None if abha_number is None else _abha_number(abha_number)
        if aadhaar is not None:
            self._check_aadhaar(aadhaar)
        with self._lock:
            oid = self._world.chance.oid(mobile)
            new = Account(
                abha_address=abha_address,
                mobile=mobile,
                first_name=first_name,
                middle_name=middle_name,
                last_name=last_name,
                gender=gender,
                day_of_birth=day_of_birth,
                month_of_birth=month_of_birth,
                year_of_birth=year_of_birth,
                pincode=pincode,
                address=address,
                abha_number=number,
                kyc_verified=kyc_verified,
                aadhaar=aadhaar,
                blocked_methods=tuple(blocked_methods),
                oid=oid,
                uuid=self._world.chance.id("uuid", oid),
            )
            self._world.accounts.add(new)
        return new

    def add_person(
        self,
        aadhaar: str,
        *,
        mobile: str | None,
        first_name: str = "Asha",
        middle_name: str | None = None,
        last_name: str | None = "Rao",
        gender: str = "F",
        day_of_birth: int | None = 1,
        month_of_birth: int | None = 1,
        year_of_birth: int | None = 1990,
        pincode: str | None = "560001",
        address: str | None = None,
        abha_number: str | None = None,
    ) -> Person:
        """Add whom an Aadhaar number names; `mobile` is the linked mobile number, None where none is linked.

        The ABHA number is made up from the Aadhaar number unless given. Raises ValueError when a number is none or
        somebody's already.
        """
        self._check_aadhaar(aadhaar)
        if mobile is not None:
            check_mobile(mobile)
        number = made_up_abha_number(aadhaar) if abha_number is None else _abha_number(abha_number)
        new = Person(
            aadhaar=aadhaar,
            abha_number=number,
            mobile=mobile,
            first_name=first_name,
            middle_name=middle_name,
            last_name=last_name,
            gender=gender,
            day_of_birth=day_of_birth,
            month_of_birth=month_of_birth,
            year_of_birth=year_of_birth,
            pincode=pincode,
            address=address,
        )
        with self._lock:
            self._world.people.add(new)
        return new

    def open_session(self, abha_address: str) -> str:
        """Open a session with the gateway for the owner of an address and return their token.

        Raises LookupError when nobody has the address.
        """
        with self._lock:
            oid = self._account(abha_address).oid
            return self._world.sessions.issue_tokens(oid, opens=True).token

    def expire_sessions(self, abha_address: str | None = None) -> None:
        """Let the sessions with the gateway expire: of the owner of one address, or of everybody.

        Raises LookupError when nobody has the address.
        """
        with self._lock:
            self._world.sessions.expire(None if abha_address is None else self._account(abha_address).oid)

    def _account(self, abha_address: str) -> Account:
        account = self._world.accounts.find(abha_address)
        if account is None:
            message = "nobody has this ABHA address"
            raise LookupError(message)
        return account

    def _check_aadhaar(self, aadhaar: str) -> None:
        if not rules.is_aadhaar(aadhaar, check_digit=self.settings.aadhaar_check_digit):
            message = "aadhaar must be 12 digits, the first 2 to 9, the last a check digit"
            raise ValueError(message)


def check_mobile(mobile: str) -> None:
    """Raise ValueError unless this is a mobile number."""
    if not rules.is_mobile(mobile):
        message = "mobile must be 10 digits, the first 6 to 9"
        raise ValueError(message)


def _abha_number(text: str) -> str:
    number = rules.abha_number(text)
    if number is None:
        message = "abha_number must be 14 digits, with all dashes or none"
        raise ValueError(message)
    return number
