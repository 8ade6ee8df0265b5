"""A real socket that behaves as badly as it is told to, and counts what it has read."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RawRequest:
    """One request as it was read, whole."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    on_reused_connection: bool

    def json(self) -> dict[str, object]:
        """The body, which must be a JSON object."""
        parsed = json.loads(self.body)
        assert isinstance(parsed, dict)
        return parsed


@dataclass
class Connection:
    """The server's side of one connection, with the ways to misbehave on it."""

    sock: socket.socket
    reads: int = 0
    keep_open: bool = True

    def answer(
        self, body: object = None, *, status: int = 200, headers: dict[str, str] | None = None, raw: bytes | None = None
    ) -> None:
        """A proper answer; ``raw`` goes out as it is, else ``body`` as JSON."""
        payload = raw if raw is not None else json.dumps(body).encode()
        self.sock.sendall(head(status, len(payload), headers) + payload)

    def drop(self) -> None:
        """FIN: close without an answer."""
        self.keep_open = False

    def reset(self) -> None:
        """RST: the connection breaks."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.keep_open = False

    def send(self, data: bytes) -> None:
        """Bytes as they are."""
        self.sock.sendall(data)

    def drip(self, data: bytes, *, pause: float) -> None:
        """One byte at a time."""
        for index in range(len(data)):
            self.sock.sendall(data[index : index + 1])
            time.sleep(pause)


def head(status: int, length: int, headers: dict[str, str] | None = None) -> bytes:
    """A status line and headers."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {length}"]
    all_headers = {"Content-Type": "application/json", **(headers or {})}
    lines += [f"{name}: {value}" for name, value in all_headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


Behaviour = Callable[[RawRequest, Connection], None]


@dataclass
class RawServer:
    """Listens on loopback; ``requests`` holds every request that was read whole, in order."""

    behave: Behaviour
    tls: ssl.SSLContext | None = None
    requests: list[RawRequest] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.port: int = self._listener.getsockname()[1]
        self.base_url = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [request.path for request in self.requests]

    def has_read(self, count: int) -> bool:
        """Wait until so many requests were read: a client that gave up may be ahead of the thread that reads."""
        limit = time.monotonic() + 10
        while len(self.requests) < count and time.monotonic() < limit:
            time.sleep(0.005)
        return len(self.requests) == count

    def close(self) -> None:
        """Stop, and close what is open."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for sock in self._open:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(sock)
                self.connections += 1
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        try:
            if self.tls is not None:
                sock = self._secured(sock, self.tls)
            connection = Connection(sock)
            with sock:
                while connection.keep_open:
                    request = self._read(sock, reused=connection.reads > 0)
                    if request is None:
                        return
                    connection.reads += 1
                    with self._lock:
                        self.requests.append(request)
                    self.behave(request, connection)
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(sock)

    def _secured(self, plain: socket.socket, tls: ssl.SSLContext) -> socket.socket:
        try:
            sock = tls.wrap_socket(plain, server_side=True)
        finally:
            with self._lock:
                self._open.discard(plain)
            plain.close()
        with self._lock:
            self._open.add(sock)
        return sock

    @staticmethod
    def _read(sock: socket.socket, *, reused: bool) -> RawRequest | None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = sock.recv(65536)
            if not piece:
                return None
            data += piece
        top, body = data.split(b"\r\n\r\n", 1)
        lines = top.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ", 2)
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        while len(body) < int(headers.get("content-length", "0")):
            piece = sock.recv(65536)
            if not piece:
                return None
            body += piece
        return RawRequest(method, path, headers, body, reused)


@contextmanager
def raw_server(behave: Behaviour, *, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """A server for one test."""
    server = RawServer(behave, tls)
    try:
        yield server
    finally:
        server.close()
