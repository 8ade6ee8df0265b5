"""The people behind Aadhaar numbers: what the authority that issues them would know."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.accounts import Account, joined_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_NAMES: Final = ("Aarav", "Diya", "Farhan", "Gurpreet", "Ishita", "Joseph", "Kavya", "Lakshmi", "Nikhil", "Sana")
_GENDERS: Final = ("M", "F", "M", "M", "F", "M", "F", "F", "M", "F")
_LAST_NAMES: Final = ("Bose", "Das", "Iyer", "Khan", "Menon", "Nair", "Patel", "Reddy", "Singh", "Thomas")
_PINCODES: Final = ("110001", "400001", "560001", "600001", "700001", "500001", "380001", "411001")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person:
    """Whom an Aadhaar number names. `mobile` is the linked mobile number, None where none is linked."""

    aadhaar: str
    abha_number: str
    mobile: str | None
    first_name: str
    middle_name: str | None = None
    last_name: str | None = None
    gender: str
    day_of_birth: int | None
    month_of_birth: int | None
    year_of_birth: int | None
    pincode: str | None
    address: str | None = None

    def __repr__(self) -> str:
        return f"<Person linked_mobile={self.mobile is not None}>"

    @property
    def full_name(self) -> str:
        """First, middle and last name, as far as there are any."""
        return joined_name(self.first_name, self.middle_name, self.last_name)


class People:
    """Persons by Aadhaar number and by ABHA number."""

    def __init__(self) -> None:
        self._by_aadhaar: dict[str, Person] = {}
        self._by_abha_number: dict[str, Person] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(tuple(self._by_aadhaar.values()))

    def add(self, person: Person) -> None:
        """Add a person; raises ValueError when one of the two numbers is somebody's already."""
        if person.aadhaar in self._by_aadhaar or person.abha_number in self._by_abha_number:
            message = "aadhaar must be new: the Aadhaar number or the ABHA number is somebody's already"
            raise ValueError(message)
        self._by_aadhaar[person.aadhaar] = person
        self._by_abha_number[person.abha_number] = person

    def find(self, aadhaar: str) -> Person | None:
        """Return the person with this Aadhaar number."""
        return self._by_aadhaar.get(aadhaar)

    def of_abha_number(self, number: str) -> Person | None:
        """Return the person with this ABHA number, written with dashes."""
        return self._by_abha_number.get(number)


def made_up_abha_number(aadhaar: str) -> str:
    """Return the ABHA number that goes with an Aadhaar number unless another one is given."""
    digits = "91" + str(_number(aadhaar, "abha") % 10**12).zfill(12)
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:10]}-{digits[10:]}"


def made_up_mobile(aadhaar: str) -> str:
    """Return the linked mobile of an Aadhaar number that nobody was added for: 9 and its last nine digits."""
    return "9" + aadhaar[-9:]


def made_up_person(aadhaar: str) -> Person:
    """Return the person of an Aadhaar number that nobody was added for: always the same one."""
    which = _number(aadhaar, "person")
    return Person(
        aadhaar=aadhaar,
        abha_number=made_up_abha_number(aadhaar),
        mobile=made_up_mobile(aadhaar),
        first_name=_FIRST_NAMES[which % 10],
        last_name=_LAST_NAMES[which // 10 % 10],
        gender=_GENDERS[which % 10],
        day_of_birth=which // 100 % 28 + 1,
        month_of_birth=which // 2_800 % 12 + 1,
        year_of_birth=1950 + which // 33_600 % 55,
        pincode=_PINCODES[which // 1_848_000 % len(_PINCODES)],
        address=f"{which // 14_784_000 % 200 + 1}, Station Road",
    )


def person_like(account: Account, aadhaar: str) -> Person:
    """Return a person of this Aadhaar number with the details of an account."""
    return Person(
        aadhaar=aadhaar,
        abha_number=made_up_abha_number(aadhaar),
        mobile=account.mobile,
        first_name=account.first_name,
        middle_name=account.middle_name,
        last_name=account.last_name,
        gender=account.gender,
        day_of_birth=account.day_of_birth,
        month_of_birth=account.month_of_birth,
        year_of_birth=account.year_of_birth,
        pincode=account.pincode,
        address=account.address,
    )


def account_of(person: Person, *, abha_address: str, mobile: str | None, oid: str, uuid: str) -> Account:
    """Return a KYC-verified account with the details of a person."""
    return Account(
        abha_address=abha_address,
        mobile=mobile,
        first_name=person.first_name,
        middle_name=person.middle_name,
        last_name=person.last_name,
        gender=person.gender,
        day_of_birth=person.day_of_birth,
        month_of_birth=person.month_of_birth,
        year_of_birth=person.year_of_birth,
        pincode=person.pincode,
        address=person.address,
        abha_number=person.abha_number,
        kyc_verified=True,
        aadhaar=person.aadhaar,
        oid=oid,
        uuid=uuid,
    )


def _number(aadhaar: str, purpose: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{purpose}|{aadhaar}".encode()).digest()[:12])
