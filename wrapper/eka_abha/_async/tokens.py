"""Partner tokens: one login or refresh at a time, ahead of time, for everyone who shares a token."""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import Protocol, runtime_checkable
from weakref import WeakValueDictionary

from eka_abha._http.call import LOGIN, REFRESH_TOKEN, Call, unexpected
from eka_abha._http.config import DEFAULT_DEADLINE, ClientCredentials, FixedToken
from eka_abha._http.deadline import Deadline
from eka_abha._http.hooks import logger
from eka_abha._http.settings import Settings
from eka_abha._http.token import Token, TokenKey, fixed_token, token_from_answer
from eka_abha._io.aio import Flights, reveal_client_secret
from eka_abha._secret import Secret
from eka_abha.errors import AuthenticationError, EkaError, PermissionDenied, RequestTimeout

from .sender import Sender

REFUSAL_REMEMBERED = 5.0
"""Seconds without another login, after the service refused the credentials."""

QUIET_AFTER_FAILURE = 15.0
"""Seconds without another refresh ahead of time, after one failed. The token in use is still good."""


@runtime_checkable
class TokenStore(Protocol):
    """Where tokens are kept between calls. Clients with one store and the same key share one token."""

    async def load(self, key: TokenKey) -> Token | None:
        """The token kept for this key, or None."""

    async def save(self, key: TokenKey, token: Token) -> None:
        """Keep this token; it is newer than the one kept."""


class MemoryTokenStore:
    """Keeps tokens in this process; the default, one for each client. Safe over threads and tasks."""

    def __init__(self) -> None:
        self._tokens: dict[TokenKey, Token] = {}

    async def load(self, key: TokenKey) -> Token | None:
        """The token kept for this key, or None."""
        return self._tokens.get(key)

    async def save(self, key: TokenKey, token: Token) -> None:
        """Keep this token."""
        self._tokens[key] = token

    def __repr__(self) -> str:
        return f"MemoryTokenStore({len(self._tokens)} tokens)"


_flights: WeakValueDictionary[int, Flights[Token]] = WeakValueDictionary()


def _flights_of(store: TokenStore) -> Flights[Token]:
    """The flights of a store, found by identity: it need not be hashable. They live while a client uses it."""
    flights = _flights.get(id(store))
    if flights is None:
        flights = _flights[id(store)] = Flights()
    return flights


class FixedTokens:
    """A token made in the provider's console: the same for every call."""

    def __init__(self, credentials: FixedToken) -> None:
        self._token = fixed_token(credentials.access_token)

    async def usable(self, deadline: Deadline) -> Token:
        """The token."""
        return self._token

    async def renewed(self, rejected: Token, deadline: Deadline) -> Token | None:
        """None: there is no other."""
        return None

    async def aclose(self) -> None:
        """Nothing to do."""


