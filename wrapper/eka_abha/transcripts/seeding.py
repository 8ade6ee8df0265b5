"""Makes an emulator's state what a transcript says it was when the journey began."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from eka_abha.emulator.people import made_up_abha_number
from eka_abha.emulator.rules import with_check_digit
from eka_abha.transcripts.made_up import PERSON
from eka_abha.transcripts.shapes import Listing, at, leaf_at

if TYPE_CHECKING:
    from eka_abha.emulator import Account, Emulator
    from eka_abha.transcripts.known import KnownAccount, KnownPerson
    from eka_abha.transcripts.made_up import Values
    from eka_abha.transcripts.shapes import Fields
    from eka_abha.transcripts.story import Story


def seed(emulator: Emulator, story: Story, values: Values) -> None:
    """Add the people, accounts and sessions of a story. What the emulator's settings do not allow is left out."""
    number = 0
    for label, person in story.people.items():
        number += 1
        with suppress(ValueError):
            _add_person(emulator, values, person, number, aadhaar=values.of(label) if label else None)
    for label, person in story.holders.items():
        number += 1
        with suppress(ValueError):
            _add_person(emulator, values, person, number, abha_number=values.of(label))
    for account in story.accounts:
        number += 1
        with suppress(ValueError):
            added = _add_account(emulator, story, values, account, number)
            shared = at(account.profile, "abha_addresses")
            if isinstance(shared, Listing) and shared.length == "many":
                _add_twin(emulator, added, number)
            if account.oid is not None:
                values.bind(account.oid, added.oid)
            if account.session:
                token = emulator.open_session(added.abha_address)
                if account.patient_token is not None:
                    values.bind(account.patient_token, token)
    for label in story.blocked:
        emulator.block(values.of(label))


def _add_person(
    emulator: Emulator,
    values: Values,
    person: KnownPerson,
    number: int,
    *,
    aadhaar: str | None = None,
    abha_number: str | None = None,
) -> None:
    linked = values.of(person.linked) if person.linked is not None else _mobile(number)
    details = _details(person.profile or (person.account.profile if person.account is not None else None))
    if person.other_details:
        details["first_name"] = "Somebody"
    emulator.add_person(
        aadhaar or _aadhaar(number),
        mobile=None if person.no_mobile else linked,
        abha_number=abha_number,
        **details,
    )


def _add_account(emulator: Emulator, story: Story, values: Values, account: KnownAccount, number: int) -> Account:
    address = f"seeded{number}{emulator.settings.address_suffix}"
    if account.address is not None:
        address = values.of(account.address)
    aadhaar = values.of(account.aadhaar) if account.aadhaar is not None else None
    if aadhaar is None and account.has_aadhaar:
        aadhaar = _aadhaar(number)
        emulator.add_person(aadhaar, mobile=_mobile(number), **_details(account.profile))
    person = story.people.get(account.aadhaar or "")
    mobile = account.mobile or (person.linked if person is not None else None)
    abha_number = values.of(account.abha_number) if account.abha_number is not None else None
    has_number = account.has_abha_number or (_has(account.profile, "abha_number") and not account.gets_number)
    if abha_number is None and has_number:
        abha_number = made_up_abha_number(aadhaar or _aadhaar(number))
    verified = account.kyc_verified
    profile_says = leaf_at(account.profile, "kyc_verified")
    if verified is None and profile_says is not None:
        verified = profile_says.value == "true"
    if verified is None:
        verified = account.aadhaar is not None
    return emulator.add_account(
        address,
        mobile=values.of(mobile) if mobile is not None else _mobile(number),
        abha_number=abha_number,
        kyc_verified=verified,
        aadhaar=aadhaar,
        blocked_methods=sorted(account.blocked),
        **_details(account.profile),
    )


def _add_twin(emulator: Emulator, account: Account, number: int) -> None:
    """Let the ABHA number of an account have another address, too; of whom, the transcript does not say."""
    sharing = [other for other in emulator.accounts if other.abha_number == account.abha_number]
    if account.abha_number is not None and len(sharing) == 1:
        emulator.add_account(
            f"seeded{number}b{emulator.settings.address_suffix}",
            mobile=_mobile(90_000 + number),
            abha_number=account.abha_number,
        )


def _details(profile: Fields | None) -> dict[str, Any]:
    """Somebody's details: those that a profile has; without a profile all but what may be missing."""
    if profile is None:
        return {name: None if name in ("middle_name", "address") else value for name, value in PERSON.items()}
    return {
        name: value if name in ("first_name", "gender") or _has(profile, name) else None
        for name, value in PERSON.items()
    }


def _has(profile: Fields | None, name: str) -> bool:
    leaf = leaf_at(profile, name)
    return leaf is not None and leaf.type != "null"


def _mobile(number: int) -> str:
    return f"97654{number:05}"


def _aadhaar(number: int) -> str:
    return with_check_digit(f"3456789{number:04}")
