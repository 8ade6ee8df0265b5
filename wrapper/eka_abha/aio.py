"""The asynchronous client and its steps, under the same names as their synchronous twins in ``eka_abha``."""

from __future__ import annotations

from ._async.client import AsyncAbhaClient
from ._async.lookup import Lookup
from ._async.mobile_registration import ChooseAccount, CreateAddress, MobileOtpSent
from ._async.registration import Registration
from ._async.steps import LoggedIn, Step, UnknownStep
from ._async.tokens import MemoryTokenStore, TokenStore

__all__ = [
    "AsyncAbhaClient",
    "ChooseAccount",
    "CreateAddress",
    "LoggedIn",
    "Lookup",
    "MemoryTokenStore",
    "MobileOtpSent",
    "Registration",
    "Step",
    "TokenStore",
    "UnknownStep",
]
