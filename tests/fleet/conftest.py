"""A Redis and eight worker processes, for all tests here; each test has its own prefix."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fleet.fleet import Fleet
from tests.support.redis_server import RedisProcess, redis_process


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[RedisProcess]:
    """One that is never stopped."""
    with redis_process() as server:
        yield server


@pytest.fixture
def redis_server(shared_redis: RedisProcess) -> RedisProcess:
    """The same, empty."""
    with shared_redis.client() as client:
        client.flushall()
    return shared_redis


@pytest.fixture(scope="session")
def eight(shared_redis: RedisProcess) -> Iterator[Fleet]:
    """Eight processes; a test opens and closes clients in them."""
    with Fleet(8) as fleet:
        yield fleet
