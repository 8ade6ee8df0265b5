"""What the connections of one event loop have in common, whichever library moves the bytes."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

import httpx

from eka_abha._http.exchange import AttemptLimits, ExchangeFailed, FailureKind
from eka_abha._http.transports import MAX_CONNECTIONS
from eka_abha.errors import ConfigurationError


class LoopConnections(ABC):
    """The connections that belong to one event loop, and the calls under way on them.

    A call takes a slot before a connection: one that finds none in time, or is cancelled while it waits, has sent
    nothing.
    """

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(MAX_CONNECTIONS)
        self.closed = False

    @abstractmethod
    async def exchange(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        """Send one request and read the whole answer.

        Raises:
            ExchangeFailed: there is no complete answer.
        """

    @abstractmethod
    async def close(self, grace: float) -> None:
        """Wait for the calls under way, ``grace`` seconds at most, then cut them off and close the connections."""

    @abstractmethod
    def abandon(self) -> None:
        """The event loop is gone, or belongs to the parent process: touch nothing, and be silent about it."""

    async def _take_slot(self, limits: AttemptLimits) -> None:
        if not self._slots.locked():
            await self._slots.acquire()
            return
        try:
            async with asyncio.timeout(min(limits.connect, limits.deadline.remaining())):
                await self._slots.acquire()
        except TimeoutError:
            pass
        else:
            return
        raise ExchangeFailed(FailureKind.CONNECT, never_sent=True, reason="no free connection")


def closed_client() -> ConfigurationError:
    """What a closed client says."""
    return ConfigurationError("the client is closed: make a new one")
