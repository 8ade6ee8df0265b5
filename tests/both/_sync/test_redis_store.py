# Derived from tests/both/_async/test_redis_store.py by `make generate`: change that file, not this one.
"""The Redis token store on a real Redis: what is shared, leased and kept encrypted."""

from __future__ import annotations

import logging
import time

import pytest
from eka_abha import Secret, SharedTokenStore, TokenKey, TokenLease
from eka_abha._io.threads import sleep
from eka_abha.emulator import Emulator
from eka_abha.errors import ConfigurationError
from eka_abha.redis import RedisTokenStore, new_key
from redis import Redis

from tests.both._sync.redis_tokens import ACCESS, KEY, KEYS, OTHER, REFRESH, access_of, client, store_at, token
from tests.support.redis_server import RedisProcess
from tests.support.untyped import untyped


def taken_over(store: RedisTokenStore) -> TokenLease:
    """The lease, as soon as the one that has it loses it."""
    limit = time.monotonic() + 30
    while not (lease := store.lease(KEY)).granted:
        assert time.monotonic() < limit
        sleep(0.02)
    return lease


def test_another_process_finds_the_token(redis_url: str) -> None:
    """With its refresh token and the times it has left."""
    with store_at(redis_url) as one, store_at(redis_url) as two:
        assert isinstance(one, SharedTokenStore)
        assert two.load(KEY) is None
        saved = token()
        one.save(KEY, saved)
        found = two.load(KEY)
        assert found is not None
        assert (found.access, found.refresh) == (saved.access, saved.refresh)
        assert found.expires_at == pytest.approx(saved.expires_at, abs=30)
        assert found.refresh_from == pytest.approx(saved.refresh_from, abs=30)
        assert found.refresh_expires_at == pytest.approx(saved.refresh_expires_at, abs=30)
        assert two.load(OTHER) is None


def test_one_at_a_time_has_the_lease(redis_url: str) -> None:
    """Per key; given back or used, it is free again."""
    with store_at(redis_url) as one, store_at(redis_url) as two:
        first = one.lease(KEY)
        assert (first.granted, first.token) == (True, None)
        assert not (two.lease(KEY)).granted
        assert (two.lease(OTHER)).granted
        one.give_back(first, refresh_spent=False)
        second = two.lease(KEY)
        assert second.granted
        assert two.save_leased(second, token())
        third = one.lease(KEY)
        assert third.granted
        assert access_of(third.token) == ACCESS


def test_a_lease_ends_by_itself(redis_url: str) -> None:
    """Its owner may have died. Another one's lease cannot be given back."""
    with store_at(redis_url, lease=0.1) as dead, store_at(redis_url) as alive:
        lost = dead.lease(KEY)
        assert lost.granted
        taken_over(alive)
        dead.give_back(lost, refresh_spent=False)
        assert not (dead.lease(KEY)).granted


def test_a_late_writer_is_refused(redis_url: str, redis_server: RedisProcess) -> None:
    """Once a newer token is there; it learns which. Before that its token is welcome, and gives way to a newer one."""
    with store_at(redis_url, lease=0.1) as late, store_at(redis_url) as newer:
        old = late.lease(KEY)
        lease = taken_over(newer)
        assert late.save_leased(old, token("late"))
        assert newer.save_leased(lease, token("newer"))
        kept = redis_server.content()
        assert not late.save_leased(old, token("too late"))
        assert redis_server.content() == kept
        assert access_of(late.load(KEY)) == "newer"


def test_a_refresh_that_was_begun_is_not_begun_again(redis_url: str) -> None:
    """Its leader died or failed: whoever comes next gets the token without its refresh token."""
    with store_at(redis_url) as one, store_at(redis_url) as two:
        one.save(KEY, token())
        lease = one.lease(KEY)
        assert lease.token is not None
        assert lease.token.refresh == Secret(REFRESH)
        one.give_back(lease, refresh_spent=False)
        lease = one.lease(KEY)
        assert lease.token is not None
        assert lease.token.refresh == Secret(REFRESH)
        one.give_back(lease, refresh_spent=True)
        for store in (one, two, one):
            lease = store.lease(KEY)
            assert lease.granted
            assert lease.token is not None
            assert lease.token.refresh is None
            store.give_back(lease, refresh_spent=False)
        lease = two.lease(KEY)
        assert two.save_leased(lease, token("new"))
        lease = one.lease(KEY)
        assert lease.token is not None
        assert lease.token.refresh == Secret(REFRESH)


