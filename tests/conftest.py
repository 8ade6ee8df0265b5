"""Fixtures for all tests."""

from __future__ import annotations

import os

import pytest
from eka_abha._http.transports import ConnectionOptions
from eka_abha._io.aio import Connections, Transport

pytest_plugins = ["eka_abha.testing"]


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
