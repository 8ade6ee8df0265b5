"""What the emulator's clients may be given: what ``AbhaClient`` takes, but for where it calls and what time it is."""

from __future__ import annotations

from typing import TypedDict

import eka_abha.aio
from eka_abha import LocalRules, Secret, Timeout, TokenStore
from eka_abha._http.config import SecretSource
from eka_abha._http.hooks import AttemptHook, StepHook


class CommonOptions(TypedDict, total=False):
    """The options of both clients; see ``AbhaClient``."""

    client_id: str
    client_secret: SecretSource
    sharing_key: str | Secret
    access_token: str | Secret
    hip_id: str
    timeout: float | Timeout
    deadline: float
    max_retries: int
    rules: LocalRules
    on_attempt: AttemptHook
    on_step: StepHook


class ClientOptions(CommonOptions, total=False):
    """The options of ``AbhaEmulator.client``."""

    token_store: TokenStore


class AsyncClientOptions(CommonOptions, total=False):
    """The options of ``AbhaEmulator.async_client``."""

    token_store: eka_abha.aio.TokenStore
