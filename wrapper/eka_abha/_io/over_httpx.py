"""One event loop's connections over a transport of httpx: the default, or one that the application gave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx

from eka_abha._boundary import async_boundary
from eka_abha._http.deadline import request_under_way
from eka_abha._http.exchange import AttemptLimits, Body, ExchangeFailed, FailureKind, failure_of, spend_if_more_came

from .pools import LoopConnections, closed_client


class OverHttpx(LoopConnections):
    """httpx's own pool leaks the connection of a call that is cancelled, until every later call times out.

    So a call runs to its end in a task of its own, whatever becomes of the caller; a caller that is cancelled before
    its turn has sent nothing.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        super().__init__()
        self._transport = transport
        self._calls: set[asyncio.Task[httpx.Response]] = set()

    async def exchange(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        """Send one request and read the whole answer."""
        await self._take_slot(limits)
        if self.closed:
            self._slots.release()
            raise closed_client()
        call = asyncio.get_running_loop().create_task(self._run(request, limits))
        self._calls.add(call)
        call.add_done_callback(self._ended)
        done, _ = await asyncio.wait((call,), timeout=max(limits.deadline.remaining(), 0.0))
        if not done:
            raise ExchangeFailed(FailureKind.TIMEOUT, never_sent=False, reason="deadline")
        if call.cancelled():
            raise ExchangeFailed(FailureKind.BROKEN, never_sent=False, reason="cut off")
        return call.result()

    async def close(self, grace: float) -> None:
        """Wait for the calls under way, ``grace`` seconds at most, and close the transport."""
        if self._calls:
            _, unfinished = await asyncio.wait(self._calls, timeout=grace)
            for call in unfinished:
                call.cancel()
            if unfinished:
                await asyncio.wait(unfinished, timeout=1.0)
        await self._transport.aclose()

    def abandon(self) -> None:
        """Nothing to do: httpx keeps silent about what is not closed."""

    @async_boundary  # an interrupt leaves the task past the caller's own boundary
    async def _run(self, request: httpx.Request, limits: AttemptLimits) -> httpx.Response:
        request.extensions = {**request.extensions, "timeout": limits.as_extension()}
        try:
            with request_under_way(limits.deadline):
                response = await self._transport.handle_async_request(request)
                try:
                    body = Body(limits.deadline)
                    async for chunk in _chunks(response):
                        body.add(chunk)
                    spend_if_more_came(response)
                    return body.answer(response.status_code, response.headers, request)
                finally:
                    await response.aclose()
        except ExchangeFailed:
            raise
        except Exception as error:
            failure = failure_of(error, self._transport)
        raise failure

    def _ended(self, call: asyncio.Task[httpx.Response]) -> None:
        self._calls.discard(call)
        self._slots.release()
        if not call.cancelled():
            call.exception()  # looked at here, because the caller may be gone


def _chunks(response: httpx.Response) -> AsyncIterator[bytes]:
    assert isinstance(response.stream, httpx.AsyncByteStream)
    return aiter(response.stream)
