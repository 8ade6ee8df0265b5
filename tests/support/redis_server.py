"""A real redis-server on a port of its own that keeps nothing on disk."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator

import redis

from tests.support.ports import free_port
from tests.support.processes import freeze
from tests.support.real_parts import needs

PASSWORD = "canary-redis-password"


class RedisProcess:
    """One server; it can be stopped, frozen and started again on the same port, empty."""

    def __init__(self, program: str, folder: str) -> None:
        self._program = program
        self._folder = folder
        self.port = free_port()
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes]
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            [self._program, *options, "--requirepass", PASSWORD, "--dir", self._folder], stdout=subprocess.DEVNULL
        )
        limit = time.monotonic() + 20
        while True:
            try:
                with self.client() as client:
                    client.ping()
                return
            except redis.ConnectionError:
                assert self.process.poll() is None, "redis-server ended"
                assert time.monotonic() < limit, "redis-server does not answer"
                time.sleep(0.02)

    def stop(self) -> None:
        """End it; all that it held is gone."""
        self.process.kill()
        self.process.wait(10)

    def freeze(self) -> None:
        """It accepts connections and answers nothing."""
        freeze(self.process)

    def thaw(self) -> None:
        """It goes on."""
        os.kill(self.process.pid, signal.SIGCONT)

    def client(self) -> redis.Redis:
        """A client that looks at what is in there."""
        return redis.Redis.from_url(self.url, socket_timeout=20)

    def content(self) -> bytes:
        """All keys and strings, one after the other."""
        with self.client() as client:
            return b"\n".join(key + b" " + (client.get(key) or b"") for key in sorted(client.scan_iter("*")))


@contextlib.contextmanager
def redis_process() -> Iterator[RedisProcess]:
    """A server for a test or some; skipped where there is no redis-server."""
    program = needs("redis-server", "redis-server")
    with tempfile.TemporaryDirectory() as folder:
        server = RedisProcess(program, folder)
        try:
            yield server
        finally:
            server.stop()
