"""Tokens that end under load, because they were revoked or because their time is over."""

from __future__ import annotations

import itertools

import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.fleet.fleet import Fleet, settings, until
from tests.fleet.token_service import token_service
from tests.support.recorder import LOGIN, REFRESH
from tests.support.redis_server import RedisProcess


@pytest.mark.parametrize("kind", ["tasks", "threads"])
def test_a_token_revoked_under_load_is_refreshed_once(eight: Fleet, redis_server: RedisProcess, kind: str) -> None:
    """By one of eight processes; where the refresh token is gone, too, one login follows. No call fails."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        eight.all("open", **settings(base_url, redis_server.url, kind=kind))
        eight.all("begin", count=10, forever=True)
        eight.progress(20)
        for refreshes in (1, 2):
            emulator.revoke_tokens(refresh_tokens=False)
            eight.progress(30)
            assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, refreshes)
        emulator.revoke_tokens()
        eight.progress(30)
        assert eight.errors("stop") == []
        assert len(set(eight.all("token"))) == 1
        eight.all("close")
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (2, 3)


def test_expiring_tokens_are_refreshed_ahead_of_time_once(eight: Fleet, redis_server: RedisProcess) -> None:
    """Of tokens that live for three seconds, and are refreshed after 2.4, there is one every 2.4 seconds."""
    with token_service() as service:
        service.lifetime = 3.0
        eight.all("open", **settings(service.base_url, redis_server.url))
        eight.all("begin", count=4, forever=True)
        until(lambda: len(service.asked) >= 3)
        eight.progress(20)
        assert eight.errors("stop") == []
        eight.all("close")
    moments = [moment for _, moment in service.asked]
    assert all(later - earlier > 2.3 for earlier, later in itertools.pairwise(moments))
    assert service.paths()[0] == LOGIN
    assert service.paths().count(LOGIN) == 1
    assert len(set(service.refreshes)) == len(service.refreshes) == service.paths().count(REFRESH)


def test_clocks_that_differ_do_no_harm(eight: Fleet, redis_server: RedisProcess) -> None:
    """Hosts that are hours apart agree how long a token lives: nobody refreshes one that another host just made."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        for worker, hours in zip(eight.workers, (0, -3, 3, -1, 1, 0, -24, 24), strict=True):
            worker.ask("open", **settings(base_url, redis_server.url, clock=hours * 3600.0))
        eight.all("begin", count=4, forever=True)
        eight.progress(20)
        emulator.revoke_tokens(refresh_tokens=False)
        eight.progress(30)
        assert eight.errors("stop") == []
        eight.all("close")
    assert (emulator.counts["login"], emulator.counts["refresh_token"]) == (1, 1)
