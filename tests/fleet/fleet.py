"""Worker processes as a test sees them."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from eka_abha.redis import new_key

WORKER = Path(__file__).with_name("worker.py")
KEY = new_key()
PATIENCE = 90.0
"""Seconds after which something has gone wrong, however busy the machine is."""


class Worker:
    """One process."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answers: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def order(self, order: str, **options: object) -> None:
        """Say what to do, without waiting for the answer."""
        assert self.process.stdin is not None
        print(json.dumps([order, options]), file=self.process.stdin, flush=True)

    def answer(self) -> Any:
        """What it answers to the oldest order."""
        return json.loads(self._answers.get(timeout=PATIENCE))

    def ask(self, order: str, **options: object) -> Any:
        """Say what to do, and wait for the answer."""
        self.order(order, **options)
        return self.answer()

    def send(self, number: signal.Signals) -> None:
        """A signal."""
        os.kill(self.process.pid, number)

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait(10)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        try:
            for line in self.process.stdout:
                self._answers.put(line)
        except ValueError:  # closed
            pass


class Fleet:
    """Some processes, that do the same at the same time."""

    def __init__(self, count: int) -> None:
        self.workers = [Worker() for _ in range(count)]

    def __enter__(self) -> Self:
        assert [worker.answer() for worker in self.workers] == ["ready"] * len(self.workers)
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.end()

    def all(self, order: str, **options: object) -> list[Any]:
        """What they answer."""
        for worker in self.workers:
            worker.order(order, **options)
        return [worker.answer() for worker in self.workers]

    def progress(self, calls: int) -> None:
        """Wait until each has so many calls more behind it."""
        wanted = [tally["done"] + calls for tally in self.all("tally")]
        until(lambda: all(tally["done"] >= goal for tally, goal in zip(self.all("tally"), wanted, strict=True)))

    def errors(self, order: str) -> list[str]:
        """The errors of all, after ``end`` or ``stop``."""
        return [error for tally in self.all(order) for error in tally["errors"]]


def until(condition: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Wait for something that other processes do."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)


def settings(base_url: str, redis_url: str, *, kind: str = "tasks", **changes: Any) -> dict[str, Any]:
    """What a worker opens its client and store with. Redis has time: the machine may be busy."""
    return {
        "kind": kind,
        "client": {
            "base_url": base_url,
            "client_id": "emulator-client",
            "client_secret": "emulator-secret",
            "deadline": 60.0,
        },
        "store": {"url": redis_url, "keys": KEY, "timeout": 10.0, "lease": 60.0, **changes.pop("store", {})},
        "clock": 0.0,
        "pause": 5.0,
        **changes,
    }
