"""The emulator's program: its options, what it prints, how it stops."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from urllib.parse import urlsplit

import httpx
import pytest
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.__main__ import main
from eka_abha.emulator.document import setting_meanings
from eka_abha.emulator.options import option_of

from tests.emulator.support import LOGIN, MOBILE, NISHA, ROOT
from tests.support.emulator_program import EmulatorProgram, emulator_program
from tests.support.real_parts import needs
from tests.support.untyped import untyped

posix = pytest.mark.skipif(os.name != "posix", reason="sends a signal as a terminal does")
CHANGED: dict[str, tuple[list[str], object]] = {
    "refresh_token_rotates": (["--no-refresh-token-rotates"], False),
    "refresh_ends_access_token": (["--refresh-ends-access-token"], True),
    "sharing_keys": (["--sharing-keys", "a", "b"], frozenset({"a", "b"})),
    "skip_state_with_accounts": (["--skip-state-with-accounts", "abha_create"], "abha_create"),
    "superseded_txn_id": (["--superseded-txn-id", "expired"], "expired"),
    "unknown_aadhaar": (["--unknown-aadhaar", "not_found"], "not_found"),
    "aadhaar_skip_state_with_accounts": (["--aadhaar-skip-state-with-accounts", "abha_end"], "abha_end"),
    "abha_number_skip_state": (["--abha-number-skip-state", "abha_create"], "abha_create"),
    "patient_identity": (["--patient-identity", "oid"], "oid"),
    "address_suffix": (["--address-suffix", "@abdm"], "@abdm"),
    "webhook_url": (["--webhook-url", "http://127.0.0.1:1/hook"], "http://127.0.0.1:1/hook"),
    "webhook_key": (["--webhook-key", "k"], "k"),
    "otp_length": (["--otp-length", "4"], 4),
    "text_error_status": (["--text-error-status", "500"], 500),
}


def option_for(name: str) -> tuple[list[str], object]:
    """An option that changes a setting, and the value it gives."""
    if name in CHANGED:
        return CHANGED[name]
    default = getattr(EmulatorSettings(), name)
    if isinstance(default, bool):
        return [option_of(name) if not default else option_of(name).replace("--", "--no-", 1)], not default
    return [option_of(name), "7"], 7


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Emulator]:
    """The emulators that the program would serve."""
    emulators: list[Emulator] = []
    monkeypatch.setattr("eka_abha.emulator.__main__.serve", lambda emulator, **_: emulators.append(emulator))
    return emulators


def refusal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The last line of what the program says when it refuses its options."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("name", [item.name for item in fields(EmulatorSettings)])
def test_each_setting_has_an_option(name: str, served: list[Emulator]) -> None:
    """Which changes it and nothing else."""
    arguments, value = option_for(name)
    assert main(arguments) == 0
    assert served[0].settings == replace(EmulatorSettings(), **{name: untyped(value)})


def test_the_help_has_each_setting(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With its meaning and its default."""
    monkeypatch.setenv("COLUMNS", "400")
    with pytest.raises(SystemExit):
        main(["--help"])
    text = " ".join(capsys.readouterr().out.split())
    for name, meaning in setting_meanings().items():
        assert option_of(name) in text
        assert meaning
        assert f"{meaning} (default: " in text


def test_several_settings_go_together(served: list[Emulator]) -> None:
    """And with the seed."""
    assert main(["--otp-length", "4", "--session-lifetime", "60", "--seed", "x", "--slow-answers", "0.5"]) == 0
    assert served[0].settings == EmulatorSettings(otp_length=4, session_lifetime=60, slow_answers=0.5)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--otp-length", "3"], "argument --otp-length: must be 4 to 8"),
        (["--otp-length", "soon"], "argument --otp-length: must be a whole number"),
        (["--otp-lifetime", "-1"], "argument --otp-lifetime: must not be negative"),
        (["--slow-answers", "much"], "argument --slow-answers: must be a number"),
        (["--slow-answers", "nan"], "argument --slow-answers: must be a finite number"),
        (["--patient-identity", "both"], "argument --patient-identity: invalid choice"),
        (["--webhook-url", "http://10.0.0.1/"], "argument --webhook-url: must be an http or https URL of a loopback"),
        (["--webhook-url", "http://10.0.0.1/"], "or --webhook-allow-remote be set"),
        (["--port", "65536"], "argument --port: must be 0 to 65535"),
        (["--port", "http"], "argument --port: must be a whole number"),
        (["--otp-len", "4"], "unrecognized arguments: --otp-len"),
        (["--set", "otp_length=4"], "unrecognized arguments"),
    ],
)
def test_bad_options_are_refused(arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the option and the rule, and the status of a wrong use; before anything is served."""
    assert text in refusal(arguments, capsys)


def test_the_program_calls_itself_what_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """So that another program can hand its arguments on."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"], prog="eka-abha emulator")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: eka-abha emulator [options]\n")


