"""The emulator with clients, a server and a clock, all of which end with it."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from eka_abha import AbhaClient
from eka_abha.aio import AsyncAbhaClient
from eka_abha.emulator import Emulator

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Unpack

    from eka_abha.emulator import EmulatorSettings
    from eka_abha.testing.options import AsyncClientOptions, ClientOptions, CommonOptions

_SEED = 1


class AbhaEmulator(Emulator):
    """An emulator for one test: `otp_for`, `accounts`, `fail_next`, `requests` and all else of `Emulator`, and clients.

    Its clients are real ones, whose calls the emulator answers in this process, without a socket; `serve` starts a real
    server for other processes and languages. Time stands still, for the emulator and for its clients, until `advance`
    moves both on. With the same seed and the same requests, OTPs and ids come out the same.

    Leave the context (``with``, or ``async with`` in a coroutine) to close the clients and stop the server. Leaving it
    raises RuntimeError when something went wrong inside the emulator itself, which would be a bug in it.
    """

    def __init__(self, settings: EmulatorSettings | None = None, *, seed: int | str | None = _SEED) -> None:
        super().__init__(settings, seed=seed)
        self._began = time.time()
        self._first = self.now
        self._async_clients: list[AsyncAbhaClient] = []
        self._closing = ExitStack()
        self._url: str | None = None

    @property
    def environment(self) -> str:
        """What the clients' `environment` is: the one whose addresses end as this emulator's do."""
        return "production" if self.settings.address_suffix == "@abdm" else "sandbox"

    def client(self, **options: Unpack[ClientOptions]) -> AbhaClient:
        """Return a new synchronous client of this emulator, which closes it at the end.

        It takes what `AbhaClient` takes, but for where it calls and what time it is. Without credentials it has the
        emulator's own.
        """
        self._complete(options)
        made = AbhaClient(environment=self.environment, transport=self.transport(), clock=self.clock, **options)
        self._closing.callback(made.close)
        return made

    def async_client(self, **options: Unpack[AsyncClientOptions]) -> AsyncAbhaClient:
        """Return a new asynchronous client of this emulator, which closes it at the end; see `client`."""
        self._complete(options)
        made = AsyncAbhaClient(environment=self.environment, transport=self.transport(), clock=self.clock, **options)
        self._async_clients.append(made)
        return made

    def clock(self) -> float:
        """The emulator's time for clients, in Unix seconds: when it was made, and what `advance` added.

        Its own clients go by it. Give it to other clients in this process: ``AbhaClient(..., clock=emulator.clock)``.
        """
        return self._began + (self.now - self._first).total_seconds()

    def serve(self) -> str:
        """Serve the emulator over HTTP on a free port of this machine, until it is closed, and return the base URL.

        Raises ModuleNotFoundError without uvicorn.
        """
        if self._url is None:
            from eka_abha.emulator.server import run_in_thread

            self._url = self._closing.enter_context(run_in_thread(self))
        return self._url

    def variables(self) -> dict[str, str]:
        """Serve the emulator and return the environment variables with which ``AbhaClient()`` finds it, in any process.

        Raises ModuleNotFoundError without uvicorn.
        """
        return {
            "EKA_ENVIRONMENT": self.environment,
            "EKA_BASE_URL": self.serve(),
            "EKA_CLIENT_ID": self.client_id,
            "EKA_CLIENT_SECRET": self.client_secret,
        }

    def close(self) -> None:
        """Close the clients and stop the server. In a coroutine, `aclose` is the one to call.

        Raises RuntimeError when something went wrong inside the emulator.
        """
        in_use = any(_is_used_on_this_loop(client) for client in self._async_clients)
        if self._async_clients and not in_use:
            with ThreadPoolExecutor(1) as elsewhere:  # this thread may have a loop that runs, as Playwright's does
                elsewhere.submit(asyncio.run, self._close_async_clients()).result()
        self._close_the_rest()
        if in_use:
            message = "its asynchronous clients are in use on this event loop: `async with`, or `await aclose()`"
            raise RuntimeError(message)

    async def aclose(self) -> None:
        """As `close`, in a coroutine."""
        await self._close_async_clients()
        await asyncio.to_thread(self._close_the_rest)

    async def _close_async_clients(self) -> None:
        for client in self._async_clients:
            await client.aclose()
        self._async_clients.clear()

    def _close_the_rest(self) -> None:
        self._url = None
        self._closing.close()
        if self.internal_errors:
            message = f"the emulator itself went wrong, which is a bug in it: {', '.join(self.internal_errors)}"
            raise RuntimeError(message)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def _complete(self, options: CommonOptions) -> None:
        """Without credentials, a client has the emulator's own."""
        if not options.keys() & {"client_id", "client_secret", "access_token"}:
            options["client_id"], options["client_secret"] = self.client_id, self.client_secret


def _is_used_on_this_loop(client: AsyncAbhaClient) -> bool:
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return False
    return loop in client._connections._loops
