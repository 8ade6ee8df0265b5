"""The patient's profile, its card and its QR code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.card import card_png
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations import answers
from eka_abha.emulator.operations.details import read_details
from eka_abha.emulator.patients import patient_in_session
from eka_abha.emulator.pincodes import area_of
from eka_abha.emulator.routing import Route
from eka_abha.emulator.wire import EmulatorResponse, json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.wire import Json
    from eka_abha.emulator.world import Call, World

_PATH: Final = "/abdm/v1/profile"
_LOCKED: Final = (
    "first_name",
    "middle_name",
    "last_name",
    "gender",
    "day_of_birth",
    "month_of_birth",
    "year_of_birth",
)


def get(world: World, call: Call) -> EmulatorResponse:
    """GET …: the profile."""
    return json_answer(answers.profile(world, patient_in_session(world, call)))


def update(world: World, call: Call) -> EmulatorResponse:
    """PATCH …: other details; all required ones have to come. What is optional and absent stays as it is."""
    account, fields = patient_in_session(world, call), call.fields()
    details = read_details(fields, today=world.clock.today.date())
    updated = replace(
        account,
        first_name=details.first_name,
        middle_name=details.middle_name if fields.has("middle_name") else account.middle_name,
        last_name=details.last_name if fields.has("last_name") else account.last_name,
        gender=details.gender,
        day_of_birth=details.born.day,
        month_of_birth=details.born.month,
        year_of_birth=details.born.year,
        pincode=details.pincode,
        address=details.address if fields.has("address") else account.address,
    )
    changed = [name for name in _LOCKED if getattr(updated, name) != getattr(account, name)]
    if account.kyc_verified and changed:
        raise Refused(errors.VALIDATION_FAILED, f"locked after KYC: {', '.join(changed)}")
    world.accounts.replace(account, updated)
    return EmulatorResponse(204)


def delete(world: World, call: Call) -> EmulatorResponse:
    """DELETE …: the account is gone, and the patient's session with it."""
    account = patient_in_session(world, call)
    world.accounts.remove(account)
    world.sessions.forget(account.oid)
    return EmulatorResponse(204)


def card(world: World, call: Call) -> EmulatorResponse:
    """GET …/asset/card: a PNG image."""
    account = patient_in_session(world, call)
    return EmulatorResponse(200, {"content-type": "image/png"}, card_png(account.uuid))


def qr(world: World, call: Call) -> EmulatorResponse:
    """GET …/asset/qr: what the QR code holds, as JSON."""
    account = patient_in_session(world, call)
    if call.query("format") not in (None, "json"):
        raise Refused(errors.VALIDATION_FAILED, "format: json")
    area = area_of(account.pincode or "")
    values: dict[str, str | None] = {
        "hidn": account.abha_number,
        "hid": account.abha_address,
        "phr": account.abha_address,
        "name": account.full_name,
        "gender": account.gender,
        "dob": _birth_date(account),
        "mobile": account.mobile,
        "address": account.address,
    }
    if area is not None:
        values |= {
            "district_name": area.district_name,
            "dist name": area.district_name,
            "distlgd": area.district_code,
            "state name": area.state_name,
            "statelgd": area.state_code,
        }
    body: dict[str, Json] = {name: value for name, value in values.items() if value is not None}
    return json_answer(body)


def _birth_date(account: Account) -> str | None:
    if account.year_of_birth is None:
        return None
    if account.day_of_birth is None or account.month_of_birth is None:
        return str(account.year_of_birth)
    return f"{account.day_of_birth:02}-{account.month_of_birth:02}-{account.year_of_birth}"


ROUTES: Final = (
    Route("GET", _PATH, "get_profile", get),
    Route("PATCH", _PATH, "update_profile", update),
    Route("DELETE", _PATH, "delete_profile", delete),
    Route("GET", f"{_PATH}/asset/card", "get_profile_card", card),
    Route("GET", f"{_PATH}/asset/qr", "get_profile_qr", qr),
)
