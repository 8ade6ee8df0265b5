"""One worker process: does what it is told, a JSON object a line, and answers the same way."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from eka_abha import AbhaClient, Secret
from eka_abha._redis import outage
from eka_abha.aio import AsyncAbhaClient
from eka_abha.redis import AsyncRedisTokenStore, RedisTokenStore

ADDRESS = "nisha.rao@sbx"


class Tally:
    """What became of the calls."""

    def __init__(self) -> None:
        self.done = 0
        self.errors: list[str] = []
        self.stopped = False

    def failed(self, error: Exception) -> None:
        """One call did not succeed."""
        self.errors.append(f"{type(error).__name__}: {error}")


class Crew(Protocol):
    """The threads or tasks of this process."""

    def crowd(self, count: int, tally: Tally, *, forever: bool) -> Callable[[], None]:
        """Begin so many at once, each with one call or with one after the other; answers what waits for their end."""

    def token(self) -> str:
        """The fingerprint of the access token."""

    def close(self) -> None:
        """Close client and store."""


class Threads:
    """Many threads with one client."""

    def __init__(self, client: dict[str, Any], store: dict[str, Any]) -> None:
        self._store = RedisTokenStore(**store)
        self._abha = AbhaClient(**client, token_store=self._store)

    def crowd(self, count: int, tally: Tally, *, forever: bool) -> Callable[[], None]:
        """Threads that call."""

        def work() -> None:
            while not tally.stopped:
                try:
                    self._abha.lookup.address_exists(ADDRESS)
                    tally.done += 1
                except Exception as error:
                    tally.failed(error)
                if not forever:
                    return
                time.sleep(0.02)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
        for thread in threads:
            thread.start()

        def wait() -> None:
            for thread in threads:
                thread.join()

        return wait

    def token(self) -> str:
        """The fingerprint of the access token."""
        return self._abha.access_token().fingerprint()

    def close(self) -> None:
        """Close client and store."""
        self._abha.close()
        self._store.close()


class Tasks:
    """Many tasks on one event loop, which has a thread of its own."""

    def __init__(self, client: dict[str, Any], store: dict[str, Any]) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._store = AsyncRedisTokenStore(**store)
        self._abha = AsyncAbhaClient(**client, token_store=self._store)

    def crowd(self, count: int, tally: Tally, *, forever: bool) -> Callable[[], None]:
        """Tasks that call."""

        async def work() -> None:
            while not tally.stopped:
                try:
                    await self._abha.lookup.address_exists(ADDRESS)
                    tally.done += 1
                except Exception as error:
                    tally.failed(error)
                if not forever:
                    return
                await asyncio.sleep(0.02)

        async def all_of_them() -> None:
            await asyncio.gather(*(work() for _ in range(count)))

        under_way = asyncio.run_coroutine_threadsafe(all_of_them(), self._loop)
        return lambda: under_way.result()

    def token(self) -> str:
        """The fingerprint of the access token."""
        token: Secret = self._run(self._abha.access_token())
        return token.fingerprint()

    def close(self) -> None:
        """Close client and store, and end the loop."""
        self._run(self._abha.aclose())
        self._run(self._store.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)


class Worker:
    """Answers the commands of a test."""

    def __init__(self) -> None:
        self._crew: Crew
        self._tally = Tally()
        self._ended: Callable[[], None] = lambda: None
        self._log: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record: self._log.append(record.getMessage())  # type: ignore[method-assign]
        logging.getLogger("eka_abha").addHandler(handler)

    def open(self, *, kind: str, client: dict[str, Any], store: dict[str, Any], clock: float, pause: float) -> None:
        """A new client with a new store, on a host whose clock is wrong by ``clock`` seconds."""
        self._log.clear()
        real = time.monotonic
        began, wall = real(), time.time_ns() / 1e9
        time.time = lambda: wall + clock + real() - began
        outage.PAUSE = pause
        self._crew = Tasks(client, store) if kind == "tasks" else Threads(client, store)

    def begin(self, *, count: int, forever: bool) -> None:
        """A crowd that calls."""
        self._tally = Tally()
        self._ended = self._crew.crowd(count, self._tally, forever=forever)

    def end(self) -> dict[str, object]:
        """Wait for the crowd; after ``stop`` that is soon."""
        self._ended()
        return self.tally()

    def stop(self) -> dict[str, object]:
        """The crowd goes home."""
        self._tally.stopped = True
        return self.end()

    def tally(self) -> dict[str, object]:
        """What became of the calls so far."""
        return {"done": self._tally.done, "errors": self._tally.errors}

    def token(self) -> str:
        """Which token is used now."""
        return self._crew.token()

    def log(self) -> list[str]:
        """What was said in the log."""
        return self._log

    def close(self) -> None:
        """The end of what ``open`` began."""
        self._crew.close()


def main() -> None:
    """Until standard input ends."""
    worker = Worker()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        order, options = json.loads(line)
        print(json.dumps(getattr(worker, order)(**options)), flush=True)


if __name__ == "__main__":
    main()
