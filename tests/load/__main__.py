"""`make load`: 100,000 calls over aiohttp, and fewer over the default transport, against a server full of faults."""

from __future__ import annotations

import argparse
import logging
import sys

from .driving import Load, TransportName, run_load

IN_FLIGHT: dict[TransportName, int] = {"aiohttp": 128, "httpx": 32}
"""Calls at the same time. The default transport is slow with more, and its load is a tenth for that reason, too."""


def main() -> int:
    """Run both loads and print what became of the calls; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000, help="over aiohttp; a tenth of them over httpx")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.getLogger("eka_abha").setLevel(logging.ERROR)  # a warning for each retry
    wrong = 0
    for transport, calls in (("aiohttp", given.calls), ("httpx", max(1, given.calls // 10))):
        name: TransportName = "aiohttp" if transport == "aiohttp" else "httpx"
        load = run_load(name, calls=calls, in_flight=IN_FLIGHT[name], seed=given.seed, progress=_progress)
        print("\r" if sys.stdout.isatty() else "", end="")
        _print(name, load)
        wrong += len(load.verdict.complaints) + load.tasks_left + load.descriptors_left + (load.calls != calls)
    return 1 if wrong else 0


def _progress(done: int) -> None:
    if sys.stdout.isatty():
        print(f"\r{done} calls are over", end="", flush=True)


def _print(name: str, load: Load) -> None:
    verdict = load.verdict
    print(f"{name}: {load.calls} calls, {load.in_flight} in flight, {verdict.requests} requests", end=" ")
    print(f"in {load.seconds:.0f} s ({load.calls / load.seconds:.0f} calls/s)")
    for ending, count in verdict.endings.most_common():
        print(f"  {ending:28}{count:>8}")
    faults = sum(count for fault, count in verdict.faults.items() if fault != "none")
    print(f"  {'requests not served plainly':28}{faults:>8}")
    print(f"  {'OTPs, of so many starts':28}{verdict.otps:>8} of {verdict.starts}")
    print(f"  tasks left {load.tasks_left}, sockets left {load.descriptors_left}", end=", ")
    print(f"descriptors at most {load.most_descriptors}")
    print(f"  calls that contradict the server's truth: {len(verdict.complaints)}")
    for complaint in verdict.complaints[:20]:
        print(f"    {complaint}")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
