"""Registers a patient by Aadhaar OTP, with a mobile number that is not the one linked to the Aadhaar number.

Runs against the built-in emulator; with the provider's sandbox the client is ``AbhaClient(environment="sandbox")``, and
the OTPs arrive on phones.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AbhaClient,
    ConfirmMobile,
    LoggedIn,
    UnknownStep,
)
from eka_abha.emulator import Emulator
from eka_abha.errors import AddressTaken

AADHAAR, LINKED_MOBILE, OWN_MOBILE = "2345 6789 0124", "9876543210", "9123456780"


def register(abha: AbhaClient, emulator: Emulator) -> LoggedIn | UnknownStep:
    """Aadhaar → OTP to the linked mobile → OTP to the patient's own mobile → address."""
    otp = abha.registration.start_aadhaar(AADHAAR, reference="consent-77")
    print("an OTP went to", otp.sent_to)

    step = otp.verify(emulator.otp_for(LINKED_MOBILE), mobile=OWN_MOBILE)
    while isinstance(step, ConfirmMobile):
        print("the patient's own mobile has to be confirmed: an OTP went to", step.sent_to)
        step = step.verify(emulator.otp_for(OWN_MOBILE))

    match step:
        case AadhaarCreateAddress():
            free = step.suggest(first_name="Asha", last_name="Rao", birth_date=date(1990, 1, 1))
            print(len(free), "addresses are free")
            try:
                return step.create("asha.rao90")
            except AddressTaken:
                print("somebody has that one: the step goes on")
                return step.create(free[0])
        case AadhaarChooseAccount():
            return step.log_in(step.accounts[0].abha_address)  # the patient's choice, not yours
        case LoggedIn() | UnknownStep():
            return step
        case _:
            assert_never(step)


def main() -> None:
    """Register one patient."""
    emulator = Emulator()
    emulator.add_person(AADHAAR.replace(" ", ""), mobile=LINKED_MOBILE, first_name="Asha", last_name="Rao")
    emulator.add_account("asha.rao90@sbx", mobile="9000000001")
    with AbhaClient(
        access_token=emulator.issue_access_token(), environment="sandbox", transport=emulator.transport()
    ) as abha:
        done = register(abha, emulator)
        assert isinstance(done, LoggedIn)
        print("logged in: created", done.created, "- ABHA number received", done.abha_number is not None)


if __name__ == "__main__":
    main()
