# Derived from wrapper/eka_abha/_async/redis_store.py by `make generate`: change that file, not this one.
"""A token store that all workers on all hosts share, in a Redis."""

from __future__ import annotations

import dataclasses
import functools
import secrets
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from eka_abha._boundary import plain_boundary
from eka_abha._http.hooks import logger
from eka_abha._http.token import Token, TokenKey, TokenLease
from eka_abha._io.forks import reset_after_fork
from eka_abha._io.redis_threads import RedisServer
from eka_abha._io.threads import Flights, boundary
from eka_abha._redis.options import check_lease, check_prefix, check_timeout, check_url, key_names
from eka_abha._redis.outage import Ask, Outage
from eka_abha._redis.scripts import ANSWERS, GIVE_BACK, LEASE, LOAD, SAVE, TRIAL
from eka_abha._redis.sealing import Keyring
from eka_abha._secret import Secret

if TYPE_CHECKING:
    from redis import Redis

RECHECK = 1.0
"""Seconds that a process uses the token it knows before it looks whether Redis has another one."""


@dataclasses.dataclass(slots=True, repr=False)
class _Known:
    """The token that this process uses."""

    token: Token
    checked_at: float
    instead_of: Secret | None = None
    """The access token that this one was made to replace."""


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class _Kept:
    """What Redis holds: the value as it is, and the token in it; None when it cannot be read."""

    value: bytes
    token: Token | None


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class _Proof:
    """By which Redis knows a lease: whose it is, and what was kept when it was granted."""

    owner: str
    value: bytes
    refresh_begun: bool


