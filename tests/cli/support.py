"""Runs the program in this process, with real streams and an emulator on a real socket."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from eka_abha._cli import main
from eka_abha.emulator import Emulator

MOBILE = "9876543210"
AADHAAR = "234567890124"
OTHER_MOBILE = "9123456780"
PROFILE = {
    "first_name": "Nisha",
    "last_name": "Rao",
    "birth_date": "1990-08-17",
    "gender": "F",
    "pincode": "110001",
}

Line = str | Callable[[], str]


class Typed:
    """A stdin whose lines may be made only when they are read: an OTP is known after it was sent."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._left = list(lines)

    def isatty(self) -> bool:
        """No terminal."""
        return False

    def readline(self) -> str:
        """The next line; empty when there is none."""
        if not self._left:
            return ""
        line = self._left.pop(0)
        return (line if isinstance(line, str) else line()) + "\n"

    def read(self, limit: int) -> str:
        """All that is left."""
        return "".join(iter(self.readline, ""))[:limit]


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The lines of stdout, each a JSON object."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def kinds(self) -> list[str]:
        """What kinds of objects came."""
        return [found["kind"] for found in self.objects]

    @property
    def last(self) -> dict[str, Any]:
        """The last object."""
        return self.objects[-1]


@dataclass
class Program:
    """Runs the program against one emulator. Everything it has shown is kept in ``shown``."""

    emulator: Emulator
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    shown: list[str] = field(default_factory=list)

    def __call__(self, *arguments: str | os.PathLike[str], stdin: Sequence[Line] = ()) -> Ended:
        """Run it with these arguments and these lines on stdin."""
        self.monkeypatch.setattr("sys.stdin", Typed(stdin))
        self.capsys.readouterr()
        code = main([os.fspath(argument) for argument in arguments])
        out, err = self.capsys.readouterr()
        self.shown += [out, err]
        return Ended(code, out, err)

    def otp(self, number: str = MOBILE) -> Line:
        """A line of stdin: the OTP that was sent to a number, when it is asked for."""
        return lambda: self.emulator.otp_for(number)
