"""Parts of answers that several operations share, in the specification's shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator.rules import masked

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.wire import Json
    from eka_abha.emulator.world import World

NO_IDS: Final[dict[str, Json]] = {"oid": None, "uuid": None}


def hint(mobile: str) -> str:
    """The text that says where the OTP went, with the number masked."""
    return f"OTP sent successfully to your mobile number {masked(mobile)}"


def eka_ids(world: World, account: Account) -> dict[str, Json]:
    """The `eka` object of an answer that ends a journey."""
    return {"min_token": world.chance.token("min", account.oid), "oid": account.oid, "uuid": account.uuid}


def profile(world: World, account: Account) -> dict[str, Json]:
    """The specification's `ProfileResponse`. Nullable fields are null where nothing is known."""
    return {
        "abha_address": account.abha_address,
        "abha_addresses": [account.abha_address],
        "abha_number": account.abha_number,
        "address": account.address,
        "day_of_birth": account.day_of_birth,
        "first_name": account.first_name,
        "full_name": account.full_name,
        "gender": account.gender,
        "kyc_verified": account.kyc_verified,
        "last_name": account.last_name,
        "middle_name": account.middle_name,
        "mobile": account.mobile,
        "month_of_birth": account.month_of_birth,
        "pincode": account.pincode,
        "year_of_birth": account.year_of_birth,
    }


def offered_account(account: Account) -> dict[str, Json]:
    """The specification's `VerifyAbhaProfile`, where `kyc_verified` is a string."""
    return {
        "abha_address": account.abha_address,
        "kyc_verified": "true" if account.kyc_verified else "false",
        "name": account.full_name,
    }
