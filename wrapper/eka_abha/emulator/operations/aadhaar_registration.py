"""Registration by Aadhaar number. What follows its verify follows the verify of a face, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations import answers, steps
from eka_abha.emulator.people import account_of
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind, State
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.operations.steps import Step
    from eka_abha.emulator.people import Person
    from eka_abha.emulator.transactions import Transaction
    from eka_abha.emulator.wire import EmulatorResponse, Json
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/na/v1/registration/aadhaar"
_KINDS: Final = (Kind.AADHAAR_REGISTRATION, Kind.FACE)


def init(world: World, call: Call) -> EmulatorResponse:
    """POST …/init: send an OTP to the mobile number that is linked to an Aadhaar number."""
    person = find_person(world, call.fields().text("aadhaar_number"), "aadhaar_number")
    transaction = world.transactions.start(
        Kind.AADHAAR_REGISTRATION, linked_mobile(person), call.workspace, call.operation, aadhaar=person.aadhaar
    )
    return _sent(transaction.txn_id, transaction)


def resend(world: World, call: Call) -> EmulatorResponse:
    """POST …/resend: send another OTP to the linked mobile number."""
    transaction = world.transactions.find(call.fields().text("txn_id"), call.workspace, Kind.AADHAAR_REGISTRATION)
    world.transactions.resend_otp(transaction, call.operation)
    return _sent(world.transactions.renew(transaction), transaction)


def verify(world: World, call: Call) -> EmulatorResponse:
    """POST …/verify: check the OTP, and take the mobile number that the account is to have."""
    fields = call.fields()
    txn_id, otp, mobile = fields.text("txn_id"), fields.text("otp"), fields.text("mobile")
    if not rules.is_mobile(mobile):
        raise Refused(errors.INVALID_MOBILE, "mobile: 10 digits, the first 6 to 9")
    transaction = world.transactions.find(txn_id, call.workspace, Kind.AADHAAR_REGISTRATION)
    if mobile != transaction.mobile:
        world.transactions.refuse_blocked(mobile)
    world.transactions.check_otp(transaction, otp, any_is_right=call.forced is not None)
    if mobile != transaction.mobile and call.forced is None and world.forced_for(transaction) is None:
        return answer_step(world, transaction, steps.confirm_mobile(world, call, transaction, mobile))
    return answer_step(world, transaction, proven(world, call, transaction))


def verify_mobile(world: World, call: Call) -> EmulatorResponse:
    """POST …/mobile/verify: check the OTP that went to the mobile number which is not the linked one."""
    fields = call.fields()
    txn_id, otp = fields.text("txn_id"), fields.text("otp")
    transaction = world.transactions.find(txn_id, call.workspace)
    world.transactions.check_otp(transaction, otp, State.CONFIRMING, any_is_right=call.forced is not None)
    return answer_step(world, transaction, proven(world, call, transaction))


def resend_mobile(world: World, call: Call) -> EmulatorResponse:
    """POST …/mobile/resend: send another OTP to the mobile number which is not the linked one."""
    transaction = world.transactions.find(call.fields().text("txn_id"), call.workspace)
    world.transactions.resend_otp(transaction, call.operation, State.CONFIRMING)
    return _sent(world.transactions.renew(transaction), transaction)


def create_phr(world: World, call: Call) -> EmulatorResponse:
    """POST …/create-phr: create an ABHA address with the details that Aadhaar has."""
    fields = call.fields()
    txn_id, address = fields.text("txn_id"), fields.text("abha_address")
    transaction = world.transactions.find(txn_id, call.workspace, *_KINDS)
    world.transactions.require_verified(transaction)
    person = world.people.find(transaction.aadhaar or "")
    if not transaction.may_create or person is None:
        failure = errors.account_claimed(transaction.mobile or "")
        raise Refused(failure, "one of the accounts offered was to be chosen")
    steps.check_new_address(world, address)
    oid = world.chance.oid(person.aadhaar)
    account = account_of(
        person, abha_address=address, mobile=transaction.mobile, oid=oid, uuid=world.chance.id("uuid", oid)
    )
    world.create(account, call)
    return json_answer(steps.ended_answer(world, steps.enter(world, transaction, account)))


def auto_login(world: World, call: Call) -> EmulatorResponse:
    """POST …/auto-login: enter an ABHA address that Aadhaar's verify, or a login by Aadhaar number, offered."""
    fields = call.fields()
    txn_id, address = fields.text("txn_id"), fields.text("abha_address")
    transaction = world.transactions.find(txn_id, call.workspace, *_KINDS, Kind.LOGIN)
    world.transactions.require_verified(transaction)
    if transaction.kind is Kind.LOGIN and transaction.skip_state == "abha_select":
        raise Refused(errors.INVALID_TRANSACTION, "after abha_select a login goes on with login/phr")
    account = world.accounts.find(address)
    if account is None or account.abha_address not in transaction.offered:
        raise Refused(errors.NO_SUCH_ADDRESS, "abha_address was not offered by this transaction")
    return json_answer(steps.ended_answer(world, steps.enter(world, transaction, account)))


