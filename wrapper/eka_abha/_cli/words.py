"""Steps in words: what was reached, what comes next, and what it means to stop there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eka_abha import FacePending, FaceVerified, FoundProfiles, LoggedIn, LoginOtpSent, SessionActive, UnknownStep
from eka_abha._sync.address_steps import AddressStep
from eka_abha._sync.session import SessionOtpSent
from eka_abha._sync.steps import OtpStep
from eka_abha.errors import InvalidValueError

from . import showing
from .questions import INPUTS

if TYPE_CHECKING:
    from eka_abha import EkaError

    from .desk import Progress, Told

LABELS = {question.field: question.name for question in INPUTS}


def reached(step: Told, *, show: bool) -> tuple[str, str]:
    """What has happened, and what comes next (empty at the end)."""
    if isinstance(step, OtpStep):
        return f"An OTP went to {_whom(step)}.", _after_otp(step)
    if isinstance(step, AddressStep):
        count = len(step.accounts)
        if not count and not hasattr(step, "create"):
            return "The patient is verified, and has no ABHA address to log in to.", ""
        if not count:
            return "The patient is verified; no ABHA address exists yet.", "Next: choose a new ABHA address."
        known = "1 ABHA address exists" if count == 1 else f"{count} ABHA addresses exist"
        return f"The patient is verified; {known}.", "Next: the patient picks an ABHA address."
    if isinstance(step, FoundProfiles):
        count = len(step.profiles)
        found = "1 profile belongs" if count == 1 else f"{count} profiles belong"
        return f"{found} to the mobile number.", "Next: the patient picks one." if count else ""
    if isinstance(step, FacePending):
        return f"The person opens this on a phone: {step.url or '(not known any more)'}", "Next: the capture. Waiting."
    if isinstance(step, FaceVerified):
        return "The person has been captured.", "Next: the Aadhaar number."
    if isinstance(step, SessionActive):
        return "The patient has a session with the gateway.", ""
    if isinstance(step, LoggedIn):
        what = "Registered" if step.created else "Logged in"
        oid = step.ids.oid if show and step.ids else None
        named = showing.address(step.abha_address, show=show) or "the address was not named"
        return f"{what}: {named}.", f"The patient's id (oid): {oid}" if oid else ""
    if isinstance(step, UnknownStep):
        return "The service named a next step that this version does not know.", ""
    return f"Reached: {step.kind}.", ""


def problem(error: EkaError, *, in_full: bool = False) -> str:
    """What was refused or went wrong, and what to do about it."""
    if isinstance(error, InvalidValueError):
        label = LABELS.get(error.field, error.field)
        return f"{label} {error.rule}."
    what = str(error) if in_full else error.message
    return f"{what.rstrip('.')}. {showing.advice_text(error)}"


def stopped(progress: Progress) -> str:
    """What state a journey is in that stopped before its end."""
    step = progress.step
    if step is None:
        state = "Nothing was begun."
    elif isinstance(step, LoggedIn):
        state = "The journey had ended: the patient is registered or logged in."
    elif isinstance(step, UnknownStep | SessionActive):
        state = "The journey had ended."
    elif isinstance(step, SessionOtpSent):
        state = f"An OTP went to {_whom(step)}; no session was opened yet."
    elif isinstance(step, LoginOtpSent):
        state = f"An OTP went to {_whom(step)}; nobody was logged in yet, and it lapses by itself."
    elif isinstance(step, OtpStep):
        state = f"An OTP went to {_whom(step)}; nothing was registered yet, and it lapses by itself."
    elif isinstance(step, AddressStep):
        state = "The patient is verified, but no ABHA address was chosen: the journey is not finished."
    else:
        state = "The journey had begun and is not finished; nothing was registered yet."
    if progress.calling:
        state += " A call was under way and may have taken effect."
    txn_id = getattr(step, "txn_id", None)
    return f"{state} Transaction: {txn_id}" if txn_id else state


def _whom(step: OtpStep) -> str:
    return step.sent_to or "the patient"


def _after_otp(step: OtpStep) -> str:
    again = f"another one may be sent from {showing.clock(step.resend_at)} on"
    return f"Next: the OTP; {again} (in {showing.seconds_until(step.resend_at)} s)."
