"""Event loops: a Redis server. The twin of ``redis_threads``; the same names, the same promises."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eka_abha._http.hooks import logger
from eka_abha._redis.options import check_client, check_connections, make_client
from eka_abha._redis.sealing import extra_missing
from eka_abha._secret import Secret

from .aio import Flight

if TYPE_CHECKING:
    from redis.asyncio import Redis


class RedisServer:
    """Runs scripts on a Redis, each in a task of its own, so that a caller that is cancelled breaks no connection.

    Connections belong to an event loop: each has its own, and so has each forked process.
    """

    def __init__(self, url: Secret | None, given: Redis | None, timeout: float) -> None:
        try:
            import redis.asyncio
        except ModuleNotFoundError:
            raise extra_missing() from None
        self._url = url
        self._given = given
        self._timeout = timeout
        self._clients: dict[asyncio.AbstractEventLoop, Redis] = {}
        self._told = False
        if given is not None:
            check_client(given, redis.asyncio.Redis, "redis.asyncio.Redis")
        example = given if given is not None else self._made()
        check_connections(example.connection_pool.connection_kwargs, needs_timeout=False)

    @property
    def limit(self) -> float:
        """Seconds after which no script is waited for: it may need to connect first."""
        return 2 * self._timeout

    def usable_here(self) -> bool:
        """False for a client that was given, in another event loop than its first one: in a forked process, say."""
        if self._given is None or not self._clients or asyncio.get_running_loop() in self._clients:
            return True
        if not self._told:
            self._told = True
            logger.warning("the client of a Redis token store serves one event loop: give the store a url instead")
        return False

    async def run(self, script: str, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> object:
        """What a script answers.

        Raises:
            Exception: Redis did not answer in time, or with an error.
        """
        flight = Flight(functools.partial(self._run, script, keys, arguments))
        flight.start(lambda: None)
        answer = await flight.wait(self.limit + 1.0)  # it ends by itself, unless the loop is held up
        if answer is None:
            raise TimeoutError
        return answer

    async def aclose(self) -> None:
        """Close the connections that were made for this event loop; a client that was given stays open."""
        if self._given is not None:
            return
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()

    async def _run(self, script: str, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> object:
        async with asyncio.timeout(self.limit):
            answer: object = await self._connected().eval(script, len(keys), *keys, *arguments)
        return answer

    def _connected(self) -> Redis:
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            if self._given is None:
                for closed in [closed for closed in list(self._clients) if closed.is_closed()]:
                    self._clients.pop(closed, None)
            client = self._clients[loop] = self._given if self._given is not None else self._made()
        return client

    def _made(self) -> Redis:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff

        assert self._url is not None
        return make_client(Redis.from_url, self._url, self._timeout, Retry(NoBackoff(), 0))

    def __repr__(self) -> str:
        return "<RedisServer>"
