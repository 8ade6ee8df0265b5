"""Workers on many hosts that begin at the same moment: one of them logs in."""

from __future__ import annotations

import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.fleet.fleet import Fleet, settings
from tests.support.redis_server import RedisProcess


@pytest.mark.parametrize(
    "kinds", [["tasks"] * 8, ["threads"] * 8, ["tasks", "threads"] * 4], ids=["tasks", "threads", "both"]
)
def test_8_processes_of_50_make_one_login(eight: Fleet, redis_server: RedisProcess, kinds: list[str]) -> None:
    """All 400 calls succeed, with one token."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        for worker, kind in zip(eight.workers, kinds, strict=True):
            worker.ask("open", **settings(base_url, redis_server.url, kind=kind))
        eight.all("begin", count=50, forever=False)
        assert eight.errors("end") == []
        assert len(set(eight.all("token"))) == 1
        eight.all("close")
    assert emulator.counts == {"login": 1, "check_abha_address": 400}
