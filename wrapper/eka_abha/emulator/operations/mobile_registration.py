"""Registration by mobile number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.accounts import Account
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations import answers, steps
from eka_abha.emulator.operations.details import read_details
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.wire import EmulatorResponse, Json
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/na/v1/registration/mobile"


def init(world: World, call: Call) -> EmulatorResponse:
    """POST …/init: send an OTP to a mobile number."""
    mobile = call.fields().text("mobile_number")
    if not rules.is_mobile(mobile):
        raise Refused(errors.INVALID_MOBILE, "mobile_number: 10 digits, the first 6 to 9")
    transaction = world.transactions.start(Kind.MOBILE_REGISTRATION, mobile, call.workspace, call.operation)
    return json_answer({"txn_id": transaction.txn_id, "hint": answers.hint(mobile)})


def resend(world: World, call: Call) -> EmulatorResponse:
    """POST …/resend: send another OTP in the same transaction."""
    txn_id = call.fields().text("txn_id")
    transaction = world.transactions.find(txn_id, call.workspace, Kind.MOBILE_REGISTRATION)
    world.transactions.resend_otp(transaction, call.operation)
    return json_answer({"txn_id": world.transactions.renew(transaction), "hint": answers.hint(transaction.mobile)})


def verify(world: World, call: Call) -> EmulatorResponse:
    """POST …/verify: check the OTP and say what comes next."""
    fields = call.fields()
    txn_id, otp = fields.text("txn_id"), fields.text("otp")
    transaction = world.transactions.find(txn_id, call.workspace, Kind.MOBILE_REGISTRATION)
    world.transactions.check_otp(transaction, otp, any_is_right=call.forced is not None)
    accounts = world.accounts.of_mobile(transaction.mobile or "")
    usual = world.settings.skip_state_with_accounts if accounts else "abha_create"
    step = steps.next_step(world, call, transaction, usual, accounts)
    profiles: list[Json] = [answers.offered_account(account) for account in step.offered]
    body: dict[str, Json] = {"txn_id": step.txn_id, "abha_profiles": profiles or None, "eka": answers.NO_IDS}
    if step.skip_state is not None:
        body["skip_state"] = step.skip_state
    if step.entered is not None:
        body["eka"] = answers.eka_ids(world, step.entered)
    return json_answer(body)


def create_phr(world: World, call: Call) -> EmulatorResponse:
    """POST …/create-phr: create an ABHA address with the person's details."""
    fields = call.fields()
    txn_id, address = fields.text("txn_id"), fields.text("abha_address")
    details = read_details(fields.nested("profile"), today=world.clock.today.date())
    transaction = world.transactions.find(txn_id, call.workspace, Kind.MOBILE_REGISTRATION)
    world.transactions.require_verified(transaction)
    if not transaction.may_create:
        raise Refused(errors.mobile_claimed(transaction.mobile or ""), "one of the accounts offered was to be chosen")
    steps.check_new_address(world, address)
    oid = world.chance.oid(transaction.mobile or "")
    account = Account(
        abha_address=address,
        mobile=transaction.mobile,
        first_name=details.first_name,
        middle_name=details.middle_name,
        last_name=details.last_name,
        gender=details.gender,
        day_of_birth=details.born.day,
        month_of_birth=details.born.month,
        year_of_birth=details.born.year,
        pincode=details.pincode,
        address=details.address,
        oid=oid,
        uuid=world.chance.id("uuid", oid),
    )
    world.create(account, call)
    world.transactions.end(transaction)
    return json_answer(
        {
            "success": True,
            "skip_state": "abha_end",
            "profile": answers.profile(world, account),
            **steps.tokens_of(world, account),
            "eka": answers.eka_ids(world, account),
        }
    )


ROUTES: Final = (
    Route("POST", f"{_PATH}/init", "init_mobile_registration", init),
    Route("POST", f"{_PATH}/resend", "resend_mobile_registration", resend),
    Route("POST", f"{_PATH}/verify", "verify_mobile_registration", verify),
    Route("POST", f"{_PATH}/create-phr", "create_mobile_registration", create_phr),
)
