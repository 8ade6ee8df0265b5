"""Login to an ABHA account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations import answers
from eka_abha.emulator.routing import Route
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.wire import EmulatorResponse
    from eka_abha.emulator.world import Call, World


def login_to_address(world: World, call: Call) -> EmulatorResponse:
    """POST /abdm/na/v1/profile/login/phr: enter one of the addresses that the transaction offered."""
    fields = call.fields()
    address, txn_id = fields.text("phr_address"), fields.text("txn_id")
    transaction = world.transactions.find(txn_id, call.workspace)
    world.transactions.require_verified(transaction)
    account = world.accounts.find(address)
    if account is None or account.abha_address not in transaction.offered:
        raise Refused(errors.NO_SUCH_ADDRESS, "phr_address was not offered by this transaction")
    ended = world.transactions.renew(transaction)
    world.transactions.end(transaction)
    return json_answer(
        {
            "txn_id": ended,
            "skip_state": "abha_end",
            "profile": answers.profile(world, account),
            "eka": answers.eka_ids(world, account),
        }
    )


ROUTES: Final = (Route("POST", "/abdm/na/v1/profile/login/phr", "login_to_abha_address", login_to_address),)
