"""The emulator in a process of its own, as a developer starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

_END_SECONDS = 20.0


@dataclass(frozen=True)
class EmulatorProgram:
    """A running program: what it said when it was ready, and the variables in it."""

    process: subprocess.Popen[str]
    said: str
    variables: Mapping[str, str]

    @property
    def base_url(self) -> str:
        """Where it is."""
        return self.variables["EKA_BASE_URL"]

    def line(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def stop(self, signal_number: int) -> tuple[int, str, str]:
        """Send a signal; exit status, rest of the output, and all errors."""
        self.process.send_signal(signal_number)
        rest, errors = self.process.communicate(timeout=_END_SECONDS)
        return self.process.returncode, rest, errors


@contextmanager
def emulator_program(*options: str) -> Iterator[EmulatorProgram]:
    """Start the program on a free port; it is killed at the end if it still runs."""
    command = [sys.executable, "-m", "eka_abha.emulator", "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            said = ""
            while "Ctrl-C" not in said:
                line = process.stdout.readline()
                assert line, process.communicate()[1]
                said += line
            variables = dict(re.findall(r"^export (\w+)=(\S+)$", said, re.MULTILINE))
            yield EmulatorProgram(process, said, variables)
        finally:
            process.kill()
