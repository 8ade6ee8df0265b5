"""Python client for Eka Care's ABHA registration and login API.

``AbhaClient`` is the synchronous client, ``AsyncAbhaClient`` the asynchronous one (with the same steps in
``eka_abha.aio``). Exceptions are in ``eka_abha.errors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

from ._http.config import Timeout
from ._http.hooks import Attempt, StepEvent
from ._http.secret import Secret
from ._http.token import Token, TokenKey
from ._journeys.saved import SavedStep
from ._sync.client import AbhaClient
from ._sync.lookup import Lookup
from ._sync.mobile_registration import ChooseAccount, CreateAddress, MobileOtpSent
from ._sync.registration import Registration
from ._sync.steps import LoggedIn, Step, UnknownStep
from ._sync.tokens import MemoryTokenStore, TokenStore
from .errors import Advice, ApiError, CausedBy, EkaError
from .results import Account, EkaIds, PatientTokens, Profile
from .values import BirthDate, NewProfile

if TYPE_CHECKING:
    from ._async.client import AsyncAbhaClient

__all__ = [
    "AbhaClient",
    "Account",
    "Advice",
    "ApiError",
    "AsyncAbhaClient",
    "Attempt",
    "BirthDate",
    "CausedBy",
    "ChooseAccount",
    "CreateAddress",
    "EkaError",
    "EkaIds",
    "LoggedIn",
    "Lookup",
    "MemoryTokenStore",
    "MobileOtpSent",
    "NewProfile",
    "PatientTokens",
    "Profile",
    "Registration",
    "SavedStep",
    "Secret",
    "Step",
    "StepEvent",
    "Timeout",
    "Token",
    "TokenKey",
    "TokenStore",
    "UnknownStep",
    "__version__",
]


def __getattr__(name: str) -> object:
    if name == "AsyncAbhaClient":  # the asynchronous half is imported when it is first used
        from ._async.client import AsyncAbhaClient

        return AsyncAbhaClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
