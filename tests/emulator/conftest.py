"""Fixtures of the emulator's tests."""

from __future__ import annotations

import pytest

from tests.emulator.support import Caller, caller
from tests.support.browser import browser, context, page

__all__ = ["browser", "context", "page"]


@pytest.fixture
def client() -> Caller:
    """A client that has logged in to a new emulator with default settings."""
    return caller()


@pytest.fixture
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio."""
    return "asyncio"
