"""One request handed to a transport: what comes back, and what is known when nothing does.

Whether a failed request may have reached the service decides whether it may be repeated, so the evidence is looked at
here and nowhere else. The class of an httpx error is evidence only where httpx's own transport raised it: other
transports are known to report a connection that dropped *after* the request was read as a failure to connect.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import Enum

import httpx

from .deadline import Deadline

MAX_ANSWER_BYTES = 16 * 1024 * 1024
"""The largest answer that is read; a PNG card is well below one MiB."""

NEVER_MADE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_OWN_TRANSPORTS = (httpx.HTTPTransport, httpx.AsyncHTTPTransport)


class FailureKind(Enum):
    """Why an attempt has no answer."""

    CONNECT = "no connection was made"
    TIMEOUT = "no complete answer in time"
    BROKEN = "the connection broke"
    OVERSIZED = "the answer is larger than any this API gives"
    UNREADABLE = "the answer is not readable HTTP"


class ExchangeFailed(Exception):
    """An attempt without a usable answer. Internal: callers see a ``TransportError``."""

    def __init__(self, kind: FailureKind, *, never_sent: bool, reason: str) -> None:
        super().__init__(f"{kind.value} ({reason})")
        self.kind = kind
        self.never_sent = never_sent


@dataclass(frozen=True, slots=True)
class AttemptLimits:
    """What one attempt may take, in seconds, and when the whole call ends."""

    connect: float
    read: float
    deadline: Deadline

    def as_extension(self) -> dict[str, float]:
        """The timeouts as httpx's transports read them, none longer than the time left."""
        left = max(self.deadline.remaining(), 0.001)
        connect, read = min(self.connect, left), min(self.read, left)
        return {"connect": connect, "read": read, "write": read, "pool": connect}


def is_own_transport(transport: object) -> bool:
    """True for httpx's own transports (not for subclasses, which may do anything)."""
    return type(transport) in _OWN_TRANSPORTS


def failure_of(error: Exception, transport: object) -> ExchangeFailed:
    """What a transport's exception says about the request."""
    reason = type(error).__name__
    never_sent = is_own_transport(transport) and isinstance(error, NEVER_MADE)
    if never_sent:
        return ExchangeFailed(FailureKind.CONNECT, never_sent=True, reason=reason)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return ExchangeFailed(FailureKind.TIMEOUT, never_sent=False, reason=reason)
    if isinstance(error, httpx.DecodingError | httpx.RemoteProtocolError) and not _is_disconnect(error):
        return ExchangeFailed(FailureKind.UNREADABLE, never_sent=False, reason=reason)
    return ExchangeFailed(FailureKind.BROKEN, never_sent=False, reason=reason)


def _is_disconnect(error: Exception) -> bool:
    text = str(error)
    return "disconnected" in text or "closed connection" in text


def spend_if_more_came(response: httpx.Response) -> None:
    """Have httpx's pool give up a connection on which more has come than the answer, once its body is read.

    The rest would be read as the answer to the next request: another patient's, where a server answers twice. httpx
    looks at its socket only, not at what it has read already. Where it is not built as we know, nothing is done.
    """
    stream: object = response.stream
    for name in ("_httpcore_stream", "_stream"):
        stream = getattr(stream, name, None)
    connection = getattr(stream, "_connection", None)
    rest = getattr(getattr(connection, "_h11_state", None), "trailing_data", None)
    if rest and rest[0]:
        vars(connection)["_keepalive_expiry"] = -1.0


class Body:
    """Collects an answer's body, and gives up when it is too large or takes too long."""

    __slots__ = ("_chunks", "_deadline", "_size")

    def __init__(self, deadline: Deadline) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._deadline = deadline

    def add(self, chunk: bytes) -> None:
        """One more piece of the body."""
        self._size += len(chunk)
        if self._size > MAX_ANSWER_BYTES:
            raise ExchangeFailed(FailureKind.OVERSIZED, never_sent=False, reason=f"over {MAX_ANSWER_BYTES} bytes")
        if self._deadline.passed():
            raise ExchangeFailed(FailureKind.TIMEOUT, never_sent=False, reason="deadline")
        self._chunks.append(chunk)

    def answer(self, status_code: int, headers: httpx.Headers, request: httpx.Request) -> httpx.Response:
        """The whole answer, detached from its connection, and unpacked where something on the way has packed it."""
        content = b"".join(self._chunks)
        encoding = headers.get("content-encoding", "")
        if encoding:
            headers = httpx.Headers(
                [(name, value) for name, value in headers.raw if name.lower() != b"content-encoding"]
            )
            try:
                content = _unpacked(content, encoding)
            except ExchangeFailed:
                if status_code < 400:
                    raise
                content = b""  # the status says enough
        return httpx.Response(status_code, headers=headers, content=content, request=request)


def _unpacked(content: bytes, encoding: str) -> bytes:
    """What was packed by gzip or zlib, complete and not too large. httpx would take half of it for the whole."""
    names = [name.strip().lower() for name in encoding.split(",")]
    packings = [name for name in names if name not in ("", "identity")]
    if not packings:
        return content
    unpacked = b""
    if packings in (["gzip"], ["x-gzip"], ["deflate"]):
        packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        try:
            unpacked = packed.decompress(content, MAX_ANSWER_BYTES + 1)
        except zlib.error:
            pass
        else:
            if len(unpacked) > MAX_ANSWER_BYTES:
                raise ExchangeFailed(FailureKind.OVERSIZED, never_sent=False, reason=f"over {MAX_ANSWER_BYTES} bytes")
            if packed.eof:
                return unpacked
    raise ExchangeFailed(FailureKind.UNREADABLE, never_sent=False, reason="content-encoding")
