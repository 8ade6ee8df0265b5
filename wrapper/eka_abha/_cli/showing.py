"""What is shown of steps, results and errors: masked unless it is asked for. Aadhaar numbers, OTPs and tokens never."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from eka_abha import Advice, FacePending, FoundProfiles, LoggedIn, Profile, UnknownStep
from eka_abha._privacy import MASK, mask_address, mask_digits, mask_name
from eka_abha._sync.address_steps import AddressStep
from eka_abha._sync.steps import OtpStep
from eka_abha.errors import ConfigurationError, GatewaySessionExpired

from . import exits

if TYPE_CHECKING:
    from eka_abha import Account, EkaError, FoundProfile

    from .desk import Told

Facts = dict[str, Any]
"""What becomes one JSON object."""

_AADHAAR = re.compile(r"(?<![0-9A-Za-z.*])[2-9][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}(?![0-9A-Za-z])")

ADVICE = {
    Advice.RETRY: "Try the same again later.",
    Advice.NEW_OTP: "Enter the OTP again, or have another one sent.",
    Advice.WAIT: "Wait, then try again.",
    Advice.RESTART: "This cannot go on: start again.",
    Advice.OTHER_METHOD: "Try another way to log in, or another account.",
    Advice.CONTINUE: "Do the step that is still missing, then go on.",
    Advice.FIX_INPUT: "Give another value.",
    Advice.CONTACT: "Look into the integration, or ask the provider's support.",
}


def hide_aadhaar(text: str) -> str:
    """The text with every Aadhaar number masked, whatever else may be shown."""
    return _AADHAAR.sub(lambda match: mask_digits(match[0]), text)


def address(value: str | None, *, show: bool) -> str | None:
    """An ABHA address."""
    return value if show or value is None else mask_address(value)


def name(value: str | None, *, show: bool) -> str | None:
    """A person's name."""
    return value if show or value is None else mask_name(value)


def number(value: str | None, *, show: bool) -> str | None:
    """A mobile or ABHA number."""
    return value if show or value is None else mask_digits(value)


def anything(value: str | None, *, show: bool) -> str | None:
    """Something of which no part can be shown."""
    return value if show or value is None else MASK


def step_facts(step: Told, *, show: bool) -> Facts:
    """A step, by its ``kind``."""
    facts: Facts = {"kind": step.kind}
    txn_id = getattr(step, "txn_id", None)
    if txn_id is not None:
        facts["txn_id"] = txn_id
    if isinstance(step, OtpStep):
        facts |= {"sent_to": step.sent_to, "sent_at": _iso(step.sent_at), "resend_at": _iso(step.resend_at)}
        facts["sends"] = step.sends
    elif isinstance(step, AddressStep):
        facts["accounts"] = [_account(account, show=show) for account in step.accounts]
    elif isinstance(step, FoundProfiles):
        facts["profiles"] = [_found(profile, show=show) for profile in step.profiles]
    elif isinstance(step, FacePending):
        facts["url"] = step.url
    elif isinstance(step, UnknownStep):
        facts["skip_state"] = step.skip_state
    elif isinstance(step, LoggedIn):
        facts |= {
            "created": step.created,
            "abha_address": address(step.abha_address, show=show),
            "abha_number": number(step.abha_number, show=show),
            "oid": anything(step.ids.oid if step.ids else None, show=show),
            "patient_tokens": step.tokens is not None,
        }
    return facts


def profile_facts(profile: Profile, *, show: bool) -> Facts:
    """A patient's profile."""
    born = profile.birth_date
    parts = [part for part in (born.year, born.month, born.day) if part is not None] if born else []
    return {
        "kind": "profile",
        "abha_address": address(profile.abha_address, show=show),
        "abha_number": number(profile.abha_number, show=show),
        "full_name": name(profile.full_name, show=show),
        "first_name": name(profile.first_name, show=show),
        "middle_name": name(profile.middle_name, show=show),
        "last_name": name(profile.last_name, show=show),
        "gender": anything(profile.gender, show=show),
        "birth_date": anything("-".join(f"{part:02}" for part in parts) or None, show=show),
        "mobile": number(profile.mobile, show=show),
        "address": anything(profile.address, show=show),
        "pincode": anything(profile.pincode, show=show),
        "kyc_verified": profile.kyc_verified,
    }


def error_facts(error: EkaError, *, final: bool) -> Facts:
    """An error; its texts hold no personal data. ``final`` when the program ends with it."""
    return {
        "kind": "error",
        "class": type(error).__name__,
        "key": error.key,
        "message": error.message,
        "advice": error.advice.value,
        "caused_by": error.caused_by.value,
        "retryable": error.retryable,
        "retry_after": error.retry_after.total_seconds() if error.retry_after is not None else None,
        "may_have_been_processed": error.may_have_been_processed,
        "operation": error.operation,
        "txn_id": error.txn_id,
        "status_code": error.status_code,
        "source_code": error.source_code,
        "exit_code": exits.of_error(error),
        "final": final,
    }


def wait_text(error: EkaError) -> str:
    """How long to wait, or nothing."""
    if error.retry_after is None:
        return ""
    seconds = error.retry_after.total_seconds()
    if seconds < 120:
        return f"Wait {max(1, round(seconds))} s."
    if seconds < 7200:
        return f"Wait {round(seconds / 60)} minutes."
    return f"Wait {round(seconds / 3600)} hours."


def advice_text(error: EkaError) -> str:
    """What to do about an error."""
    if isinstance(error, ConfigurationError):
        return "`eka-abha doctor` looks for what is wrong."
    if isinstance(error, GatewaySessionExpired):
        return "Open a session first: give --abha-address, and the OTP at the prompt or on stdin."
    wait = wait_text(error)
    advice = ADVICE[error.advice]
    if wait and error.advice is Advice.WAIT:
        advice = f"{wait[:-1]}, then try again."
    elif wait:
        advice = f"{advice} {wait}"
    if error.may_have_been_processed:
        advice += " The call may have taken effect: find out first (docs/recovery.md)."
    return advice


def seconds_until(moment: datetime) -> int:
    """Whole seconds from now, at least 0."""
    return max(0, round((moment - datetime.now(UTC)).total_seconds()))


def clock(moment: datetime) -> str:
    """A time of the day, where this machine is."""
    return f"{moment.astimezone():%H:%M:%S}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _account(account: Account, *, show: bool) -> Facts:
    return {
        "abha_address": address(account.abha_address, show=show),
        "name": name(account.name, show=show),
        "kyc_verified": account.kyc_verified,
    }


def _found(profile: FoundProfile, *, show: bool) -> Facts:
    return {
        "index": profile.index,
        "abha_address": address(profile.abha_address, show=show),
        "abha_number": profile.abha_number,
        "name": name(profile.name, show=show),
        "kyc_verified": profile.kyc_verified,
    }