def find_person(world: World, aadhaar: str, name: str) -> Person:
    """Return whom an Aadhaar number names, made up and remembered if nobody was added for it."""
    if not rules.is_aadhaar(aadhaar, check_digit=world.settings.aadhaar_check_digit):
        raise Refused(errors.VALIDATION_FAILED, f"{name}: 12 digits, the first 2 to 9, the last a check digit")
    if world.settings.unknown_aadhaar == "not_found" and world.people.find(aadhaar) is None:
        raise Refused(errors.AADHAAR_NOT_FOUND, f"{name}: nobody was added for it")
    return world.person_of(aadhaar)


def linked_mobile(person: Person) -> str:
    """Return the mobile number linked to a person's Aadhaar number; refused where none is."""
    if person.mobile is None:
        raise Refused(errors.MOBILE_NOT_FOUND, "no mobile number is linked to the Aadhaar number")
    return person.mobile


def proven(world: World, call: Call, transaction: Transaction) -> Step:
    """The step after a person has been proven."""
    if transaction.aadhaar is None:
        accounts = world.accounts.of_mobile(transaction.mobile or "")
        return steps.next_step(world, call, transaction, "abha_select" if accounts else "abha_create", accounts)
    accounts = world.accounts.of_aadhaar(transaction.aadhaar)
    usual = world.settings.aadhaar_skip_state_with_accounts if accounts else "abha_create"
    if usual == "abha_end" and len(accounts) > 1:
        usual = "abha_select"
    return steps.next_step(world, call, transaction, usual, accounts)


def answer_step(world: World, transaction: Transaction, step: Step) -> EmulatorResponse:
    """The answer of a verify, as the specification's `VerifyResponse`."""
    hint = answers.hint(transaction.mobile) if step.skip_state == "confirm_mobile_otp" else None
    person = world.people.find(transaction.aadhaar or "")
    return json_answer(steps.registration_answer(world, step, person, hint))


def _sent(txn_id: str, transaction: Transaction) -> EmulatorResponse:
    body: dict[str, Json] = {"txn_id": txn_id, "hint": answers.hint(transaction.mobile)}
    return json_answer(body)


ROUTES: Final = (
    Route("POST", f"{_PATH}/init", "init_aadhaar_registration", init),
    Route("POST", f"{_PATH}/resend", "resend_aadhaar_registration", resend),
    Route("POST", f"{_PATH}/verify", "verify_aadhaar_registration", verify),
    Route("POST", f"{_PATH}/mobile/verify", "verify_aadhaar_mobile", verify_mobile),
    Route("POST", f"{_PATH}/mobile/resend", "resend_aadhaar_mobile", resend_mobile),
    Route("POST", f"{_PATH}/create-phr", "create_aadhaar_registration", create_phr),
    Route("POST", f"{_PATH}/auto-login", "auto_login_aadhaar_registration", auto_login),
)
