"""A login that waits, while a test does something to those who wait for it."""

from __future__ import annotations

import threading

from tests.support.raw_server import Connection, RawRequest
from tests.support.recorder import LOGIN


class HeldLogin:
    """A login that is not answered before the test says so."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, request: RawRequest, connection: Connection) -> None:
        if request.path == LOGIN:
            self.go_on.wait(20)
            connection.answer({"access_token": "t", "expires_in": 1800})
        else:
            connection.answer({"exists": True})
