"""KYC: attaches an ABHA number to an ABHA address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.patients import patient_in_session
from eka_abha.emulator.people import person_like
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.fields import Fields
    from eka_abha.emulator.people import Person
    from eka_abha.emulator.transactions import Transaction
    from eka_abha.emulator.wire import EmulatorResponse
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/v1/profile/kyc"


def init(world: World, call: Call) -> EmulatorResponse:
    """POST …/init: send an OTP to the holder of an ABHA number or Aadhaar number."""
    account, fields = patient_in_session(world, call), call.fields()
    method, identifier = fields.text("method"), fields.text("identifier")
    _check_token(world, account, fields)
    if method not in ("abha-number", "aadhaar"):
        raise Refused(errors.BAD_BODY, "method: abha-number or aadhaar")
    if method == "aadhaar":
        holder: Person | Account = _holder_of_aadhaar(world, account, identifier)
    else:
        holder = _holder_of_abha_number(world, identifier)
    if account.kyc_verified:
        raise Refused(errors.KYC_DONE_ALREADY, "the account is KYC-verified already")
    if holder.mobile is None:
        raise Refused(errors.MOBILE_NOT_FOUND, "no mobile number is linked")
    transaction = world.transactions.start(
        Kind.KYC, holder.mobile, call.workspace, call.operation, aadhaar=holder.aadhaar
    )
    transaction.abha_address, transaction.abha_number = account.abha_address, holder.abha_number
    return json_answer({"txn_id": transaction.txn_id})


def resend(world: World, call: Call) -> EmulatorResponse:
    """POST …/resend: send another OTP in the same transaction."""
    account = patient_in_session(world, call)
    transaction = _find(world, call, account, call.fields().text("txn_id"))
    world.transactions.resend_otp(transaction, call.operation)
    return json_answer({"txn_id": world.transactions.renew(transaction)})


def verify(world: World, call: Call) -> EmulatorResponse:
    """POST …/verify: check the OTP, compare the details, attach the ABHA number."""
    account, fields = patient_in_session(world, call), call.fields()
    txn_id, otp = fields.text("txn_id"), fields.text("otp")
    _check_token(world, account, fields)
    transaction = _find(world, call, account, txn_id)
    world.transactions.check_otp(transaction, otp, any_is_right=call.forced is not None)
    number = transaction.abha_number or ""
    person = world.people.of_abha_number(number)
    holders: tuple[Person | Account, ...] = (person,) if person else world.accounts.of_abha_number(number)
    if world.settings.kyc_checks_details and not any(_same_person(account, holder) for holder in holders):
        world.transactions.end(transaction)
        raise Refused(errors.KYC_MISMATCH, "first name, gender or year of birth differ from those of the holder")
    ended = world.transactions.renew(transaction)
    world.transactions.end(transaction)
    verified = replace(
        account, abha_number=number, kyc_verified=True, aadhaar=None if person is None else person.aadhaar
    )
    world.accounts.replace(account, verified)
    return json_answer({"txn_id": ended})


def _check_token(world: World, account: Account, fields: Fields) -> None:
    token = fields.optional_text("user_x_token")
    if token is None and not world.settings.kyc_needs_user_token:
        return
    if token is None or world.sessions.owner_of(token) != account.oid:
        raise Refused(errors.SESSION_INVALID, "user_x_token is missing or not the patient's")


def _holder_of_aadhaar(world: World, account: Account, aadhaar: str) -> Person:
    if not rules.is_aadhaar(aadhaar, check_digit=world.settings.aadhaar_check_digit):
        raise Refused(errors.VALIDATION_FAILED, "identifier: 12 digits, the first 2 to 9, the last a check digit")
    person = world.people.find(aadhaar)
    if person is None:
        if world.settings.unknown_aadhaar == "not_found":
            raise Refused(errors.AADHAAR_NOT_FOUND, "identifier: nobody was added for it")
        person = person_like(account, aadhaar)
        world.people.add(person)
    return person


def _holder_of_abha_number(world: World, identifier: str) -> Person | Account:
    number = rules.abha_number(identifier)
    if number is None:
        raise Refused(errors.INVALID_ABHA_NUMBER, "identifier: 14 digits, with all dashes or none")
    holder = world.people.of_abha_number(number) or next(iter(world.accounts.of_abha_number(number)), None)
    if holder is None:
        raise Refused(errors.USER_NOT_FOUND, "identifier: nobody has this ABHA number")
    return holder


def _find(world: World, call: Call, account: Account, txn_id: str) -> Transaction:
    transaction = world.transactions.find(txn_id, call.workspace, Kind.KYC)
    if transaction.abha_address != account.abha_address:
        raise Refused(errors.INVALID_TRANSACTION, "txn_id is another patient's")
    return transaction


def _same_person(account: Account, holder: Person | Account) -> bool:
    return (account.first_name.casefold(), account.gender, account.year_of_birth) == (
        holder.first_name.casefold(),
        holder.gender,
        holder.year_of_birth,
    )


ROUTES: Final = (
    Route("POST", f"{_PATH}/init", "init_kyc", init),
    Route("POST", f"{_PATH}/resend", "resend_kyc", resend),
    Route("POST", f"{_PATH}/verify", "verify_kyc", verify),
)
