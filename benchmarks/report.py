"""The tables of a run, as Markdown and as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import costs, peers
from benchmarks.goals import explanations

if TYPE_CHECKING:
    from benchmarks.costs import Growth, ImportCost
    from benchmarks.figures import Figures
    from benchmarks.goals import Goal
    from benchmarks.regeneration import Regeneration
    from benchmarks.speed import Table

RESULTS = Path(__file__).parent / "results"
_METHOD = """\
One server in a process of its own answers every peer the same; CPU is the client's alone. Ratios are medians of
alternating rounds in two passes that lie a minute apart, with the range of all rounds in brackets: the medians of two
runs differ by no more than that.
"""
_LIBRARIES = ("httpx", "aiohttp", "ekacare", "attrs")


@dataclass(slots=True)
class Run:
    """Everything that one run measured."""

    sync: dict[int, Table] = field(default_factory=dict)
    asynchronous: dict[int, Table] = field(default_factory=dict)
    imports: list[ImportCost] = field(default_factory=list)
    growth: dict[str, Growth] = field(default_factory=dict)
    regeneration: Regeneration | None = None
    seconds: float = 0.0


def markdown(run: Run, goals: list[Goal]) -> str:
    """The whole report."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    parts = [
        "# Benchmarks\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {machine}, {libraries}; {run.seconds:.0f} s.\n",
        _METHOD,
        "## Goals\n",
        table(["what", "measured", "goal", ""], [goal.row() for goal in goals]),
        explanations(goals),
    ]
    for threads, found in run.sync.items():
        parts += [f"## Sync, {threads} thread{'s' if threads > 1 else ''}\n", speed_table(found)]
    for in_flight, found in run.asynchronous.items():
        parts += [f"## Async, {in_flight} in flight\n", speed_table(found)]
    parts += [
        "## Importing\n",
        imports_table(run.imports),
        f"## {costs.FIRST + costs.LATER:,} calls, {costs.IN_FLIGHT} in flight\n",
    ]
    parts += [growth_table(run.growth)]
    if run.regeneration is not None:
        parts += ["## Generating 105 operations\n", regeneration_table(run.regeneration)]
    return "\n".join(parts)


def speed_table(found: Table) -> str:
    """One row for each peer; ratios are to raw httpx."""
    base = found[peers.HTTPX]
    head = ["peer", "calls/s", "ratio", "CPU per call", "ratio", "p50", "p99"]
    return table(head, [_speed_row(name, figures, base) for name, figures in found.items()])


def _speed_row(name: str, figures: Figures, base: Figures) -> list[str]:
    return [
        name,
        f"{figures.rate:,.0f}",
        str(figures.rate_ratio(base)),
        f"{figures.cpu_per_call * 1e6:,.0f} µs",
        str(figures.cpu_ratio(base)),
        f"{figures.latency(0.5) * 1e3:.2f} ms",
        f"{figures.latency(0.99) * 1e3:.2f} ms",
    ]


def imports_table(found: list[ImportCost]) -> str:
    """One row for each statement; ratios are to importing httpx and attrs."""
    rows = [
        [
            f"`{cost.statement}`",
            f"{cost.seconds * 1e3:.0f} ms",
            str(cost.seconds_ratio),
            f"{cost.memory / 2**20:.1f} MiB",
            str(cost.memory_ratio),
        ]
        for cost in found
    ]
    return table(["statement", "CPU", "ratio", "resident memory", "ratio"], rows)


def growth_table(found: dict[str, Growth]) -> str:
    """One row for each peer."""
    rows = [
        [
            name,
            f"{held.memory_before / 2**20:.1f} MiB",
            f"{held.memory_after / 2**20:.1f} MiB",
            str(held.descriptors_before),
            str(held.descriptors_after),
        ]
        for name, held in found.items()
    ]
    return table(["peer", "memory after 1,000", "after 10,000", "descriptors after 1,000", "after 10,000"], rows)


def regeneration_table(found: Regeneration) -> str:
    """Our pipeline and the bare generator."""
    rows = [
        ["the bare generator", f"{found.bare.wall:.1f} s", "1.00", f"{found.bare.cpu:.1f} s", "1.00"],
        [
            "`make generate`",
            f"{found.ours.wall:.1f} s",
            f"{found.wall_ratio:.2f}",
            f"{found.ours.cpu:.1f} s",
            f"{found.cpu_ratio:.2f}",
        ],
    ]
    return table(["", "time", "ratio", "CPU", "ratio"], rows)


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose columns stand below each other in a terminal, too."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in [head, ["-" * width for width in widths], *rows]
    ]
    return "\n".join(lines) + "\n"


def write(run: Run, goals: list[Goal]) -> None:
    """Both forms, into `results/`."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.md").write_text(markdown(run, goals), "utf-8")
    (RESULTS / "latest.json").write_text(json.dumps(_data(run, goals), indent=1) + "\n", "utf-8")


def _data(run: Run, goals: list[Goal]) -> dict[str, object]:
    def speed(tables: dict[int, Table]) -> dict[str, object]:
        return {
            str(level): {name: _figures(figures, found[peers.HTTPX]) for name, figures in found.items()}
            for level, found in tables.items()
        }

    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "goals": [{**asdict(goal), "reached": goal.reached} for goal in goals],
        "sync": speed(run.sync),
        "async": speed(run.asynchronous),
        "imports": [asdict(cost) for cost in run.imports],
        "growth": {name: asdict(held) for name, held in run.growth.items()},
        "regeneration": asdict(run.regeneration) if run.regeneration is not None else None,
    }


def _figures(figures: Figures, base: Figures) -> dict[str, object]:
    return {
        "calls_per_second": figures.rate,
        "rate_ratio": asdict(figures.rate_ratio(base)),
        "cpu_per_call": figures.cpu_per_call,
        "cpu_ratio": asdict(figures.cpu_ratio(base)),
        "p50": figures.latency(0.5),
        "p99": figures.latency(0.99),
    }
