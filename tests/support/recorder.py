"""An in-process service for the clients: the emulator or a plain function, with a record of what was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping

import httpx
from eka_abha.emulator import Emulator

LOGIN = "/connect-auth/v1/account/login"
REFRESH = "/connect-auth/v1/account/refresh-token"


class Recorder(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Keeps every request, and hands it on to ``handle``. ``fail_after`` loses answers of a path on their way back."""

    def __init__(self, handle: Callable[[httpx.Request], httpx.Response]) -> None:
        self._handle = handle
        self._lock = threading.Lock()
        self._losses: dict[str, list[Exception]] = {}
        self.requests: list[httpx.Request] = []
        self.closed = 0
        self.prefix = ""  # taken off paths that begin with it

    def fail_after(self, path: str, *errors: Exception) -> None:
        """The next calls of this path are processed, and then end with these errors."""
        self._losses.setdefault(path, []).extend(errors)

    def sent(self, path: str) -> list[httpx.Request]:
        """The requests to one path, in order."""
        return [request for request in self.requests if request.url.path == path]

    def bodies(self, path: str) -> list[dict[str, object]]:
        """Their bodies, which must be JSON objects."""
        return [json.loads(request.content) for request in self.sent(path)]

    def bearers(self, path: str) -> list[str]:
        """Their bearer tokens; empty where there was none."""
        return [request.headers.get("Authorization", "").removeprefix("Bearer ") for request in self.sent(path)]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One synchronous call."""
        request.read()
        return self._answer(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One asynchronous call."""
        await request.aread()
        return self._answer(request)

    def close(self) -> None:
        """Counted."""
        self.closed += 1

    async def aclose(self) -> None:
        """Counted."""
        self.closed += 1

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.prefix and request.url.path.startswith(self.prefix):
            path = request.url.path.removeprefix(self.prefix)
            request = httpx.Request(
                request.method, request.url.copy_with(path=path), headers=request.headers, content=request.content
            )
        with self._lock:
            self.requests.append(request)
        answer = self._handle(request)
        losses = self._losses.get(request.url.path)
        if losses:
            raise losses.pop(0)
        return answer


def emulated(emulator: Emulator) -> Recorder:
    """A recorder in front of an emulator."""
    return Recorder(emulator.transport().handle_request)


def answers(*given: Mapping[str, object] | httpx.Response, then: httpx.Response | None = None) -> Recorder:
    """A recorder that gives these answers in turn, and then the last one again and again."""
    waiting = [answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer) for answer in given]

    def handle(request: httpx.Request) -> httpx.Response:
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))

    return Recorder(handle)
