"""Token stores on Redis for a test, and tokens to keep in them."""

from __future__ import annotations

import time

from eka_abha import Secret, Token, TokenKey
from eka_abha.aio import AsyncAbhaClient
from eka_abha.redis import AsyncRedisTokenStore, new_key

from tests.support.untyped import untyped

KEY = TokenKey("https://api.example", "canary-client-id", None)
OTHER = TokenKey("https://api.example", "canary-client-id", "0123456789abcdef")
KEYS = new_key()
ACCESS, REFRESH = "canary-access-token", "canary-refresh-token"


def store_at(url: str, **options: object) -> AsyncRedisTokenStore:
    """A store, as another process would have it. Redis has time: the machine may be busy."""
    return AsyncRedisTokenStore(url, **untyped({"keys": KEYS, "timeout": 10.0, "lease": 60.0, **options}))


def token(access: str = ACCESS, *, lives: float = 1800.0, refresh: str | None = REFRESH) -> Token:
    """A token that lives so many seconds, and is refreshed in its last 300."""
    now = time.time()
    return Token(
        Secret(access),
        now + lives,
        now + lives - 300,
        Secret(refresh) if refresh is not None else None,
        now + lives + 1800 if refresh is not None else None,
    )


def access_of(kept: Token | None) -> str | None:
    """What the service would be sent."""
    return kept.access.reveal() if kept is not None else None


def client(transport: object, store: object) -> AsyncAbhaClient:
    """A client of the emulator with this store."""
    settings = {"client_id": "emulator-client", "client_secret": "emulator-secret", "base_url": "http://127.0.0.1:9"}
    return AsyncAbhaClient(**untyped({**settings, "transport": transport, "token_store": store}))
