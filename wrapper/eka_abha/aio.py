"""The asynchronous client and its steps, under the same names as their synchronous twins in ``eka_abha``."""

from __future__ import annotations

from ._async.aadhaar_address import AadhaarChooseAccount, AadhaarCreateAddress
from ._async.aadhaar_registration import AadhaarOtpSent, ConfirmMobile
from ._async.client import AsyncAbhaClient
from ._async.face_registration import FacePending, FaceVerified
from ._async.kyc import Kyc, KycDone, KycOtpSent
from ._async.login import Login
from ._async.login_steps import FoundProfiles, LoginChooseAccount, LoginEnterAccount, LoginOtpSent
from ._async.lookup import Lookup
from ._async.mobile_registration import ChooseAccount, CreateAddress, MobileOtpSent
from ._async.profile import PatientProfile
from ._async.registration import Registration
from ._async.resumable import ResumableStep
from ._async.session import Session, SessionActive, SessionOtpSent
from ._async.steps import LoggedIn, Step, UnknownStep
from ._async.token_stores import MemoryTokenStore, SharedTokenStore, TokenStore

__all__ = [
    "AadhaarChooseAccount",
    "AadhaarCreateAddress",
    "AadhaarOtpSent",
    "AsyncAbhaClient",
    "ChooseAccount",
    "ConfirmMobile",
    "CreateAddress",
    "FacePending",
    "FaceVerified",
    "FoundProfiles",
    "Kyc",
    "KycDone",
    "KycOtpSent",
    "LoggedIn",
    "Login",
    "LoginChooseAccount",
    "LoginEnterAccount",
    "LoginOtpSent",
    "Lookup",
    "MemoryTokenStore",
    "MobileOtpSent",
    "PatientProfile",
    "Registration",
    "ResumableStep",
    "Session",
    "SessionActive",
    "SessionOtpSent",
    "SharedTokenStore",
    "Step",
    "TokenStore",
    "UnknownStep",
]
