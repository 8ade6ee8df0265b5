"""Webhooks: ``abha.created`` tells that a patient has a new ABHA address.

    event = receive(request.body, request.headers.get(SIGNATURE_HEADER), key=signing_key)
    match event:
        case AbhaCreated():
            provision(event.transaction_id, event.abha_address)      # once: deliveries repeat

Give the **raw bytes** of the body: parsing and writing the JSON again changes them, and the signature no longer fits.
A delivery is repeated until it is answered with a 2xx, so keep the ``transaction_id`` of those that are done.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from ._io.boundary import plain_boundary
from ._secret import Secret
from .errors import BadSignature, ConfigurationError, StaleTimestamp, WebhookError

__all__ = ["SIGNATURE_HEADER", "TOLERANCE", "AbhaCreated", "UnknownEvent", "parse", "receive", "sign", "verify"]

SIGNATURE_HEADER = "Eka-Webhook-Signature"
TOLERANCE = 180.0
"""Seconds that a signature is good for."""

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_MOST_SIGNATURES = 16


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class UnknownEvent:
    """An event that this version does not know: everything it says is in ``fields``."""

    event: str | None
    service: str | None
    transaction_id: str | None
    """The delivery's own id: the same in each repetition."""
    fields: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.transaction_id!r})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AbhaCreated:
    """``abha.created``: a patient has a new ABHA address."""

    transaction_id: str
    """The delivery's own id: the same in each repetition."""
    abha_address: str | None
    abha_number: str | None
    hip_id: str | None
    oid: str | None
    """The patient's id at Eka: what ``for_patient(oid=...)`` takes."""
    partner_patient_id: str | None
    business_id: str | None
    client_id: str | None
    event_time: str | None
    """As the provider spells it."""
    timestamp: str | None
    """As the provider spells it."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """Everything the event says."""

    def __repr__(self) -> str:
        return f"AbhaCreated({self.transaction_id!r})"


@plain_boundary
def receive(
    body: bytes,
    signature: str | None,
    *,
    key: str | Secret,
    tolerance: float = TOLERANCE,
    now: float | None = None,
) -> AbhaCreated | UnknownEvent:
    """Verify a delivery, then parse it.

    Raises:
        BadSignature, StaleTimestamp: see ``verify``.
        WebhookError: see ``parse``.
        ConfigurationError: the key is empty.
    """
    verify(body, signature, key=key, tolerance=tolerance, now=now)
    return parse(body)


@plain_boundary
def verify(
    body: bytes, signature: str | None, *, key: str | Secret, tolerance: float = TOLERANCE, now: float | None = None
) -> None:
    """Hold a delivery to come from the provider, and lately.

    Args:
        body: the raw bytes of the request.
        signature: the header ``Eka-Webhook-Signature``: ``t=<unix seconds>,v1=<hex>``; several ``v1`` may stand in it.
        key: the signing key that was set up with the webhook.
        tolerance: seconds that a signature is good for.
        now: Unix seconds; the present moment by default.

    Raises:
        BadSignature: there is no signature, it is malformed, or none of them fits.
        StaleTimestamp: it fits, but was made too long ago, or in the future.
        ConfigurationError: the key is empty: without one, anybody could sign.
    """
    if not isinstance(body, bytes | bytearray | memoryview):
        raise ConfigurationError("body: must be the raw bytes of the request, not text or parsed JSON")
    raw_key = _key(key)
    moment, digests = _read_signature(signature)
    expected = sign(bytes(body), key=raw_key, at=int(moment)).split("v1=", 1)[1]
    fits = False
    for digest in digests:
        fits |= hmac.compare_digest(digest.lower(), expected)
    if not fits:
        raise BadSignature("the signature does not fit the body and the key")
    age = (time.time() if now is None else now) - int(moment)
    if abs(age) > tolerance:
        raise StaleTimestamp(f"the signature was made more than {tolerance:.0f} seconds from now")


@plain_boundary
def sign(body: bytes, *, key: str | Secret, at: int) -> str:
    """The signature header of a body: for tests, and for what sends events itself.

    Raises:
        ConfigurationError: the key is empty.
    """
    digest = hmac.new(_key(key).encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


@plain_boundary
def parse(body: bytes) -> AbhaCreated | UnknownEvent:
    """The event in a body. Call ``verify`` first, or use ``receive``.

    Raises:
        WebhookError: it is no JSON object, or an ``abha.created`` without a ``transaction_id``.
    """
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise WebhookError("the body is not a JSON object")
    event, service, transaction_id = (_text(fields, name) for name in ("event", "service", "transaction_id"))
    if event != "abha.created":
        return UnknownEvent(event=event, service=service, transaction_id=transaction_id, fields=fields)
    if transaction_id is None:
        raise WebhookError("the event has no transaction_id: it could not be told from its repetition")
    found = fields.get("data")
    data = found if isinstance(found, dict) else {}
    return AbhaCreated(
        transaction_id=transaction_id,
        abha_address=_text(data, "abha_address"),
        abha_number=_text(data, "abha_number"),
        hip_id=_text(data, "hip_id"),
        oid=_text(data, "oid"),
        partner_patient_id=_text(data, "partner_patient_id"),
        business_id=_text(fields, "business_id"),
        client_id=_text(fields, "client_id"),
        event_time=_text(fields, "event_time"),
        timestamp=_text(fields, "timestamp"),
        fields=fields,
    )


def _key(key: object) -> str:
    value = key.reveal() if isinstance(key, Secret) else key
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError("key: an empty signing key would accept anybody's events")
    return value


def _read_signature(header: str | None) -> tuple[str, list[str]]:
    moment, digests = None, []
    for part in (header or "").split(","):
        name, _, value = part.strip().partition("=")
        if name == "t" and moment is None and _TIMESTAMP.fullmatch(value):
            moment = value
        elif name == "v1" and _DIGEST.fullmatch(value):
            digests.append(value)
    if moment is None or not digests or len(digests) > _MOST_SIGNATURES:
        raise BadSignature("the signature header is missing or malformed")
    return moment, digests


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
