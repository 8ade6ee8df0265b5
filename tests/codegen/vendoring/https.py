"""Real servers on this machine, over TLS or not."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping


@dataclass
class Site:
    """A running server: its port, the paths that were asked for, and an event that is set when it ends."""

    port: int
    asked: list[str]
    ending: threading.Event

    def url(self, path: str, host: str = "localhost") -> str:
        """The URL of a path."""
        return f"https://{host}:{self.port}{path}"


@contextmanager
def serving(
    behaviours: Mapping[str, Callable[[BaseHTTPRequestHandler, Site], None]], tls: ssl.SSLContext | None
) -> Iterator[Site]:
    """Serve on a free port of this machine, over TLS unless ``tls`` is None."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            behaviours[self.path](self, site)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that went away is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:  # the handshake is made in the thread of the connection
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(server.server_address[1], [], threading.Event())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        site.ending.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def answer(
    body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Callable[[BaseHTTPRequestHandler, Site], None]:
    """A proper answer."""

    def behave(handler: BaseHTTPRequestHandler, site: Site) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def drip(start: bytes, piece: bytes) -> Callable[[BaseHTTPRequestHandler, Site], None]:
    """Begins, and goes on a little at a time until nobody listens."""

    def behave(handler: BaseHTTPRequestHandler, site: Site) -> None:
        handler.wfile.write(start)
        while not site.ending.wait(0.05):
            handler.wfile.write(piece)

    return behave


def silent(handler: BaseHTTPRequestHandler, site: Site) -> None:
    """Takes the request and says nothing."""
    site.ending.wait(60)
