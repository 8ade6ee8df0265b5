"""A service with tokens, that can hold back the answer to a login or refresh: for workers that die while they wait."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from tests.support.raw_server import Connection, RawRequest, raw_server
from tests.support.recorder import LOGIN, REFRESH


class TokenService:
    """Tokens are ``token-1``, ``token-2`` and so on; a refresh token can be used once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []
        """Logins and refreshes: the path, and when."""
        self.refreshes: list[str] = []
        """The refresh tokens that were sent."""
        self.lifetime = 1800.0
        self.base_url = ""
        self._lock = threading.Lock()
        self._good: set[str] = set()
        self._held: threading.Event | None = None

    def paths(self) -> list[str]:
        """Logins and refreshes, in order."""
        return [path for path, _ in self.asked]

    def revoke(self) -> None:
        """End all access tokens."""
        with self._lock:
            self._good.clear()

    def hold_next(self) -> threading.Event:
        """The next login or refresh is answered when this event is set; those after it at once."""
        self._held = threading.Event()
        return self._held

    def behave(self, request: RawRequest, connection: Connection) -> None:
        """Answer one request."""
        if request.path in (LOGIN, REFRESH):
            self._issue(request, connection)
        elif request.headers.get("authorization", "").removeprefix("Bearer ") in self._good:
            connection.answer({"exists": True})
        else:
            connection.answer({"code": 401, "error": "Unauthorized"}, status=401)

    def _issue(self, request: RawRequest, connection: Connection) -> None:
        with self._lock:
            self.asked.append((request.path, time.monotonic()))
            number, held, self._held = len(self.asked), self._held, None
            refresh = request.json().get("refresh_token")
            if isinstance(refresh, str):
                self.refreshes.append(refresh)
            self._good.add(f"token-{number}")
        if held is not None:
            held.wait(60)
        answer = {"access_token": f"token-{number}", "expires_in": self.lifetime, "refresh_token": f"refresh-{number}"}
        connection.answer({**answer, "refresh_expires_in": 3600})


@contextlib.contextmanager
def token_service() -> Iterator[TokenService]:
    """One for a test."""
    service = TokenService()
    with raw_server(service.behave) as server:
        service.base_url = server.base_url
        yield service
