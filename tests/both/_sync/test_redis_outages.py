# Derived from tests/both/_async/test_redis_outages.py by `make generate`: change that file, not this one.
"""The Redis token store when Redis is gone, hangs, refuses, takes nothing in, or has lost what it held."""

from __future__ import annotations

import logging
import time

import pytest
from eka_abha._io.threads import sleep
from eka_abha._redis import outage
from eka_abha._sync import redis_store
from eka_abha.emulator import Emulator

from tests.both._sync.redis_tokens import ACCESS, KEY, access_of, client, store_at, token
from tests.support.raw_server import raw_server
from tests.support.recorder import emulated
from tests.support.redis_server import PASSWORD, RedisProcess, redis_process


def test_without_redis_each_process_has_its_own(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No call fails; it is said once that Redis is gone, and once that it is back. Then the token is put there."""
    monkeypatch.setattr(outage, "PAUSE", 0.0)
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    with redis_process() as process, caplog.at_level(logging.DEBUG):
        process.stop()
        with (
            store_at(process.url) as store,
            store_at(process.url) as other,
            client(service, store) as abha,
            client(service, other) as second,
        ):
            for _ in range(3):
                abha.lookup.address_exists("nisha.rao@sbx")
                second.lookup.address_exists("nisha.rao@sbx")
            assert emulator.counts["login"] == 2
            process.start()
            limit = time.monotonic() + 30
            while (abha.access_token()) != (second.access_token()):
                assert time.monotonic() < limit
                sleep(0.05)
        assert emulator.counts["login"] == 2
    assert caplog.text.count("out of reach") == caplog.text.count("is back") == 2
    assert PASSWORD not in caplog.text
    assert str(process.port) not in "".join(line for line in caplog.text.splitlines() if "eka_abha" in line)


@pytest.mark.parametrize(
    ("command", "undo"),
    [("CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"), ("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE")],
    ids=["full", "replica"],
)
def test_a_redis_that_takes_nothing_in_is_as_good_as_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, command: str, undo: str
) -> None:
    """It still shows the old token: nobody goes back to that. Afterwards all get the new one, without another login."""
    monkeypatch.setattr(outage, "PAUSE", 0.0)
    monkeypatch.setattr(redis_store, "RECHECK", 0.0)
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    with redis_process() as process, caplog.at_level(logging.WARNING), process.client() as admin:
        with (
            store_at(process.url) as store,
            store_at(process.url) as other,
            client(service, store) as abha,
            client(service, other) as second,
        ):
            old = abha.access_token()
            assert second.access_token() == old
            admin.execute_command(*command.split())
            emulator.revoke_tokens()
            for _ in range(5):
                abha.lookup.address_exists("nisha.rao@sbx")
            assert caplog.text.count("out of reach") == 1
            admin.execute_command(*undo.split())
            for _ in range(5):
                abha.lookup.address_exists("nisha.rao@sbx")
                second.lookup.address_exists("nisha.rao@sbx")
            assert abha.access_token() == second.access_token() != old
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (2, 0)
    assert caplog.text.count("out of reach") == caplog.text.count("is back") == 1


def test_without_redis_no_refresh_token_is_sent(redis_url: str, redis_server: RedisProcess) -> None:
    """Others may have sent it: whether Redis is out of reach, or has lost what it held. A login it is."""
    with store_at(redis_url) as one, store_at(redis_url) as two, store_at("redis://127.0.0.1:1") as alone:
        for store in (one, alone):
            store.save(KEY, token())
            assert access_of(store.load(KEY)) == ACCESS
        assert access_of(two.load(KEY)) == ACCESS
        with redis_server.client() as admin:
            admin.flushall()
        for store in (one, alone):
            lease = store.lease(KEY)
            assert (lease.granted, access_of(lease.token)) == (True, ACCESS)
            assert lease.token is not None
            assert lease.token.refresh is None
        one.give_back(lease, refresh_spent=False)


def test_what_is_put_back_has_no_refresh_token(
    monkeypatch: pytest.MonkeyPatch, redis_url: str, redis_server: RedisProcess
) -> None:
    """Redis lost its token while somebody was refreshing it, perhaps."""
    monkeypatch.setattr(redis_store, "RECHECK", 0.0)
    with store_at(redis_url) as one, store_at(redis_url) as two:
        one.save(KEY, token())
        with redis_server.client() as admin:
            admin.flushall()
        assert access_of(one.load(KEY)) == ACCESS
        lease = two.lease(KEY)
        assert (lease.granted, access_of(lease.token)) == (True, ACCESS)
        assert lease.token is not None
        assert lease.token.refresh is None


def test_a_redis_that_refuses_is_as_good_as_none(redis_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """A wrong password, say. It does not get into the log."""
    emulator = Emulator(seed=1)
    caplog.set_level(logging.DEBUG)
    store = store_at(redis_url.replace(PASSWORD, "canary-wrong"))
    with store, client(emulator.transport(), store) as abha:
        for _ in range(3):
            abha.lookup.address_exists("nisha.rao@sbx")
    assert emulator.counts["login"] == 1
    assert caplog.text.count("out of reach (AuthenticationError)") == 1
    assert "canary" not in caplog.text


def test_a_redis_that_hangs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It accepts connections and answers nothing: one caller waits for it, the others do not try."""
    monkeypatch.setattr(outage, "PAUSE", 600.0)
    emulator = Emulator(seed=1)
    with raw_server(lambda _, connection: None) as silent:
        store = store_at(f"redis://127.0.0.1:{silent.base_url.rpartition(':')[2]}", timeout=0.1)
        with store, client(emulator.transport(), store) as abha:
            for number in range(20):
                abha.for_patient(oid=str(number)).lookup.address_exists("nisha.rao@sbx")
        assert silent.connections == 1
    assert emulator.counts["login"] == 1
