"""Steps at rest: a small value for a session or a queue, and everything that is checked before it lives again.

A saved step names the environment, the credential, the HIP and the patient it was made with, so that it cannot be
resumed for another. It holds no Aadhaar number, OTP, name or token. It is not encrypted or signed: keep it on your
side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn, TypeVar

from eka_abha._checking import check_header_value
from eka_abha._http.identity import Identity
from eka_abha.errors import InvalidValueError, StepError

from .otp import OtpSent

VERSION = 1

SavedStep = dict[str, object]
"""JSON-able: strings, integers, None, and lists and objects of them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a step was made with, and must be resumed with."""

    target: str
    credential: str
    identity: Identity


def save_step(
    journey: str, kind: str, data: Mapping[str, object], *, scope: Scope, reference: str | None, context: str | None
) -> SavedStep:
    """The saved form of a step."""
    return {
        "version": VERSION,
        "journey": journey,
        "kind": kind,
        "environment": scope.target,
        "credential": scope.credential,
        "hip_id": scope.identity.hip_id,
        "oid": scope.identity.oid,
        "partner_patient_id": scope.identity.partner_patient_id,
        "reference": reference,
        "context": _digest(context),
        "data": dict(data),
    }


@dataclass(frozen=True, slots=True, repr=False)
class Loaded:
    """A saved step, once all of it is accepted."""

    journey: str
    identity: Identity
    reference: str | None
    data: SavedFields


def load_step(saved: object, kind: str, journeys: Collection[str], *, scope: Scope, context: str | None) -> Loaded:
    """Read a saved step of a kind that these journeys have.

    Raises:
        StepError: malformed, of another version, kind, environment, credential, HIP, patient or context; it says
            which.
    """
    fields, saved_kind = _opened(saved)
    if saved_kind != kind:
        _refuse(f"it is of another kind: {saved_kind if saved_kind.isidentifier() else 'an unknown one'}, not {kind}")
    journey = fields.text("journey")
    if journey not in journeys:
        _refuse("it is malformed: it names a journey that has no such step")
    if fields.text("environment") != scope.target:
        _refuse("it belongs to another environment")
    if fields.text("credential") != scope.credential:
        _refuse("it was made with another credential")
    if fields.optional_text("context") != _digest(context):
        _refuse("it belongs to another context")
    here = scope.identity
    identity = Identity(
        oid=_same("patient (oid)", here.oid, fields.identifier("oid")),
        partner_patient_id=_same(
            "patient (partner_patient_id)", here.partner_patient_id, fields.identifier("partner_patient_id")
        ),
        hip_id=_same("HIP", here.hip_id, fields.identifier("hip_id")),
    )
    return Loaded(journey, identity, fields.optional_text("reference"), fields.inner("data"))


K = TypeVar("K")


def kind_among(saved: object, kinds: Mapping[str, K]) -> K:
    """What these kinds have for the kind of a saved step; the rest of it is not looked at.

    Raises:
        StepError: it is malformed, or of another version or an unknown kind.
    """
    _, saved_kind = _opened(saved)
    if saved_kind not in kinds:
        _refuse("it is of a kind that no step of this client has")
    return kinds[saved_kind]


def _opened(saved: object) -> tuple[SavedFields, str]:
    if not isinstance(saved, Mapping):
        _refuse("it is malformed: a saved step is a JSON object")
    fields = SavedFields(saved)
    version = saved.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        _refuse("it is malformed: version must be a number")
    if version != VERSION:
        age = "a newer" if version > VERSION else "an older"
        _refuse(f"it was saved by {age} version of this library (format {version}, this one reads {VERSION})")
    return fields, fields.text("kind")


class SavedFields:
    """Typed access to a saved object; what is missing or of another type is a ``StepError`` that names the field."""

    def __init__(self, fields: Mapping[object, object]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """A string that is not empty."""
        value = self._fields.get(name)
        if not isinstance(value, str) or not value:
            _refuse(f"it is malformed: {name} must be a string")
        return value

    def optional_text(self, name: str) -> str | None:
        """A string, or None."""
        return None if self._fields.get(name) is None else self.text(name)

    def identifier(self, name: str) -> str | None:
        """What may go into a header, or None."""
        value = self.optional_text(name)
        try:
            return None if value is None else check_header_value(value, name)
        except InvalidValueError:
            reason = f"it is malformed: {name} cannot be sent in a header"
        raise StepError(f"this saved step cannot be resumed: {reason}")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings."""
        value = self._fields.get(name)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
            _refuse(f"it is malformed: {name} must be a list of strings")
        return tuple(value)

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        value = self._fields.get(name)
        if not isinstance(value, list | tuple) or not all(type(item) is int for item in value):
            _refuse(f"it is malformed: {name} must be a list of numbers")
        return tuple(value)

    def inner(self, name: str) -> SavedFields:
        """An object inside of this one."""
        value = self._fields.get(name)
        if not isinstance(value, Mapping):
            _refuse(f"it is malformed: {name} is missing")
        return SavedFields(value)

    def otp(self) -> OtpSent:
        """The OTP bookkeeping, as ``otp_fields`` saved it."""
        sends = self._fields.get("sends")
        if isinstance(sends, bool) or not isinstance(sends, int) or sends < 1:
            _refuse("it is malformed: sends must be a number from 1")
        return OtpSent(
            self.text("txn_id"),
            self.optional_text("sent_to"),
            self._moment("sent_at"),
            self._moment("resend_at"),
            sends,
        )

    def _moment(self, name: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            moment = None
        if moment is None or moment.utcoffset() != timedelta(0):
            _refuse(f"it is malformed: {name} must be a moment in UTC")
        return moment


def otp_fields(otp: OtpSent) -> dict[str, object]:
    """The OTP bookkeeping in its saved form."""
    return {
        "txn_id": otp.txn_id,
        "sent_to": otp.sent_to,
        "sent_at": otp.sent_at.isoformat(),
        "resend_at": otp.resend_at.isoformat(),
        "sends": otp.sends,
    }


def _same(what: str, here: str | None, saved: str | None) -> str | None:
    if here is not None and here != saved:
        _refuse(f"it belongs to another {what}")
    return saved


def _digest(context: str | None) -> str | None:
    if context is None:
        return None
    if not isinstance(context, str):
        raise InvalidValueError("context", "must be a string")
    return hashlib.sha256(context.encode(errors="surrogatepass")).hexdigest()


def _refuse(why: str) -> NoReturn:
    raise StepError(f"this saved step cannot be resumed: {why}")
