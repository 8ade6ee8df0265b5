"""Who is meant by the identifier of a login, and whether they may log in like that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors, rules
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.magic_inputs import forced_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.errors import Failure
    from eka_abha.emulator.world import World

MOBILE_OTP: Final = "MOBILE_OTP"
ABHA_NUMBER_OTP: Final = "ABHA_NUMBER_OTP"
AADHAAR_OTP: Final = "AADHAAR_OTP"
PASSWORD: Final = "PASSWORD"
LOGIN_METHODS: Final = (MOBILE_OTP, ABHA_NUMBER_OTP, AADHAAR_OTP, PASSWORD)
_NOT_ALLOWED: Final = {
    AADHAAR_OTP: errors.AADHAAR_OTP_NOT_ALLOWED,
    ABHA_NUMBER_OTP: errors.ABHA_NUMBER_OTP_NOT_ALLOWED,
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Target:
    """Where the OTP of a login goes, and the number or address that it is for."""

    mobile: str
    aadhaar: str | None = None
    abha_number: str | None = None
    abha_address: str | None = None


def find_target(world: World, method: str, identifier: str, otp_system: str) -> Target | None:
    """Return whom an identifier names; None for a method that there is not."""
    finder = _FINDERS.get(method)
    return None if finder is None else finder(world, identifier, otp_system)


def target_of(world: World, account: Account, otp_system: str) -> Target:
    """Return the target of a login to one account."""
    mobile = _linked_mobile(world, account) if otp_system == "aadhaar" else _mobile(account, MOBILE_OTP)
    return Target(mobile=mobile, abha_address=account.abha_address)


def allowed_methods(account: Account) -> tuple[str, ...]:
    """Return the login methods that an account has and does not block."""
    has = {
        MOBILE_OTP: account.mobile is not None,
        ABHA_NUMBER_OTP: account.abha_number is not None,
        AADHAAR_OTP: account.aadhaar is not None,
    }
    return tuple(name for name, there in has.items() if there and name not in account.blocked_methods)


def _by_address(world: World, address: str, otp_system: str) -> Target:
    account = world.accounts.find(address)
    if account is None:
        raise Refused(errors.NO_SUCH_ADDRESS, "identifier: nobody has this address")
    return target_of(world, account, otp_system)


def _by_mobile(world: World, mobile: str, otp_system: str) -> Target:
    if not rules.is_mobile(mobile):
        raise Refused(errors.INVALID_MOBILE, "identifier: 10 digits, the first 6 to 9")
    accounts = world.accounts.of_mobile(mobile)
    if not accounts and forced_by(mobile) is None:
        raise Refused(errors.MOBILE_NOT_FOUND, "identifier: no account has this mobile number")
    if accounts and all(MOBILE_OTP in account.blocked_methods for account in accounts):
        raise _not_allowed(MOBILE_OTP)
    return Target(mobile=mobile)


def _by_aadhaar(world: World, aadhaar: str, otp_system: str) -> Target:
    if not rules.is_aadhaar(aadhaar, check_digit=world.settings.aadhaar_check_digit):
        raise Refused(errors.VALIDATION_FAILED, "identifier: 12 digits, the first 2 to 9, the last a check digit")
    accounts = world.accounts.of_aadhaar(aadhaar)
    if not accounts and forced_by(None, aadhaar) is None:
        known = world.people.find(aadhaar) is not None or world.settings.unknown_aadhaar == "made_up"
        failure = errors.USER_NOT_FOUND if known else errors.AADHAAR_NOT_FOUND
        raise Refused(failure, "identifier: no account belongs to this Aadhaar number")
    if accounts and all(AADHAAR_OTP in account.blocked_methods for account in accounts):
        raise _not_allowed(AADHAAR_OTP)
    return Target(mobile=_mobile_of(world, aadhaar), aadhaar=aadhaar)


def _by_abha_number(world: World, text: str, otp_system: str) -> Target:
    number = rules.abha_number(text)
    if number is None:
        raise Refused(errors.INVALID_ABHA_NUMBER, "identifier: 14 digits, with all dashes or none")
    accounts = world.accounts.of_abha_number(number)
    if not accounts:
        raise Refused(errors.USER_NOT_FOUND, "identifier: no account has this ABHA number")
    if otp_system == "aadhaar":
        return Target(mobile=_linked_mobile(world, accounts[0]), abha_number=number)
    return Target(mobile=_mobile(accounts[0], ABHA_NUMBER_OTP), abha_number=number)


_FINDERS: Final[dict[str, Callable[[World, str, str], Target]]] = {
    "phr_address": _by_address,
    "mobile": _by_mobile,
    "aadhaar_number": _by_aadhaar,
    "abha_number": _by_abha_number,
}


def _mobile(account: Account, method: str) -> str:
    if method in account.blocked_methods:
        raise _not_allowed(method)
    if account.mobile is None:
        raise Refused(errors.MOBILE_NOT_FOUND, "the account has no mobile number")
    return account.mobile


def _linked_mobile(world: World, account: Account) -> str:
    if AADHAAR_OTP in account.blocked_methods:
        raise _not_allowed(AADHAAR_OTP)
    if account.aadhaar is None:
        raise Refused(errors.AADHAAR_NOT_FOUND, "the account was not verified with an Aadhaar number")
    return _mobile_of(world, account.aadhaar)


def _mobile_of(world: World, aadhaar: str) -> str:
    mobile = world.person_of(aadhaar).mobile
    if mobile is None:
        raise Refused(errors.MOBILE_NOT_FOUND, "no mobile number is linked to the Aadhaar number")
    return mobile


def _not_allowed(method: str) -> Refused:
    failure: Failure = _NOT_ALLOWED.get(method, errors.PASSWORD_NOT_ALLOWED)
    return Refused(failure, f"{method} is blocked")
