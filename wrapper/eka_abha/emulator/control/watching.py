"""Endpoints that say what happened: messages, transactions, requests, webhooks, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator.control.endpoint import PREFIX, Endpoint, shown
from eka_abha.emulator.control.shapes import (
    message_json,
    request_json,
    settings_json,
    transaction_json,
    webhook_json,
)
from eka_abha.emulator.dispatch import ROUTES
from eka_abha.emulator.faults import ANY_OPERATION
from eka_abha.emulator.transactions import Kind, State

if TYPE_CHECKING:
    from eka_abha.emulator.control.endpoint import Asked
    from eka_abha.emulator.control.inputs import Input
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.transactions import TransactionReport
    from eka_abha.emulator.wire import EmulatorResponse

_MOST: Final = 10_000
_USUAL: Final = 100
LIMIT: Final = {"limit": f"how many at most, the latest ones: 1 to {_MOST}; {_USUAL} unless given"}


def limit_of(query: Input) -> int:
    """Return how many of a list are asked for."""
    return query.whole("limit", 1, _MOST) or _USUAL


def operation_of(asked: Input, *, any_too: bool = False) -> str | None:
    """Return the name of an operation, or "*" where that is allowed."""
    name = asked.text("operation")
    if name is None or name in ROUTES.operations or (any_too and name == ANY_OPERATION):
        return name
    rest = f', or "{ANY_OPERATION}" for any' if any_too else ""
    raise asked.refuse("operation", f"must be the name of an operation, such as init_mobile_registration{rest}")


def _messages(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    query, limit = asked.query, limit_of(asked.query)
    mobile, aadhaar, txn_id = query.digits("mobile", 10), query.digits("aadhaar", 12), query.text("txn_id")
    numbers = None if txn_id is None else {report.number for report in _named(emulator, txn_id)}
    found = [
        message
        for message in emulator.messages
        if (mobile is None or message.mobile == mobile)
        and (aadhaar is None or message.aadhaar == aadhaar)
        and (numbers is None or message.transaction in numbers)
    ]
    return shown({"messages": [message_json(emulator, message) for message in found[-limit:]]})


def _transactions(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    query, limit = asked.query, limit_of(asked.query)
    mobile, txn_id = query.digits("mobile", 10), query.text("txn_id")
    kind, state = query.choice("kind", tuple(Kind)), query.choice("state", tuple(State))
    found = [
        report
        for report in (emulator.transactions if txn_id is None else _named(emulator, txn_id))
        if (mobile is None or report.mobile == mobile)
        and (kind is None or report.kind == kind)
        and (state is None or report.state == state)
    ]
    return shown({"transactions": [transaction_json(report) for report in found[-limit:]]})


def _requests(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    query, limit = asked.query, limit_of(asked.query)
    operation, txn_id = operation_of(query), query.text("txn_id")
    status, after = query.whole("status", 100, 999), query.whole("after", 0, 10**15) or 0
    found = [
        request
        for request in emulator.requests
        if request.number > after
        and (operation is None or request.operation == operation)
        and (status is None or request.status == status)
        and (txn_id is None or txn_id in (request.txn_id, request.next_txn_id))
    ]
    return shown({"requests": [request_json(emulator, request) for request in found[-limit:]]})


def _webhooks(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"webhooks": [webhook_json(event) for event in emulator.webhooks[-limit_of(asked.query) :]]})


def _settings(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"settings": settings_json(emulator.settings)})


def _named(emulator: Emulator, txn_id: str) -> tuple[TransactionReport, ...]:
    """Return the transaction with this id, or none."""
    try:
        return (emulator.transaction(txn_id),)
    except LookupError:
        return ()


WATCHING: Final = (
    Endpoint(
        method="GET",
        path=f"{PREFIX}/messages",
        summary='the OTPs "sent", oldest first',
        answer=_messages,
        query={
            "mobile": "only those to this mobile number",
            "aadhaar": "only those about this Aadhaar number",
            "txn_id": "only those of the transaction with this id, be it an older one",
            **LIMIT,
        },
    ),
    Endpoint(
        method="GET",
        path=f"{PREFIX}/transactions",
        summary="the transactions and the state of each, oldest first",
        answer=_transactions,
        query={
            "mobile": "only those whose OTPs go to this mobile number",
            "txn_id": "only the one with this id, be it an older one",
            "kind": f"only those of this kind: {', '.join(Kind)}",
            "state": f"only those in this state: {', '.join(State)}",
            **LIMIT,
        },
    ),
    Endpoint(
        method="GET",
        path=f"{PREFIX}/requests",
        summary="the calls to the emulated API and how they were answered, oldest first",
        answer=_requests,
        query={
            "operation": "only calls of this operation",
            "status": "only calls that were answered with this status",
            "txn_id": "only calls that sent or got this transaction id",
            "after": "only calls with a higher `number` than this",
            **LIMIT,
        },
    ),
    Endpoint(
        method="GET",
        path=f"{PREFIX}/webhooks",
        summary="the events of new accounts and what became of them, oldest first",
        answer=_webhooks,
        query=LIMIT,
    ),
    Endpoint(method="GET", path=f"{PREFIX}/settings", summary="the settings it was started with", answer=_settings),
)
