"""What comes after an OTP or a face has been verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eka_abha.emulator import errors, rules
from eka_abha.emulator.accounts import Account
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations import answers
from eka_abha.emulator.people import account_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eka_abha.emulator.people import Person
    from eka_abha.emulator.transactions import Transaction
    from eka_abha.emulator.wire import Json
    from eka_abha.emulator.world import Call, World


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """The next step: its `txn_id` and `skip_state`, the accounts offered, and the one entered when the journey ends."""

    txn_id: str
    skip_state: str | None
    offered: tuple[Account, ...] = ()
    entered: Account | None = None


def next_step(world: World, call: Call, transaction: Transaction, skip_state: str, accounts: Sequence[Account]) -> Step:
    """Move a verified transaction on to what is usual, or to what a magic input forces."""
    forced = call.forced or world.forced_for(transaction)
    offered = tuple(accounts)
    usual: str | None = skip_state
    if forced is not None:
        usual = forced.skip_state
        offered = _offered_by_force(world, transaction, offered, forced.accounts)
    if usual == "confirm_mobile_otp" and transaction.confirmed:
        usual = skip_state
    if usual == "confirm_mobile_otp":
        return confirm_mobile(world, call, transaction, transaction.mobile or "")
    txn_id = world.transactions.renew(transaction)
    if usual == "abha_end":
        world.transactions.end(transaction)
        return Step(txn_id, usual, entered=offered[0])
    transaction.skip_state = usual
    transaction.offered = tuple(account.abha_address for account in offered)
    chooses = usual == "abha_select" and bool(offered)
    transaction.may_create = not chooses or world.settings.create_after_select
    return Step(txn_id, usual, offered)


def confirm_mobile(world: World, call: Call, transaction: Transaction, mobile: str) -> Step:
    """Send an OTP to the mobile number that the account is to have, and wait for it."""
    world.transactions.send_confirmation(transaction, mobile, call.operation)
    return Step(world.transactions.renew(transaction), "confirm_mobile_otp")


def enter(world: World, transaction: Transaction, account: Account) -> Step:
    """End a transaction with the account that was chosen or created."""
    txn_id = world.transactions.renew(transaction)
    world.transactions.end(transaction)
    return Step(txn_id, "abha_end", entered=account)


def check_new_address(world: World, address: str) -> None:
    """Refuse an address that breaks the rule for new ones or is taken."""
    if not rules.is_new_address(address, world.settings.address_suffix):
        raise Refused(errors.VALIDATION_FAILED, f"abha_address: 8 to 18 characters and {world.settings.address_suffix}")
    if world.accounts.find(address) is not None:
        raise Refused(errors.ADDRESS_TAKEN, "abha_address is taken")


def registration_answer(world: World, step: Step, person: Person | None, hint: str | None = None) -> dict[str, Json]:
    """The specification's `VerifyResponse`: all that a verify by Aadhaar or face answers."""
    profiles: list[Json] = [answers.offered_account(account) for account in step.offered]
    profile = answers.profile_of_person(person) if person is not None else {}
    body = {**_core(step), "abha_profiles": profiles, "hint": hint}
    return {**body, **_ending(world, step, {"profile": profile, "eka": answers.NO_IDS})}


def ended_answer(world: World, step: Step) -> dict[str, Json]:
    """The specification's `CreateResponse`."""
    return {**_core(step), **_ending(world, step, {"eka": answers.NO_IDS})}


def login_answer(world: World, step: Step) -> dict[str, Json]:
    """The specification's `PhrVerifyLoginOTPResponse`, which has no tokens."""
    if step.entered is None:
        profiles: list[Json] = [answers.offered_account(account) for account in step.offered]
        return {**_core(step), "abha_profiles": profiles, "eka": answers.NO_IDS}
    if world.settings.login_opens_session:
        world.sessions.open(step.entered.oid)
    return {
        **_core(step),
        "profile": answers.profile(world, step.entered),
        "eka": answers.eka_ids(world, step.entered),
    }


def tokens_of(world: World, account: Account) -> dict[str, Json]:
    """The patient's tokens, which may open a session."""
    tokens = world.sessions.issue_tokens(account.oid, opens=world.settings.tokens_open_session)
    return {"token": tokens.token, "refresh_token": tokens.refresh_token}


def _core(step: Step) -> dict[str, Json]:
    body: dict[str, Json] = {"txn_id": step.txn_id}
    return body if step.skip_state is None else {**body, "skip_state": step.skip_state}


def _ending(world: World, step: Step, otherwise: dict[str, Json]) -> dict[str, Json]:
    if step.entered is None:
        return {"token": None, "refresh_token": None, **otherwise}
    return {
        **tokens_of(world, step.entered),
        "profile": answers.profile(world, step.entered),
        "eka": answers.eka_ids(world, step.entered),
    }


def _offered_by_force(
    world: World, transaction: Transaction, accounts: tuple[Account, ...], wanted: int
) -> tuple[Account, ...]:
    if wanted == 0:
        return ()
    made = [_make_up(world, transaction) for _ in range(wanted - len(accounts))]
    return (*accounts, *made)


def _make_up(world: World, transaction: Transaction) -> Account:
    number = len(world.accounts) + 1
    while world.accounts.find(address := f"made.up{number}{world.settings.address_suffix}") is not None:
        number += 1
    oid = world.chance.oid(address)
    uuid = world.chance.id("uuid", oid)
    person = world.people.find(transaction.aadhaar or "")
    if person is not None:
        made = account_of(person, abha_address=address, mobile=transaction.mobile, oid=oid, uuid=uuid)
    else:
        made = Account(
            abha_address=address,
            mobile=transaction.mobile,
            first_name="Asha",
            last_name="Rao",
            gender="F",
            day_of_birth=1,
            month_of_birth=1,
            year_of_birth=1990,
            pincode="560001",
            oid=oid,
            uuid=uuid,
        )
    world.accounts.add(made)
    return made