def test_a_port_in_use_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """With status 1, which one it is, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"The emulator could not start on 127.0.0.1, port {port}: ")
    assert said.endswith("; --port 0 picks a free one\n")


def test_an_address_that_cannot_be_had_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Another port would not help there."""
    assert main(["--host", "192.0.2.1", "--port", "0"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The emulator could not start on 192.0.2.1, port 0: ")
    assert "--port" not in said


@contextlib.contextmanager
def log_in(program: EmulatorProgram) -> Iterator[httpx.Client]:
    """A client that has logged in with what the program printed."""
    with httpx.Client(base_url=program.base_url) as client:
        names = {"client_id": "EKA_CLIENT_ID", "client_secret": "EKA_CLIENT_SECRET"}
        body = {name: program.variables[variable] for name, variable in names.items()}
        client.headers["Authorization"] = f"Bearer {client.post(LOGIN, json=body).json()['access_token']}"
        yield client


@posix
def test_the_program_says_how_to_reach_it() -> None:
    """Variables ready to export, the page's address and the control's; nothing of what is done with it."""
    with emulator_program("--seed", "1") as program:
        with log_in(program) as client:
            client.post(f"{MOBILE}/init", json={"mobile_number": NISHA})
            assert client.get("/").status_code == 200
            assert len(client.get("/emulator/messages").json()["messages"]) == 1
        assert program.stop(signal.SIGINT) == (0, "Stopped.\n", "")
    assert program.variables["EKA_ENVIRONMENT"] == "sandbox"
    assert program.base_url.startswith("http://127.0.0.1:")
    assert f"Page:    {program.base_url}/" in program.said
    assert f"Control: {program.base_url}/emulator/" in program.said


@posix
def test_otps_and_calls_are_printed_when_asked_for() -> None:
    """The number masked; of calls their operation, status and what was wrong, naming no value."""
    with emulator_program("--seed", "1", "--show-otps", "--log-requests", "--otp-length", "4") as program:
        with log_in(program) as client:
            assert program.line() == "200  login"
            client.post(f"{MOBILE}/init", json={"mobile_number": NISHA})
            shown = program.line().split()
            assert (shown[0], len(shown[1]), shown[2:]) == ("OTP", 4, ["for", "******3210"])
            assert program.line() == "200  init_mobile_registration"
            client.post(f"{MOBILE}/init", json={"mobile_number": "12"})
            assert program.line().startswith("400  init_mobile_registration  ABDM-1014  ")
            client.get(f"/{NISHA}")
            assert program.line() == "404  GET, no such path  no such path"
        assert program.stop(signal.SIGINT) == (0, "Stopped.\n", "")


@posix
def test_the_same_seed_gives_the_same_otps() -> None:
    """In two processes."""
    otps = []
    for _ in range(2):
        with emulator_program("--seed", "7") as program, log_in(program) as client:
            client.post(f"{MOBILE}/init", json={"mobile_number": NISHA})
            otps.append(client.get("/emulator/messages").json()["messages"][0]["otp"])
    assert otps[0] == otps[1]


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_whatever_is_open(number: int) -> None:
    """Idle connections, a half-sent request, an unsent body, an answer that takes a minute: status 0, no traceback."""
    with emulator_program() as program:
        address = urlsplit(program.base_url)
        place = (address.hostname or "", address.port or 0)
        silent, head, body = (socket.create_connection(place, timeout=10) for _ in range(3))
        head.sendall(b"GET / HTTP/1.1\r\nHos")
        body.sendall(f"POST {LOGIN} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{{".encode())
        kept = http.client.HTTPConnection(*place, timeout=10)
        fault = '{"operation": "login", "delay": 60}'
        kept.request("POST", "/emulator/faults", fault, {"Content-Type": "application/json"})
        assert kept.getresponse().read()
        waiting = socket.create_connection(place, timeout=10)
        waiting.sendall(f"POST {LOGIN} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode())
        kept.request("GET", "/emulator/requests")
        while b'"login"' not in kept.getresponse().read():
            kept.request("GET", "/emulator/requests")
        program.process.send_signal(number)
        rest, errors = program.process.communicate(timeout=5)
        for connection in (silent, head, body, waiting):
            connection.close()
        kept.close()
    assert (program.process.returncode, rest, errors) == (0, "Stopped.\n", "")


@posix
def test_it_stops_cleanly_from_the_moment_it_says_that_it_runs() -> None:
    """Whoever reads its first lines may press Ctrl-C at once."""
    script = """
import signal
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import serve
signal.signal(signal.SIGINT, signal.default_int_handler)
def ready(base_url):
    print(signal.getsignal(signal.SIGINT) is not signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)
try:
    serve(Emulator(), on_ready=ready)
except KeyboardInterrupt:
    print("stopped")
"""
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\nstopped\n", "")


@posix
def test_it_stops_without_a_word_when_its_event_loop_has_not_begun() -> None:
    """Ctrl-C right after the start may come before the loop exists; no warning of Python's is shown then."""
    script = """
import asyncio
from eka_abha.emulator.__main__ import main
class Interrupted(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self.close()
        raise KeyboardInterrupt
asyncio.SelectorEventLoop = asyncio.new_event_loop = asyncio.events.new_event_loop = Interrupted
raise SystemExit(main(["--port", "0"]))
"""
    command = [sys.executable, "-W", "always", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Stopped.\n", "")


@posix
def test_another_address_than_loopback_is_said_loudly() -> None:
    """On the error output; what is printed for clients can be used on this machine."""
    with emulator_program("--host", "0.0.0.0") as program:
        assert program.base_url.startswith("http://127.0.0.1:")
        assert httpx.get(f"{program.base_url}/emulator/clock").status_code == 200
        status, _, errors = program.stop(signal.SIGTERM)
    assert status == 0
    assert errors.startswith("WARNING: the emulator listens on 0.0.0.0, not on loopback only.")


def test_only_uvicorn_is_needed() -> None:
    """Nothing of the other extras is imported, whoever has them."""
    code = (
        "import sys; from eka_abha.emulator.__main__ import main; import eka_abha.emulator.connections;"
        "print([name for name in ('typer', 'pytest', 'jinja2', 'fastapi') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_make_hands_its_arguments_on() -> None:
    """To the program."""
    needs("make", "make")
    command = ["make", "--no-print-directory", "-n", "emulator", "ARGS=--port 0 --seed x"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert printed.splitlines()[-1] == ".venv/bin/python -m eka_abha.emulator --port 0 --seed x"
