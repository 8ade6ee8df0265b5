"""Parts of answers that several operations share, in the specification's shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator.pincodes import area_of
from eka_abha.emulator.rules import masked

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.people import Person
    from eka_abha.emulator.wire import Json
    from eka_abha.emulator.world import World

NO_IDS: Final[dict[str, Json]] = {"oid": None, "uuid": None}


def hint(mobile: str | None) -> str:
    """The text that says where the OTP went, with the number masked."""
    return f"OTP sent successfully to your mobile number {masked(mobile or '')}"


def eka_ids(world: World, account: Account) -> dict[str, Json]:
    """The `eka` object of an answer that ends a journey."""
    return {"min_token": world.chance.token("min", account.oid), "oid": account.oid, "uuid": account.uuid}


def profile(world: World, account: Account) -> dict[str, Json]:
    """The specification's `ProfileResponse`. Nullable fields are null where nothing is known."""
    addresses: list[Json] = [other.abha_address for other in world.accounts.of_abha_number(account.abha_number or "")]
    return {
        "abha_address": account.abha_address,
        "abha_addresses": addresses or [account.abha_address],
        "kyc_verified": account.kyc_verified,
        **_details(account),
    }


def profile_of_person(person: Person) -> dict[str, Json]:
    """What Aadhaar says of a person who has no ABHA address yet, as a `ProfileResponse`."""
    return {"kyc_verified": True, **_details(person)}


def offered_account(account: Account) -> dict[str, Json]:
    """The specification's `VerifyAbhaProfile`, where `kyc_verified` is a string."""
    return {
        "abha_address": account.abha_address,
        "kyc_verified": spelt(account.kyc_verified),
        "name": account.full_name,
    }


def spelt(yes: bool) -> str:
    """Truth as a string, as some answers have it."""
    return "true" if yes else "false"


def _details(of: Account | Person) -> dict[str, Json]:
    details: dict[str, Json] = {
        "abha_number": of.abha_number,
        "address": of.address,
        "day_of_birth": of.day_of_birth,
        "first_name": of.first_name,
        "full_name": of.full_name,
        "gender": of.gender,
        "last_name": of.last_name,
        "middle_name": of.middle_name,
        "mobile": of.mobile,
        "month_of_birth": of.month_of_birth,
        "pincode": of.pincode,
        "year_of_birth": of.year_of_birth,
    }
    area = area_of(of.pincode or "")
    if area is not None:
        details |= {
            "district_code": area.district_code,
            "district_name": area.district_name,
            "state_code": area.state_code,
            "state_name": area.state_name,
        }
    return details
