# Derived from wrapper/eka_abha/_async/resumable.py by `make generate`: change that file, not this one.
"""All steps that can be saved, and so resumed: a closed set, for an exhaustive ``match``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from .aadhaar_address import AadhaarChooseAccount, AadhaarCreateAddress
from .aadhaar_registration import AadhaarOtpSent, ConfirmMobile
from .face_registration import FacePending, FaceVerified
from .kyc import KycOtpSent
from .login_steps import FoundProfiles, LoginChooseAccount, LoginEnterAccount, LoginOtpSent
from .mobile_registration import ChooseAccount, CreateAddress, MobileOtpSent
from .session import SessionOtpSent

ResumableStep = (
    MobileOtpSent
    | CreateAddress
    | ChooseAccount
    | AadhaarOtpSent
    | ConfirmMobile
    | AadhaarCreateAddress
    | AadhaarChooseAccount
    | FacePending
    | FaceVerified
    | FoundProfiles
    | LoginOtpSent
    | LoginChooseAccount
    | LoginEnterAccount
    | SessionOtpSent
    | KycOtpSent
)
"""What ``resume_any`` answers."""

KINDS: Mapping[str, type[ResumableStep]] = {step.kind: step for step in get_args(ResumableStep)}
"""Each by its ``kind``."""
