"""How long it takes to regenerate the provider's 105 operations, against the bare generator on the same document.

Both run as a user runs them, in a process of their own: `make generate` without make, and `openapi-python-client` with
its own defaults, ruff included. The bare generator is given the document as the pipeline prepared it, since it cannot
read the document as it is without losing operations; preparing it costs the bare generator nothing here.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

ROUNDS = 3
DOCUMENT = Path(__file__).resolve().parents[1] / "tests" / "data" / "full_document.yaml"
SCRIPTS = Path(sysconfig.get_path("scripts"))


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians of one way to generate, in seconds: as the clock shows, and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Regeneration:
    """What the two ways cost."""

    operations: int
    ours: Cost
    bare: Cost

    @property
    def wall_ratio(self) -> float:
        """How many times as long as the bare generator we take, by the clock."""
        return self.ours.wall / self.bare.wall

    @property
    def cpu_ratio(self) -> float:
        """The same in processor time, which other work on the machine disturbs less."""
        return self.ours.cpu / self.bare.cpu


def measure(rounds: int = ROUNDS) -> Regeneration:
    """Generate in both ways, turn by turn, after one turn each that does not count.

    Raises:
        subprocess.CalledProcessError: one of them failed.
    """
    from codegen import pipeline
    from codegen.naming import operations

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        document = here / "prepared.json"
        prepared = pipeline.prepare(DOCUMENT).document
        document.write_text(json.dumps(prepared), "utf-8")
        ours: list[Cost] = []
        bare: list[Cost] = []
        for number in range(rounds + 1):
            ours.append(_timed(partial(_ours, here / f"ours{number}")))
            bare.append(_timed(partial(_bare, document, here / f"bare{number}")))
        count = sum(1 for _ in operations(prepared))
    return Regeneration(count, _median(ours[1:]), _median(bare[1:]))


def _ours(out: Path) -> None:
    command = [sys.executable, "-m", "codegen", "generate", "--spec", str(DOCUMENT), "--out", str(out)]
    subprocess.run(command, cwd=DOCUMENT.parents[2], check=True, capture_output=True)


def _bare(document: Path, out: Path) -> None:
    program = str(SCRIPTS / "openapi-python-client")
    command = [program, "generate", "--path", str(document), "--output-path", str(out)]
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}"}  # it looks ruff up there
    subprocess.run(command, cwd=out.parent, check=True, capture_output=True, env=environment)


def _timed(run: Callable[[], None]) -> Cost:
    wall, cpu = time.perf_counter(), _cpu_of_children()
    run()
    return Cost(time.perf_counter() - wall, _cpu_of_children() - cpu)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


def measure_with(python: str) -> Regeneration:
    """`measure`, by a Python that has the generator; the one that runs this need not."""
    command = [python, "-m", "benchmarks.regeneration", "--json"]
    done = subprocess.run(command, cwd=DOCUMENT.parents[2], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return Regeneration(found["operations"], Cost(**found["ours"]), Cost(**found["bare"]))


def main() -> None:
    """Print the table, or with --json what it is made of."""
    made = measure()
    if "--json" in sys.argv:
        print(json.dumps(asdict(made)))
        return
    print(f"Regenerating {made.operations} operations, medians of {ROUNDS} alternating rounds\n")
    print(f"{'':16}{'seconds':>10}{'ratio':>8}{'CPU':>10}{'ratio':>8}")
    for name, cost in (("bare generator", made.bare), ("make generate", made.ours)):
        wall, cpu = cost.wall / made.bare.wall, cost.cpu / made.bare.cpu
        print(f"{name:16}{cost.wall:>10.2f}{wall:>8.2f}{cost.cpu:>10.2f}{cpu:>8.2f}")


if __name__ == "__main__":
    main()
