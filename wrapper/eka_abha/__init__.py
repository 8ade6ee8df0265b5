"""Python client for Eka Care's ABHA registration and login API.

``AbhaClient`` is the synchronous client, ``AsyncAbhaClient`` the asynchronous one (with the same steps in
``eka_abha.aio``). Exceptions are in ``eka_abha.errors``.

Every name is loaded when it is first used, so that a program pays only for what it imports.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from ._async.client import AsyncAbhaClient
    from ._http.config import Timeout
    from ._http.hooks import Attempt, StepEvent
    from ._http.settings import LocalRules
    from ._http.token import Token, TokenKey, TokenLease
    from ._journeys.saved import SavedStep
    from ._secret import Secret
    from ._sync.aadhaar_address import AadhaarChooseAccount, AadhaarCreateAddress
    from ._sync.aadhaar_registration import AadhaarOtpSent, ConfirmMobile
    from ._sync.client import AbhaClient
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
    from ._sync.steps import LoggedIn, Step, UnknownStep
    from ._sync.token_stores import MemoryTokenStore, SharedTokenStore, TokenStore
    from .card import Card
    from .errors import Advice, ApiError, CausedBy, EkaError
    from .qr import AbhaQr, parse_abha_qr
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
    "SharedTokenStore",
    "Step",
    "StepEvent",
    "Timeout",
    "Token",
    "TokenKey",
    "TokenLease",
    "TokenStore",
    "UnknownStep",
    "__version__",
    "parse_abha_qr",
]

_HOMES = {
    "AadhaarChooseAccount": "_sync.aadhaar_address",
    "AadhaarCreateAddress": "_sync.aadhaar_address",
    "AadhaarOtpSent": "_sync.aadhaar_registration",
    "AbhaClient": "_sync.client",
    "AbhaQr": "qr",
    "Account": "results",
    "Advice": "errors",
    "ApiError": "errors",
    "AsyncAbhaClient": "_async.client",
    "Attempt": "_http.hooks",
    "BirthDate": "values",
    "Card": "card",
    "CausedBy": "errors",
    "ChooseAccount": "_sync.mobile_registration",
    "ConfirmMobile": "_sync.aadhaar_registration",
    "CreateAddress": "_sync.mobile_registration",
    "EkaError": "errors",
    "EkaIds": "results",
    "FacePending": "_sync.face_registration",
    "FaceVerified": "_sync.face_registration",
    "FoundProfile": "results",
    "FoundProfiles": "_sync.login_steps",
    "Gender": "results",
    "Kyc": "_sync.kyc",
    "KycDone": "_sync.kyc",
    "KycOtpSent": "_sync.kyc",
    "LocalRules": "_http.settings",
    "LoggedIn": "_sync.steps",
    "Login": "_sync.login",
    "LoginChooseAccount": "_sync.login_steps",
    "LoginEnterAccount": "_sync.login_steps",
    "LoginMethods": "results",
    "LoginOtpSent": "_sync.login_steps",
    "Lookup": "_sync.lookup",
    "MemoryTokenStore": "_sync.token_stores",
    "MobileOtpSent": "_sync.mobile_registration",
    "NewProfile": "values",
    "PatientProfile": "_sync.profile",
    "PatientTokens": "results",
    "Pincode": "results",
    "Profile": "results",
    "RawAnswer": "results",
    "Registration": "_sync.registration",
    "ResumableStep": "_sync.resumable",
    "SavedStep": "_journeys.saved",
    "Secret": "_secret",
    "Session": "_sync.session",
    "SessionActive": "_sync.session",
    "SessionOtpSent": "_sync.session",
    "SessionStatus": "results",
    "SharedTokenStore": "_sync.token_stores",
    "Step": "_sync.steps",
    "StepEvent": "_http.hooks",
    "Timeout": "_http.config",
    "Token": "_http.token",
    "TokenKey": "_http.token",
    "TokenLease": "_http.token",
    "TokenStore": "_sync.token_stores",
    "UnknownStep": "_sync.steps",
    "parse_abha_qr": "qr",
}
"""The module that each name comes from."""

_MODULES = frozenset({"aio", "card", "errors", "qr", "redis", "results", "values", "webhooks"})
"""Public modules, which are there without an import of their own, too."""


def __getattr__(name: str) -> object:
    value: object
    if name in _MODULES:
        value = import_module(f".{name}", __name__)
    elif name in _HOMES:
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value
