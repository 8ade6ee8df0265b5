"""The README is true: its commands exist, its links lead somewhere, its code runs against the emulator."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Coroutine
from pathlib import Path

import pytest
from eka_abha import AbhaClient, MobileOtpSent
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_every_make_command_named_exists() -> None:
    """A command that the README or CONTRIBUTING names is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"make ([a-z-]+)", README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert {"demo", "test", "check", "generate", "help"} <= named
    assert named <= targets


def test_relative_links_lead_somewhere() -> None:
    """No link to a file that is not there."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    assert all((ROOT / link).exists() for link in links)


def set_variables(monkeypatch: pytest.MonkeyPatch, emulator: Emulator, base_url: str) -> None:
    """Those that the emulator prints when it runs as a program."""
    monkeypatch.setenv("EKA_ENVIRONMENT", "sandbox")
    monkeypatch.setenv("EKA_BASE_URL", base_url)
    monkeypatch.setenv("EKA_CLIENT_ID", emulator.client_id)
    monkeypatch.setenv("EKA_CLIENT_SECRET", emulator.client_secret)


@pytest.mark.parametrize("known", [True, False], ids=["known patient", "new patient"])
def test_the_first_call_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], known: bool) -> None:
    """The snippet as it stands, with the variables that the emulator prints, and never with another host."""
    emulator = Emulator(seed=1)
    if known:
        emulator.add_account("nisha@sbx", mobile="9876543210")
        emulator.add_account("nisha.rao@sbx", mobile="9876543210")
    with run_in_thread(emulator) as base_url:
        set_variables(monkeypatch, emulator, base_url)
        exec(BLOCKS[0], {"input": lambda _: emulator.otp_for("9876543210")})
    assert f"<LoggedIn created={not known}>" in capsys.readouterr().out


def test_the_async_snippet_and_the_resumed_step_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started by one client, resumed by another."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        set_variables(monkeypatch, emulator, base_url)
        names: dict[str, object] = {"MobileOtpSent": MobileOtpSent}
        exec(BLOCKS[1], names)
        start = names["start"]
        assert callable(start)
        started = start("98765 43210")
        assert isinstance(started, Coroutine)
        names["saved"] = asyncio.run(started)
        with AbhaClient() as abha:
            names |= {"abha": abha, "code": emulator.otp_for("9876543210")}
            exec(BLOCKS[2], names)
    assert getattr(names["step"], "kind", None) == "create_address"


def test_the_error_snippet_and_the_low_level_snippet_run(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong OTP, one in a transaction that is over, and a look-up by the generated function."""
    emulator = Emulator(seed=1)
    with AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=emulator.transport(),
    ) as abha:
        shown: list[str] = []
        names = {"otp": abha.registration.start_mobile("98765 43210"), "code": "000000", "show": shown.append}
        exec(BLOCKS[3], names)
        emulator.advance(24 * 3600)
        exec(BLOCKS[3], names)
        exec(BLOCKS[4], {"abha": abha})
    assert shown == []
    assert capsys.readouterr().out.strip() not in ("", "None")


def test_the_demonstration_shown_is_the_one_that_runs() -> None:
    """Line for line, but for what is another each time: port, times, milliseconds. And it is what `make demo` runs."""
    shown = README.split("prints:\n\n```text\n", 1)[1].split("```", 1)[0]
    command = "register mobile --emulator --trace"
    assert f"`eka-abha {command}`" in README
    assert f"/eka-abha {command}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "eka_abha", *command.split()],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=True,
    )
    assert done.stderr == ""

    def settled(text: str) -> list[str]:
        changing = r"127\.0\.0\.1:\d+|\d\d:\d\d:\d\d|\d+ ms|in \d+ s"
        return [re.sub(changing, "…", line.rstrip()) for line in text.splitlines()]

    assert settled(done.stdout) == settled(shown)
