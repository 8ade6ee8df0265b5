"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from eka_abha._http.transports import ConnectionOptions
from eka_abha._io.aio import Connections, Transport

pytest_plugins = ["eka_abha.testing"]

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that ask for ``either_transport`` run over each; their synchronous twins have but one."""
    if "either_transport" in metafunc.fixturenames:
        kinds = ["httpx"] if "_sync" in metafunc.definition.path.parts else ["httpx", "aiohttp"]
        metafunc.parametrize("either_transport", kinds, indirect=True)


@pytest.fixture
def either_transport(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Over which transport asynchronous clients go in this test, where they are given none."""
    name: str = request.param
    if name == "aiohttp":

        def connections(options: ConnectionOptions, transport: Transport | None) -> Connections:
            return Connections(options, "aiohttp" if transport is None else transport)

        monkeypatch.setattr("eka_abha._async.client.Connections", connections)
    return name
