"""Reads and changes a patient's profile, saves the ABHA card, and reads the QR code that a patient shows at a desk.

Runs against the built-in emulator; with the provider's sandbox the client is ``AbhaClient(environment="sandbox")``.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from eka_abha import AbhaClient, parse_abha_qr
from eka_abha.emulator import Emulator
from eka_abha.errors import InvalidValueError

ADDRESS = "asha.rao90@sbx"


def show_profile(patient: AbhaClient) -> None:
    """None stands for what the service does not say; a birth date may lack its day or month."""
    profile = patient.profile.get()
    born = profile.birth_date.as_date() if profile.birth_date else None
    print("KYC-verified", profile.kyc_verified, "- whole birth date known", born is not None)


def change_profile(patient: AbhaClient) -> None:
    """Only what changes is given: the rest, which the service wants as well, is read from the profile."""
    patient.profile.update(address="12 MG Road", pincode="560001")
    try:
        patient.profile.update(first_name="Aisha")
    except InvalidValueError as error:
        print("refused before the call:", error)


def save_card(patient: AbhaClient, folder: Path) -> None:
    """The file is whole or not there at all, and only its owner can read it."""
    card = patient.profile.card()
    path = card.save(folder / "abha-card.png")
    print("card saved:", path.name, f"{len(card)} bytes")


def scan(text: str) -> None:
    """At the desk, where a scanner reads the patient's QR code. It is the patient's word, not proof."""
    code = parse_abha_qr(text)
    print("scanned: address", code.abha_address is not None, "- number", code.abha_number is not None)


def main() -> None:
    """One patient with a KYC-verified profile and a session with the gateway."""
    emulator = Emulator()
    account = emulator.add_account(ADDRESS, mobile="9876543210", abha_number="91-1234-5678-9012", kyc_verified=True)
    emulator.open_session(ADDRESS)
    with (
        AbhaClient(
            access_token=emulator.issue_access_token(), environment="sandbox", transport=emulator.transport()
        ) as abha,
        tempfile.TemporaryDirectory() as folder,
    ):
        patient = abha.for_patient(oid=account.oid)
        show_profile(patient)
        change_profile(patient)
        save_card(patient, Path(folder))
        scan(json.dumps(dict(patient.profile.qr().fields)))
        patient.profile.delete(confirm=True)
        print("deleted; the address exists:", abha.lookup.address_exists(ADDRESS))


if __name__ == "__main__":
    main()
