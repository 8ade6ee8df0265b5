"""One call that starts a registration, made in three ways against one local server: medians of alternating rounds.

Peers: raw httpx; the bare generated client; a journey of the wrapper. Each reads the transaction id of the answer.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import httpx
from eka_abha import AbhaClient
from eka_abha_api.api.registration_mobile import init_mobile_registration
from eka_abha_api.client import AuthenticatedClient
from eka_abha_api.models.init_mobile_registration_request import InitMobileRegistrationRequest

from benchmarks.server import local_server

ROUNDS = 9
CALLS = 300
MOBILE = "9876543210"
PATH = "/abdm/na/v1/registration/mobile/init"


def main() -> None:
    """Run the rounds and print the table."""
    with (
        local_server() as base_url,
        httpx.Client(base_url=base_url) as raw,
        AbhaClient(access_token="benchmark", base_url=base_url, environment="sandbox") as abha,
    ):
        generated = AuthenticatedClient(base_url=base_url, token="benchmark")

        def by_httpx() -> object:
            headers = {"Authorization": "Bearer benchmark"}
            answer = raw.post(PATH, json={"mobile_number": MOBILE}, headers=headers)
            answer.raise_for_status()
            return answer.json()["txn_id"]

        def by_generated() -> object:
            body = InitMobileRegistrationRequest(mobile_number=MOBILE)
            answer = init_mobile_registration.sync(client=generated, body=body)
            assert answer is not None
            return answer.txn_id

        def by_journey() -> object:
            return abha.registration.start_mobile(MOBILE).txn_id

        table = measure({"raw httpx": by_httpx, "generated client": by_generated, "journey": by_journey})
    print(f"One sync POST, {ROUNDS} alternating rounds of {CALLS} calls, medians; ratios are to raw httpx\n")
    print(f"{'':18}{'CPU/call':>12}{'ratio':>8}{'calls/s':>12}{'ratio':>8}")
    base_cpu, base_rate = table["raw httpx"]
    for name, (cpu, rate) in table.items():
        print(f"{name:18}{cpu * 1e6:>9.0f} µs{cpu / base_cpu:>8.2f}{rate:>12.0f}{rate / base_rate:>8.2f}")
    ours, theirs = import_time("import eka_abha"), import_time("import httpx, attrs")
    print(f"\nimport eka_abha: {ours / theirs:.2f} times `import httpx, attrs`", end=" ")
    print(f"({ours * 1e3:.0f} and {theirs * 1e3:.0f} ms)")


def measure(peers: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """CPU seconds per call and calls per second of each peer."""
    cpu: dict[str, list[float]] = {name: [] for name in peers}
    rate: dict[str, list[float]] = {name: [] for name in peers}
    for number in range(ROUNDS + 1):
        for name, call in peers.items():
            wall_began, cpu_began = time.perf_counter(), time.process_time()
            for _ in range(CALLS):
                assert call()
            wall, used = time.perf_counter() - wall_began, time.process_time() - cpu_began
            if number:  # the first round warms up
                cpu[name].append(used / CALLS)
                rate[name].append(CALLS / wall)
    return {name: (statistics.median(cpu[name]), statistics.median(rate[name])) for name in peers}


def import_time(statement: str) -> float:
    """Seconds that a fresh interpreter takes for an import, beyond its own start; the median of several."""
    script = f"import time; began = time.perf_counter(); {statement}; print(time.perf_counter() - began)"
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(9)
    ]
    return statistics.median(float(run.stdout) for run in runs)


if __name__ == "__main__":
    main()
