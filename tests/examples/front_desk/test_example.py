"""The folder as a stranger finds it: its README's words work, it is short, and it uses what is public."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

import pytest

from examples.front_desk.store import SqliteStore, Store, Visit
from tests.examples.front_desk.patient import MOBILE, Patient
from tests.support.ports import free_port
from tests.support.processes import ROOT, running

FOLDER = ROOT / "examples" / "front_desk"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
STARTED = re.compile("Application startup complete")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The programs of this environment, a database of the test's own, and any free port."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return {"PATH": path, "FRONT_DESK_DATABASE": str(tmp_path / "desk.sqlite3"), "UVICORN_PORT": str(free_port())}


@pytest.mark.skipif(sys.platform == "win32", reason="its commands are for a shell")
def test_the_readmes_words_run_it_against_the_emulator(environment: dict[str, str]) -> None:
    """Both terminals, but for the port; two workers; the OTP is on the emulator's page."""
    port = str(free_port())
    emulator, desk = (command.replace("8765", port) for command in COMMANDS[1:3])
    with running(f"exec {emulator}", environment) as first:
        first.wait_for(re.compile("running"))
        with running(desk, environment) as second:
            second.wait_for(STARTED)
            second.wait_for(STARTED)
            with Patient(f"http://127.0.0.1:{environment['UVICORN_PORT']}") as patient:
                patient.start("mobile", MOBILE)
                assert "We sent an OTP to ******3210" in patient.text
                page = patient.http.get(f"http://127.0.0.1:{port}/").text
                code = re.search(r"<code>(\d{6})</code>", page)
                assert code is not None
                patient.post("verify", otp=code[1])
                assert "Create a new ABHA address" in patient.text
        assert second.stop().count("Started server process") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="its commands are for a shell")
def test_the_readmes_words_start_it_for_the_sandbox(environment: dict[str, str]) -> None:
    """It starts and shows its page; nothing is called before a patient asks for it."""
    with running(COMMANDS[3], {**environment, "EKA_BASE_URL": "http://127.0.0.1:9"}) as desk:
        desk.wait_for(STARTED)
        with Patient(f"http://127.0.0.1:{environment['UVICORN_PORT']}") as patient:
            assert "Send OTP" in patient.text
        assert "Traceback" not in desk.stop()


def test_what_is_missing_is_said_at_the_start(environment: dict[str, str]) -> None:
    """Without credentials it does not start, and says what to set."""
    command = f"{sys.executable} -m uvicorn --app-dir examples front_desk.app:create_app --factory"
    with running(f"{command}; echo it ended", environment) as desk:
        desk.wait_for(re.compile("it ended"))
        assert "EKA_ENVIRONMENT" in desk.output or "EKA_CLIENT_ID" in desk.output


def test_every_file_is_described_and_all_of_it_is_short() -> None:
    """Under 400 lines with the template, the texts, the script and the style."""
    files = [path for path in FOLDER.rglob("*") if path.suffix in (".py", ".html", ".js", ".css", ".json")]
    assert len(files) == 8
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) < 400
    named = set(re.findall(r"^\| (`[^|]+) \|", README, re.MULTILINE))
    described = {name.strip("`") for cell in named for name in cell.split(", ")}
    assert described == {"app.py", "store.py", "texts.json", "texts.py", "templates/page.html"}
    assert all((FOLDER / name).exists() for name in described)


def test_it_uses_what_is_public() -> None:
    """A service that copies it depends on nothing that may change; links lead somewhere."""
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    assert not re.search(r"\b_sync\b|\b_async\b|eka_abha\._|eka_abha_api", text)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert all((FOLDER / link).exists() for link in links)


def test_the_file_of_the_store_is_its_owners(tmp_path: Path) -> None:
    """It holds ABHA addresses; what SQLite puts beside it has the same mode."""
    store = SqliteStore(tmp_path / "desk.sqlite3")
    store.save("session", Visit())
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600]


def test_a_store_is_four_methods(tmp_path: Path) -> None:
    """Whoever has a database writes these."""
    store: Store = SqliteStore(tmp_path / "desk.sqlite3")
    assert {name for name in vars(Store) if not name.startswith("_")} == {"load", "save", "lock", "audit"}
    assert store.load("nobody") is None
