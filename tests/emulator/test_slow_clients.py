"""Raw sockets: slow clients, bodies and headers that are too large, and what is no HTTP."""

from __future__ import annotations

import contextlib
import itertools
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

MIB = 1024 * 1024
SEARCH = "/abdm/v1/profile/search"
HEAD = f"POST {SEARCH} HTTP/1.1\r\nHost: localhost\r\n"
CLOCK = b"GET /emulator/clock HTTP/1.1\r\nHost: localhost\r\n\r\n"
LIMIT = 2.0


@pytest.fixture
def base_url() -> Iterator[str]:
    """A served emulator."""
    with run_in_thread(Emulator()) as url:
        yield url


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A served emulator whose limits are short."""
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "STALL_SECONDS", "LINGER_SECONDS"):
        monkeypatch.setattr(f"eka_abha.emulator.connections.{name}", LIMIT)
    with run_in_thread(Emulator()) as url:
        yield url


def connected(base_url: str) -> socket.socket:
    """A connection; nothing takes longer than ten seconds on it."""
    address = urlsplit(base_url)
    return socket.create_connection((address.hostname or "", address.port or 0), timeout=10)


def rest(raw: socket.socket) -> bytes:
    """All that still comes, until the server closes."""
    return b"".join(iter(lambda: raw.recv(65536), b""))


def exchanged(base_url: str, request: str | bytes) -> tuple[int, bytes]:
    """Status and body of the answer to some bytes, after which the server closes."""
    with connected(base_url) as raw:
        raw.sendall(request if isinstance(request, bytes) else request.encode())
        answer = rest(raw)
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def still_answers(base_url: str) -> bool:
    """Whether a call is answered; an impatient server may find this client slow, too, so it tries a few times."""
    for _ in range(10):
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{base_url}/emulator/clock").status_code == 200
    return False


def is_dropped(raw: socket.socket, data: bytes) -> bool:
    """Send without end, and return whether the server closed the connection."""
    try:
        for _ in range(100_000):
            raw.sendall(data)
    except OSError as error:
        return not isinstance(error, TimeoutError)
    return False


def test_a_request_that_does_not_go_on_is_408(impatient: str) -> None:
    """In its first line, in its headers, or in its body; a connection without a request is closed without a word."""
    begun = ("G", "GET /emulator/clock HTTP/1.1\r\nHost: localh", f"{HEAD}Content-Length: 9\r\n\r\n{{", "")
    slow = [connected(impatient) for _ in begun]
    for raw, begin in zip(slow, begun, strict=True):
        raw.sendall(begin.encode())
    answers = [rest(raw) for raw in slow]
    for answer in answers[:3]:
        assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
        assert answer.endswith(b'\r\n\r\n{"code":408,"error":"The request took too long to arrive"}')
    assert answers[3] == b""
    for raw in slow:
        raw.close()


@pytest.mark.parametrize("begin", ["", f"{HEAD}Content-Length: 999999\r\n\r\n"])
def test_dripping_does_not_win_time(begin: str, impatient: str) -> None:
    """The limit is for all of the headers, and for all of the body."""
    with connected(impatient) as raw:
        raw.sendall(begin.encode())
        raw.settimeout(0.02)
        answer, started = b"", time.monotonic()
        while not answer and time.monotonic() < started + 10:
            raw.send(b"x")
            with contextlib.suppress(TimeoutError):
                answer = raw.recv(1000)
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_between_requests_a_connection_may_rest(impatient: str) -> None:
    """Longer than a request may take; the next one has its own time, and a half one that follows is 408."""
    with connected(impatient) as raw:
        raw.sendall(CLOCK)
        assert raw.recv(65536).startswith(b"HTTP/1.1 200")
        time.sleep(1.5 * LIMIT)
        raw.sendall(CLOCK + b"GET /emul")
        answers = rest(raw)
    assert b"HTTP/1.1 200" in answers
    assert b"HTTP/1.1 408 Request Timeout" in answers


def test_slow_clients_do_not_keep_others_waiting(impatient: str) -> None:
    """However many: each is ended at its time, and the server goes on."""
    slow = [connected(impatient) for _ in range(300)]
    for raw, begin in zip(slow, itertools.cycle(("G", f"{HEAD}Content-Length: 9\r\n\r\n{{", "")), strict=False):
        with contextlib.suppress(OSError):
            raw.sendall(begin.encode())
    assert still_answers(impatient)
    assert {rest(raw)[:12] for raw in slow} <= {b"HTTP/1.1 408", b""}
    assert still_answers(impatient)
    for raw in slow:
        raw.close()


def test_a_client_that_does_not_read_is_dropped(impatient: str) -> None:
    """Answers that the system does not buffer are not kept for it."""
    with connected(impatient) as raw:
        assert is_dropped(raw, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
    assert still_answers(impatient)


def test_a_client_that_never_ends_its_body_is_left(impatient: str) -> None:
    """After its refusal it is read for a while only."""
    with connected(impatient) as raw:
        raw.sendall(f"{HEAD}Content-Length: {10**12}\r\n\r\n".encode())
        assert raw.recv(1000).startswith(b"HTTP/1.1 413")
        assert is_dropped(raw, b"x" * MIB)


@pytest.mark.parametrize("size", [MIB, 5 * MIB])
def test_headers_that_are_too_large_are_431(size: int, base_url: str) -> None:
    """The answer arrives although the client has not finished; one line or many."""
    many = "".join(f"X-{number}: {'a' * 1000}\r\n" for number in range(size // 1000))
    for headers in (f"X: {'a' * size}\r\n", many):
        status, body = exchanged(base_url, f"{HEAD}{headers}\r\n")
        assert (status, body) == (431, b'{"code":431,"error":"The request\'s headers are too large"}')


def test_a_much_too_large_body_is_413_and_the_answer_arrives(base_url: str) -> None:
    """With a length or in chunks, although the client sends it to its end before it reads."""
    size = 20 * MIB
    with_length = f"{HEAD}Content-Length: {size}\r\n\r\n".encode() + b"x" * size
    chunk = f"{MIB:x}\r\n".encode() + b"x" * MIB + b"\r\n"
    in_chunks = f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk * 20 + b"0\r\n\r\n"
    for request in (with_length, in_chunks):
        assert exchanged(base_url, request) == (413, b'{"code":413,"error":"Request body too large"}')


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_malformed_request_is_400(request_bytes: bytes, base_url: str) -> None:
    """In JSON; the server goes on."""
    status, body = exchanged(base_url, request_bytes)
    assert (status, body) == (400, b'{"code":400,"error":"Not an HTTP request that can be read"}')
    assert still_answers(base_url)


def test_other_ways_of_encoding_a_body_are_501(base_url: str) -> None:
    """Chunks are the only one."""
    request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
    assert exchanged(base_url, request)[0] == 501


def test_nothing_of_this_is_printed(base_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    """No warning, no traceback."""
    for request in (
        f"{HEAD}Content-Length: {2 * MIB}\r\n\r\n",
        "\x16\x03\r\n\r\n",
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ):
        exchanged(base_url, request)
    assert capfd.readouterr() == ("", "")
