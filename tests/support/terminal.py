"""A program in a real pseudo-terminal: what it shows is waited for, what is typed reaches it as from a keyboard."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import pytest

LIMIT = 60.0
"""Seconds that a program may take to show something: only a broken one gets there."""

_ATTACH = (
    "import fcntl, os, signal, sys, termios;"
    "signal.signal(signal.SIGINT, signal.SIG_DFL);"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""Makes the pseudo-terminal the one that Ctrl-C comes from and that hidden input is read from; a shell that runs the
tests in the background has told them to ignore Ctrl-C."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07)")


class Terminal:
    """A program at a terminal of a given width; skipped where there are no pseudo-terminals."""

    def __init__(self, arguments: Sequence[str], *, environment: dict[str, str], columns: int = 80) -> None:
        if sys.platform == "win32":
            pytest.skip("no pseudo-terminals on Windows")
        import fcntl
        import pty
        import subprocess
        import termios

        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))

        self._process = subprocess.Popen(
            [sys.executable, "-c", _ATTACH, *arguments],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment},
            start_new_session=True,
        )
        os.close(follower)
        self._leader = leader
        self._seen = ""
        self._looked = 0

    @property
    def text(self) -> str:
        """Everything shown so far, without escape sequences."""
        return _ESCAPES.sub("", self._seen).replace("\r", "")

    @property
    def raw(self) -> str:
        """The same, as it came."""
        return self._seen

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until something new is shown that matches."""
        until = time.monotonic() + LIMIT
        while True:
            match = re.compile(pattern).search(self.text, self._looked)
            if match is not None:
                self._looked = match.end()
                return match
            if not self._read(until):
                raise AssertionError(f"{pattern!r} was not shown; what was:\n{self.text}")

    def enter(self, line: str) -> None:
        """Type a line."""
        os.write(self._leader, line.encode() + b"\n")

    def answer(self, pattern: str, line: str) -> re.Match[str]:
        """Wait for a question and answer it."""
        match = self.wait_for(pattern)
        self.enter(line)
        return match

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._leader, keys)

    def interrupt(self) -> None:
        """Ctrl-C."""
        self.send(b"\x03")

    def end(self) -> int:
        """Wait until the program has ended, and give its exit code."""
        until = time.monotonic() + LIMIT
        while self._read(until):
            pass
        return self._process.wait(timeout=LIMIT)

    def _read(self, until: float) -> bool:
        """Read what is there; False at the end of the program, or of the patience."""
        ready, _, _ = select.select([self._leader], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._leader, 65536)
        except OSError:  # Linux says so where the other end has been closed
            return False
        self._seen += data.decode(errors="replace")
        return bool(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(timeout=LIMIT)
        os.close(self._leader)
