"""A real CONNECT proxy: it opens tunnels, whatever the host is called, to one server of a test."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from .raw_server import RawServer


@dataclass
class ConnectProxy:
    """Listens on loopback; ``heads`` holds what it was asked, as it was read."""

    target: RawServer
    credentials: str | None = None
    tls: ssl.SSLContext | None = None
    heads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, credentials: str = "") -> str:
        """Where it is, with the credentials as they stand in a URL."""
        return f"{'https' if self.tls else 'http'}://{credentials + '@' if credentials else ''}127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stop, and cut all tunnels."""
        for sock in (self._listener, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError):
            if self.tls is not None:
                sock = self.tls.wrap_socket(sock, server_side=True)
                self._open.append(sock)
            with sock:
                self._tunnel(sock)

    def _tunnel(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = client.recv(65536)
            if not piece:
                return
            head += piece
        text = head.decode("latin-1")
        self.heads.append(text)
        if self.credentials is not None:
            wanted = base64.b64encode(self.credentials.encode()).decode()
            if f"proxy-authorization: basic {wanted}".lower() not in text.lower():
                client.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                return
        with socket.create_connection(("127.0.0.1", self.target.port)) as server:
            self._open.append(server)
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(server, client), daemon=True)
            back.start()
            _pump(client, server)
            back.join(10)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def connect_proxy(
    target: RawServer, *, credentials: str | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[ConnectProxy]:
    """A proxy for one test."""
    proxy = ConnectProxy(target, credentials, tls)
    try:
        yield proxy
    finally:
        proxy.close()