class LoginTokens:
    """Tokens from client credentials: login, then refresh, then login again when the refresh fails."""

    def __init__(self, credentials: ClientCredentials, settings: Settings, sender: Sender, store: TokenStore) -> None:
        self._credentials = credentials
        self._settings = settings
        self._sender = sender
        self._store = store
        self._flights = _flights_of(store)
        self._own: Token | None = None  # the newest one made here, for when the store fails
        self._unsaved = False
        self._quiet_until = 0.0
        self._refusal: EkaError | None = None
        self._refused_until = 0.0
        sharing = credentials.sharing_key
        self._key = TokenKey(
            settings.target.base_url, credentials.client_id, sharing.fingerprint() if sharing is not None else None
        )

    async def usable(self, deadline: Deadline) -> Token:
        """A token for a call that starts now; waits for a login only when there is none."""
        token, now = await self._load(), self._settings.now()
        if token is not None and token.is_fresh(now):
            return token
        if token is not None and token.is_usable(now):
            if now >= self._quiet_until:
                self._quiet_until = now + QUIET_AFTER_FAILURE
                self._flights.join(self._key, self._replace_ahead)
            return token
        return await self._join(None, deadline)

    async def renewed(self, rejected: Token, deadline: Deadline) -> Token | None:
        """A token other than the rejected one."""
        token = await self._join(rejected, deadline)
        if token.access == rejected.access:  # joined a flight that had begun before the rejection
            token = await self._join(rejected, deadline)
        return token

    async def aclose(self) -> None:
        """Wait for a login or refresh under way."""
        await self._flights.finish(self._settings.deadline)

    async def _join(self, rejected: Token | None, deadline: Deadline) -> Token:
        flight = self._flights.join(self._key, functools.partial(self._replace, rejected))
        token = await flight.wait(deadline.remaining())
        if token is None:
            raise RequestTimeout("no token in time; nothing else was sent", operation=LOGIN.name)
        return token

    async def _replace(self, rejected: Token | None) -> Token:
        """Runs once at a time for a key: what is in the store when it begins decides."""
        token, now = await self._load(), self._settings.now()
        if token is not None and token.is_fresh(now) and (rejected is None or token.access != rejected.access):
            return token
        new = None
        deadline = Deadline(max(self._settings.deadline, DEFAULT_DEADLINE))  # it serves callers with longer ones, too
        if token is not None and token.refresh is not None and token.may_refresh(now):
            new = await self._refresh(token.access, token.refresh, deadline)
            if new is None:  # it may be spent: never sent again
                await self._keep(dataclasses.replace(token, refresh=None))
            elif rejected is not None and new.access == rejected.access:
                new = None
        if new is None:
            new = await self._login_unless_refused(deadline)
        await self._keep(new)
        return new

    async def _replace_ahead(self) -> Token:
        """As ``_replace``, for nobody who waits: a failure is told in the log."""
        try:
            return await self._replace(None)
        except EkaError as error:
            logger.warning("the token was not renewed ahead of time: %s", error.key)
            raise

    async def _keep(self, token: Token) -> None:
        self._own = token
        try:
            await self._store.save(self._key, token)
            self._unsaved = False
        except Exception as error:
            self._unsaved = True
            logger.warning("the token store failed to save: %s", type(error).__name__)

    async def _load(self) -> Token | None:
        """The store's token; the own one when the store fails, or could not save it."""
        if self._unsaved:
            return self._own
        try:
            stored: object = await self._store.load(self._key)
        except Exception as error:
            logger.warning("the token store failed to load: %s", type(error).__name__)
            return self._own
        if stored is None or isinstance(stored, Token):
            return stored
        logger.warning("the token store answered with something else than a Token")
        return self._own

    async def _refresh(self, access: Secret, refresh: Secret, deadline: Deadline) -> Token | None:
        headers = {"Authorization": f"Bearer {access.reveal()}", "Client-Id": self._credentials.client_id}
        body = {"refresh_token": refresh.reveal(), "access_token": access.reveal()}
        call = Call(REFRESH_TOKEN, self._settings.target.base_url + REFRESH_TOKEN.path, headers, json=body)
        try:
            return await self._ask(call, deadline)
        except EkaError as error:
            logger.warning("refresh_token: %s, a login follows", error.key)
            return None

    async def _login_unless_refused(self, deadline: Deadline) -> Token:
        """Log in; credentials that were refused a moment ago are not sent again with every call that asks."""
        if self._refusal is not None and self._settings.now() < self._refused_until:
            raise self._refusal.copy()
        self._refusal = None
        try:
            return await self._login(deadline)
        except (AuthenticationError, PermissionDenied) as error:
            self._refusal, self._refused_until = error, self._settings.now() + REFUSAL_REMEMBERED
            raise

    async def _login(self, deadline: Deadline) -> Token:
        credentials = self._credentials
        secret = await reveal_client_secret(credentials.client_secret)
        body = {"client_id": credentials.client_id, "client_secret": secret.reveal()}
        if credentials.sharing_key is not None:
            body["sharing_key"] = credentials.sharing_key.reveal()
        return await self._ask(Call(LOGIN, self._settings.target.base_url + LOGIN.path, {}, json=body), deadline)

    async def _ask(self, call: Call, deadline: Deadline) -> Token:
        answer = await self._sender.send(call, None, deadline)
        token = None
        try:
            parsed = json.loads(answer.content)
            token = token_from_answer(parsed, self._settings.now()) if isinstance(parsed, dict) else None
        except (ValueError, RecursionError):
            pass
        if token is None:
            raise unexpected(call.operation, "the answer holds no access_token")
        return token
