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
        allow (MOBILE_OTP, ABHA_NUMBER_OTP, AADHAAR_OTP, PASSWORD). Raises ValueError, naming the field, when the
        address is taken, has another suffix, or a value is none of its kind.
        """
        if not abha_address.endswith(self.settings.address_suffix):
            message = f"abha_address must end with {self.settings.address_suffix}"
            raise ValueError(message)
        if not abha_address[: -len(self.settings.address_suffix)].strip() or not abha_address.isprintable():
            message = f"abha_address must have something before {self.settings.address_suffix}"
            raise ValueError(message)
        _check_details(first_name, gender, day_of_birth, month_of_birth, year_of_birth, pincode)
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

    def remove_account(self, abha_address: str) -> None:
        """Remove an account, with its session; its address is free again.

        Raises LookupError when nobody has the address.
        """
        with self._lock:
            account = self._account(abha_address)
            self._world.accounts.remove(account)
            self._world.sessions.forget(account.oid)

    @property
    def people(self) -> tuple[Person, ...]:
        """The people behind Aadhaar numbers that were added or met, oldest first."""
        with self._lock:
            return tuple(self._world.people)

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

        The ABHA number is made up from the Aadhaar number unless given. Raises ValueError, naming the field, when a
        value is none of its kind or a number somebody's already.
        """
        self._check_aadhaar(aadhaar)
        _check_details(first_name, gender, day_of_birth, month_of_birth, year_of_birth, pincode)
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


def _check_details(
    first_name: str, gender: str, day: int | None, month: int | None, year: int | None, pincode: str | None
) -> None:
    message = ""
    if not first_name.strip():
        message = "first_name must not be empty"
    elif gender not in rules.GENDERS:
        message = f"gender must be one of {', '.join(sorted(rules.GENDERS))}"
    elif (
        rules.real_date(2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
        is None
    ):
        message = "day_of_birth must be a day that exists, with month_of_birth and year_of_birth"
    elif pincode is not None and not rules.is_pincode(pincode):
        message = "pincode must be 6 digits, the first not 0"
    if message:
        raise ValueError(message)


def _abha_number(text: str) -> str:
    number = rules.abha_number(text)
    if number is None:
        message = "abha_number must be 14 digits, with all dashes or none"
        raise ValueError(message)
    return number
