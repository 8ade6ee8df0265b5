"""What the workers share, in any database that they all reach; here a file of SQLite, for workers on one machine."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from eka_abha import SavedStep, StepEvent

VISIT_KEPT, LOCK_KEPT = 3600.0, 90.0  # seconds; no call takes as long as a worker that died holds a lock
TABLES = """
CREATE TABLE IF NOT EXISTS visits (session PRIMARY KEY, visit, saved_at);
CREATE TABLE IF NOT EXISTS locks (key PRIMARY KEY, owner, taken_at);
CREATE TABLE IF NOT EXISTS audit (at, reference, journey, operation, txn_id, kind, outcome);
"""


@dataclass
class Visit:
    """Where the registration in one browser stands. It holds no Aadhaar number, OTP, name or token."""

    page: int = 0  # grows with each form that is acted on; a form of an older page is not acted on again
    step: SavedStep | None = None
    txn_id: str | None = None
    done: dict[str, str | None] | None = None
    notice: str = ""


class Store(Protocol):
    """What a store has to offer."""

    def load(self, session: str) -> Visit | None: ...
    def save(self, session: str, visit: Visit) -> None: ...
    def lock(self, key: str) -> AbstractContextManager[None]: ...  # one worker at a time; the others wait
    def audit(self, event: StepEvent) -> None: ...


class SqliteStore:
    """A store in a file. It makes a connection for each use, so that any thread of any worker may use it."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._path.touch(0o600)  # nobody else reads it
        with self._open() as database:
            database.executescript(TABLES)

    def load(self, session: str) -> Visit | None:
        with self._open() as database:
            query = "SELECT visit FROM visits WHERE session = ? AND saved_at > ?"
            row = database.execute(query, [session, time.time() - VISIT_KEPT]).fetchone()
        return Visit(**json.loads(row[0])) if row else None

    def save(self, session: str, visit: Visit) -> None:
        with self._open() as database:
            database.execute("DELETE FROM visits WHERE saved_at < ?", [time.time() - VISIT_KEPT])
            values = [session, json.dumps(asdict(visit)), time.time()]
            database.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?)", values)

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        owner = secrets.token_hex()
        while not self._taken(key, owner):
            time.sleep(0.05)
        try:
            yield
        finally:
            with self._open() as database:
                database.execute("DELETE FROM locks WHERE key = ? AND owner = ?", [key, owner])

    def _taken(self, key: str, owner: str) -> bool:
        with self._open() as database:
            database.execute("DELETE FROM locks WHERE taken_at < ?", [time.time() - LOCK_KEPT])
            values = [key, owner, time.time()]
            return database.execute("INSERT OR IGNORE INTO locks VALUES (?, ?, ?)", values).rowcount == 1

    def audit(self, event: StepEvent) -> None:
        with self._open() as database:
            said = [event.reference, event.journey, event.operation, event.txn_id, event.kind, event.outcome]
            database.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", [event.at.isoformat(), *said])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as database, database:
            yield database
