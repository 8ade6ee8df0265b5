"""Measure everything, print the tables, and write them to `benchmarks/results/`."""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks import costs, peers, regeneration, report
from benchmarks.goals import Goal
from benchmarks.report import Run
from benchmarks.server import local_server
from benchmarks.speed import Table, async_speed, sync_speed

THREADS = (1, 16)
IN_FLIGHT = (1, 16, 64, 256)
PASSES = 2
"""Over all peers and levels: machines have moods that last longer than a few rounds."""


def main() -> int:
    """Run it all. Returns the exit status: 0, also where a goal is missed, since machines differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--codegen-python", default=sys.executable, help="a Python that has the generator installed")
    options = parser.parse_args()
    began, run = time.perf_counter(), Run()
    with local_server() as base_url:
        for _ in range(PASSES):
            for threads in THREADS:
                _tell(f"sync, {threads} threads")
                _add(run.sync, threads, sync_speed(base_url, threads))
            for in_flight in IN_FLIGHT:
                _tell(f"async, {in_flight} in flight")
                _add(run.asynchronous, in_flight, async_speed(base_url, in_flight))
        for peer in (peers.JOURNEY, peers.JOURNEY_AIOHTTP):
            _tell(f"{costs.FIRST + costs.LATER:,} calls, {peer}")
            run.growth[peer] = costs.growth(base_url, peer)
    _tell("importing")
    run.imports = costs.import_costs()
    _tell("generating")
    run.regeneration = regeneration.measure_with(options.codegen_python)
    run.seconds = time.perf_counter() - began
    goals = _goals(run)
    report.write(run, goals)
    print(report.markdown(run, goals))
    return 0


def _add(tables: dict[int, Table], level: int, found: Table) -> None:
    before = tables.get(level)
    tables[level] = found if before is None else {name: before[name] + figures for name, figures in found.items()}


def _goals(run: Run) -> list[Goal]:
    one, crowd = run.sync[1], run.asynchronous[256]
    journey, fast = one[peers.JOURNEY], crowd[peers.JOURNEY_AIOHTTP]
    package, client = (
        next(cost for cost in run.imports if cost.statement == statement) for statement in (costs.PACKAGE, costs.CLIENT)
    )
    held = list(run.growth.values())
    return [
        Goal(
            "sync journey to raw httpx, CPU per call",
            journey.cpu_ratio(one[peers.HTTPX]).value,
            at_most=0.95,
            cost="Nine tenths of a call are httpx and h11; other work on the machine moves the ratio by more.",
        ),
        Goal(
            "sync journey to the provider's SDK, CPU per call",
            journey.cpu_ratio(one[peers.SDK]).value,
            at_most=1.0,
        ),
        Goal("sync journey to the provider's SDK, calls/s", journey.rate_ratio(one[peers.SDK]).value, at_least=1.0),
        Goal(
            "256 in flight, aiohttp, to the generated client, calls/s",
            fast.rate_ratio(crowd[peers.GENERATED]).value,
            at_least=9,
            cost="How far the pool of httpx collapses differs from run to run, and so does the ratio.",
        ),
        Goal(
            "256 in flight, aiohttp, to raw aiohttp, calls/s",
            fast.rate_ratio(crowd[peers.AIOHTTP]).value,
            at_least=0.4,
            cost="Of what a call costs more than aiohttp's, a quarter are httpx's Request and Response, which the "
            "generated code reads, a quarter garbage collection, and the rest the checks, the model and the step.",
        ),
        Goal(f"`{costs.PACKAGE}` to `{costs.BASE}`, CPU", package.seconds_ratio.value, at_most=1.15),
        Goal(
            f"`{costs.CLIENT}` to the same, CPU",
            client.seconds_ratio.value,
            at_most=1.15,
            cost="Half of what it adds are the data classes of settings, tokens and hooks, whose methods Python "
            "compiles when they are imported; journeys, models, errors' tables and the other half load on demand.",
        ),
        Goal(f"`{costs.PACKAGE}` to the same, memory", package.memory_ratio.value, at_most=1.2),
        Goal(f"`{costs.CLIENT}` to the same, memory", client.memory_ratio.value, at_most=1.2),
        Goal("memory after 10,000 calls to that after 1,000", max(one.memory for one in held), at_most=1.02),
        Goal(
            "file descriptors more after 10,000 calls",
            max(one.descriptors_after - one.descriptors_before for one in held),
            at_most=0,
            cost="Connections of the pool that have not been idle long enough to be closed.",
        ),
        Goal(
            "`make generate`, 105 operations, to the bare generator",
            run.regeneration.wall_ratio if run.regeneration else None,
            at_most=2,
        ),
    ]


def _tell(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
