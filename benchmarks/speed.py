"""Calls per second, CPU per call and latencies of the peers, in rounds that alternate between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks.figures import Figures, Round
from benchmarks.peers import AsyncCall, SyncCall, async_peers, sync_peers

SECONDS = 0.4
"""How long a round of one peer takes, about."""
SYNC_ROUNDS, ASYNC_ROUNDS, CROWD_ROUNDS = 5, 3, 2
CROWD = 200
"""With so many in flight a round is longer: the slow peers need seconds to serve everybody twice."""

Table = dict[str, Figures]


def sync_speed(base_url: str, threads: int) -> Table:
    """The synchronous peers with so many threads calling at once."""
    with sync_peers(base_url) as peers, ThreadPoolExecutor(threads) as pool:
        counts = {name: _count(_sync_round(pool, call, threads, threads * 4), threads) for name, call in peers.items()}
        rounds: dict[str, list[Round]] = {name: [] for name in peers}
        for _ in range(SYNC_ROUNDS):
            for name, call in peers.items():
                rounds[name].append(_sync_round(pool, call, threads, counts[name]))
    return {name: Figures(found) for name, found in rounds.items()}


def async_speed(base_url: str, in_flight: int) -> Table:
    """The asynchronous peers with so many calls in flight, from the beginning of a round to its end."""

    async def run() -> dict[str, list[Round]]:
        async with async_peers(base_url) as peers:
            counts = {
                name: _count(await _async_round(call, in_flight, in_flight), in_flight) for name, call in peers.items()
            }
            rounds: dict[str, list[Round]] = {name: [] for name in peers}
            for _ in range(CROWD_ROUNDS if in_flight > CROWD else ASYNC_ROUNDS):
                for name, call in peers.items():
                    rounds[name].append(await _async_round(call, in_flight, counts[name]))
            return rounds

    return {name: Figures(found) for name, found in asyncio.run(run()).items()}


def _count(warm_up: Round, at_once: int) -> int:
    """How many calls fill a round, by the pace of the first ones; no less than two of each caller."""
    return max(int(warm_up.rate * SECONDS), at_once * 2)


def _sync_round(pool: ThreadPoolExecutor, call: SyncCall, threads: int, calls: int) -> Round:
    share = calls // threads

    def work(times: int) -> list[float]:
        return [_timed(call) for _ in range(times)]

    def all_at_once(times: int) -> list[list[float]]:
        return [future.result() for future in [pool.submit(work, times) for _ in range(threads)]]

    all_at_once(1)  # idle connections are gone by now
    wall, cpu = time.perf_counter(), time.process_time()
    done = all_at_once(share)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Round(share * threads, wall, cpu, [latency for latencies in done for latency in latencies])


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    assert call()
    return time.perf_counter() - began


async def _async_round(call: AsyncCall, in_flight: int, calls: int) -> Round:
    latencies: list[float] = []
    left = iter(range(calls))

    async def work() -> None:
        for _ in left:  # shared: nobody rests before all calls are made
            latencies.append(await _timed_async(call))

    await asyncio.gather(*(call() for _ in range(in_flight)))  # idle connections are gone by now
    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(in_flight)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Round(calls, wall, cpu, latencies)


async def _timed_async(call: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    assert await call()
    return time.perf_counter() - began
