"""A transport that answers from a script and remembers what it was asked: for answers that no emulator would give."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx


@dataclass
class Canned(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers requests one after the other; each answer is a JSON body with status 200, a ready response, an exception
    to raise, or a function of the request."""

    answers: Sequence[object | httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]]
    asked: list[dict[str, object]] = field(default_factory=list)
    """The JSON body of each request."""
    paths: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The next answer."""
        return self._next(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The next answer."""
        return self._next(request, await request.aread())

    def _next(self, request: httpx.Request, content: bytes) -> httpx.Response:
        answer = self.answers[len(self.paths)]
        self.paths.append(request.url.path)
        body = json.loads(content) if content else {}
        assert isinstance(body, dict)
        self.asked.append(body)
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            answer = answer(request)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


def refusal(status: int, source_code: str | None = None, text: str = "Something went wrong") -> httpx.Response:
    """An error answer as the service gives it."""
    source = {"source_error": {"code": source_code, "message": text}} if source_code else {}
    return httpx.Response(status, json={"code": status, "error": text, **source})
