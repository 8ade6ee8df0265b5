"""Finds the magic input in a call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.magic import MAGIC, Family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eka_abha.emulator.forced import ForcedStep
    from eka_abha.emulator.magic import Magic
    from eka_abha.emulator.transactions import Transactions
    from eka_abha.emulator.wire import Json
    from eka_abha.emulator.world import Call

_FIELDS: Final = (
    "mobile_number",
    "mobile",
    "aadhaar_number",
    "aadhaar",
    "identifier",
    "abha_address",
    "phr_address",
)
_RESENDS: Final = (
    "resend_mobile_registration",
    "resend_aadhaar_registration",
    "resend_aadhaar_mobile",
    "resend_kyc",
)
_BY_INPUT: Final = {
    text: magic
    for magic in MAGIC
    for text in (magic.mobile, magic.aadhaar, magic.abha_number, magic.abha_number.replace("-", ""), magic.name)
}
_BY_RESEND: Final = {magic.resend_mobile: magic for magic in MAGIC if magic.family is not Family.STEP}
_BY_OTP: Final = {magic.otp: magic for magic in MAGIC}
_BY_PINCODE: Final = {magic.pincode: magic for magic in MAGIC if magic.family is not Family.STEP}


def find_magic(call: Call, transactions: Transactions) -> Magic | None:
    """Return what the inputs of a call force; the OTP comes last."""
    found = next((_BY_INPUT[text] for text in _texts(call) if text in _BY_INPUT), None)
    if found is not None:
        return found
    sent = _body(call)
    if call.operation in _RESENDS:
        transaction = transactions.peek(_text(sent, "txn_id"))
        return None if transaction is None else _BY_RESEND.get(transaction.mobile or "")
    return _BY_OTP.get(_text(sent, "otp")) or _BY_PINCODE.get(call.path_values.get("pincode", ""))


def forced_by(mobile: str | None, aadhaar: str | None = None) -> ForcedStep | None:
    """Return the next step that a mobile number or an Aadhaar number forces."""
    for number in (mobile, aadhaar):
        magic = _BY_INPUT.get(number or "")
        if magic is not None and magic.step is not None:
            return magic.step
    return None


def _texts(call: Call) -> Iterator[str]:
    sent = _body(call)
    for name in _FIELDS:
        yield _text(sent, name).partition("@")[0].lower()
    yield call.header("x-pt-id") or ""
    yield call.query("oid") or ""


def _body(call: Call) -> dict[str, Json]:
    try:
        parsed: Json = json.loads(call.request.body)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _text(sent: dict[str, Json], name: str) -> str:
    value = sent.get(name)
    return value if isinstance(value, str) else ""
