"""What is shown of the answer to any operation: masked by an allow-list of field names, unless it is asked for."""

from __future__ import annotations

from typing import Any

from eka_abha._privacy import MASK, mask_address, mask_digits, mask_name, mask_text

from .showing import hide_aadhaar

_HARMLESS = frozenset(
    {
        *("txn_id", "skip_state", "success", "exists", "logged_in", "kyc_verified", "status", "index", "internal"),
        *("auth_methods", "blocked_methods"),
    }
)
_IMPERSONAL = frozenset({"resolve_pincode"})
"""Operations whose answer is about no person."""
_NEVER = frozenset({"aadhaar", "aadhaar_number", "otp"})
_MASKS = {
    **dict.fromkeys(("abha_address", "abha_addresses", "phr", "phr_address", "suggestions"), mask_address),
    **dict.fromkeys(("name", "full_name", "fullname", "first_name", "middle_name", "last_name"), mask_name),
    **dict.fromkeys(("mobile", "abha_number", "hidn"), mask_digits),
    **dict.fromkeys(("hint", "message"), mask_text),
}


def shown(operation: str, answer: object, *, show: bool) -> Any:
    """An answer as it may be shown; in full with ``show``, but for Aadhaar numbers and OTPs."""
    return _shown(answer, "", everything=show or operation in _IMPERSONAL)


def _shown(value: object, field: str, *, everything: bool) -> Any:
    if isinstance(value, dict):
        return {name: _shown(part, str(name), everything=everything) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(part, field, everything=everything) for part in value]
    if value is None or isinstance(value, bool):
        return value
    if field in _NEVER:
        return MASK
    if everything or field in _HARMLESS:
        return hide_aadhaar(value) if isinstance(value, str) else value
    mask = _MASKS.get(field)
    return mask(value) if mask is not None and isinstance(value, str) else MASK
