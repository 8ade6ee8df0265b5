"""The longest example: a registration by mobile, over a real socket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_demonstration_registers_a_patient() -> None:
    """Each step is shown, in order, and the patient ends with an address."""
    script = ROOT / "examples" / "register_by_mobile.py"
    done = subprocess.run([sys.executable, str(script)], capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    shown = [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" " * 15)]
    assert shown == [
        "emulator",
        "start",
        "MobileOtpSent",
        "save",
        "InvalidOtp",
        "CreateAddress",
        "suggest",
        "LoggedIn",
        "done",
    ]
    assert "9876543210" not in done.stdout
