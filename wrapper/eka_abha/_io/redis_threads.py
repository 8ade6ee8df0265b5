"""Threads: a Redis server. The twin of ``redis_aio``; the same names, the same promises."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eka_abha._redis.options import check_client, check_connections, make_client
from eka_abha._redis.sealing import extra_missing
from eka_abha._secret import Secret

from .threads import Flight

if TYPE_CHECKING:
    from redis import Redis


class RedisServer:
    """Runs scripts on a Redis, each in a thread of its own, so that no caller waits longer than the timeout.

    redis-py gives each forked process connections of its own.
    """

    def __init__(self, url: Secret | None, given: Redis | None, timeout: float) -> None:
        try:
            import redis
        except ModuleNotFoundError:
            raise extra_missing() from None
        self._url = url
        self._given = given
        self._timeout = timeout
        self._client: Redis | None = None
        if given is not None:
            check_client(given, redis.Redis, "redis.Redis")
            check_connections(given.connection_pool.connection_kwargs, needs_timeout=True)
        else:
            client = self._connected()
            check_connections(client.connection_pool.connection_kwargs, needs_timeout=True)

    @property
    def limit(self) -> float:
        """Seconds after which no script is waited for: it may need to connect first."""
        return 2 * self._timeout

    def usable_here(self) -> bool:
        """True: its connections serve all threads."""
        return True

    def run(self, script: str, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> object:
        """What a script answers.

        Raises:
            Exception: Redis did not answer in time, or with an error.
        """
        flight = Flight(functools.partial(self._run, script, keys, arguments))
        flight.start(lambda: None)
        answer = flight.wait(self.limit)
        if answer is None:
            raise TimeoutError
        return answer

    def close(self) -> None:
        """Close the connections that were made here; a client that was given stays open."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _run(self, script: str, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> object:
        answer: object = self._connected().eval(script, len(keys), *keys, *arguments)
        return answer

    def _connected(self) -> Redis:
        if self._given is not None:
            return self._given
        if self._client is None:
            self._client = self._made()
        return self._client

    def _made(self) -> Redis:
        from redis import Redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        assert self._url is not None
        return make_client(Redis.from_url, self._url, self._timeout, Retry(NoBackoff(), 0))

    def __repr__(self) -> str:
        return "<RedisServer>"
