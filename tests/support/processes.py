"""Programs that run beside a test."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A program, or a line for the shell, that runs in the root of the repository; its output is kept."""

    def __init__(self, command: list[str] | str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            shell=isinstance(command, str),
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=os.name == "posix",
        )
        self._lines: Queue[str] = Queue()
        self.output = ""
        self._stopped = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def wait_for(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """The first line that fits."""
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                line = self._lines.get(timeout=1)
            except Empty:
                assert self._process.poll() is None, self.output
                continue
            self.output += line
            found = pattern.search(line)
            if found:
                return found
        raise AssertionError(self.output)

    def stop(self) -> str:
        """End it as Ctrl-C does, and return all it wrote."""
        if self._stopped:
            return self.output
        self._stopped = True
        if self._process.poll() is None:
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGINT)
            else:
                self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._reader.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()
        while not self._lines.empty():
            self.output += self._lines.get()
        return self.output


@contextmanager
def running(command: list[str] | str, environment: Mapping[str, str]) -> Iterator[Process]:
    """A process that is ended in any case."""
    process = Process(command, environment)
    try:
        yield process
    finally:
        process.stop()


def freeze(process: subprocess.Popen[Any]) -> None:
    """Stop a child where it is, until SIGCONT. The signal alone does not wait: for a moment the child would go on."""
    os.kill(process.pid, signal.SIGSTOP)
    _, status = os.waitpid(process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status), "it had ended"
