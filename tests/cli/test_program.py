"""The program as a process: how it is started, what it needs, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from eka_abha import __version__
from eka_abha._cli import app, main

from tests.cli.support import MOBILE, Program

WITHOUT = "import sys; sys.modules[{!r}] = None; from eka_abha._cli import main; sys.exit(main(['--version']))"


def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments."""
    return subprocess.run(
        [sys.executable, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("module", ["typer", "rich"])
def test_a_missing_extra_is_one_line(module: str) -> None:
    """It names the extra; exit code 5, no traceback."""
    done = run("-c", WITHOUT.format(module))
    assert done.returncode == 5
    assert done.stderr == f"eka-abha needs {module}, which is not installed: pip install 'eka-abha[cli]'\n"
    assert done.stdout == ""


def test_the_installed_program_and_the_module_are_the_same() -> None:
    """``eka-abha`` and ``python -m eka_abha``."""
    script = Path(sys.executable).with_name("eka-abha.exe" if os.name == "nt" else "eka-abha")
    done = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout == run("-m", "eka_abha", "--version").stdout == f"eka-abha {__version__}\n"


def test_the_library_does_not_import_it() -> None:
    """Nor typer (rich is imported by httpx itself); the program imports the emulator only when it is asked for."""
    shown = "import sys; print([name for name in sys.modules if name.startswith(({names}))])"
    script = "import eka_abha; " + shown.replace("{names}", "'eka_abha._cli', 'typer'")
    assert run("-c", script).stdout == "[]\n"
    script = "import eka_abha._cli.app; " + shown.replace(
        "{names}", "'eka_abha.emulator', 'uvicorn', 'eka_abha._async'"
    )
    assert run("-c", script).stdout == "[]\n"


def test_the_emulator_has_its_own_options(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything behind ``emulator`` goes to it as it stands, ``--help`` included, and its exit code comes back."""
    assert main(["emulator", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "usage: eka-abha emulator" in shown
    assert "--seed" in shown
    assert main(["emulator", "--no-such-option"]) == 2
    assert main(["emulator", "--magic"]) == 0
    assert "6005001000" in capsys.readouterr().out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the documentation; without arguments it is the same."""
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    listed = [line.split()[0] for line in text.split("Commands:\n")[1].splitlines() if line.startswith("  ")]
    listed = [name for name in listed if name in app.ORDER]
    assert listed == [name for name in app.ORDER if name in listed]
    assert {"register", "login", "resume", "lookup", "profile", "call", "doctor", "emulator"} <= set(listed)
    assert main([]) == 0
    assert capsys.readouterr().out == text
    for group in ("register", "lookup", "profile"):
        assert main([group]) == 0
        assert "Commands:" in capsys.readouterr().out


def test_near_names(program: Program) -> None:
    """A misspelt command or option: what was meant, perhaps."""
    assert "Near it: register" in program("rregister").err
    assert "Near it: --mobile" in program("register", "mobile", "--mobil", MOBILE).err
    assert "There are: address, pincode, suggest" in program("lookup", "zzz").err
    assert "is its value missing?" in program("register", "mobile", "--mobile").err
    assert "PINCODE is missing" in program("lookup", "pincode").err


def test_a_process_registers_a_patient(variables: dict[str, str]) -> None:
    """Real pipes: no colours, one JSON object per line, and the exit code."""
    arguments = ("-m", "eka_abha", "register", "mobile", "--mobile", MOBILE)
    done = run(*arguments, "--json", stdin="490001\n", **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 3
    done = run("-m", "eka_abha", "lookup", "pincode", "110001", COLUMNS="20", **variables)
    assert done.stdout == "✓ 110001: New Delhi (77), Delhi (7)\n"
    done = run("-W", "error", "-X", "dev", "-m", "eka_abha", "lookup", "pincode", "9", **variables)
    assert (done.returncode, done.stdout) == (11, "")
    assert done.stderr.startswith("✗ Pincode must be 6 digits")


def test_an_ascii_terminal_is_no_problem(variables: dict[str, str]) -> None:
    """What cannot be written is replaced."""
    done = run("-m", "eka_abha", "lookup", "pincode", "110001", **{**variables, "PYTHONIOENCODING": "ascii"})
    assert done.stdout == "? 110001: New Delhi (77), Delhi (7)\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes break otherwise on Windows")
def test_a_reader_that_goes_away() -> None:
    """As with ``eka-abha … | head -1``: no traceback, but the journey was not done."""
    command = [sys.executable, "-m", "eka_abha", "register", "mobile", "--emulator"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert started.stderr.read() == b""
        assert started.wait(timeout=60) == 7


def test_an_emulator_is_a_host_of_its_own(program: Program) -> None:
    """``--emulator`` with another host is a contradiction; with JSON its notes go to stderr."""
    assert program("lookup", "pincode", "110001", "--emulator", "--environment", "sandbox").code == 2
    ended = program("lookup", "pincode", "110001", "--emulator", "--json")
    assert ended.kinds == ["pincode"]
    assert "nothing left this machine" in ended.err
    assert not program.emulator.requests


@pytest.mark.parametrize("by", ["mobile", "aadhaar", "abha-number", "address", "search"])
def test_the_made_up_patient_logs_in(program: Program, by: str) -> None:
    """Every way, with an OTP that is mistyped first."""
    ended = program("login", "--by", by, "--emulator", "--json")
    assert ended.code == 0, ended
    assert [found["key"] for found in ended.objects if found["kind"] == "error"] == ["wrong_otp"]
    assert ended.last["kind"] == "logged_in"


def test_the_made_up_patient_has_a_profile(program: Program) -> None:
    """Their id and address are known; the session is opened by an OTP."""
    ended = program("profile", "show", "--emulator", "--json")
    assert ended.code == 0, ended
    assert ended.kinds[-2:] == ["session_active", "profile"]
    assert ended.last["abha_address"] == "n***@sbx"


def test_the_made_up_patient_registers_by_aadhaar(program: Program) -> None:
    """Two OTPs, and the first suggestion."""
    ended = program("register", "aadhaar", "--emulator")
    assert ended.code == 0, ended
    assert "Aadhaar number: (made up, hidden)" in ended.out
    assert ended.out.count("SMS to") == 2


def test_what_is_refused_again_and_again_is_not_answered_for_ever(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The made-up patient gives up: the last refusal is the error."""
    monkeypatch.setattr("eka_abha._cli.demonstration.PATIENT", {"mobile": "1"})
    ended = program("register", "mobile", "--emulator", "--json")
    assert ended.code == 11
    assert ended.kinds == ["error"] * 4
