"""Registration by mobile number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.accounts import Account
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations import answers
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
    world.transactions.check_otp(transaction, otp)
    accounts = world.accounts.of_mobile(transaction.mobile)
    skip_state = world.settings.skip_state_with_accounts if accounts else "abha_create"
    transaction.offered = tuple(account.abha_address for account in accounts)
    transaction.may_create = skip_state == "abha_create" or world.settings.create_after_select
    profiles: list[Json] = [answers.offered_account(account) for account in accounts]
    return json_answer(
        {
            "txn_id": world.transactions.renew(transaction),
            "skip_state": skip_state,
            "abha_profiles": profiles or None,
            "eka": answers.NO_IDS,
        }
    )


def create_phr(world: World, call: Call) -> EmulatorResponse:
    """POST …/create-phr: create an ABHA address with the person's details."""
    fields = call.fields()
    txn_id, address = fields.text("txn_id"), fields.text("abha_address")
    details = read_details(fields.nested("profile"), today=world.clock.today.date())
    transaction = world.transactions.find(txn_id, call.workspace, Kind.MOBILE_REGISTRATION)
    world.transactions.require_verified(transaction)
    if not transaction.may_create:
        raise Refused(errors.mobile_claimed(transaction.mobile), "one of the accounts offered was to be chosen")
    if not rules.is_new_address(address, world.settings.address_suffix):
        raise Refused(errors.VALIDATION_FAILED, f"abha_address: 8 to 18 characters and {world.settings.address_suffix}")
    if world.accounts.find(address) is not None:
        raise Refused(errors.ADDRESS_TAKEN, "abha_address is taken")
    oid = world.chance.oid(transaction.mobile)
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
    world.accounts.add(account)
    world.transactions.end(transaction)
    return json_answer(
        {
            "success": True,
            "skip_state": "abha_end",
            "profile": answers.profile(world, account),
            "token": world.chance.token("patient", oid),
            "refresh_token": world.chance.token("patient-refresh", oid),
            "eka": answers.eka_ids(world, account),
        }
    )


ROUTES: Final = (
    Route("POST", f"{_PATH}/init", "init_mobile_registration", init),
    Route("POST", f"{_PATH}/resend", "resend_mobile_registration", resend),
    Route("POST", f"{_PATH}/verify", "verify_mobile_registration", verify),
    Route("POST", f"{_PATH}/create-phr", "create_mobile_registration", create_phr),
)
