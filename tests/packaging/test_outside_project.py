"""A project outside this repository: the built wheel with its extras, the fixtures, and the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT
from tests.support.real_parts import needs

CONFTEST = 'pytest_plugins = ["eka_abha.testing"]\n'
FIXTURES = """
import json
from urllib.request import urlopen

import eka_abha
from eka_abha import AbhaClient, CreateAddress, NewProfile
from eka_abha.testing import AbhaEmulator

MOBILE = "9876543210"


def test_it_is_the_installed_one() -> None:
    assert "site-packages" in eka_abha.__file__


def test_in_this_process(abha_emulator: AbhaEmulator) -> None:
    abha = abha_emulator.client()
    step = abha.registration.start_mobile(MOBILE).verify(abha_emulator.otp_for(MOBILE))
    assert isinstance(step, CreateAddress)
    profile = NewProfile(
        first_name="Nisha", gender="F", day_of_birth=17, month_of_birth=8, year_of_birth=1990, pincode="110001"
    )
    step.create("nisha.rao", profile=profile)
    assert [account.abha_address for account in abha_emulator.accounts] == ["nisha.rao@sbx"]


def test_over_a_socket(abha_emulator: AbhaEmulator, abha_emulator_url: str) -> None:
    with AbhaClient(
        environment="sandbox", base_url=abha_emulator_url, access_token=abha_emulator.issue_access_token()
    ) as abha:
        abha.registration.start_mobile(MOBILE)
    with urlopen(f"{abha_emulator_url}/emulator/messages") as answer:
        assert abha_emulator.otp_for(MOBILE) in json.dumps(json.load(answer))


def test_nothing_is_left_of_the_tests_before(abha_emulator: AbhaEmulator) -> None:
    assert abha_emulator.accounts == ()
"""
PROGRAM = """
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from eka_abha.testing import AbhaEmulator

PROGRAM = str(Path(sys.executable).with_name("eka-abha"))
PATIENT = {"first_name": "Nisha", "birth_date": "1990-08-17", "gender": "F", "pincode": "110001"}


@pytest.fixture
def environment(abha_emulator: AbhaEmulator) -> dict[str, str]:
    return {**os.environ, **abha_emulator.variables()}


def test_help() -> None:
    done = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, timeout=60, check=True)
    assert "register" in done.stdout
    assert "doctor" in done.stdout


def test_lookup(environment: dict[str, str]) -> None:
    command = [PROGRAM, "lookup", "pincode", "110001", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kind"] == "pincode"


def test_register(abha_emulator: AbhaEmulator, environment: dict[str, str], tmp_path: Path) -> None:
    patient = tmp_path / "patient.json"
    patient.write_text(json.dumps(PATIENT), encoding="utf-8")
    command = [PROGRAM, "register", "mobile", "--mobile", "9876543210", "--abha-address", "nisha.rao"]
    command += ["--input", str(patient), "--json"]
    kinds = []
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for line in program.stdout:
            kinds.append(json.loads(line)["kind"])
            if kinds[-1] == "asked":
                program.stdin.write(abha_emulator.otp_for("9876543210") + "\\n")
                program.stdin.flush()
    assert program.returncode == 0
    assert kinds == ["mobile_otp_sent", "asked", "create_address", "logged_in"]
    assert [account.abha_address for account in abha_emulator.accounts] == ["nisha.rao@sbx"]
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, wheel_file: Path) -> Path:
    """The Python of an environment of its own: the wheel with `[testing,cli]`, and what they ask for and no more."""
    own = ROOT / ".tools" / "bin" / "uv"
    uv = str(own) if own.exists() else needs("uv", "uv")
    folder = tmp_path_factory.mktemp("environment")
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder), "UV_PYTHON_DOWNLOADS": "never"}
    made = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def run(*arguments: str) -> None:
        done = subprocess.run(
            [uv, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode:
            told = pytest.fail if os.environ.get("CI") else pytest.skip
            told(f"the environment cannot be made here: {done.stderr[-500:]}")

    # In the versions of the lock, mostly from uv's cache; then the wheel, to whose extras nothing may be missing.
    extras = ("--extra", "testing", "--extra", "cli")
    run("sync", "--locked", "--no-dev", "--no-install-project", *extras, "--python", sys.executable)
    wanted = f"eka-abha[testing,cli] @ {wheel_file.as_uri()}"
    run("pip", "install", "--no-index", "--offline", "--python", str(made), wanted)
    return made


@pytest.mark.parametrize(("name", "code"), [("fixtures", FIXTURES), ("program", PROGRAM)])
def test_it_runs_there(python: Path, tmp_path: Path, name: str, code: str) -> None:
    """Everything by the extras alone, far from this repository, with warnings as errors."""
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / f"test_{name}.py").write_text(code, encoding="utf-8")
    away = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "EKA_", "VIRTUAL_ENV"))}
    command = [str(python), "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, cwd=tmp_path, env=away, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{code.count('def test_')} passed" in done.stdout
