"""What importing costs in time and memory, and whether many calls leave memory or file descriptors behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
from dataclasses import dataclass

import psutil

from benchmarks.figures import Ratio, spread
from benchmarks.peers import AsyncCall, async_peers

BASE = "import httpx, attrs"
PACKAGE = "import eka_abha"
CLIENT = "from eka_abha import AbhaClient"
STATEMENTS = (BASE, PACKAGE, CLIENT)

RUNS = 9
FIRST, LATER, IN_FLIGHT = 1_000, 9_000, 64
REST = 2.5
"""Seconds; idle connections are kept for 1.5."""

# httpx imports rich where click is installed, which is no part of what it costs in a service.
_MEASURED = (
    "import os, sys; sys.modules['click'] = None; import time; began = time.process_time(); {statement}; "
    "used = time.process_time() - began; import psutil; print(used, psutil.Process().memory_info().rss)"
)


@dataclass(frozen=True, slots=True)
class ImportCost:
    """CPU seconds and bytes of resident memory, and how they compare with importing httpx and attrs."""

    statement: str
    seconds: float
    seconds_ratio: Ratio
    memory: float
    memory_ratio: Ratio


def import_costs() -> list[ImportCost]:
    """Each statement in fresh interpreters, alternating; compiled files exist already, as in a service."""
    found: dict[str, list[tuple[float, float]]] = {statement: [] for statement in STATEMENTS}
    for number in range(RUNS + 1):
        for statement in STATEMENTS:
            measured = _fresh_interpreter(_MEASURED.format(statement=statement))
            if number:
                seconds, memory = measured.split()
                found[statement].append((float(seconds), float(memory)))
    base = found[BASE]
    return [
        ImportCost(
            statement,
            spread([seconds for seconds, _ in runs]).value,
            spread([mine[0] / theirs[0] for mine, theirs in zip(runs, base, strict=True)]),
            spread([memory for _, memory in runs]).value,
            spread([mine[1] / theirs[1] for mine, theirs in zip(runs, base, strict=True)]),
        )
        for statement, runs in found.items()
    ]


@dataclass(frozen=True, slots=True)
class Growth:
    """What a process holds after the first 1,000 calls and after 10,000, 64 in flight."""

    memory_before: int
    memory_after: int
    descriptors_before: int
    descriptors_after: int

    @property
    def memory(self) -> float:
        """Bytes of resident memory after 10,000 calls, to those after 1,000."""
        return self.memory_after / self.memory_before


def growth(base_url: str, peer: str) -> Growth:
    """Many calls of one peer, in an interpreter of its own."""
    return Growth(**json.loads(_fresh_interpreter("import benchmarks.costs as c; c.grow()", base_url, peer)))


def grow() -> None:
    """The work of that interpreter; its arguments are the base URL and the peer's name."""
    _, base_url, peer = sys.argv

    async def run() -> Growth:
        async with async_peers(base_url) as peers:
            await _many(peers[peer], FIRST)
            before = await _held(peers[peer])
            await _many(peers[peer], LATER)
            after = await _held(peers[peer])
        return Growth(before[0], after[0], before[1], after[1])

    held = asyncio.run(run())
    print(json.dumps({name: getattr(held, name) for name in held.__slots__}))


async def _many(call: AsyncCall, calls: int) -> None:
    left = iter(range(calls))

    async def work() -> None:
        for _ in left:
            assert await call()

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


async def _held(call: AsyncCall) -> tuple[int, int]:
    await asyncio.sleep(REST)
    assert await call()  # which closes the connections that were idle too long
    gc.collect()
    process = psutil.Process()
    return process.memory_info().rss, process.num_fds() if os.name == "posix" else process.num_handles()


def _fresh_interpreter(script: str, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
