"""The partner's credentials and tokens: what a client logs in with and what it then sends as bearer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Refused

if TYPE_CHECKING:
    from eka_abha.emulator.clock import Chance, Clock
    from eka_abha.emulator.settings import EmulatorSettings


@dataclass(frozen=True, slots=True)
class Workspace:
    """Whom a token speaks for: a client id and, when the login named one, the sharing key of another workspace."""

    client_id: str = field(repr=False)
    sharing_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Access:
    workspace: Workspace
    ends: float | None


@dataclass(frozen=True, slots=True)
class _Refresh:
    workspace: Workspace
    ends: float
    access_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a login or refresh answers; lifetimes in seconds."""

    access_token: str = field(repr=False)
    expires_in: int
    refresh_token: str = field(repr=False)
    refresh_expires_in: int


class Tokens:
    """Issues, checks and revokes the partner's tokens."""

    def __init__(self, settings: EmulatorSettings, clock: Clock, chance: Chance) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._secrets: dict[str, str] = {}
        self._access: dict[str, _Access] = {}
        self._refresh: dict[str, _Refresh] = {}

    def add_client(self, client_id: str, client_secret: str) -> None:
        """Make these credentials good for a login."""
        self._secrets[client_id] = client_secret

    @property
    def clients(self) -> dict[str, str]:
        """The credentials that are good for a login."""
        return dict(self._secrets)

    def log_in(self, client_id: str, client_secret: str, sharing_key: str | None) -> TokenPair:
        """Return new tokens for credentials, compared exactly as they came."""
        known = self._settings.sharing_keys
        if self._secrets.get(client_id) != client_secret:
            raise Refused(errors.BAD_CREDENTIALS, "client_id or client_secret is wrong")
        if sharing_key is not None and known is not None and sharing_key not in known:
            raise Refused(errors.BAD_CREDENTIALS, "sharing_key is not known")
        return self._issue(Workspace(client_id, sharing_key), None)

    def refresh(self, *, client_id: str, refresh_token: str, access_tokens: tuple[str, ...]) -> TokenPair:
        """Return new tokens for a refresh token.

        Each of `access_tokens` must be the one that came together with it; it may have expired by now.
        """
        held = self._refresh.get(refresh_token)
        if held is None or held.ends <= self._clock.now:
            raise Refused(errors.BAD_REFRESH, "refresh_token is unknown, used or expired")
        if held.workspace.client_id != client_id:
            raise Refused(errors.BAD_REFRESH, "Client-Id is not the one that logged in")
        if any(token != held.access_token for token in access_tokens):
            raise Refused(errors.BAD_REFRESH, "the access token does not belong to the refresh token")
        if self._settings.refresh_ends_access_token:
            self._access.pop(held.access_token, None)
        if not self._settings.refresh_token_rotates:
            return self._issue(held.workspace, refresh_token)
        del self._refresh[refresh_token]
        return self._issue(held.workspace, None)

    def issue_long_lived(self, client_id: str) -> str:
        """Return an access token without end, as the provider's console makes them."""
        token = self._chance.token("console", client_id)
        self._access[token] = _Access(Workspace(client_id), None)
        return token

    def workspace_of(self, access_token: str) -> Workspace | None:
        """Return whom a token speaks for, or None when it is unknown, expired or revoked."""
        held = self._access.get(access_token)
        if held is None or (held.ends is not None and held.ends <= self._clock.now):
            return None
        return held.workspace

    def revoke(self, *, refresh_tokens: bool) -> None:
        """End all access tokens and, if asked, all refresh tokens."""
        self._access.clear()
        if refresh_tokens:
            self._refresh.clear()

    def _issue(self, workspace: Workspace, refresh_token: str | None) -> TokenPair:
        self._forget_ended()
        now, settings = self._clock.now, self._settings
        access_token = self._chance.token("access", workspace.client_id)
        self._access[access_token] = _Access(workspace, now + settings.access_token_lifetime)
        ends = now + settings.refresh_token_lifetime
        if refresh_token is None:
            refresh_token = self._chance.token("refresh", workspace.client_id)
        else:
            ends = self._refresh[refresh_token].ends
        self._refresh[refresh_token] = _Refresh(workspace, ends, access_token)
        return TokenPair(access_token, settings.access_token_lifetime, refresh_token, int(ends - now))

    def _forget_ended(self) -> None:
        now = self._clock.now
        self._access = {key: held for key, held in self._access.items() if held.ends is None or held.ends > now}
        self._refresh = {key: held for key, held in self._refresh.items() if held.ends > now}
