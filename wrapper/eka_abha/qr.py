"""The QR code that a patient shows at a desk: what a scanner reads is a JSON object without a fixed structure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ._boundary import plain_boundary
from ._reading import gender
from .errors import InvalidValueError
from .results import Gender
from .values import BirthDate

__all__ = ["AbhaQr", "parse_abha_qr"]

_LONGEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AbhaQr:
    """What an ABHA QR code says. It is the patient's word, not proof: log them in to be sure."""

    abha_number: str | None
    """As the code spells it."""
    abha_address: str | None
    name: str | None
    gender: Gender | str | None
    birth_date: BirthDate | None
    mobile: str | None
    address: str | None
    district_name: str | None
    district_code: str | None
    state_name: str | None
    state_code: str | None
    fields: Mapping[str, object] = field(default_factory=dict)
    """Everything in the code, also what has no attribute here."""

    def __repr__(self) -> str:
        return "AbhaQr(***)"


@plain_boundary
def parse_abha_qr(text: str) -> AbhaQr:
    """What a scanned ABHA QR code says.

    Raises:
        InvalidValueError: it is no JSON object, or none that names an ABHA address or number.
    """
    if not isinstance(text, str):
        raise InvalidValueError("qr", f"must be a str, not {type(text).__name__}")
    if len(text) > _LONGEST:
        raise InvalidValueError("qr", f"must be at most {_LONGEST} characters long")
    try:
        parsed = json.loads(text.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict):
        raise InvalidValueError("qr", "must be a JSON object, as ABHA QR codes hold")
    code = qr_from_fields(parsed)
    if code.abha_address is None and code.abha_number is None:
        raise InvalidValueError("qr", "must name an ABHA address or an ABHA number")
    return code


def qr_from_fields(fields: Mapping[str, object]) -> AbhaQr:
    """Read the fields by every name that is known for them: older codes have other names."""

    def first(*names: str) -> str | None:
        for name in names:
            value = fields.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, str) and value.strip():
                return value.strip()
        return None

    return AbhaQr(
        abha_number=first("hidn", "abha_number", "abhaNumber"),
        abha_address=first("phr", "hid", "abha_address", "abhaAddress"),
        name=first("name"),
        gender=gender(first("gender")),
        birth_date=_birth_date(first("dob")),
        mobile=first("mobile"),
        address=first("address"),
        district_name=first("district_name", "dist name"),
        district_code=first("distlgd"),
        state_name=first("state name", "state_name"),
        state_code=first("statelgd"),
        fields=dict(fields),
    )


def _birth_date(text: str | None) -> BirthDate | None:
    """``YYYY``, ``DD-MM-YYYY`` or ``YYYY-MM-DD``, with dashes or strokes."""
    parts = (text or "").replace("/", "-").split("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    match [int(part) for part in parts], [len(part) for part in parts]:
        case [year], [4]:
            return BirthDate(year)
        case [day, month, year], [_, _, 4]:
            return BirthDate(year, month, day)
        case [year, month, day], [4, _, _]:
            return BirthDate(year, month, day)
    return None
