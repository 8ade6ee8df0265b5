"""Registers a patient by mobile OTP, end to end, against the built-in emulator over a real socket.

`make demo` does the same from the command line. With the provider's sandbox the only differences are the credentials,
no base_url, and that the OTP arrives on a phone.
"""

from __future__ import annotations

import time
from datetime import date
from typing import assert_never

from eka_abha import (
    AbhaClient,
    Attempt,
    ChooseAccount,
    CreateAddress,
    LoggedIn,
    MobileOtpSent,
    NewProfile,
    UnknownStep,
)
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import InvalidOtp

MOBILE = "98765 43210"


def main() -> None:
    """Start the emulator, register one patient, and show each step."""
    began = time.perf_counter()
    emulator = Emulator(seed=int(time.time()))
    with run_in_thread(emulator) as base_url:
        show("emulator", f"listening on {base_url}; it is local and sends no SMS")
        with AbhaClient(
            client_id=emulator.client_id,
            client_secret=emulator.client_secret,
            environment="sandbox",
            base_url=base_url,
            on_attempt=show_attempt,
        ) as abha:
            register(abha, emulator)
    show("done", f"in {time.perf_counter() - began:.1f} s, nothing left this machine")


def register(abha: AbhaClient, emulator: Emulator) -> None:
    """Mobile → OTP → address."""
    show("start", f"registration.start_mobile({MOBILE!r})")
    otp = abha.registration.start_mobile(MOBILE, reference="visit-2041")
    show("MobileOtpSent", f"OTP sent to {otp.sent_to}, another one from {otp.resend_at:%H:%M:%S} UTC on")

    saved = otp.save()
    show("save", f"{len(saved)} JSON fields to a session; the next request goes on with resume()")
    otp = abha.resume(saved, MobileOtpSent)

    try:
        otp.verify("000000")
    except InvalidOtp as error:
        show("InvalidOtp", f"the patient mistyped: advice={error.advice.value}, caused_by={error.caused_by.value}")

    step = otp.verify(emulator.otp_for("9876543210"))  # a person reads it from the phone
    match step:
        case CreateAddress():
            show("CreateAddress", f"the mobile is verified; {len(step.accounts)} accounts exist for it")
            free = step.suggest(first_name="Nisha", last_name="Rao", birth_date=date(1990, 8, 17))
            show("suggest", f"{len(free)} free addresses, the first is {free[0]}")
            profile = NewProfile.born_on(
                date(1990, 8, 17), first_name="Nisha", last_name="Rao", gender="F", pincode="110001"
            )
            report(step.create(free[0], profile=profile))
        case ChooseAccount():
            report(step.log_in(step.accounts[0].abha_address))
        case LoggedIn() | UnknownStep():
            report(step)
        case _:
            assert_never(step)


def report(end: LoggedIn | UnknownStep) -> None:
    """Show how the journey ended."""
    match end:
        case LoggedIn():
            show("LoggedIn", f"{end.abha_address} created={end.created}, patient tokens received: {bool(end.tokens)}")
        case UnknownStep():
            show("UnknownStep", "the service named a state that this version does not know")
        case _:
            assert_never(end)


def show_attempt(attempt: Attempt) -> None:
    """One line per request, as the on_attempt hook gets it."""
    show("", f"· {attempt.method} {attempt.path} → {attempt.status_code} in {attempt.duration * 1000:.0f} ms")


def show(what: str, text: str) -> None:
    """Print one line of the demonstration."""
    print(f"{what:>14}  {text}", flush=True)


if __name__ == "__main__":
    main()
