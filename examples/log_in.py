"""Logs a patient in, in each of the five ways.

Runs against the built-in emulator; with the provider's sandbox the client is ``AbhaClient(environment="sandbox")``, and
the OTPs arrive on a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from eka_abha import AbhaClient, LoggedIn, LoginChooseAccount, LoginEnterAccount, LoginOtpSent, UnknownStep
from eka_abha.emulator import Emulator

MOBILE, AADHAAR, ABHA_NUMBER = "98765 43210", "2345 6789 0124", "91-1234-5678-9012"
ADDRESS, OTHER_ADDRESS = "asha.rao90@sbx", "asha.clinic@sbx"


def finish(otp: LoginOtpSent, code: str) -> LoggedIn | UnknownStep:
    """What every login ends with: the OTP, and a choice where the patient has several addresses."""
    step = otp.verify(code)
    match step:
        case LoginChooseAccount() | LoginEnterAccount():
            if not step.accounts:
                raise SystemExit("the patient has no address yet: register them")
            return step.log_in(ADDRESS)  # the patient picks; what was not offered is refused
        case LoggedIn() | UnknownStep():
            return step
        case _:
            assert_never(step)


def by_search(abha: AbhaClient) -> LoginOtpSent:
    """For patients who know neither address nor number: what belongs to their mobile, to pick from."""
    found = abha.login.search(MOBILE)
    print(len(found.profiles), "profiles belong to the mobile")
    return found.start(found.profiles[0])


def by_a_way_that_is_allowed(abha: AbhaClient) -> LoginOtpSent:
    """The owner of an address may have switched some logins off: ask first where you offer a choice."""
    methods = abha.login.methods(ADDRESS)
    print("the address allows", ", ".join(methods.auth_methods))
    return abha.login.start_address(ADDRESS)


def main() -> None:
    """Log one patient in, again and again."""
    emulator = Emulator()
    emulator.add_person(AADHAAR.replace(" ", ""), mobile="9876543210", abha_number=ABHA_NUMBER)
    for address in (ADDRESS, OTHER_ADDRESS):
        emulator.add_account(
            address, mobile="9876543210", abha_number=ABHA_NUMBER, aadhaar=AADHAAR.replace(" ", ""), kyc_verified=True
        )
    with AbhaClient(
        access_token=emulator.issue_access_token(), environment="sandbox", transport=emulator.transport()
    ) as abha:
        starts: dict[str, Callable[[], LoginOtpSent]] = {
            "mobile": lambda: abha.login.start_mobile(MOBILE),
            "Aadhaar": lambda: abha.login.start_aadhaar(AADHAAR),
            "ABHA number": lambda: abha.login.start_abha_number(ABHA_NUMBER),
            "ABHA address": lambda: by_a_way_that_is_allowed(abha),
            "search": lambda: by_search(abha),
        }
        for way, start in starts.items():
            end = finish(start(), emulator.otp_for("9876543210"))
            print(f"by {way}: {end.kind}")
            emulator.advance(30)  # between two OTPs to one mobile


if __name__ == "__main__":
    main()
