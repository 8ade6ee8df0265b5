"""Partner tokens: one login or refresh at a time, ahead of time, for everyone who shares a token."""

from __future__ import annotations

import functools
import json
import random
from weakref import WeakValueDictionary

from eka_abha._http.call import LOGIN, REFRESH_TOKEN, Call, unexpected
from eka_abha._http.config import DEFAULT_DEADLINE, ClientCredentials, FixedToken
from eka_abha._http.deadline import Deadline
from eka_abha._http.hooks import logger
from eka_abha._http.settings import Settings
from eka_abha._http.token import Token, TokenKey, TokenLease, fixed_token, token_from_answer
from eka_abha._io.aio import Flights, reveal_client_secret, sleep
from eka_abha._secret import Secret
from eka_abha.errors import AuthenticationError, EkaError, PermissionDenied, RequestTimeout

from .sender import Sender
from .token_stores import SharedTokenStore, TokenStore

REFUSAL_REMEMBERED = 5.0
"""Seconds without another login, after the service refused the credentials."""

QUIET_AFTER_FAILURE = 15.0
"""Seconds without another refresh ahead of time, after one failed. The token in use is still good."""


LEASE_POLL = 0.1
"""Seconds, on average, between two looks at a store while another process replaces the token."""


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
        self._shared = store if isinstance(store, SharedTokenStore) else None
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
        """Runs once at a time for a key in this process; what is in the store when its turn comes decides."""
        deadline = Deadline(max(self._settings.deadline, DEFAULT_DEADLINE))  # it serves callers with longer ones, too
        lease = await self._lease()
        while (token := _serving(lease, rejected, self._settings.now())) is None and not lease.granted:
            if deadline.passed():
                raise RequestTimeout("no token of another process in time; nothing else was sent", operation=LOGIN.name)
            await sleep(LEASE_POLL * random.uniform(0.5, 1.5))
            lease = await self._lease()
        if token is None:
            return await self._replace_leased(lease, rejected, deadline)
        if lease.granted:
            await self._give_back(lease, refresh_spent=False)
        return token

    async def _replace_leased(self, lease: TokenLease, rejected: Token | None, deadline: Deadline) -> Token:
        token, new, spent = lease.token, None, False
        try:
            if token is not None and token.refresh is not None and token.may_refresh(self._settings.now()):
                spent = True
                new = await self._refresh(token.access, token.refresh, deadline)
                if new is None:  # it may be spent: never sent again
                    await self._forget_refresh(lease, token)
                elif rejected is not None and new.access == rejected.access:
                    new = None
            if new is None:
                new = await self._login_unless_refused(deadline)
        except Exception:
            await self._give_back(lease, refresh_spent=spent)
            raise
        return await self._keep(lease, new, rejected)

    async def _replace_ahead(self) -> Token:
        """As ``_replace``, for nobody who waits: a failure is told in the log."""
        try:
            return await self._replace(None)
        except EkaError as error:
            logger.warning("the token was not renewed ahead of time: %s", error.key)
            raise

    async def _lease(self) -> TokenLease:
        """The shared store's answer; where there is none, this process may log in."""
        if self._shared is not None:
            try:
                lease: object = await self._shared.lease(self._key)
            except Exception as error:
                logger.warning("the token store failed to lease: %s", type(error).__name__)
            else:
                if isinstance(lease, TokenLease):
                    return lease
                logger.warning("the token store answered with something else than a TokenLease")
        token = await self._load()
        if self._shared is not None and token is not None:  # another process may have sent its refresh token
            token = token.without_refresh()
        return TokenLease(self._key, token, granted=True, proof=None)

    async def _give_back(self, lease: TokenLease, *, refresh_spent: bool) -> None:
        if self._shared is None or lease.proof is None:
            return
        try:
            await self._shared.give_back(lease, refresh_spent=refresh_spent)
        except Exception as error:
            logger.warning("the token store failed to take a lease back: %s", type(error).__name__)

    async def _forget_refresh(self, lease: TokenLease, token: Token) -> None:
        if lease.proof is None:  # a shared store learns of it when the lease ends
            await self._save(lease, token.without_refresh())

    async def _keep(self, lease: TokenLease, token: Token, rejected: Token | None) -> Token:
        """Keep a new token; answers it, or the one that another process has kept meanwhile."""
        if await self._save(lease, token):
            return token
        newer = await self._load()
        return token if newer is None or not _will_do(newer, rejected, self._settings.now()) else newer

    async def _save(self, lease: TokenLease, token: Token) -> bool:
        """False when a newer one is kept."""
        self._own = token
        saved = True
        try:
            if self._shared is not None and lease.proof is not None:
                saved = await self._shared.save_leased(lease, token)
            else:
                await self._store.save(self._key, token)
            self._unsaved = False
        except Exception as error:
            self._unsaved = True
            logger.warning("the token store failed to save: %s", type(error).__name__)
        return saved

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


def _serving(lease: TokenLease, rejected: Token | None, now: float) -> Token | None:
    """The kept token, if it will do: fresh or, while another process replaces it, still good."""
    token = lease.token
    return token if token is not None and _will_do(token, rejected, now, fresh=lease.granted) else None


def _will_do(token: Token, rejected: Token | None, now: float, *, fresh: bool = True) -> bool:
    if rejected is not None and token.access == rejected.access:
        return False
    return token.is_fresh(now) if fresh else token.is_usable(now)
