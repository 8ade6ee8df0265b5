"""What the emulator holds, as JSON. Nothing is masked: whoever reads it made it up."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from eka_abha.emulator.settings import EmulatorSettings

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.faults import PendingFault
    from eka_abha.emulator.messages import Message
    from eka_abha.emulator.people import Person
    from eka_abha.emulator.requestlog import LoggedRequest
    from eka_abha.emulator.transactions import TransactionReport
    from eka_abha.emulator.webhooks import WebhookDelivery
    from eka_abha.emulator.wire import Json


def transaction_of(emulator: Emulator, message: Message) -> TransactionReport | None:
    """Return the transaction of a message, if it is among those kept."""
    try:
        return emulator.transaction(message.transaction)
    except LookupError:
        return None


def message_json(emulator: Emulator, message: Message) -> dict[str, Json]:
    """A message, with the newest id of its transaction, and whether its OTP would be right now."""
    transaction = transaction_of(emulator, message)
    return {
        "mobile": message.mobile,
        "sent_to": message.sent_to,
        "aadhaar": message.aadhaar,
        "otp": message.otp,
        "current": transaction is not None and transaction.otp == message.otp,
        "operation": message.operation,
        "sent_at": message.sent_at.isoformat(),
        "transaction": message.transaction,
        "txn_id": None if transaction is None else transaction.txn_id,
    }


def transaction_json(report: TransactionReport) -> dict[str, Json]:
    """A transaction."""
    return {
        "number": report.number,
        "kind": report.kind,
        "state": report.state,
        "skip_state": report.skip_state,
        "txn_id": report.txn_id,
        "older_txn_ids": list(report.txn_ids[:-1]),
        "mobile": report.mobile,
        "sent_to": report.sent_to,
        "otp": report.otp,
        "started_at": report.started_at.isoformat(),
        "resends": report.resends,
        "wrong_otps": report.wrong_otps,
    }


def account_json(account: Account) -> dict[str, Json]:
    """An account."""
    return {**asdict(account), "blocked_methods": list(account.blocked_methods)}


def person_json(person: Person) -> dict[str, Json]:
    """Whom an Aadhaar number names."""
    return asdict(person)


def request_json(emulator: Emulator, request: LoggedRequest) -> dict[str, Json]:
    """A request and how it was answered."""
    at = emulator.moment(request.at).isoformat()
    return {**asdict(request), "at": at, "identity": dict(request.identity)}


def fault_json(fault: PendingFault) -> dict[str, Json]:
    """A fault that waits; its body as text."""
    return {
        "operation": fault.operation,
        "times": fault.times,
        "status": fault.status,
        "headers": dict(fault.headers),
        "body": fault.body.decode("utf-8", "replace"),
        "processed": fault.processed,
        "delay": fault.delay,
        "drop": fault.drop,
    }


def webhook_json(delivery: WebhookDelivery) -> dict[str, Json]:
    """An event and what became of it."""
    return {
        "transaction_id": delivery.transaction_id,
        "body": delivery.body.decode(),
        "headers": dict(delivery.headers),
        "statuses": list(delivery.statuses),
        "done": delivery.done,
    }


def settings_json(settings: EmulatorSettings) -> dict[str, Json]:
    """The settings; of those that are secret only whether they are set."""
    values: dict[str, Json] = {}
    for item in fields(EmulatorSettings):
        value = getattr(settings, item.name)
        values[item.name] = value if item.repr or value is None else "(set)"
    return values
