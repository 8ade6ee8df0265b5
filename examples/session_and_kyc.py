"""Opens a patient's session with the gateway, and attaches an ABHA number to their address by KYC.

Runs against the built-in emulator; with the provider's sandbox the client is ``AbhaClient(environment="sandbox")``, and
the OTPs arrive on phones.
"""

from __future__ import annotations

from typing import assert_never

from eka_abha import AbhaClient, SessionActive, SessionOtpSent
from eka_abha.emulator import Emulator
from eka_abha.errors import GatewaySessionExpired

AADHAAR, MOBILE, ADDRESS = "2345 6789 0124", "9876543210", "asha.rao90@sbx"


def in_session(patient: AbhaClient, emulator: Emulator) -> AbhaClient:
    """The client with the tokens of the patient's session; an OTP goes out only when there is none."""
    step = patient.session.ensure_session(ADDRESS)
    match step:
        case SessionOtpSent():
            print("the patient has no session: an OTP went out")
            return step.verify(emulator.otp_for(MOBILE)).patient()
        case SessionActive():
            print("the patient has a session")
            return step.patient()
        case _:
            assert_never(step)


def main() -> None:
    """One patient, whose address has no ABHA number yet."""
    emulator = Emulator()
    account = emulator.add_account(ADDRESS, mobile=MOBILE)
    with AbhaClient(
        access_token=emulator.issue_access_token(), environment="sandbox", transport=emulator.transport()
    ) as abha:
        patient = abha.for_patient(oid=account.oid, partner_patient_id="MRN-1")
        try:
            patient.kyc.start_aadhaar(AADHAAR)
        except GatewaySessionExpired as error:
            print("refused:", error.key, "- advice:", error.advice.value)

        patient = in_session(patient, emulator)
        emulator.advance(30)  # between two OTPs to one mobile
        otp = patient.kyc.start_aadhaar(AADHAAR)
        done = otp.verify(emulator.otp_for(MOBILE))
        print(f"{done.kind}: verified", patient.profile.get().kyc_verified)
        in_session(patient, emulator)


if __name__ == "__main__":
    main()
