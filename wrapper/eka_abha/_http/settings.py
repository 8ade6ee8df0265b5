"""The settings of a client, checked once and never changed."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eka_abha.errors import ConfigurationError

from .config import Credentials, Target, Timeout, check_seconds
from .hooks import AttemptHook, StepHook
from .identity import Identity

if TYPE_CHECKING:
    from eka_abha.results import PatientTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRules:
    """The rules for values that are stricter here than the provider's documentation; each can be turned off."""

    aadhaar_check_digit: bool = True
    """An Aadhaar number's last digit must fit the others; numbers made up for tests may not."""
    address_pattern: bool = True
    """A new ABHA address has 8 to 18 letters and digits, and at most one dot and one underscore inside."""
    otp_length: bool = True
    """An OTP has 4 to 8 digits."""


STRICT = LocalRules()

Clock = Callable[[], float]
"""Says what time it is, in Unix seconds."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """What holds for every call of a client."""

    credentials: Credentials
    target: Target
    identity: Identity
    timeout: Timeout
    deadline: float
    max_retries: int
    on_attempt: AttemptHook | None
    on_step: StepHook | None
    rules: LocalRules = STRICT
    patient_tokens: PatientTokens | None = None
    clock: Clock | None = None

    def now(self) -> float:
        """The present moment in Unix seconds, by the client's own clock where it has one."""
        return time.time() if self.clock is None else self.clock()


def check_timeout(value: object) -> Timeout:
    """A ``Timeout``, or a number of seconds for its ``read``."""
    if isinstance(value, Timeout):
        return value
    if value is None:
        raise ConfigurationError("timeout: a call without a timeout can hang for ever; give seconds or a Timeout")
    read = check_seconds(value, "timeout")
    return Timeout(read=read, connect=min(read, Timeout().connect))


def check_max_retries(value: object) -> int:
    """How often a call may be repeated after its first attempt."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10:
        raise ConfigurationError("max_retries: must be a whole number from 0 to 10")
    return value


def check_hook(value: object, name: str) -> None:
    """A hook is a plain callable: it is not awaited."""
    if value is None:
        return
    if not callable(value) or inspect.iscoroutinefunction(value):
        raise ConfigurationError(f"{name}: must be a plain callable (not async) that takes one argument")


def check_clock(value: object) -> None:
    """A clock is a plain callable without arguments, or None for the machine's."""
    if value is None:
        return
    if not callable(value) or inspect.iscoroutinefunction(value):
        raise ConfigurationError("clock: must be a plain callable (not async) that answers Unix seconds")


def check_rules(value: object) -> LocalRules:
    """A ``LocalRules``."""
    if not isinstance(value, LocalRules):
        raise ConfigurationError("rules: must be a LocalRules")
    return value
