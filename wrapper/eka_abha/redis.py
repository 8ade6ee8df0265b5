"""Tokens that all workers on all hosts share, kept encrypted in a Redis (extra ``redis``).

``RedisTokenStore`` is for ``AbhaClient``, ``AsyncRedisTokenStore`` for ``AsyncAbhaClient``; over one Redis they share
the same tokens. ``new_key`` makes the key that tokens are encrypted with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._redis.sealing import new_key
from ._sync.redis_store import RedisTokenStore

if TYPE_CHECKING:
    from ._async.redis_store import AsyncRedisTokenStore

__all__ = ["AsyncRedisTokenStore", "RedisTokenStore", "new_key"]


def __getattr__(name: str) -> object:
    if name != "AsyncRedisTokenStore":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ._async.redis_store import AsyncRedisTokenStore

    globals()[name] = AsyncRedisTokenStore
    return AsyncRedisTokenStore