def test_what_is_in_redis_tells_nothing(redis_url: str, redis_server: RedisProcess) -> None:
    """Neither keys nor values, nor what goes over the wire: no token, client id, URL or key."""
    with redis_server.client() as client, client.monitor() as monitor:
        with store_at(redis_url) as one, store_at(redis_url) as two:
            lease = one.lease(KEY)
            one.save_leased(lease, token())
            two.load(KEY)
            two.give_back(two.lease(KEY), refresh_spent=True)
            two.save(KEY, token("canary-second-token"))
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


def test_everything_in_redis_ends_by_itself(redis_url: str, redis_server: RedisProcess) -> None:
    """The token with its refresh token, the lease and the mark long before."""
    with store_at(redis_url) as store:
        store.save(KEY, token(lives=100.0))
        store.lease(KEY)
        with redis_server.client() as client:
            left = sorted(untyped(client.ttl(key)) for key in client.scan_iter("*"))
    assert len(left) == 3
    assert all(0 < seconds <= 1900 for seconds in left)
    assert left[0] <= 60


def test_a_token_that_is_over_is_not_put_there(redis_url: str, redis_server: RedisProcess) -> None:
    """It lives on in this process only."""
    with store_at(redis_url) as store:
        store.save(KEY, token(lives=-5.0, refresh=None))
    assert b"token" not in redis_server.content()


def test_keys_can_be_changed_one_after_the_other(redis_url: str) -> None:
    """First all can read the new key, then all write with it, then the old one goes."""
    old, new = new_key(), new_key()
    for writing, reading in (([old], [old, new]), ([old, new], [old]), ([new, old], [old, new]), ([new], [new, old])):
        with store_at(redis_url, keys=writing) as writer, store_at(redis_url, keys=reading) as reader:
            writer.save(KEY, token(f"by {len(writing)}"))
            assert access_of(reader.load(KEY)) == f"by {len(writing)}"


@pytest.mark.parametrize("harm", ["another key", "tampered", "copied", "foreign", "short", "a list", "without an end"])
def test_what_cannot_be_read_counts_as_absent(
    redis_url: str, redis_server: RedisProcess, caplog: pytest.LogCaptureFixture, harm: str
) -> None:
    """Said once, without its content; a process with a token of its own keeps it, and a new one is put in its place."""
    keys = new_key() if harm == "another key" else KEYS
    with store_at(redis_url) as writer, store_at(redis_url, keys=keys) as reader:
        writer.save(KEY, token())
        writer.save(OTHER, token("canary-other"))
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
                assert reader.load(KEY) is None
            lease = reader.lease(KEY)
            assert (lease.granted, lease.token) == (True, None)
            assert reader.save_leased(lease, token("canary-new"))
        assert caplog.text.count("cannot be read") == (0 if harm == "a list" else 1)
        assert "canary" not in caplog.text
        with store_at(redis_url, keys=keys) as again:
            assert access_of(again.load(KEY)) == "canary-new"


def _is_of(store: RedisTokenStore, key: TokenKey, name: str) -> bool:
    from eka_abha._redis.options import key_names

    return name == key_names(store._prefix, key)[0]


def test_a_ready_client_is_used_and_left_open(redis_url: str) -> None:
    """It is the application's."""
    with Redis.from_url(redis_url, socket_timeout=10) as ready:
        connection = ready.client_id()
        for _ in range(2):
            with RedisTokenStore(client=ready, keys=Secret(KEYS)) as store:
                lease = store.lease(KEY)
                assert lease.granted
                store.give_back(lease, refresh_spent=False)
        assert ready.client_id() == connection


def test_closed_and_used_again(redis_url: str) -> None:
    """A client may outlive the store's connections: it makes new ones."""
    store = store_at(redis_url)
    store.save(KEY, token())
    store.close()
    store.close()
    assert (store.lease(KEY)).granted
    store.close()


def test_a_client_does_not_close_the_store(redis_url: str) -> None:
    """Others use it, too."""
    emulator = Emulator(seed=1)
    with store_at(redis_url) as store:
        for _ in range(2):
            with client(emulator.transport(), store) as abha:
                abha.lookup.address_exists("nisha.rao@sbx")
        assert emulator.counts["login"] == 1
        assert (store.lease(KEY)).granted


def test_a_store_shows_nothing() -> None:
    """Neither itself nor what it is made of."""
    store = RedisTokenStore("redis://user:canary-word@localhost:1/0", keys=KEYS)
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
        RedisTokenStore(**untyped(given))
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None
