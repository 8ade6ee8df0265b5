"""Every example runs as it stands, shows what it is there to show, and shows no personal data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples"
PERSONAL = [
    *("9876543210", "9123456780", "98765 43210", "2345 6789 0124", "234567890124", "91-1234-5678-9012"),
    *("asha", "nisha", "Asha", "Rao", "MG Road", "560001"),
]
MOST_LINES = 105

SHOWN: dict[str, list[str]] = {
    "register_by_aadhaar.py": [
        r"an OTP went to \*{6}3210",
        r"the patient's own mobile has to be confirmed: an OTP went to \*{6}6780",
        r"[1-9]\d* addresses are free",
        r"somebody has that one: the step goes on",
        r"logged in: created True - ABHA number received True",
    ],
    "register_by_face.py": [
        r"show this as a QR code: True",
        r"not captured yet",
        r"not captured yet",
        r"captured",
        r"logged in: created True - ABHA number received True",
    ],
    "log_in.py": [
        r"by mobile: logged_in",
        r"by Aadhaar: logged_in",
        r"by ABHA number: logged_in",
        r"the address allows MOBILE_OTP, ABHA_NUMBER_OTP, AADHAAR_OTP",
        r"by ABHA address: logged_in",
        r"2 profiles belong to the mobile",
        r"by search: logged_in",
    ],
    "session_and_kyc.py": [
        r"refused: session_expired - advice: new_otp",
        r"the patient has no session: an OTP went out",
        r"kyc_done: verified True",
        r"the patient has a session",
    ],
    "profile_card_qr.py": [
        r"KYC-verified True - whole birth date known True",
        r"refused before the call: first_name is locked: the profile is KYC-verified",
        r"card saved: abha-card.png \d+ bytes",
        r"scanned: address True - number True",
        r"deleted; the address exists: False",
    ],
    "async_service.py": [
        *[r"session-\d \{'next': 'mobile_otp_sent', 'sent_to': '\*{6}321\d', 'resend_at': '[^']+'\}"] * 3,
        *[r"session-\d \{'error': 'wrong_otp', 'advice': 'new_otp', 'retry_after': None\}"] * 3,
        *[r"session-\d \{'next': 'choose_account', 'accounts': 1\}"] * 3,
        *[r"session-\d \{'next': 'logged_in', 'created': False\}"] * 3,
    ],
    "webhook_receiver.py": [
        r"provisioned AbhaCreated\('[^']+'\)",
        r"seen before AbhaCreated\('[^']+'\)",
        r"answered with 204 204",
        r"refused: bad_signature",
        r"answered with 400",
    ],
}


def test_every_example_is_run() -> None:
    """None is forgotten; the demonstration and the recipes have tests of their own."""
    elsewhere = {"register_by_mobile.py", "open_telemetry.py"}
    assert {path.name for path in FOLDER.glob("*.py")} == {*SHOWN, *elsewhere}


@pytest.mark.parametrize("name", SHOWN)
def test_the_example_runs(name: str) -> None:
    """Without arguments and without a warning."""
    command = [sys.executable, "-W", "error", "-X", "dev", str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) == len(SHOWN[name])
    for line, expected in zip(lines, SHOWN[name], strict=True):
        assert re.fullmatch(expected, line), line
    assert not [personal for personal in PERSONAL if personal in done.stdout]


@pytest.mark.parametrize("name", SHOWN)
def test_the_example_is_short(name: str) -> None:
    """It is the first thing that a developer copies; and it names no private module."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert not re.search(r"\b_sync\b|\b_async\b|eka_abha\._|eka_abha_api", text)
