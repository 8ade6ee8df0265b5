"""Deliveries as the service sends them, and a signer that shares no code with the one under test."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

KEY = "whsec-canary-key"
AT = 1_760_000_000
CANARIES = {
    "abha_address": "canary.nisha@sbx",
    "abha_number": "91-7777-6666-5555",
    "hip_id": "IN0410000183",
    "oid": "176650465340471",
    "partner_patient_id": "MRN-8841-canary",
}


def event(**changes: object) -> dict[str, object]:
    """An ``abha.created`` with every field that is documented; ``None`` leaves one out."""
    fields: dict[str, object] = {
        "service": "abdm",
        "event": "abha.created",
        "event_time": "2026-03-01T09:30:00Z",
        "transaction_id": "d2f1c9f6-1b1e-4c38-9d7a-0f5f1f0a9c11",
        "timestamp": 1_760_000_000,
        "business_id": "business-7",
        "client_id": "client-3",
        "data": dict(CANARIES),
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def written(fields: Mapping[str, object]) -> bytes:
    """The bytes of a delivery: not the way in which Python writes JSON."""
    return json.dumps(fields, separators=(",", " : "), ensure_ascii=False, indent=1).encode()


def digest(body: bytes, *, key: str = KEY, at: object = AT) -> str:
    """The hexadecimal signature, by the documented rule."""
    return hmac.new(key.encode(), str(at).encode() + b"." + body, hashlib.sha256).hexdigest()


def header(body: bytes, *, key: str = KEY, at: object = AT) -> str:
    """The signature header."""
    return f"t={at},v1={digest(body, key=key, at=at)}"
