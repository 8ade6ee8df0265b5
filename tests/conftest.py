"""Fixtures for all tests."""

from __future__ import annotations

import os

import pytest

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
