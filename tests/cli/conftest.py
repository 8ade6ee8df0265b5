"""The program, an emulator, and the variables that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.cli.support import Program


@pytest.fixture
def emulator() -> Emulator:
    """An emulator whose OTPs and ids are always the same."""
    return Emulator(seed=1)


@pytest.fixture
def base_url(emulator: Emulator) -> Iterator[str]:
    """Where it listens."""
    with run_in_thread(emulator) as url:
        yield url


@pytest.fixture
def variables(emulator: Emulator, base_url: str) -> dict[str, str]:
    """The variables of a developer who works with the emulator."""
    return {
        "EKA_ENVIRONMENT": "sandbox",
        "EKA_BASE_URL": base_url,
        "EKA_CLIENT_ID": emulator.client_id,
        "EKA_CLIENT_SECRET": emulator.client_secret,
    }


@pytest.fixture
def program(
    emulator: Emulator,
    variables: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Program:
    """The program, set up for the emulator."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Program(emulator, monkeypatch, capsys)
