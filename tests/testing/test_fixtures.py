"""The fixtures, as a project that opts in has them: each test runs pytest in a project of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

OPT_IN = 'pytest_plugins = ["eka_abha.testing"]\n'
CLIENTS = """
import asyncio
from eka_abha.testing import AbhaEmulator

kept = []

def test_clients(abha_emulator: AbhaEmulator, abha_emulator_url: str) -> None:
    kept.extend([abha_emulator.client(), abha_emulator.async_client()])
    kept[0].lookup.pincode("560001")
    asyncio.run(kept[1].lookup.pincode("560001"))
    assert abha_emulator.counts["resolve_pincode"] == 2
    assert abha_emulator_url == abha_emulator.serve()

def test_afterwards(abha_emulator: AbhaEmulator) -> None:
    assert all(client._connections.closed for client in kept)
    assert abha_emulator.counts["resolve_pincode"] == 0
"""
SAME_STATE = """
import pytest

@pytest.mark.parametrize("attempt", range(3))
def test_nothing_is_left_of_the_test_before(abha_emulator, attempt):
    assert (abha_emulator.accounts, abha_emulator.messages, abha_emulator.requests) == ((), (), ())
    abha_emulator.add_account("nisha@sbx", mobile="9876543210")
    abha_emulator.advance(1000)
    abha_emulator.fail_next("*", status=500, times=9)
    with pytest.raises(Exception):
        abha_emulator.client(max_retries=0).registration.start_mobile("9876543210")
"""


def run(folder: Path, *, conftest: str = OPT_IN, options: tuple[str, ...] = (), **files: str) -> tuple[int, str]:
    """Exit status and output of pytest in a new project, with warnings as errors."""
    for name, text in {"conftest": conftest, **files}.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def test_clients_are_closed_after_the_test(tmp_path: Path) -> None:
    """Synchronous and asynchronous ones; URL and emulator of one test belong together."""
    status, output = run(tmp_path, test_it=CLIENTS)
    assert status == 0, output


def test_no_state_is_shared(tmp_path: Path) -> None:
    """Each test has an emulator of its own, in any order."""
    status, output = run(tmp_path, test_it=SAME_STATE)
    assert status == 0, output


def test_what_goes_wrong_inside_the_emulator_fails_the_test(tmp_path: Path) -> None:
    """Although the test itself took the 500 for the service's."""
    code = """
from eka_abha.emulator.accounts import Accounts

def test_it(abha_emulator, monkeypatch):
    monkeypatch.setattr(Accounts, "find", lambda *_: 1 // 0)
    try:
        abha_emulator.client(max_retries=0).lookup.address_exists("nisha.rao@sbx")
    except Exception:
        pass
"""
    status, output = run(tmp_path, test_it=code)
    assert status == 1
    assert "1 passed, 1 error" in output
    assert "the emulator itself went wrong, which is a bug in it: internal error: ZeroDivisionError" in output


def test_settings_are_redefined_where_they_are_needed(tmp_path: Path) -> None:
    """In a conftest for all, in a module for its own, with parameters for each in turn."""
    conftest = f"""
import pytest
from eka_abha.emulator import EmulatorSettings
from eka_abha.testing import AbhaEmulator
{OPT_IN}
@pytest.fixture
def abha_emulator_settings():
    return EmulatorSettings(otp_length=4)
"""
    usual = """
def test_it(abha_emulator):
    abha_emulator.client().registration.start_mobile("9876543210")
    assert len(abha_emulator.otp_for("9876543210")) == 4
"""
    own = """
import pytest
from eka_abha.emulator import EmulatorSettings

@pytest.fixture(params=[5, 8])
def abha_emulator_settings(request):
    return EmulatorSettings(otp_length=request.param)

def test_it(abha_emulator, abha_emulator_settings):
    abha_emulator.client().registration.start_mobile("9876543210")
    assert len(abha_emulator.otp_for("9876543210")) == abha_emulator_settings.otp_length in (5, 8)
"""
    status, output = run(tmp_path, conftest=conftest, test_usual=usual, test_own=own)
    assert status == 0, output
    assert "3 passed" in output


def test_a_project_that_does_not_opt_in_loads_nothing(tmp_path: Path) -> None:
    """There is no entry point: neither the fixtures nor the package are there."""
    code = """
import sys

def test_it():
    assert not [name for name in sys.modules if name.startswith("eka_abha")]

def test_no_fixture(abha_emulator):
    pass
"""
    status, output = run(tmp_path, conftest="", test_it=code)
    assert status == 1
    assert "1 passed, 1 error" in output
    assert "fixture 'abha_emulator' not found" in output


@pytest.mark.parametrize("plugin", ["anyio", "unittest"])
def test_other_ways_to_write_tests(tmp_path: Path, plugin: str) -> None:
    """Coroutines with open clients at the end, and classes of unittest."""
    code = {
        "anyio": """
import pytest

@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_it(abha_emulator, anyio_backend):
    otp = await abha_emulator.async_client().registration.start_mobile("9876543210")
    abha_emulator.advance(30)
    assert (await otp.resend()).sends == 2
""",
        "unittest": """
import unittest
from eka_abha.testing import AbhaEmulator

class TestIt(unittest.TestCase):
    def setUp(self):
        self.emulator = self.enterContext(AbhaEmulator())

    def test_it(self):
        otp = self.emulator.client().registration.start_mobile("9876543210")
        assert otp.verify(self.emulator.otp_for("9876543210")).kind == "create_address"
""",
    }[plugin]
    status, output = run(tmp_path, test_it=code)
    assert status == 0, output
    assert "1 passed" in output
