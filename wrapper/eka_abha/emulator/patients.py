"""Which patient a call is about, and whether that patient has a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Refused

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.world import Call, World


def named_patient(world: World, call: Call) -> str | None:
    """Return the Eka user id in the header X-Pt-Id or the query parameter `oid`; which one wins is a setting."""
    header, oid = call.header("x-pt-id") or None, call.query("oid")
    rule = world.settings.patient_identity
    if rule == "agree" and header is not None and oid is not None and header != oid:
        raise Refused(errors.INVALID_HEADER, "X-Pt-Id and oid name different patients")
    return oid or header if rule == "oid" else header or oid


def patient_in_session(world: World, call: Call) -> Account:
    """Return the account of the patient that a call names; 491 unless they have a session."""
    oid = named_patient(world, call)
    if oid is None:
        raise Refused(errors.INVALID_HEADER, "neither X-Pt-Id nor oid names a patient")
    account = world.accounts.of_oid(oid)
    if account is None:
        raise Refused(errors.NO_SESSION, "no account has this Eka user id")
    require_session(world, account)
    return account


def require_session(world: World, account: Account) -> None:
    """Refuse with 491 unless there is a session of this account's patient."""
    if not world.sessions.is_open(account.oid):
        known = world.sessions.was_open(account.oid)
        raise Refused(errors.SESSION_EXPIRED if known else errors.NO_SESSION, "the patient has no session")
