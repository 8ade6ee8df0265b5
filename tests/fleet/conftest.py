"""Eight worker processes, for all tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fleet.fleet import Fleet
from tests.support.redis_server import RedisProcess


@pytest.fixture(scope="session")
def eight(running_redis: RedisProcess) -> Iterator[Fleet]:
    """A test opens and closes clients in them."""
    with Fleet(8) as fleet:
        yield fleet
