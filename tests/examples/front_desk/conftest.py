"""The front desk as a server of its own, on the test's emulator."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from eka_abha.testing import AbhaEmulator

from examples.front_desk.app import create_app
from examples.front_desk.store import SqliteStore
from tests.support.browser import browser, context, page

__all__ = ["browser", "context", "page"]


class Desk:
    """A front desk that runs."""

    def __init__(self, url: str, database: Path) -> None:
        self.url = url
        self.database = database

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database has."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    @property
    def audit(self) -> list[tuple[object, ...]]:
        """Operation and outcome of each step of the audit trail."""
        return self.rows("SELECT operation, outcome FROM audit ORDER BY rowid")


@pytest.fixture
def desk(abha_emulator: AbhaEmulator, tmp_path: Path) -> Iterator[Desk]:
    """A front desk, served from a thread of this process; its client is the emulator's, and so is its time."""
    store = SqliteStore(tmp_path / "desk.sqlite3")
    app = create_app(abha_emulator.client(on_step=store.audit), store, clock=abha_emulator.clock)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < limit
        time.sleep(0.005)
    host, port = server.servers[0].sockets[0].getsockname()
    yield Desk(f"http://{host}:{port}", tmp_path / "desk.sqlite3")
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()
