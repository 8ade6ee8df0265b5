"""Fixtures for pytest. ``pytest_plugins = ["eka_abha.testing"]`` brings them in. (PYTEST_DONT_REWRITE)"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eka_abha.emulator import EmulatorSettings
from eka_abha.testing.emulator import AbhaEmulator


@pytest.fixture
def abha_emulator_settings() -> EmulatorSettings:
    """How the emulator behaves. Define a fixture of this name, in a conftest, module or class, to change it."""
    return EmulatorSettings()


@pytest.fixture
def abha_emulator(abha_emulator_settings: EmulatorSettings) -> Iterator[AbhaEmulator]:
    """An emulator of this test's own, without a socket; its clients are closed after the test."""
    with AbhaEmulator(abha_emulator_settings) as emulator:
        yield emulator


@pytest.fixture
def abha_emulator_url(abha_emulator: AbhaEmulator) -> str:
    """The base URL of a real server, for other processes and languages; what answers there is ``abha_emulator``."""
    return abha_emulator.serve()
