# Derived from wrapper/eka_abha/_async/token_stores.py by `make generate`: change that file, not this one.
"""Where partner tokens are kept: in this process, or in a store of the application's."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from eka_abha._http.token import Token, TokenKey, TokenLease
from eka_abha._io.forks import reset_after_fork


@runtime_checkable
class TokenStore(Protocol):
    """Where tokens are kept between calls. Clients with one store and the same key share one token."""

    def load(self, key: TokenKey) -> Token | None:
        """The token kept for this key, or None."""

    def save(self, key: TokenKey, token: Token) -> None:
        """Keep this token; it is newer than the one kept."""


@runtime_checkable
class SharedTokenStore(TokenStore, Protocol):
    """A token store of several processes: one of them at a time has the lease and replaces the token.

    A lease ends by itself after a while, so that a process that dies or stalls holds up nobody.
    """

    def lease(self, key: TokenKey) -> TokenLease:
        """Ask for the right to replace this key's token. Answers at once, with the token that is kept now."""

    def save_leased(self, lease: TokenLease, token: Token) -> bool:
        """Keep a new token and end the lease. False when the lease was over and a newer token has been kept since."""

    def give_back(self, lease: TokenLease, *, refresh_spent: bool) -> None:
        """End a lease without a new token. ``refresh_spent``: the kept refresh token was sent and may be spent."""


class MemoryTokenStore:
    """Keeps tokens in this process; the default, one for each client. Safe over threads and tasks."""

    def __init__(self) -> None:
        self._tokens: dict[TokenKey, Token] = {}
        reset_after_fork(self)

    def load(self, key: TokenKey) -> Token | None:
        """The token kept for this key, or None."""
        return self._tokens.get(key)

    def save(self, key: TokenKey, token: Token) -> None:
        """Keep this token."""
        self._tokens[key] = token

    def reset_after_fork(self) -> None:
        """In the child: the refresh tokens stay the parent's, for each of them is to be sent once."""
        self._tokens = {key: token.without_refresh() for key, token in self._tokens.items()}

    def __repr__(self) -> str:
        return f"MemoryTokenStore({len(self._tokens)} tokens)"