class RedisTokenStore:
    """Tokens that all workers on all hosts share; one of them at a time logs in or refreshes.

    Give it to each client as ``token_store``. A client does not close it: ``with`` or ``close()`` does. When
    Redis is down or slow, each process goes on with a token of its own, and no call fails for it.

    Args:
        url: ``redis://``, ``rediss://`` (TLS) or ``unix://``, with user name and password where they are needed.
        client: a ready client of redis-py instead of the URL, with timeouts of its own. It stays yours to close.
        keys: what tokens are encrypted with, as ``eka_abha.redis.new_key()`` makes them; of several, the first one
            encrypts and each decrypts.
        prefix: what the keys in Redis begin with.
        timeout: seconds for Redis to accept a connection, and again to answer. Twice as long is what a call waits at
            most, once in five seconds, when Redis hangs.
        lease: seconds after which a worker that died or stalled while it logged in is replaced by another one.

    Raises:
        ConfigurationError: an option is not acceptable, or the extra ``eka-abha[redis]`` is not installed.
    """

    @plain_boundary
    def __init__(
        self,
        url: str | Secret | None = None,
        *,
        keys: str | Secret | Sequence[str | Secret],
        client: Redis | None = None,
        prefix: str = "eka-abha",
        timeout: float = 0.5,
        lease: float = 10.0,
    ) -> None:
        self._keyring = Keyring(keys)
        self._prefix = check_prefix(prefix)
        self._lease_milliseconds = int(check_lease(lease) * 1000)
        self._server = RedisServer(check_url(url, client), client, check_timeout(timeout))
        self._outage = Outage()
        self._reads: Flights[Token | None] = Flights()
        self._known: dict[TokenKey, _Known] = {}
        self._unreadable: set[TokenKey] = set()
        reset_after_fork(self)

    @boundary
    def load(self, key: TokenKey) -> Token | None:
        """The token kept for this key, or None; looked up in Redis once a second at most."""
        known, now = self._known.get(key), time.monotonic()
        if known is not None and known.token.is_usable(time.time()):
            if now - known.checked_at < RECHECK:
                return known.token
            known.checked_at = now  # the others need not ask, too
        flight = self._reads.join(key, functools.partial(self._read, key))
        return flight.wait(3 * self._server.limit) or self._own(key)

    @boundary
    def save(self, key: TokenKey, token: Token) -> None:
        """Keep this token, whatever is kept now."""
        kept = self._look(key)
        self._save(key, token, "", kept.value if kept is not None else b"")

    @boundary
    def lease(self, key: TokenKey) -> TokenLease:
        """Ask for the right to replace a token. When Redis is out of reach, this process may make one of its own."""
        owner, before = secrets.token_hex(16), self._known.get(key)
        answer = self._ask(LEASE, key, owner, self._lease_milliseconds)
        if answer is None:
            own = _for_a_login(self._own(key))
            return TokenLease(key, own, granted=True, proof=_Proof(owner, b"", refresh_begun=False))
        granted, value, left, begun = answer
        kept = self._opened(key, value, left)
        token = self._better(key, kept.token)
        self._learn(key, token, before)
        if begun or token is not kept.token:
            token = _for_a_login(token)
        return TokenLease(key, token, granted=bool(granted), proof=_Proof(owner, kept.value, bool(begun)))

    @boundary
    def save_leased(self, lease: TokenLease, token: Token) -> bool:
        """Keep a new token and end the lease. False when the lease was over and a newer token has been kept since."""
        proof = lease.proof
        assert isinstance(proof, _Proof)
        return self._save(lease.key, token, proof.owner, proof.value)

    @boundary
    def give_back(self, lease: TokenLease, *, refresh_spent: bool) -> None:
        """End a lease without a new token. A refresh token that was sent is not sent again by anybody."""
        proof = lease.proof
        assert isinstance(proof, _Proof)
        self._ask(GIVE_BACK, lease.key, proof.owner, int(not refresh_spent and not proof.refresh_begun))

    def close(self) -> None:
        """Close the connections to Redis; those of a client that was given stay open."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def reset_after_fork(self) -> None:
        """In a child process: the parent's threads may have held the lock."""
        self._outage = Outage()

    def __repr__(self) -> str:
        return f"RedisTokenStore(prefix={self._prefix!r}, {len(self._known)} tokens)"

    def _read(self, key: TokenKey) -> Token | None:
        """The token to use from now on: Redis's or, where that has a worse one or none, the own, which is put there."""
        before = self._known.get(key)
        kept = self._look(key)
        if kept is None:
            return self._own(key)
        token, own = self._better(key, kept.token), self._own(key)
        if token is None or not self._learn(key, token, before):
            return self._own(key)
        readable = kept.token is not None or not kept.value  # what cannot be read may be of use to others
        if token is own and own is not kept.token and readable and token.is_fresh(time.time()):
            self._save(key, token, "", kept.value, put_back=True)
        return token

    def _save(self, key: TokenKey, token: Token, owner: str, before: bytes, *, put_back: bool = False) -> bool:
        if not put_back:
            own = self._own(key)
            self._remember(key, token, own.access if own is not None else None)
        sealed = self._keyring.seal(key, (_for_a_login(token) or token) if put_back else token)
        if sealed is None:
            return True
        answer = self._ask(SAVE, key, owner, before, sealed.value, sealed.milliseconds)
        if answer is None or answer[0]:
            return True
        newer = self._opened(key, answer[1], answer[2]).token
        if newer is not None and newer.is_fresh(time.time()):
            self._remember(key, newer)
        return False

    def _look(self, key: TokenKey) -> _Kept | None:
        answer = self._ask(LOAD, key)
        return self._opened(key, *answer) if answer is not None else None

    def _ask(self, script: str, key: TokenKey, *arguments: str | bytes | int) -> list[object] | None:
        """What a script answers; None when Redis is out of reach, or has not been for long enough."""
        if not self._server.usable_here() or (asking := self._outage.may_ask()) is Ask.NOT:
            return None
        text = TRIAL + script if asking is Ask.ON_TRIAL else script
        try:
            answer = self._server.run(text, key_names(self._prefix, key), arguments)
        except Exception as error:
            self._outage.failed(type(error).__name__)
            return None
        if not isinstance(answer, list) or len(answer) != ANSWERS[script]:
            self._outage.failed("an answer that makes no sense")
            return None
        if asking is Ask.ON_TRIAL:
            self._outage.passed()
        return answer

    def _opened(self, key: TokenKey, value: object, left: object) -> _Kept:
        if not isinstance(value, bytes) or not isinstance(left, int):
            return _Kept(b"", None)
        token = self._keyring.open(key, value, left)
        if token is None and key not in self._unreadable:
            self._unreadable.add(key)
            logger.warning("what the Redis token store holds cannot be read: was it encrypted with another key?")
        return _Kept(value, token)

    def _better(self, key: TokenKey, kept: Token | None) -> Token | None:
        """Redis's token, which all share; the own one where that is fresh and Redis's is not, or lives longer."""
        known, now = self._known.get(key), time.time()
        if known is None or kept is None:
            return kept or self._own(key)
        own = known.token
        if kept.access == known.instead_of and own.is_usable(now):
            return own
        if kept.access == own.access or kept.is_fresh(now):
            return kept
        return own if own.is_fresh(now) or own.expires_at > kept.expires_at else kept

    def _own(self, key: TokenKey) -> Token | None:
        known = self._known.get(key)
        return known.token if known is not None else None

    def _learn(self, key: TokenKey, token: Token | None, before: _Known | None) -> bool:
        """Use what Redis holds, unless this process has learned of another token since it asked."""
        if token is None or self._known.get(key) is not before:
            return False
        if before is not None and before.token is token:
            before.checked_at = time.monotonic()
        else:
            self._remember(key, token)
        return True

    def _remember(self, key: TokenKey, token: Token, instead_of: Secret | None = None) -> None:
        self._known[key] = _Known(token, time.monotonic(), instead_of)


def _for_a_login(token: Token | None) -> Token | None:
    """Without its refresh token: Redis does not know whether another process has sent it."""
    return token.without_refresh() if token is not None else None
