"""Python client for Eka Care's ABHA registration and login API.

``AbhaClient`` is the synchronous client, ``AsyncAbhaClient`` the asynchronous one (with the same steps in
``eka_abha.aio``). Exceptions are in ``eka_abha.errors``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ._http.config import Timeout
from ._http.hooks import Attempt, StepEvent
from ._http.settings import LocalRules
from ._http.token import Token, TokenKey
from ._journeys.saved import SavedStep
from ._secret import Secret
from ._sync.client import AbhaClient
from ._sync.steps import LoggedIn, Step, UnknownStep
from ._sync.tokens import MemoryTokenStore, TokenStore
from ._version import __version__
from .errors import Advice, ApiError, CausedBy, EkaError
from .results import (
    Account,
    EkaIds,
    FoundProfile,
    Gender,
    LoginMethods,
    PatientTokens,
    Pincode,
    Profile,
    RawAnswer,
    SessionStatus,
)
from .values import BirthDate, NewProfile

if TYPE_CHECKING:
    from ._async.client import AsyncAbhaClient
    from ._sync.aadhaar_address import AadhaarChooseAccount, AadhaarCreateAddress
    from ._sync.aadhaar_registration import AadhaarOtpSent, ConfirmMobile
    from ._sync.face_registration import FacePending, FaceVerified
    from ._sync.kyc import Kyc, KycDone, KycOtpSent
    from ._sync.login import Login
    from ._sync.login_steps import FoundProfiles, LoginChooseAccount, LoginEnterAccount, LoginOtpSent
    from ._sync.lookup import Lookup
    from ._sync.mobile_registration import ChooseAccount, CreateAddress, MobileOtpSent
    from ._sync.profile import PatientProfile
    from ._sync.registration import Registration
    from ._sync.resumable import ResumableStep
    from ._sync.session import Session, SessionActive, SessionOtpSent
    from .card import Card
    from .qr import AbhaQr, parse_abha_qr

__all__ = [
    "AadhaarChooseAccount",
    "AadhaarCreateAddress",
    "AadhaarOtpSent",
    "AbhaClient",
    "AbhaQr",
    "Account",
    "Advice",
    "ApiError",
    "AsyncAbhaClient",
    "Attempt",
    "BirthDate",
    "Card",
    "CausedBy",
    "ChooseAccount",
    "ConfirmMobile",
    "CreateAddress",
    "EkaError",
    "EkaIds",
    "FacePending",
    "FaceVerified",
    "FoundProfile",
    "FoundProfiles",
    "Gender",
    "Kyc",
    "KycDone",
    "KycOtpSent",
    "LocalRules",
    "LoggedIn",
    "Login",
    "LoginChooseAccount",
    "LoginEnterAccount",
    "LoginMethods",
    "LoginOtpSent",
    "Lookup",
    "MemoryTokenStore",
    "MobileOtpSent",
    "NewProfile",
    "PatientProfile",
    "PatientTokens",
    "Pincode",
    "Profile",
    "RawAnswer",
    "Registration",
    "ResumableStep",
    "SavedStep",
    "Secret",
    "Session",
    "SessionActive",
    "SessionOtpSent",
    "SessionStatus",
    "Step",
    "StepEvent",
    "Timeout",
    "Token",
    "TokenKey",
    "TokenStore",
    "UnknownStep",
    "__version__",
    "parse_abha_qr",
]


_LOADED_ON_DEMAND = {
    "AadhaarChooseAccount": "_sync.aadhaar_address",
    "AadhaarCreateAddress": "_sync.aadhaar_address",
    "AadhaarOtpSent": "_sync.aadhaar_registration",
    "AbhaQr": "qr",
    "AsyncAbhaClient": "_async.client",
    "Card": "card",
    "ChooseAccount": "_sync.mobile_registration",
    "ConfirmMobile": "_sync.aadhaar_registration",
    "CreateAddress": "_sync.mobile_registration",
    "FacePending": "_sync.face_registration",
    "FaceVerified": "_sync.face_registration",
    "FoundProfiles": "_sync.login_steps",
    "Kyc": "_sync.kyc",
    "KycDone": "_sync.kyc",
    "KycOtpSent": "_sync.kyc",
    "Login": "_sync.login",
    "LoginChooseAccount": "_sync.login_steps",
    "LoginEnterAccount": "_sync.login_steps",
    "LoginOtpSent": "_sync.login_steps",
    "Lookup": "_sync.lookup",
    "MobileOtpSent": "_sync.mobile_registration",
    "PatientProfile": "_sync.profile",
    "Registration": "_sync.registration",
    "ResumableStep": "_sync.resumable",
    "Session": "_sync.session",
    "SessionActive": "_sync.session",
    "SessionOtpSent": "_sync.session",
    "parse_abha_qr": "qr",
}
"""The asynchronous half and each journey are imported when they are first used."""


def __getattr__(name: str) -> object:
    if name not in _LOADED_ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_LOADED_ON_DEMAND[name]}", __name__), name)
    globals()[name] = value
    return value
