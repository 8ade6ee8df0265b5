"""A generated client whose answers are made up, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from eka_abha_api.client import AuthenticatedClient

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "secret-token"


def client(handle: Callable[[httpx.Request], httpx.Response]) -> AuthenticatedClient:
    """A client whose requests, synchronous and asynchronous, are answered by a function."""
    return AuthenticatedClient(
        base_url="https://api.example", token=TOKEN, httpx_args={"transport": httpx.MockTransport(handle)}
    )


def answering(answer: httpx.Response) -> AuthenticatedClient:
    """A client that always gets the same answer."""

    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return client(handle)
