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
from .results import Account, EkaIds, PatientTokens, Profile
from .values import BirthDate, NewProfile

if TYPE_CHECKING:
    from ._async.client import AsyncAbhaClient
    from ._sync.lookup import Lookup
    from ._sync.mobile_registration import ChooseAccount, CreateAddress, MobileOtpSent
    from ._sync.registration import Registration

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
    "LocalRules",
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


_LOADED_ON_DEMAND = {
    "AsyncAbhaClient": "_async.client",
    "ChooseAccount": "_sync.mobile_registration",
    "CreateAddress": "_sync.mobile_registration",
    "Lookup": "_sync.lookup",
    "MobileOtpSent": "_sync.mobile_registration",
    "Registration": "_sync.registration",
}
"""The asynchronous half and each journey are imported when they are first used."""


def __getattr__(name: str) -> object:
    if name not in _LOADED_ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_LOADED_ON_DEMAND[name]}", __name__), name)
    globals()[name] = value
    return value
