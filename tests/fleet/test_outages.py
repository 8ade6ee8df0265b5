"""Redis stopped, started again, or frozen: no call fails, and the log says so once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.fleet.fleet import Fleet, settings, until
from tests.support.redis_server import RedisProcess, redis_process

PAUSE = 0.5


@pytest.fixture
def breakable() -> Iterator[RedisProcess]:
    """A Redis that a test may break."""
    with redis_process() as server:
        yield server


def said(fleet: Fleet, text: str) -> list[int]:
    """How often each process said so."""
    return [len([line for line in log if text in line]) for log in fleet.all("log")]


@pytest.mark.parametrize("kind", ["tasks", "threads"])
def test_redis_stopped_and_restarted_under_load(eight: Fleet, breakable: RedisProcess, kind: str) -> None:
    """In between each process has a token of its own; afterwards, all have one again, without another login."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        eight.all("open", **settings(base_url, breakable.url, kind=kind, pause=PAUSE))
        eight.all("begin", count=5, forever=True)
        eight.progress(10)
        breakable.stop()
        eight.progress(20)
        emulator.revoke_tokens()
        eight.progress(20)
        until(lambda: said(eight, "out of reach") == [1] * 8)
        assert len(set(eight.all("token"))) == 8
        assert emulator.counts["login"] == 9
        breakable.start()
        until(lambda: said(eight, "is back") == [1] * 8)
        until(lambda: len(set(eight.all("token"))) == 1)
        eight.progress(10)
        assert eight.errors("stop") == []
        assert said(eight, "out of reach") == said(eight, "is back") == [1] * 8
        eight.all("close")
    assert emulator.counts["login"] == 9


def test_a_frozen_redis(eight: Fleet, breakable: RedisProcess) -> None:
    """It accepts connections and answers nothing, at a cold start and later."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        breakable.freeze()
        eight.all("open", **settings(base_url, breakable.url, pause=PAUSE, store={"timeout": 0.3}))
        eight.all("begin", count=20, forever=False)
        assert eight.errors("end") == []
        assert emulator.counts["login"] == 8
        eight.all("begin", count=5, forever=True)
        eight.progress(20)
        breakable.thaw()
        until(lambda: len(set(eight.all("token"))) == 1)
        breakable.freeze()
        eight.progress(20)
        breakable.thaw()
        assert eight.errors("stop") == []
        eight.all("close")
    assert emulator.counts["login"] == 8


def test_a_slow_redis_is_waited_for(eight: Fleet, breakable: RedisProcess) -> None:
    """A pause that is shorter than the timeout: the token is shared."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        with breakable.client() as client:
            client.execute_command("CLIENT", "PAUSE", "1000", "ALL")
        eight.all("open", **settings(base_url, breakable.url, store={"timeout": 10.0}))
        eight.all("begin", count=20, forever=False)
        assert eight.errors("end") == []
        eight.all("close")
    assert emulator.counts == {"login": 1, "check_abha_address": 160}
