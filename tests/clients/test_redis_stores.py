"""Redis token stores over event loops, forks and cancelled tasks; ready clients; and without the extra."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys

import pytest
import redis
import redis.asyncio
import redis.sentinel
from eka_abha import TokenKey
from eka_abha.aio import AsyncAbhaClient
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import ConfigurationError
from eka_abha.redis import AsyncRedisTokenStore, RedisTokenStore, new_key

from tests.support.redis_server import RedisProcess
from tests.support.untyped import untyped

KEY = TokenKey("https://api.example", "client-id", None)
KEYS = new_key()


async def takes_turns(store: AsyncRedisTokenStore) -> bool:
    """True when the store reaches its Redis: there is nobody else."""
    first, second = await store.lease(KEY), await store.lease(KEY)
    await store.give_back(first, refresh_spent=False)
    return first.granted and not second.granted


def test_a_store_works_in_several_event_loops(redis_url: str) -> None:
    """One after the other and at the same time; what is left of a loop that ended does not disturb."""
    store = AsyncRedisTokenStore(redis_url, keys=KEYS, timeout=10.0)

    async def closed_here() -> bool:
        found = await takes_turns(store)
        await store.aclose()
        return found

    async def both() -> list[bool]:
        async with store:
            return [await takes_turns(store), await asyncio.to_thread(asyncio.run, closed_here())]

    assert asyncio.run(both()) == [True, True]
    assert asyncio.run(closed_here())


UNCLOSED = """
import asyncio, sys
from eka_abha import TokenKey
from eka_abha.redis import AsyncRedisTokenStore
store = AsyncRedisTokenStore(sys.argv[1], keys=sys.argv[2], timeout=10.0)
async def use():
    key = TokenKey("https://api.example", "client-id", None)
    first, second = await store.lease(key), await store.lease(key)
    assert first.granted and not second.granted
    await store.give_back(first, refresh_spent=False)
for _ in range(3):
    asyncio.run(use())
"""


def test_a_loop_that_ended_without_closing(redis_url: str) -> None:
    """The next one has connections of its own."""
    command = [sys.executable, "-c", UNCLOSED, redis_url, KEYS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_ready_client_serves_its_first_loop(redis_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """In another one the store works without Redis, and says why."""
    ready = redis.asyncio.Redis.from_url(redis_url, socket_timeout=10.0)
    store = AsyncRedisTokenStore(client=ready, keys=KEYS, timeout=10.0)

    async def there() -> list[bool]:
        return [await takes_turns(store), await takes_turns(store)]

    async def here() -> None:
        async with ready:
            assert await takes_turns(store)
            assert await asyncio.to_thread(asyncio.run, there()) == [False, False]
            assert await takes_turns(store)

    asyncio.run(here())
    assert caplog.text.count("one event loop") == 1
    assert "out of reach" not in caplog.text


def test_cancelled_callers_break_nothing(redis_server: RedisProcess, redis_url: str) -> None:
    """What they asked Redis runs to its end; the next caller gets its own answer."""

    async def run() -> None:
        emulator = Emulator(seed=1)
        async with (
            AsyncRedisTokenStore(redis_url, keys=KEYS, timeout=10.0) as store,
            AsyncAbhaClient(
                client_id="emulator-client",
                client_secret="emulator-secret",
                base_url="http://127.0.0.1:9",
                transport=emulator.transport(),
                token_store=store,
            ) as abha,
        ):
            for _ in range(3):
                redis_server.freeze()
                calls = [asyncio.create_task(abha.lookup.address_exists("nisha.rao@sbx")) for _ in range(20)]
                await asyncio.sleep(0.02)
                for call in calls:
                    call.cancel()
                redis_server.thaw()
                await asyncio.gather(*calls, return_exceptions=True)
                assert not await abha.lookup.address_exists("nisha.rao@sbx")
            assert await takes_turns(store)
        assert emulator.counts["login"] == 1

    asyncio.run(run())


FORKING = """
import asyncio, os, sys
from eka_abha import AbhaClient
from eka_abha.aio import AsyncAbhaClient
from eka_abha.redis import AsyncRedisTokenStore, RedisTokenStore
kind, base_url, redis_url, keys = sys.argv[1:]
options = dict(client_id="emulator-client", client_secret="emulator-secret", base_url=base_url)
if kind == "sync":
    store = RedisTokenStore(redis_url, keys=keys, timeout=10.0)
    abha = AbhaClient(token_store=store, **options)
    call = lambda: abha.lookup.address_exists("nisha.rao@sbx")
    other = lambda number: abha.with_options(sharing_key=number).lookup.address_exists("nisha.rao@sbx")
