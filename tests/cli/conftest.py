"""The program, an emulator, and the variables that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.cli.support import Program


class Closing:
    """Stops servers in the background: it takes a fifth of a second, and no test needs to wait for it."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._closed: list[Future[None]] = []

    def close(self, stack: ExitStack) -> None:
        """Begin."""
        self._closed.append(self._pool.submit(stack.close))

    def check(self) -> None:
        """All have stopped, and none has failed."""
        for future in self._closed:
            future.result()


@pytest.fixture(scope="session")
def closing() -> Iterator[Closing]:
    """What stops the servers of these tests."""
    with ThreadPoolExecutor(4) as pool:
        closing = Closing(pool)
        yield closing
        closing.check()


@pytest.fixture
def emulator() -> Emulator:
    """An emulator whose OTPs and ids are always the same."""
    return Emulator(seed=1)


@pytest.fixture
def base_url(emulator: Emulator, closing: Closing) -> Iterator[str]:
    """Where it listens."""
    stack = ExitStack()
    try:
        yield stack.enter_context(run_in_thread(emulator))
    finally:
        closing.close(stack)


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
