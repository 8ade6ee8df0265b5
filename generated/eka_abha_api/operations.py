# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
"""Every operation: its method and path, what it answers, and whether it may be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API.

    ``read_only`` means that it changes nothing and sends nothing, so that it may be repeated. ``success`` are the
    statuses that the document declares as success, ``headers`` the identity headers that it takes.
    """

    name: str
    method: str
    path: str
    read_only: bool
    success: tuple[int, ...]
    takes_oid: bool
    headers: tuple[str, ...]


# fmt: off
_OPERATIONS = (
    Operation(name="auto_login_aadhaar_registration", method="POST", path="/abdm/na/v1/registration/aadhaar/auto-login", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="capture_face_auth", method="POST", path="/abdm/na/v1/face-auth/capture", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="check_abha_address", method="POST", path="/abdm/na/v1/registration/phr/check", read_only=True, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="create_aadhaar_registration", method="POST", path="/abdm/na/v1/registration/aadhaar/create-phr", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="create_mobile_registration", method="POST", path="/abdm/na/v1/registration/mobile/create-phr", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="delete_profile", method="DELETE", path="/abdm/v1/profile", read_only=False, success=(204,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="get_profile", method="GET", path="/abdm/v1/profile", read_only=True, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="get_profile_card", method="GET", path="/abdm/v1/profile/asset/card", read_only=True, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="get_profile_qr", method="GET", path="/abdm/v1/profile/asset/qr", read_only=True, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="get_session_status", method="GET", path="/abdm/v1/session/status", read_only=True, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="init_aadhaar_registration", method="POST", path="/abdm/na/v1/registration/aadhaar/init", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="init_face_auth", method="POST", path="/abdm/na/v1/face-auth/init", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="init_kyc", method="POST", path="/abdm/v1/profile/kyc/init", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="init_login", method="POST", path="/abdm/na/v1/profile/login/init", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="init_mobile_registration", method="POST", path="/abdm/na/v1/registration/mobile/init", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="init_session", method="POST", path="/abdm/v1/session/init", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="list_login_methods", method="POST", path="/abdm/na/v1/profile/login/methods", read_only=True, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="login_to_abha_address", method="POST", path="/abdm/na/v1/profile/login/phr", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="resend_aadhaar_mobile", method="POST", path="/abdm/na/v1/registration/aadhaar/mobile/resend", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="resend_aadhaar_registration", method="POST", path="/abdm/na/v1/registration/aadhaar/resend", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="resend_kyc", method="POST", path="/abdm/v1/profile/kyc/resend", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="resend_mobile_registration", method="POST", path="/abdm/na/v1/registration/mobile/resend", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="resolve_pincode", method="GET", path="/abdm/v1/registration/pincode/{pincode}", read_only=True, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="search_profiles", method="POST", path="/abdm/v1/profile/search", read_only=True, success=(200,), takes_oid=False, headers=()),
    Operation(name="suggest_abha_addresses", method="GET", path="/abdm/na/v1/registration/suggest", read_only=True, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="update_profile", method="PATCH", path="/abdm/v1/profile", read_only=False, success=(204,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_aadhaar_mobile", method="POST", path="/abdm/na/v1/registration/aadhaar/mobile/verify", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_aadhaar_registration", method="POST", path="/abdm/na/v1/registration/aadhaar/verify", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_face_auth", method="POST", path="/abdm/na/v1/face-auth/verify", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_kyc", method="POST", path="/abdm/v1/profile/kyc/verify", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_login", method="POST", path="/abdm/na/v1/profile/login/verify", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_mobile_registration", method="POST", path="/abdm/na/v1/registration/mobile/verify", read_only=False, success=(200,), takes_oid=False, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
    Operation(name="verify_session", method="POST", path="/abdm/v1/session/verify", read_only=False, success=(200,), takes_oid=True, headers=("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")),
)
# fmt: on

#: Every operation by its name, sorted.
OPERATIONS: Mapping[str, Operation] = MappingProxyType({operation.name: operation for operation in _OPERATIONS})
