"""A worker that dies or stalls while it gets a token for all."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.fleet.fleet import Fleet, Worker, settings, until
from tests.fleet.token_service import TokenService, token_service
from tests.support.processes import freeze
from tests.support.recorder import LOGIN, REFRESH
from tests.support.redis_server import RedisProcess

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these signals are POSIX's")


@pytest.fixture
def leader() -> Iterator[Worker]:
    """One more process, which a test may lose."""
    with Fleet(1) as fleet:
        yield fleet.workers[0]


def open_all(leader: Worker, others: Fleet, service: TokenService, redis_url: str, kind: str = "tasks") -> None:
    """The leader's lease is short; nobody doubts whoever takes over, however busy the machine is."""
    leader.ask("open", **settings(service.base_url, redis_url, kind=kind, store={"lease": 1.5}))
    others.all("open", **settings(service.base_url, redis_url, kind=kind, store={"lease": 60.0}))


@pytest.mark.parametrize("kind", ["tasks", "threads"])
def test_the_one_that_logs_in_is_killed(leader: Worker, eight: Fleet, redis_server: RedisProcess, kind: str) -> None:
    """Another one takes over, when the lease ends; the others wait for it."""
    with token_service() as service:
        open_all(leader, eight, service, redis_server.url, kind)
        held = service.hold_next()
        leader.ask("begin", count=5, forever=False)
        until(lambda: service.asked)
        eight.all("begin", count=5, forever=False)
        leader.send(signal.SIGKILL)
        assert eight.all("end") == [{"done": 5, "errors": []}] * 8
        held.set()
        eight.all("close")
        assert service.paths() == [LOGIN, LOGIN]


def test_the_one_that_refreshes_is_killed(leader: Worker, eight: Fleet, redis_server: RedisProcess) -> None:
    """Nobody knows whether its refresh was processed: the next one logs in, the refresh token is not sent again."""
    with token_service() as service:
        open_all(leader, eight, service, redis_server.url)
        leader.ask("begin", count=1, forever=False)
        assert leader.ask("end")["errors"] == []  # before the others begin: its lease is short
        eight.all("begin", count=1, forever=False)
        assert eight.errors("end") == []
        service.revoke()
        held = service.hold_next()
        leader.ask("begin", count=5, forever=False)
        until(lambda: len(service.asked) == 2)
        leader.send(signal.SIGKILL)
        eight.all("begin", count=5, forever=False)
        assert eight.all("end") == [{"done": 5, "errors": []}] * 8
        held.set()
        eight.all("close")
        assert service.paths() == [LOGIN, REFRESH, LOGIN]
        assert service.refreshes == ["refresh-1"]


def test_a_late_writer_does_not_overwrite_a_newer_token(
    leader: Worker, eight: Fleet, redis_server: RedisProcess
) -> None:
    """It was stopped with its token on the way, and goes on when another has taken over; then it uses that one's."""
    with token_service() as service:
        open_all(leader, eight, service, redis_server.url)
        held = service.hold_next()
        leader.ask("begin", count=5, forever=False)
        until(lambda: service.asked)
        freeze(leader.process)
        held.set()
        eight.all("begin", count=5, forever=False)
        assert eight.all("end") == [{"done": 5, "errors": []}] * 8
        (newer,) = set(eight.all("token"))
        kept = redis_server.content()
        leader.send(signal.SIGCONT)
        assert leader.ask("end") == {"done": 5, "errors": []}
        assert redis_server.content() == kept
        assert leader.ask("token") == newer
        eight.all("close")
        assert service.paths() == [LOGIN, LOGIN]
