"""Many calls at once against the faulty server, by one client; and what is left when they are over."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import EkaError

from .faults import faulty_server
from .judging import Outcome, Verdict, judge

TransportName = Literal["httpx", "aiohttp"]
READ = 4.0
"""Seconds that a call waits for each piece of its answer: longer than any delay but silence."""


@dataclass(frozen=True, slots=True)
class Load:
    """One load, over."""

    verdict: Verdict
    seconds: float
    calls: int
    tasks_left: int
    descriptors_left: int
    in_flight: int
    most_descriptors: int


def run_load(
    transport: TransportName, *, calls: int, in_flight: int, seed: int, progress: Callable[[int], None] | None = None
) -> Load:
    """Make the calls; two of three start a registration, one of three looks an address up, one of 200 gives up."""
    with faulty_server(seed) as server:
        driven = asyncio.run(_drive(transport, server.base_url, calls, in_flight, seed, progress))
        truth = server.truth()
    outcomes, seconds, tasks_left, descriptors_left, most = driven
    return Load(
        verdict=judge(outcomes, truth),
        seconds=seconds,
        calls=len(outcomes),
        tasks_left=tasks_left,
        descriptors_left=descriptors_left,
        in_flight=in_flight,
        most_descriptors=most,
    )


async def _drive(
    transport: TransportName,
    base_url: str,
    calls: int,
    in_flight: int,
    seed: int,
    progress: Callable[[int], None] | None,
) -> tuple[list[Outcome], float, int, int, int]:
    before = descriptors()
    most = before
    outcomes: list[Outcome] = []
    names = _names(calls)
    abha = AsyncAbhaClient(
        client_id="load",
        client_secret="load",
        base_url=base_url,
        environment="sandbox",
        timeout=READ,
        deadline=20.0,
        transport="aiohttp" if transport == "aiohttp" else None,
    )
    chance = random.Random(seed)

    async def work() -> None:
        nonlocal most
        for call in names:
            outcomes.append(await _one(abha, call, impatient=chance.random() < 0.005))
            if len(outcomes) % 1000 == 0:
                most = max(most, descriptors())
                if progress is not None:
                    progress(len(outcomes))

    began = time.perf_counter()
    async with abha:
        async with asyncio.TaskGroup() as group:
            for _ in range(in_flight):
                group.create_task(work())
        seconds = time.perf_counter() - began
    await _settled(lambda: len(asyncio.all_tasks()) == 1 and descriptors() <= before)
    return outcomes, seconds, len(asyncio.all_tasks()) - 1, descriptors() - before, most


async def _one(abha: AsyncAbhaClient, call: str, *, impatient: bool) -> Outcome:
    try:
        async with asyncio.timeout(0.002 if impatient else None):
            if "@" in call:
                return Outcome(call, None, mixed_up=not await abha.lookup.address_exists(call))
            step = await abha.registration.start_mobile(call)
            return Outcome(call, None, mixed_up=step.txn_id != f"txn-{call}")
    except EkaError as error:
        return Outcome(call, type(error), error.may_have_been_processed, error.attempts)
    except TimeoutError:
        return Outcome(call, None, gave_up=True)


def _names(calls: int) -> Iterator[str]:
    for number in range(calls):
        yield f"user.{number:08}@sbx" if number % 3 == 2 else f"{9_000_000_000 + number}"


async def _settled(done: Callable[[], bool]) -> None:
    """Closed sockets leave the event loop a moment later; what does not leave is counted."""
    limit = time.monotonic() + 5.0
    while not done() and time.monotonic() < limit:
        gc.collect()
        await asyncio.sleep(0.01)


def descriptors() -> int:
    """Open file descriptors of this process; 0 where that cannot be asked."""
    folder = Path("/proc/self/fd")
    return len(os.listdir(folder)) if folder.is_dir() else 0
