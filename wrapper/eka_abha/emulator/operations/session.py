"""The patient's session with the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.patients import named_patient
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.wire import EmulatorResponse
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/v1/session"


def status(world: World, call: Call) -> EmulatorResponse:
    """GET …/status: whether the patient has a session. It knows no `oid`: the header names the patient."""
    oid = call.header("x-pt-id")
    if not oid:
        raise Refused(errors.INVALID_HEADER, "X-Pt-Id is missing")
    account = world.accounts.of_oid(oid)
    return json_answer(
        {
            "logged_in": world.sessions.is_open(oid),
            "kyc_verified": account is not None and account.kyc_verified,
            "hpr_id": "",
        }
    )


def init(world: World, call: Call) -> EmulatorResponse:
    """POST …/init: send an OTP to the owner of an ABHA address."""
    account = world.accounts.find(call.fields().text("abha_address"))
    if account is None:
        raise Refused(errors.NO_SUCH_ADDRESS, "abha_address is nobody's")
    _refuse_other_patient(world, call, account)
    if account.mobile is None:
        raise Refused(errors.MOBILE_NOT_FOUND, "the account has no mobile number")
    transaction = world.transactions.start(Kind.SESSION, account.mobile, call.workspace, call.operation)
    transaction.abha_address = account.abha_address
    return json_answer({"txn_id": transaction.txn_id})


def verify(world: World, call: Call) -> EmulatorResponse:
    """POST …/verify: check the OTP and open the session."""
    fields = call.fields()
    txn_id, otp = fields.text("txn_id"), fields.text("otp")
    transaction = world.transactions.find(txn_id, call.workspace, Kind.SESSION)
    account = world.accounts.find(transaction.abha_address or "")
    if account is None:
        raise Refused(errors.USER_NOT_FOUND, "the account is no more")
    _refuse_other_patient(world, call, account)
    world.transactions.check_otp(transaction, otp, any_is_right=call.forced is not None)
    world.transactions.end(transaction)
    tokens = world.sessions.issue_tokens(account.oid, opens=True)
    return json_answer({"token": tokens.token, "refresh_token": tokens.refresh_token})


def _refuse_other_patient(world: World, call: Call, account: Account) -> None:
    if named_patient(world, call) not in (None, account.oid):
        raise Refused(errors.ADDRESS_OF_ANOTHER, "the ABHA address is not the named patient's")


ROUTES: Final = (
    Route("GET", f"{_PATH}/status", "get_session_status", status),
    Route("POST", f"{_PATH}/init", "init_session", init),
    Route("POST", f"{_PATH}/verify", "verify_session", verify),
)
