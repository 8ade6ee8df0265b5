"""Registers a patient by face: they open a link on a phone, are captured, and name their Aadhaar number.

Runs against the built-in emulator; with the provider's sandbox the client is ``AbhaClient(environment="sandbox")``.
"""

from __future__ import annotations

from typing import assert_never

from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AbhaClient,
    ConfirmMobile,
    FacePending,
    FaceVerified,
    LoggedIn,
    UnknownStep,
)
from eka_abha.emulator import Emulator

AADHAAR = "2345 6789 0124"


def register(abha: AbhaClient) -> LoggedIn | UnknownStep:
    """Link → capture → Aadhaar number → address."""
    pending = abha.registration.start_face()
    print("show this as a QR code:", pending.url is not None)

    # In a web service: one poll() per request of the page, and save() in between. The interval is short here because
    # nobody is being photographed; the default is 3 seconds.
    step = pending.wait(interval=0.05, limit=60, on_poll=lambda _: print("not captured yet"))
    match step:
        case FaceVerified():
            print("captured")
            after = step.verify(aadhaar=AADHAAR)  # asked for now: the number was not kept until here
        case FacePending():
            raise SystemExit("nobody was captured within the limit: wait again, or start again")
        case _:
            assert_never(step)

    match after:
        case AadhaarCreateAddress():
            return after.create("asha.rao90")
        case AadhaarChooseAccount():
            return after.log_in(after.accounts[0].abha_address)  # the patient's choice, not yours
        case ConfirmMobile():
            raise SystemExit("an OTP went to the patient's mobile: see register_by_aadhaar.py")
        case LoggedIn() | UnknownStep():
            return after
        case _:
            assert_never(after)


def main() -> None:
    """Register one patient."""
    emulator = Emulator()
    with AbhaClient(
        access_token=emulator.issue_access_token(), environment="sandbox", transport=emulator.transport()
    ) as abha:
        done = register(abha)
        assert isinstance(done, LoggedIn)
        print("logged in: created", done.created, "- ABHA number received", done.abha_number is not None)


if __name__ == "__main__":
    main()
