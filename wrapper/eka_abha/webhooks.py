"""Webhooks: ``abha.created`` tells that a patient has a new ABHA address.

    event = receive(request.body, request.headers.get(SIGNATURE_HEADER), key=signing_key)
    match event:
        case AbhaCreated():
            provision(event.transaction_id, event.abha_address)      # once: deliveries repeat

Give the **raw bytes** of the body: parsing and writing the JSON again changes them, and the signature no longer fits.
A delivery is repeated until it is answered with a 2xx, so keep the ``transaction_id`` of those that are done. It is
signed only where a signing key was set up with the webhook: set one up, an unsigned one may come from anybody.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from ._boundary import plain_boundary
from ._privacy import mask_text
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
    """An event that this version does not know: everything it says is in ``fields``.

    Answer it with a 2xx all the same, or it comes again and again.
    """

    event: str | None
    service: str | None
    transaction_id: str | None
    """The delivery's own id: the same in each repetition."""
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __repr__(self) -> str:
        return f"UnknownEvent({mask_text(self.event or '')!r}, {(self.transaction_id or '')[:80]!r})"


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
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Everything the event says."""

    def __repr__(self) -> str:
        return f"AbhaCreated({self.transaction_id[:80]!r})"


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
        ConfigurationError: see ``verify``.
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
        key: the signing key that was set up with the webhook; white space around it is dropped.
        tolerance: seconds that a signature is good for, before and after it was made.
        now: Unix seconds; the present moment by default.

    Raises:
        BadSignature: there is no signature, it is malformed, or none of them fits.
        StaleTimestamp: it fits, but was made too long ago, or in the future.
        ConfigurationError: the key is empty (anybody could sign without one), the body is not bytes, the header not
            text, or a number is none.
    """
    content, secret = _raw(body), _key(key)
    longest = _seconds(tolerance, "tolerance")
    present = time.time() if now is None else _seconds(now, "now")
    made_at, digests = _read_signature(signature)
    expected = _digest(made_at, content, secret)
    fits = False
    for digest in digests:
        fits |= hmac.compare_digest(digest.lower(), expected)
    if not fits:
        raise BadSignature("the signature does not fit the body and the key")
    if abs(present - int(made_at)) > longest:
        raise StaleTimestamp(f"the signature was made more than {longest:g} seconds from now")


@plain_boundary
def sign(body: bytes, *, key: str | Secret, at: int | None = None) -> str:
    """The signature header of a body: for tests, and for what sends events itself.

    Args:
        body: the raw bytes of the request.
        key: the signing key.
        at: Unix seconds; the present moment by default.

    Raises:
        ConfigurationError: the key is empty, the body is not bytes, or ``at`` is no number.
    """
    content, secret = _raw(body), _key(key)
    made_at = str(int(time.time() if at is None else _seconds(at, "at")))
    return f"t={made_at},v1={_digest(made_at, content, secret)}"


@plain_boundary
def parse(body: bytes) -> AbhaCreated | UnknownEvent:
    """The event in a body. Call ``verify`` first, or use ``receive``.

    Raises:
        WebhookError: it is no JSON object, or an ``abha.created`` without a ``transaction_id``.
        ConfigurationError: the body is not bytes.
    """
    content = _raw(body)
    try:
        fields = json.loads(content)
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


def _raw(body: object) -> bytes:
    if not isinstance(body, bytes | bytearray | memoryview):
        raise ConfigurationError("body: must be the raw bytes of the request, not text or parsed JSON")
    return bytes(body)


def _key(key: object) -> bytes:
    value = key.reveal() if isinstance(key, Secret) else key
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError("key: an empty signing key would accept anybody's events")
    try:
        return value.strip().encode()
    except UnicodeEncodeError:
        value = None
    raise ConfigurationError("key: must be text that can be written as UTF-8")


def _seconds(value: object, name: str) -> float:
    """A number to compare with. NaN compares as fresh with everything, and a negative tolerance with nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ConfigurationError(f"{name}: must be a number of seconds, not below 0")
    return float(value)


def _digest(made_at: str, content: bytes, key: bytes) -> str:
    return hmac.new(key, made_at.encode() + b"." + content, hashlib.sha256).hexdigest()


def _read_signature(header: object) -> tuple[str, list[str]]:
    """The moment, as it is written, and the digests. Schemes other than ``v1`` are passed over."""
    if header is not None and not isinstance(header, str):
        raise ConfigurationError("signature: must be the text of the header; decode it where the server gives bytes")
    moments, digests = set(), []
    for part in (header or "").split(","):
        name, _, value = part.strip().partition("=")
        if name == "t":
            moments.add(value)
        elif name == "v1" and _DIGEST.fullmatch(value):
            digests.append(value)
    moment = moments.pop() if len(moments) == 1 else ""
    if not _TIMESTAMP.fullmatch(moment) or not 0 < len(digests) <= _MOST_SIGNATURES:
        raise BadSignature("the signature header is missing or malformed")
    return moment, digests


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
