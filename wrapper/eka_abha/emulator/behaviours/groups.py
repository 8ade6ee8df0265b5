"""Operations that statements are made about together."""

from __future__ import annotations

from typing import Final

ACCOUNT: Final = ("login", "refresh_token")
STARTS: Final = ("init_mobile_registration", "init_aadhaar_registration", "init_login", "init_session", "init_kyc")
RESENDS: Final = (
    "resend_mobile_registration",
    "resend_aadhaar_registration",
    "resend_aadhaar_mobile",
    "resend_kyc",
)
AADHAAR_VERIFIES: Final = ("verify_aadhaar_registration", "verify_aadhaar_mobile", "verify_face_auth")
VERIFIES: Final = (
    "verify_mobile_registration",
    "verify_aadhaar_registration",
    "verify_aadhaar_mobile",
    "verify_login",
    "verify_session",
    "verify_kyc",
)
CREATES: Final = ("create_mobile_registration", "create_aadhaar_registration")
CHOOSE: Final = ("login_to_abha_address",)
AUTO_LOGIN: Final = ("auto_login_aadhaar_registration",)
ENTERS: Final = (*CHOOSE, *AUTO_LOGIN)
OTPS: Final = (*STARTS, *RESENDS)
STEPS: Final = (*RESENDS, *VERIFIES, *CREATES, *ENTERS, "verify_face_auth")
PROFILE: Final = ("get_profile", "update_profile", "delete_profile", "get_profile_card", "get_profile_qr")
KYC: Final = ("init_kyc", "resend_kyc", "verify_kyc")
