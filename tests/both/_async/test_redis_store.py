"""The Redis token store on a real Redis: what is shared, leased and kept encrypted."""

from __future__ import annotations

import logging
import time

import pytest
from eka_abha import Secret, TokenKey, TokenLease
from eka_abha._io.aio import sleep
from eka_abha.aio import SharedTokenStore
from eka_abha.emulator import Emulator
from eka_abha.errors import ConfigurationError
from eka_abha.redis import AsyncRedisTokenStore, new_key
from redis.asyncio import Redis

from tests.both._async.redis_tokens import ACCESS, KEY, KEYS, OTHER, REFRESH, access_of, client, store_at, token
from tests.support.redis_server import RedisProcess
from tests.support.untyped import untyped


async def taken_over(store: AsyncRedisTokenStore) -> TokenLease:
    """The lease, as soon as the one that has it loses it."""
    limit = time.monotonic() + 30
    while not (lease := await store.lease(KEY)).granted:
        assert time.monotonic() < limit
        await sleep(0.02)
    return lease


@pytest.mark.anyio
async def test_another_process_finds_the_token(redis_url: str) -> None:
    """With its refresh token and the times it has left."""
    async with store_at(redis_url) as one, store_at(redis_url) as two:
        assert isinstance(one, SharedTokenStore)
        assert await two.load(KEY) is None
        saved = token()
        await one.save(KEY, saved)
        found = await two.load(KEY)
        assert found is not None
        assert (found.access, found.refresh) == (saved.access, saved.refresh)
        assert found.expires_at == pytest.approx(saved.expires_at, abs=30)
        assert found.refresh_from == pytest.approx(saved.refresh_from, abs=30)
        assert found.refresh_expires_at == pytest.approx(saved.refresh_expires_at, abs=30)
        assert await two.load(OTHER) is None


@pytest.mark.anyio
async def test_one_at_a_time_has_the_lease(redis_url: str) -> None:
    """Per key; given back or used, it is free again."""
    async with store_at(redis_url) as one, store_at(redis_url) as two:
        first = await one.lease(KEY)
        assert (first.granted, first.token) == (True, None)
        assert not (await two.lease(KEY)).granted
        assert (await two.lease(OTHER)).granted
        await one.give_back(first, refresh_spent=False)
        second = await two.lease(KEY)
        assert second.granted
        assert await two.save_leased(second, token())
        third = await one.lease(KEY)
        assert third.granted
        assert access_of(third.token) == ACCESS


@pytest.mark.anyio
async def test_a_lease_ends_by_itself(redis_url: str) -> None:
    """Its owner may have died. Another one's lease cannot be given back."""
    async with store_at(redis_url, lease=0.1) as dead, store_at(redis_url) as alive:
        lost = await dead.lease(KEY)
        assert lost.granted
        await taken_over(alive)
        await dead.give_back(lost, refresh_spent=False)
        assert not (await dead.lease(KEY)).granted


@pytest.mark.anyio
async def test_a_late_writer_is_refused(redis_url: str, redis_server: RedisProcess) -> None:
    """Once a newer token is there; it learns which. Before that its token is welcome, and gives way to a newer one."""
    async with store_at(redis_url, lease=0.1) as late, store_at(redis_url) as newer:
        old = await late.lease(KEY)
        lease = await taken_over(newer)
        assert await late.save_leased(old, token("late"))
        assert await newer.save_leased(lease, token("newer"))
        kept = redis_server.content()
        assert not await late.save_leased(old, token("too late"))
        assert redis_server.content() == kept
        assert access_of(await late.load(KEY)) == "newer"


@pytest.mark.anyio
async def test_a_refresh_that_was_begun_is_not_begun_again(redis_url: str) -> None:
    """Its leader died or failed: whoever comes next gets the token without its refresh token."""
    async with store_at(redis_url) as one, store_at(redis_url) as two:
        await one.save(KEY, token())
        lease = await one.lease(KEY)
        assert lease.token is not None
        assert lease.token.refresh == Secret(REFRESH)
        await one.give_back(lease, refresh_spent=False)
        lease = await one.lease(KEY)
        assert lease.token is not None
        assert lease.token.refresh == Secret(REFRESH)
        await one.give_back(lease, refresh_spent=True)
        for store in (one, two, one):
            lease = await store.lease(KEY)
            assert lease.granted
            assert lease.token is not None
            assert lease.token.refresh is None
            await store.give_back(lease, refresh_spent=False)
        lease = await two.lease(KEY)
        assert await two.save_leased(lease, token("new"))
        lease = await one.lease(KEY)
        assert lease.token is not None
        assert lease.token.refresh == Secret(REFRESH)


