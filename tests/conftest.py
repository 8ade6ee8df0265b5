"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.redis_server import RedisProcess


@pytest.fixture
def anyio_backend() -> str:
    """The event loop that asynchronous tests run on."""
    return "asyncio"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the settings of whoever runs it."""
    for variable in list(os.environ):
        if variable.startswith("EKA_") or variable.lower().endswith("_proxy"):
            monkeypatch.delenv(variable)


@pytest.fixture(scope="session")
def running_redis() -> Iterator[RedisProcess]:
    """One Redis for all tests that break nothing."""
    from tests.support.redis_server import redis_process

    with redis_process() as server:
        yield server


@pytest.fixture
def redis_server(running_redis: RedisProcess) -> RedisProcess:
    """The same, empty."""
    with running_redis.client() as client:
        client.flushall()
    return running_redis


@pytest.fixture
def redis_url(redis_server: RedisProcess) -> str:
    """Where it is, with the password."""
    return redis_server.url
