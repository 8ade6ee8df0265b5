"""The emulator as an HTTP server on this machine, by uvicorn (extra `emulator`)."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.asgi import EmulatorApp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    import uvicorn

    from eka_abha.emulator.engine import Emulator

__all__ = ["EmulatorApp", "run_in_thread", "serve"]

_BACKLOG: Final = 2048
_KEEP_ALIVE: Final = 75
"""Seconds; longer than clients keep idle connections, so that none is closed just when it is used again."""
_START_LIMIT: Final = 10.0
_STOP_LIMIT: Final = 10.0


@contextlib.contextmanager
def run_in_thread(
    emulator: Emulator, *, host: str = "127.0.0.1", port: int = 0, allowed_hosts: Collection[str] = ()
) -> Iterator[str]:
    """Serve an emulator from a thread and give its base URL; leaving the context stops the server.

    Port 0 picks a free one. `allowed_hosts`: names under which control and page may be asked, beside addresses and
    localhost. Raises ModuleNotFoundError without uvicorn, and OSError when the port cannot be had.
    """
    server = _server(emulator, allowed_hosts)
    with contextlib.closing(_listen(host, port)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],), name="eka-abha-emulator", daemon=True)
        thread.start()
        try:
            _wait_for_start(server, thread)
            yield _base_url(listener)
        finally:
            server.should_exit = True
            thread.join(_STOP_LIMIT)
    if thread.is_alive():
        message = "the emulator's server did not stop"
        raise RuntimeError(message)


def serve(
    emulator: Emulator,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    allowed_hosts: Collection[str] = (),
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve an emulator until Ctrl-C (KeyboardInterrupt) or SIGTERM; `on_ready` gets the base URL.

    From `on_ready` on, either signal stops it cleanly. `allowed_hosts` and what is raised: see `run_in_thread`.
    """
    with contextlib.closing(_listen(host, port)) as listener:
        base_url = _base_url(listener)
        _server(emulator, allowed_hosts, lambda: on_ready(base_url) if on_ready is not None else None).run([listener])


def _server(
    emulator: Emulator, allowed_hosts: Collection[str], on_started: Callable[[], None] = lambda: None
) -> uvicorn.Server:
    try:
        import uvicorn
    except ModuleNotFoundError:
        message = "the emulator's server needs uvicorn: install eka-abha[emulator]"
        raise ModuleNotFoundError(message, name="uvicorn") from None
    from eka_abha.emulator.connections import Connections

    connections = Connections()
    config = uvicorn.Config(
        EmulatorApp(emulator, allowed_hosts=allowed_hosts, drop=connections.drop),
        loop="asyncio",
        http=connections.protocol(),
        proxy_headers=False,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=2,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            on_started()

        def run(self, sockets: list[socket.socket] | None = None) -> None:
            serving = self.serve(sockets=sockets)
            try:
                with asyncio.Runner(loop_factory=self.config.get_loop_factory()) as runner:
                    runner.run(serving)
            finally:
                if inspect.getcoroutinestate(serving) == inspect.CORO_CREATED:  # Ctrl-C before the loop had begun
                    serving.close()  # or Python warns that it was never awaited

    return Server(config)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sets TCP_NODELAY only on sockets that say they are TCP; without it each answer takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _base_url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if listener.family == socket.AF_INET6 else f"http://{host}:{port}"


def _wait_for_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    limit = time.monotonic() + _START_LIMIT
    while not server.started:
        if not thread.is_alive() or time.monotonic() > limit:
            message = "the emulator's server did not start"
            raise RuntimeError(message)
        time.sleep(0.002)
