"""Registration by mobile number, by Aadhaar number and by face."""

from __future__ import annotations

from typing import Final

from eka_abha.emulator.behaviours.groups import AADHAAR_VERIFIES, AUTO_LOGIN, CHOOSE, CREATES, ENTERS
from eka_abha.emulator.behaviours.statement import ASSUMED, DOCUMENTED, SEEN, SPECIFIED, Behaviour

_VERIFY: Final = ("verify_mobile_registration",)
_CREATE: Final = ("create_mobile_registration",)

REGISTRATIONS: Final = (
    # Mobile registration
    Behaviour(
        "A mobile number without accounts goes on with abha_create, and abha_profiles is null.", DOCUMENTED, _VERIFY
    ),
    Behaviour(
        "A mobile number with accounts, be it one, goes on with abha_select and lists them.",
        ASSUMED,
        _VERIFY,
        ("skip_state_with_accounts",),
    ),
    Behaviour(
        "Until a journey has ended, the ids in eka are null.", ASSUMED, (*AADHAAR_VERIFIES, *_VERIFY, "verify_login")
    ),
    Behaviour(
        "After abha_select nothing may be created: EKA-1002. After abha_create it may, even if accounts exist.",
        ASSUMED,
        _CREATE,
        ("create_after_select",),
    ),
    Behaviour(
        "A new address starts with a letter, has 8 to 18 letters or digits, at most one dot and one underscore inside.",
        DOCUMENTED,
        CREATES,
    ),
    Behaviour("The suffix of addresses is @sbx.", SEEN, CREATES, ("address_suffix",)),
    Behaviour("Addresses are the same whatever their case.", ASSUMED, (*CREATES, *ENTERS, "check_abha_address")),
    Behaviour("A taken address is ABDM-1101 at 500.", DOCUMENTED, CREATES),
    Behaviour("After a taken or refused address the transaction goes on with the same txn_id.", ASSUMED, CREATES),
    Behaviour(
        "create-phr answers success, skip_state abha_end, profile, eka and the patient's tokens, and no txn_id.",
        SPECIFIED,
        _CREATE,
    ),
    Behaviour("The new account is not KYC-verified and has no ABHA number.", DOCUMENTED, _CREATE),
    Behaviour("A transaction of a mobile registration may log in to an address it offered.", ASSUMED, CHOOSE),
    Behaviour("An address that was not offered is ABDM-1012 at 400.", ASSUMED, ENTERS),
    # Aadhaar
    Behaviour(
        "An Aadhaar number that nobody was added for has a made-up person, always the same; the linked mobile number is"
        " 9 and the last nine digits.",
        ASSUMED,
        ("init_aadhaar_registration", "verify_face_auth", "init_kyc"),
        ("unknown_aadhaar",),
    ),
    Behaviour(
        "The OTP goes to the linked mobile number; where none is linked, the answer is ABDM-1111 at 400.",
        ASSUMED,
        ("init_aadhaar_registration",),
    ),
    Behaviour(
        "A mobile number that is not the linked one gets an OTP of its own: confirm_mobile_otp.",
        DOCUMENTED,
        ("verify_aadhaar_registration",),
    ),
    Behaviour(
        "The second OTP has attempts and resends of its own, and goes out whenever the first one went.",
        ASSUMED,
        ("verify_aadhaar_mobile", "resend_aadhaar_mobile"),
    ),
    Behaviour(
        "A person without an account goes on with abha_create, and abha_profiles is empty.",
        DOCUMENTED,
        AADHAAR_VERIFIES,
    ),
    Behaviour(
        "A person with accounts, be it one, goes on with abha_select.",
        ASSUMED,
        AADHAAR_VERIFIES,
        ("aadhaar_skip_state_with_accounts",),
    ),
    Behaviour(
        "After abha_select nothing may be created by Aadhaar either: EKA-1001.",
        ASSUMED,
        ("create_aadhaar_registration",),
    ),
    Behaviour(
        "The account has the details that Aadhaar has, the mobile number that was given, and an ABHA number, and is"
        " KYC-verified.",
        DOCUMENTED,
        ("create_aadhaar_registration",),
    ),
    Behaviour(
        "All addresses of one person have the same ABHA number.",
        ASSUMED,
        ("create_aadhaar_registration",),
    ),
    Behaviour("An address that was offered is entered by auto-login, too.", DOCUMENTED, AUTO_LOGIN),
    Behaviour("After abha_create an address is entered by auto-login, and login/phr is ABDM-1017.", ASSUMED, CHOOSE),
    Behaviour(
        "An answer that ends a registration by Aadhaar has the patient's tokens.",
        SPECIFIED,
        (*AADHAAR_VERIFIES, "create_aadhaar_registration", *AUTO_LOGIN),
    ),
    # Face
    Behaviour("The capture answers Pending twice, then Verified.", ASSUMED, ("capture_face_auth",), ("face_polls",)),
    Behaviour(
        "While a capture is Pending its txn_id stays; the first Verified brings a new one.",
        ASSUMED,
        ("capture_face_auth",),
        ("capture_renews_txn_id",),
    ),
    Behaviour("Face authentication opens with a URL and without an OTP.", SPECIFIED, ("init_face_auth",)),
    Behaviour("A verify before the capture is Verified is ABDM-1031 at 400.", ASSUMED, ("verify_face_auth",)),
    Behaviour(
        "The account gets the linked mobile number, or none where none is linked.", ASSUMED, ("verify_face_auth",)
    ),
)
