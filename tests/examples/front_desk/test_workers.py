"""Two workers, each a process of its own: what one began the other goes on with, and two clicks are one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from eka_abha.testing import AbhaEmulator

from tests.examples.front_desk.patient import AADHAAR, DETAILS, MOBILE, Patient
from tests.support.processes import Process, running

LISTENING = re.compile(r"running on (http://127\.0\.0\.1:\d+)")


@pytest.fixture
def workers(abha_emulator: AbhaEmulator, tmp_path: Path) -> Iterator[list[Process]]:
    """Two of them, with a file between them and nothing else."""
    environment = {**abha_emulator.variables(), "FRONT_DESK_DATABASE": str(tmp_path / "desk.sqlite3")}
    command = [sys.executable, "-m", "uvicorn", "--app-dir", "examples", "front_desk.app:create_app", "--factory"]
    with running([*command, "--port", "0"], environment) as one, running([*command, "--port", "0"], environment) as two:
        yield [one, two]


def test_a_registration_goes_from_worker_to_worker(workers: list[Process], abha_emulator: AbhaEmulator) -> None:
    """Each request to the other process; then two clicks at once, one to each, and one call; the logs are clean."""
    one, two = (worker.wait_for(LISTENING)[1] for worker in workers)
    with Patient(one) as patient:
        patient.start("aadhaar", AADHAAR)
        code = abha_emulator.otp_for(AADHAAR)
        patient.post("verify", url=two, otp="135790", mobile="9123456780")
        assert patient.alert == "That OTP is not right. Please type it again."
        patient.post("verify", url=one, otp=code, mobile="9123456780")
        second = abha_emulator.otp_for("9123456780")
        patient.post("verify", url=two, otp=second)
        patient.post("create", url=one, address="asha.rao")
        assert "Your ABHA address is <strong>asha.rao@sbx" in patient.text
    with Patient(two) as patient:
        patient.start("mobile", MOBILE)
        patient.post("verify", url=one, otp=abha_emulator.otp_for(MOBILE))
        abha_emulator.slow_next("create_mobile_registration", 0.5)
        data = {**patient.hidden, "address": "nisha.rao", **DETAILS}

        def click(url: str) -> str:
            cookies = {"front_desk": patient.session}
            return httpx.post(f"{url}/create", data=data, cookies=cookies, follow_redirects=True, timeout=60).text

        with ThreadPoolExecutor(2) as threads:
            pages = list(threads.map(click, [one, two]))
        assert abha_emulator.counts["create_mobile_registration"] == 1
        assert all("Your ABHA address is <strong>nisha.rao@sbx" in text for text in pages)
    logs = "".join(worker.stop() for worker in workers)
    assert '"POST /verify HTTP/1.1" 303' in logs
    assert not [typed for typed in (AADHAAR, MOBILE, code, second, "135790", "9123456780") if typed in logs]
    assert "Traceback" not in logs