@pytest.mark.anyio
async def test_what_is_in_redis_tells_nothing(redis_url: str, redis_server: RedisProcess) -> None:
    """Neither keys nor values, nor what goes over the wire: no token, client id, URL or key."""
    with redis_server.client() as client, client.monitor() as monitor:
        async with store_at(redis_url) as one, store_at(redis_url) as two:
            lease = await one.lease(KEY)
            await one.save_leased(lease, token())
            await two.load(KEY)
            await two.give_back(await two.lease(KEY), refresh_spent=True)
            await two.save(KEY, token("canary-second-token"))
        with redis_server.client() as other:
            other.set("that-is-all", "")
        seen: list[str] = []
        while not seen or "that-is-all" not in seen[-1]:
            seen.append(str(monitor.next_command()))
    assert len(seen) > 5
    texts = [redis_server.content().decode("latin-1"), *seen]
    assert sum("eka-abha:{" in text for text in texts) > 5
    for word in ("canary-client", "canary-access", "canary-refresh", "canary-second", "api.example", KEYS):
        assert not [text for text in texts if word in text], word


@pytest.mark.anyio
async def test_everything_in_redis_ends_by_itself(redis_url: str, redis_server: RedisProcess) -> None:
    """The token with its refresh token, the lease and the mark long before."""
    async with store_at(redis_url) as store:
        await store.save(KEY, token(lives=100.0))
        await store.lease(KEY)
        with redis_server.client() as client:
            left = sorted(untyped(client.ttl(key)) for key in client.scan_iter("*"))
    assert len(left) == 3
    assert all(0 < seconds <= 1900 for seconds in left)
    assert left[0] <= 60


@pytest.mark.anyio
async def test_a_token_that_is_over_is_not_put_there(redis_url: str, redis_server: RedisProcess) -> None:
    """It lives on in this process only."""
    async with store_at(redis_url) as store:
        await store.save(KEY, token(lives=-5.0, refresh=None))
    assert b"token" not in redis_server.content()


@pytest.mark.anyio
async def test_keys_can_be_changed_one_after_the_other(redis_url: str) -> None:
    """First all can read the new key, then all write with it, then the old one goes."""
    old, new = new_key(), new_key()
    for writing, reading in (([old], [old, new]), ([old, new], [old]), ([new, old], [old, new]), ([new], [new, old])):
        async with store_at(redis_url, keys=writing) as writer, store_at(redis_url, keys=reading) as reader:
            await writer.save(KEY, token(f"by {len(writing)}"))
            assert access_of(await reader.load(KEY)) == f"by {len(writing)}"


@pytest.mark.anyio
@pytest.mark.parametrize("harm", ["another key", "tampered", "copied", "foreign", "short", "a list", "without an end"])
async def test_what_cannot_be_read_counts_as_absent(
    redis_url: str, redis_server: RedisProcess, caplog: pytest.LogCaptureFixture, harm: str
) -> None:
    """Said once, without its content; a process with a token of its own keeps it, and a new one is put in its place."""
    keys = new_key() if harm == "another key" else KEYS
    async with store_at(redis_url) as writer, store_at(redis_url, keys=keys) as reader:
        await writer.save(KEY, token())
        await writer.save(OTHER, token("canary-other"))
        with redis_server.client() as client:
            name, other = [
                key for wanted in (KEY, OTHER) for key in client.scan_iter("*") if _is_of(writer, wanted, key.decode())
            ]
            value = untyped(client.get(name))
            if harm == "tampered":
                client.set(name, value[:-1] + bytes([value[-1] ^ 1]), keepttl=True)
            elif harm == "copied":
                client.set(name, untyped(client.get(other)), keepttl=True)
            elif harm == "foreign":
                client.set(name, "canary of another program", keepttl=True)
            elif harm == "short":
                client.set(name, b"\x01", keepttl=True)
            elif harm == "a list":
                client.delete(name)
                client.rpush(name, "canary")
            elif harm == "without an end":
                client.persist(name)
        with caplog.at_level(logging.DEBUG):
            for _ in range(3):
                assert await reader.load(KEY) is None
            lease = await reader.lease(KEY)
            assert (lease.granted, lease.token) == (True, None)
            assert await reader.save_leased(lease, token("canary-new"))
        assert caplog.text.count("cannot be read") == (0 if harm == "a list" else 1)
        assert "canary" not in caplog.text
        async with store_at(redis_url, keys=keys) as again:
            assert access_of(await again.load(KEY)) == "canary-new"