else:
    store = AsyncRedisTokenStore(redis_url, keys=keys, timeout=10.0)
    abha = AsyncAbhaClient(token_store=store, **options)
    runner = asyncio.Runner()
    call = lambda: runner.run(abha.lookup.address_exists("nisha.rao@sbx"))
    other = lambda number: runner.run(abha.with_options(sharing_key=number).lookup.address_exists("nisha.rao@sbx"))
call()
children = []
for _ in range(3):
    child = os.fork()
    if child == 0:
        try:
            runner = asyncio.Runner()
            call()
            for number in "12345":
                other(number)
            os._exit(0)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
    children.append(child)
for number in "12345":
    other(number)
assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
call()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_forked_workers_share_over_connections_of_their_own(redis_url: str, kind: str) -> None:
    """Two processes on one connection would read each other's answers. One login for each of six keys, for all."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        done = subprocess.run(
            [sys.executable, "-c", FORKING, kind, base_url, redis_url, KEYS],
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "out of reach" not in done.stderr
    assert emulator.counts == {"login": 6, "check_abha_address": 25}


def test_a_client_of_the_other_kind_is_refused() -> None:
    """Before anything is sent."""
    with pytest.raises(ConfigurationError, match=r"client: must be a redis\.asyncio\.Redis"):
        AsyncRedisTokenStore(client=untyped(redis.Redis()), keys=KEYS)
    with pytest.raises(ConfigurationError, match=r"client: must be a redis\.Redis"):
        RedisTokenStore(client=untyped(redis.asyncio.Redis()), keys=KEYS)
    with pytest.raises(ConfigurationError, match="not RedisCluster"):
        RedisTokenStore(client=untyped(object.__new__(redis.RedisCluster)), keys=KEYS)


def test_a_client_that_would_hang_for_ever_is_refused() -> None:
    """Its threads would never end."""
    with pytest.raises(ConfigurationError, match="socket_timeout"):
        RedisTokenStore(client=redis.Redis(socket_timeout=None), keys=KEYS)


def test_a_client_that_decodes_is_refused() -> None:
    """What is kept are bytes."""
    with pytest.raises(ConfigurationError, match="decode_responses"):
        RedisTokenStore(client=redis.Redis(decode_responses=True), keys=KEYS)


def test_a_client_that_finds_its_server_by_sentinel_is_taken() -> None:
    """It is a client like any other."""
    sentinel = untyped(redis.sentinel.Sentinel)([("127.0.0.1", 1)], socket_timeout=1.0)
    store = RedisTokenStore(client=sentinel.master_for("any"), keys=KEYS)
    assert store.lease(KEY).granted


def test_a_ready_client_that_tries_again_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """Its own retries may take a minute: the store waits as long as its own timeout says."""
    ready = redis.Redis(
        port=1,
        retry=redis.retry.Retry(redis.backoff.ConstantBackoff(1.0), 5),
        socket_timeout=5.0,
    )
    store = RedisTokenStore(client=ready, keys=KEYS, timeout=0.1)
    with caplog.at_level(logging.WARNING):
        assert store.lease(KEY).granted
        assert store.lease(KEY).granted
    assert caplog.text.count("out of reach (TimeoutError)") == 1


@pytest.mark.parametrize("missing", ["redis", "cryptography"])
@pytest.mark.parametrize("name", ["RedisTokenStore", "AsyncRedisTokenStore"])
def test_without_the_extra_the_error_names_it(name: str, missing: str) -> None:
    """When a store is made; importing the module does no harm."""
    script = f"""
import sys
sys.modules["{missing}"] = None
from eka_abha.redis import {name}, new_key
from eka_abha.errors import ConfigurationError
try:
    {name}("redis://localhost", keys=new_key())
except ConfigurationError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert "eka-abha[redis]" in done.stdout
