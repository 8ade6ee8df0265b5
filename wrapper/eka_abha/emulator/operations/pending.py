"""The operations of the specification that the emulator answers with 501 so far."""

from __future__ import annotations

from typing import Final

from eka_abha.emulator.routing import Route

_NA: Final = "/abdm/na/v1"
_V1: Final = "/abdm/v1"

_PENDING: Final = (
    ("POST", f"{_NA}/face-auth/capture", "capture_face_auth"),
    ("POST", f"{_NA}/face-auth/init", "init_face_auth"),
    ("POST", f"{_NA}/face-auth/verify", "verify_face_auth"),
    ("POST", f"{_NA}/profile/login/init", "init_login"),
    ("POST", f"{_NA}/profile/login/methods", "list_login_methods"),
    ("POST", f"{_NA}/profile/login/verify", "verify_login"),
    ("POST", f"{_NA}/registration/aadhaar/auto-login", "auto_login_aadhaar_registration"),
    ("POST", f"{_NA}/registration/aadhaar/create-phr", "create_aadhaar_registration"),
    ("POST", f"{_NA}/registration/aadhaar/init", "init_aadhaar_registration"),
    ("POST", f"{_NA}/registration/aadhaar/mobile/resend", "resend_aadhaar_mobile"),
    ("POST", f"{_NA}/registration/aadhaar/mobile/verify", "verify_aadhaar_mobile"),
    ("POST", f"{_NA}/registration/aadhaar/resend", "resend_aadhaar_registration"),
    ("POST", f"{_NA}/registration/aadhaar/verify", "verify_aadhaar_registration"),
    ("DELETE", f"{_V1}/profile", "delete_profile"),
    ("GET", f"{_V1}/profile", "get_profile"),
    ("PATCH", f"{_V1}/profile", "update_profile"),
    ("GET", f"{_V1}/profile/asset/card", "get_profile_card"),
    ("GET", f"{_V1}/profile/asset/qr", "get_profile_qr"),
    ("POST", f"{_V1}/profile/kyc/init", "init_kyc"),
    ("POST", f"{_V1}/profile/kyc/resend", "resend_kyc"),
    ("POST", f"{_V1}/profile/kyc/verify", "verify_kyc"),
    ("POST", f"{_V1}/profile/search", "search_profiles"),
    ("GET", f"{_V1}/registration/pincode/{{pincode}}", "resolve_pincode"),
    ("POST", f"{_V1}/session/init", "init_session"),
    ("GET", f"{_V1}/session/status", "get_session_status"),
    ("POST", f"{_V1}/session/verify", "verify_session"),
)

ROUTES: Final = tuple(Route(method, template, operation, None) for method, template, operation in _PENDING)
