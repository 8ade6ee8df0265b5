"""The emulator as a test tool: clients on it, a server of it, time that moves for both; pytest fixtures, too.

A project opts in to the fixtures in its top conftest.py, and nothing is loaded in projects that do not ask:

    pytest_plugins = ["eka_abha.testing"]

Without pytest the same object is a context manager:

    with AbhaEmulator() as emulator:
        otp = emulator.client().registration.start_mobile("98765 43210")
        step = otp.verify(emulator.otp_for("9876543210"))

(For pytest, PYTEST_DONT_REWRITE: there is no assert here, and a conftest may import from here before it opts in.)
"""

from eka_abha.testing.emulator import AbhaEmulator
from eka_abha.testing.options import AsyncClientOptions, ClientOptions, CommonOptions

__all__ = ["AbhaEmulator", "AsyncClientOptions", "ClientOptions", "CommonOptions"]

pytest_plugins: list[str] = ["eka_abha.testing.fixtures"]
