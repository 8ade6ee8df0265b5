"""Partner tokens: what a login answers, when a token is fresh, usable or over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eka_abha._secret import Secret

DEFAULT_LIFETIME = 1800.0
"""Seconds a token is taken to live when the answer does not say: the documented example's value."""

LONGEST_LIFETIME = 30 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class TokenKey:
    """What a token is for. Clients that differ in any of these never share one."""

    base_url: str
    client_id: str
    sharing_key: str | None
    """The sharing key's fingerprint, or None."""


@dataclass(frozen=True, slots=True)
class Token:
    """A partner token with its refresh token. Times are Unix seconds; the secrets do not show themselves."""

    access: Secret
    expires_at: float
    refresh_from: float
    """From this moment one caller refreshes the token, while the others still use it."""
    refresh: Secret | None = None
    refresh_expires_at: float | None = None

    def is_fresh(self, now: float) -> bool:
        """No need to refresh yet."""
        return now < self.refresh_from

    def is_usable(self, now: float) -> bool:
        """Still good for a call that starts now."""
        return now < self.expires_at

    def may_refresh(self, now: float) -> bool:
        """There is a refresh token that has not expired."""
        return self.refresh is not None and (self.refresh_expires_at is None or now < self.refresh_expires_at)

    def without_refresh(self) -> Token:
        """The same, for a process that must not send the refresh token: each is to be sent once, by one process."""
        return replace(self, refresh=None, refresh_expires_at=None)


@dataclass(frozen=True, slots=True)
class TokenLease:
    """What a shared store answers to a process that would replace a token."""

    key: TokenKey
    token: Token | None
    """The token kept now. A refresh token that may be spent is left out."""
    granted: bool
    """True when this process may replace it; False while another one has the lease."""
    proof: object = field(repr=False)
    """What the store knows the lease by; never None."""


def fixed_token(access: Secret) -> Token:
    """A token that is sent as it is for ever."""
    return Token(access, math.inf, math.inf)


def token_from_answer(answer: Mapping[str, object], now: float) -> Token | None:
    """The token of a login or refresh answer, or None when the answer holds none.

    The last tenth of its lifetime (30 seconds at most) is left unused, so that a call does not start with a token that
    expires under way; from the last fifth (300 seconds at most) on it is refreshed ahead of time.
    """
    access = _token(answer.get("access_token"))
    if access is None:
        return None
    lifetime = _seconds(answer.get("expires_in")) or DEFAULT_LIFETIME
    refresh_lifetime = _seconds(answer.get("refresh_expires_in"))
    return Token(
        access=access,
        expires_at=now + lifetime - min(30.0, lifetime * 0.1),
        refresh_from=now + lifetime - min(300.0, lifetime * 0.2),
        refresh=_token(answer.get("refresh_token")),
        refresh_expires_at=now + refresh_lifetime if refresh_lifetime is not None else None,
    )


def _token(value: object) -> Secret | None:
    """A token that can be sent in a header; None for anything else."""
    if not isinstance(value, str):
        return None
    token = value.strip()
    return Secret(token) if token and token.isascii() and token.isprintable() and " " not in token else None


def _seconds(value: object) -> float | None:
    """A lifetime in seconds; None for what is absent or makes no sense."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:12])
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not 0 < value < math.inf:
        return None
    return float(min(value, LONGEST_LIFETIME))