def _is_of(store: AsyncRedisTokenStore, key: TokenKey, name: str) -> bool:
    from eka_abha._redis.options import key_names

    return name == key_names(store._prefix, key)[0]


@pytest.mark.anyio
async def test_a_ready_client_is_used_and_left_open(redis_url: str) -> None:
    """It is the application's."""
    async with Redis.from_url(redis_url, socket_timeout=10) as ready:
        connection = await ready.client_id()
        for _ in range(2):
            async with AsyncRedisTokenStore(client=ready, keys=Secret(KEYS)) as store:
                lease = await store.lease(KEY)
                assert lease.granted
                await store.give_back(lease, refresh_spent=False)
        assert await ready.client_id() == connection


@pytest.mark.anyio
async def test_closed_and_used_again(redis_url: str) -> None:
    """A client may outlive the store's connections: it makes new ones."""
    store = store_at(redis_url)
    await store.save(KEY, token())
    await store.aclose()
    await store.aclose()
    assert (await store.lease(KEY)).granted
    await store.aclose()


@pytest.mark.anyio
async def test_a_client_does_not_close_the_store(redis_url: str) -> None:
    """Others use it, too."""
    emulator = Emulator(seed=1)
    async with store_at(redis_url) as store:
        for _ in range(2):
            async with client(emulator.transport(), store) as abha:
                await abha.lookup.address_exists("nisha.rao@sbx")
        assert emulator.counts["login"] == 1
        assert (await store.lease(KEY)).granted


def test_a_store_shows_nothing() -> None:
    """Neither itself nor what it is made of."""
    store = AsyncRedisTokenStore("redis://user:canary-word@localhost:1/0", keys=KEYS)
    for text in (repr(store), str(store), *(repr(value) for value in vars(store).values())):
        assert "canary" not in text
        assert KEYS not in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "url or a client"),
        ({"url": "redis://localhost", "client": 5}, "url or a client"),
        ({"client": "redis://localhost"}, "client: must be a redis"),
        ({"url": 5}, "url: must be a string"),
        ({"url": ""}, "url: must be a Redis URL"),
        ({"url": "http://canary@localhost"}, "url: must be a Redis URL"),
        ({"url": "redis://:canary:word@localhost:port"}, "url: must be a Redis URL"),
        ({"url": "redis://localhost?socket_timeout=canary"}, "url: must be a Redis URL"),
        ({"url": "redis://localhost?decode_responses=yes"}, "decode_responses"),
        ({"keys": []}, "keys: give one"),
        ({"keys": ""}, "keys: must be 32 bytes"),
        ({"keys": "canary"}, "keys: must be 32 bytes"),
        ({"keys": [KEYS, "canary"]}, r"keys\[1\]: must be 32 bytes"),
        ({"keys": KEYS[:-4]}, "keys: must be 32 bytes"),
        ({"keys": 5}, "keys: must be a string"),
        ({"keys": KEYS.encode()}, "keys: must be a string"),
        ({"prefix": ""}, "prefix"),
        ({"prefix": "with space"}, "prefix"),
        ({"prefix": 5}, "prefix"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": 11}, "timeout: must be 10 seconds"),
        ({"timeout": True}, "timeout"),
        ({"lease": 0.05}, "lease"),
        ({"lease": 301}, "lease"),
    ],
)
def test_an_option_that_is_not_acceptable(options: dict[str, object], message: str) -> None:
    """The error names it and the rule, and shows nothing of what was given."""
    given = {"keys": KEYS, **({} if "client" in options or not options else {"url": "redis://localhost"}), **options}
    with pytest.raises(ConfigurationError, match=message) as caught:
        AsyncRedisTokenStore(**untyped(given))
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None
