"""The search for profiles by mobile number, and the look-up of pincodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.operations.answers import spelt
from eka_abha.emulator.pincodes import area_of
from eka_abha.emulator.routing import Route
from eka_abha.emulator.transactions import Kind
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from datetime import date

    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.wire import EmulatorResponse, Json
    from eka_abha.emulator.world import Call, World


def search(world: World, call: Call) -> EmulatorResponse:
    """POST /abdm/v1/profile/search: the profiles of a mobile number; a login by `search` goes on from here."""
    mobile = call.fields().text("mobile")
    if not rules.is_mobile(mobile):
        raise Refused(errors.INVALID_MOBILE, "mobile: 10 digits, the first 6 to 9")
    accounts = world.accounts.of_mobile(mobile)
    transaction = world.transactions.open(Kind.SEARCH, call.workspace, mobile)
    transaction.found = tuple(account.abha_address for account in accounts)
    today = world.clock.today.date()
    profiles: list[Json] = [_found(account, index, today) for index, account in enumerate(accounts, start=1)]
    return json_answer({"txn_id": transaction.txn_id, "profiles": profiles or None})


def pincode(world: World, call: Call) -> EmulatorResponse:
    """GET /abdm/v1/registration/pincode/{pincode}: district and state."""
    code = call.path_values["pincode"]
    if not rules.is_pincode(code):
        raise Refused(errors.VALIDATION_FAILED, "pincode: 6 digits, the first not 0")
    area = area_of(code)
    if area is None:
        raise Refused(errors.NO_DATA, "pincode: no place has it")
    return json_answer(
        {
            "pincode": code,
            "dist_code": area.district_code,
            "dist_name": area.district_name,
            "state_code": area.state_code,
            "state_name": area.state_name,
        }
    )


def _found(account: Account, index: int, today: date) -> dict[str, Json]:
    """The specification's `ProfileAbha`."""
    profile: dict[str, Json] = {
        "index": index,
        "abha_address": account.abha_address,
        "name": account.full_name,
        "gender": account.gender,
        "kyc_verified": spelt(account.kyc_verified),
    }
    if account.abha_number is not None:
        profile["abha_number"] = rules.masked_abha_number(account.abha_number)
    if account.year_of_birth is not None:
        birthday = (account.month_of_birth or 1, account.day_of_birth or 1)
        profile["age"] = today.year - account.year_of_birth - ((today.month, today.day) < birthday)
    return profile


ROUTES: Final = (
    Route("POST", "/abdm/v1/profile/search", "search_profiles", search),
    Route("GET", "/abdm/v1/registration/pincode/{pincode}", "resolve_pincode", pincode),
)
