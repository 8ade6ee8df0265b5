"""Login to an ABHA account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.login_targets import allowed_methods, find_target, target_of
from eka_abha.emulator.operations import answers, steps
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.login_targets import Target
    from eka_abha.emulator.transactions import Transaction
    from eka_abha.emulator.wire import EmulatorResponse, Json
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/na/v1/profile/login"
_OTP_SYSTEMS: Final = ("abdm", "aadhaar")


def methods(world: World, call: Call) -> EmulatorResponse:
    """POST …/methods: how an ABHA address may log in, and how not."""
    account = world.accounts.find(call.fields().text("abha_address"))
    if account is None:
        raise Refused(errors.NO_SUCH_ADDRESS, "abha_address is nobody's")
    allowed: list[Json] = list(allowed_methods(account))
    blocked: list[Json] = list(account.blocked_methods)
    body: dict[str, Json] = {
        "abha_address": account.abha_address,
        "auth_methods": allowed or None,
        "blocked_methods": blocked or None,
        "fullname": account.full_name,
        "status": "ACTIVE",
    }
    if account.abha_number is not None:
        body["abha_number"] = account.abha_number
    if account.mobile is not None:
        body["mobile"] = rules.masked(account.mobile)
    return json_answer(body)


def init(world: World, call: Call) -> EmulatorResponse:
    """POST …/init: send an OTP to whoever a mobile, Aadhaar or ABHA number, an address or a search names."""
    fields = call.fields()
    method, identifier = fields.text("method"), fields.text("identifier")
    otp_system = fields.optional_text("otp_system") or "abdm"
    if otp_system not in _OTP_SYSTEMS:
        raise Refused(errors.BAD_BODY, "otp_system: abdm or aadhaar")
    if method == "search":
        transaction = _go_on_from_search(world, call, fields.text("txn_id"), identifier, otp_system)
    else:
        target = find_target(world, method, identifier, otp_system)
        if target is None:
            raise Refused(errors.BAD_BODY, "method: search, phr_address, abha_number, mobile or aadhaar_number")
        transaction = world.transactions.start(
            Kind.LOGIN, target.mobile, call.workspace, call.operation, aadhaar=target.aadhaar
        )
        _aim(transaction, method, target)
    return json_answer({"txn_id": transaction.txn_id, "hint": answers.hint(transaction.mobile)})


def verify(world: World, call: Call) -> EmulatorResponse:
    """POST …/verify: check the OTP; what comes next depends on how the login was started."""
    fields = call.fields()
    txn_id, otp = fields.text("txn_id"), fields.text("otp")
    transaction = world.transactions.find(txn_id, call.workspace, Kind.LOGIN)
    world.transactions.check_otp(transaction, otp, any_is_right=call.forced is not None)
    accounts, skip_state = world.accounts.of_mobile(transaction.mobile or ""), "abha_select"
    if transaction.aadhaar is not None:
        accounts, skip_state = world.accounts.of_aadhaar(transaction.aadhaar), "abha_create"
    elif transaction.abha_number is not None:
        accounts = world.accounts.of_abha_number(transaction.abha_number)
        skip_state = world.settings.abha_number_skip_state
        if skip_state == "abha_end" and len(accounts) > 1:
            skip_state = "abha_select"
    elif transaction.abha_address is not None:
        account = world.accounts.find(transaction.abha_address)
        accounts, skip_state = () if account is None else (account,), "abha_end"
    if not accounts and call.forced is None and world.forced_for(transaction) is None:
        raise Refused(errors.USER_NOT_FOUND, "the account is no more")
    return json_answer(steps.login_answer(world, steps.next_step(world, call, transaction, skip_state, accounts)))


def login_to_address(world: World, call: Call) -> EmulatorResponse:
    """POST …/phr: enter one of the addresses that the transaction offered."""
    fields = call.fields()
    address, txn_id = fields.text("phr_address"), fields.text("txn_id")
    transaction = world.transactions.find(txn_id, call.workspace)
    world.transactions.require_verified(transaction)
    if transaction.skip_state == "abha_create" and transaction.kind is not Kind.MOBILE_REGISTRATION:
        raise Refused(errors.INVALID_TRANSACTION, "after abha_create an address is entered by auto-login")
    account = world.accounts.find(address)
    if account is None or account.abha_address not in transaction.offered:
        raise Refused(errors.NO_SUCH_ADDRESS, "phr_address was not offered by this transaction")
    return json_answer(steps.login_answer(world, steps.enter(world, transaction, account)))


def _go_on_from_search(world: World, call: Call, txn_id: str, index: str, otp_system: str) -> Transaction:
    transaction = world.transactions.find(txn_id, call.workspace, Kind.SEARCH)
    known = {str(number): address for number, address in enumerate(transaction.found, start=1)}
    account = world.accounts.find(known.get(index, ""))
    if account is None:
        raise Refused(errors.VALIDATION_FAILED, "identifier: the index of a profile that the search found")
    target = target_of(world, account, otp_system)
    world.transactions.start_opened(transaction, Kind.LOGIN, target.mobile, call.operation)
    _aim(transaction, "search", target)
    world.transactions.renew(transaction)
    return transaction


def _aim(transaction: Transaction, method: str, target: Target) -> None:
    transaction.method = method
    transaction.abha_number, transaction.abha_address = target.abha_number, target.abha_address


ROUTES: Final = (
    Route("POST", f"{_PATH}/methods", "list_login_methods", methods),
    Route("POST", f"{_PATH}/init", "init_login", init),
    Route("POST", f"{_PATH}/verify", "verify_login", verify),
    Route("POST", f"{_PATH}/phr", "login_to_abha_address", login_to_address),
)
