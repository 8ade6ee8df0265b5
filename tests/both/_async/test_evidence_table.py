"""What proves that a request was never sent, as one table: each trouble, made by a raw socket, over each transport."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from eka_abha import Timeout
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import ConnectionFailed, RequestTimeout, TransportError, UnexpectedResponse

from tests.support.raw_server import Behaviour, Connection, RawRequest, head, raw_server

pytestmark = pytest.mark.usefixtures("either_transport")

BODY = b'{"txn_id": "txn-1", "hint": "OTP sent to ******3210"}'
Place = Callable[[], contextlib.AbstractContextManager[str]]


@contextlib.contextmanager
def nobody() -> Iterator[str]:
    """A port that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def no_such_host() -> Iterator[str]:
    """A name that DNS does not know."""
    yield "http://nothing.invalid"


@contextlib.contextmanager
def deaf() -> Iterator[str]:
    """A port whose queue of waiting connections is full, so that no further one is made."""
    with socket.socket() as listener, contextlib.ExitStack() as filling:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        for _ in range(8):
            waiting = filling.enter_context(socket.socket())
            waiting.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                waiting.connect(("127.0.0.1", port))
        time.sleep(0.05)
        with socket.socket() as probe:
            probe.settimeout(0.2)
            with contextlib.suppress(TimeoutError):
                probe.connect(("127.0.0.1", port))
                pytest.skip("this machine accepts connections beyond the queue")
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def accepting(then: Callable[[socket.socket], None], scheme: str = "http") -> Iterator[str]:
    """A port that accepts each connection, and does something else than to read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    sock, _ = listener.accept()
                    with sock:
                        then(sock)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def close(sock: socket.socket) -> None:
    """FIN."""


def reset(sock: socket.socket) -> None:
    """RST."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_when_sent(sock: socket.socket) -> None:
    """RST, when something has come."""
    sock.recv(1, socket.MSG_PEEK)
    reset(sock)


def no_tls(sock: socket.socket) -> None:
    """An answer that is no handshake."""
    sock.recv(1)
    sock.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def mute(sock: socket.socket) -> None:
    """Wait until the other side has given up."""
    sock.settimeout(5)
    while sock.recv(65536):
        pass


NEVER_SENT: dict[str, Place] = {
    "refused": nobody,
    "unknown host": no_such_host,
    "no connection in time": deaf,
    "TLS: closed": lambda: accepting(close, "https"),
    "TLS: reset before the handshake": lambda: accepting(reset, "https"),
    "TLS: reset in the handshake": lambda: accepting(reset_when_sent, "https"),
    "TLS: no handshake": lambda: accepting(no_tls, "https"),
    "TLS: silence": lambda: accepting(mute, "https"),
}
SLOW = ("no connection in time", "TLS: silence")
# When the reset comes before ssl has wrapped the socket, ssl leaves closing it to its finalizer, which warns.
SSL_LEAVES_OPEN = pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")


@pytest.mark.anyio
@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(name, marks=SSL_LEAVES_OPEN if name == "TLS: reset before the handshake" else ())
        for name in NEVER_SENT
    ],
)
async def test_provably_not_sent(trouble: str) -> None:
    """No connection was made: an OTP is tried again, and the error says that nothing was processed."""
    wait = 0.3 if trouble in SLOW else 8.0
    with NEVER_SENT[trouble]() as base_url:
        async with AsyncAbhaClient(
            access_token="t", base_url=base_url, allow_http=True, timeout=wait, max_retries=1
        ) as abha:
            with pytest.raises(ConnectionFailed) as caught:
                await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed


@pytest.mark.anyio
@pytest.mark.parametrize("then", [close, reset_when_sent])
async def test_a_connection_that_closes_unread_proves_nothing(then: Callable[[socket.socket], None]) -> None:
    """It looks to the client like one that was read: the server knows better, the client must not guess."""
    with accepting(then) as base_url:
        async with AsyncAbhaClient(access_token="t", base_url=base_url, max_retries=2, timeout=2.0) as abha:
            with pytest.raises(ConnectionFailed) as caught:
                await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == 1
    assert caught.value.may_have_been_processed


def drop(request: RawRequest, connection: Connection) -> None:
    connection.drop()


def reset_after(request: RawRequest, connection: Connection) -> None:
    connection.reset()


def silent(request: RawRequest, connection: Connection) -> None:
    mute(connection.sock)


def drip_headers(request: RawRequest, connection: Connection) -> None:
    connection.drip(head(200, len(BODY)) + BODY, pause=0.025)


def drip_body(request: RawRequest, connection: Connection) -> None:
    connection.send(head(200, len(BODY)))
    connection.drip(BODY, pause=0.05)


def half_head(request: RawRequest, connection: Connection) -> None:
    connection.send(head(200, len(BODY))[:25])
    connection.drop()


def half_body(request: RawRequest, connection: Connection) -> None:
    connection.send(head(200, len(BODY)) + BODY[:20])
    connection.drop()


def half_body_and_reset(request: RawRequest, connection: Connection) -> None:
    connection.send(head(200, len(BODY)) + BODY[:20])
    connection.reset()


def half_chunks(request: RawRequest, connection: Connection) -> None:
    connection.send(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"txn')
    connection.drop()


def no_length_and_reset(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + BODY)
    connection.reset()


def garbage(request: RawRequest, connection: Connection) -> None:
    connection.send(b"this is not HTTP\r\n\r\n")
    connection.drop()


def wrong_chunks(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")
    mute(connection.sock)


def no_longer_http(request: RawRequest, connection: Connection) -> None:
    connection.send(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n")
    mute(connection.sock)


def html(request: RawRequest, connection: Connection) -> None:
    connection.answer(raw=b"<html>maintenance</html>", headers={"Content-Type": "text/html"})


def endless(request: RawRequest, connection: Connection) -> None:
    connection.send(head(200, 10**10))
    while True:
        connection.send(b" " * 1_000_000)


PERHAPS_PROCESSED: dict[str, tuple[Behaviour, type[TransportError]]] = {
    "drop": (drop, ConnectionFailed),
    "reset": (reset_after, ConnectionFailed),
    "no answer": (silent, RequestTimeout),
    "dripping headers": (drip_headers, RequestTimeout),
    "dripping body": (drip_body, RequestTimeout),
    "half headers": (half_head, ConnectionFailed),
    "half body": (half_body, ConnectionFailed),
    "half body, reset": (half_body_and_reset, ConnectionFailed),
    "half chunks": (half_chunks, ConnectionFailed),
    "no length, reset": (no_length_and_reset, ConnectionFailed),
    "garbage": (garbage, UnexpectedResponse),
    "wrong chunks": (wrong_chunks, UnexpectedResponse),
    "no longer HTTP": (no_longer_http, UnexpectedResponse),
    "HTML": (html, UnexpectedResponse),
    "no end": (endless, UnexpectedResponse),
}


@pytest.mark.anyio
@pytest.mark.parametrize("reused", [False, True], ids=["first use", "reused"])
@pytest.mark.parametrize(("behave", "expected"), PERHAPS_PROCESSED.values(), ids=PERHAPS_PROCESSED.keys())
async def test_not_provably_unsent(behave: Behaviour, expected: type[TransportError], reused: bool) -> None:
    """The request was read: the same class of error over each transport, one request, on a reused connection too."""

    def first_good(request: RawRequest, connection: Connection) -> None:
        if reused and not request.on_reused_connection:
            connection.answer(raw=BODY)
        else:
            behave(request, connection)

    read = 0.3 if behave is silent else 8.0
    deadline = 1.5 if behave in (drip_headers, drip_body) else 10.0
    with raw_server(first_good) as server:
        async with AsyncAbhaClient(
            access_token="t", base_url=server.base_url, keepalive_expiry=60, max_retries=2
        ) as abha:
            if reused:
                await abha.registration.start_mobile("9876543210")
            hasty = abha.with_options(timeout=Timeout(read=read, connect=8.0), deadline=deadline)
            with pytest.raises(expected) as caught:
                await hasty.registration.start_mobile("9876543210")
        assert server.has_read(2 if reused else 1)
        assert [request.on_reused_connection for request in server.requests] == ([False, True] if reused else [False])
    assert type(caught.value) is expected
    assert caught.value.attempts == 1
    assert caught.value.may_have_been_processed
    assert caught.value.operation == "init_mobile_registration"


@pytest.mark.anyio
async def test_a_delete_is_not_sent_again_when_a_reused_connection_drops() -> None:
    """Some HTTP clients do that by themselves, because DELETE is idempotent; a profile is not deleted behind backs."""

    def first_good(request: RawRequest, connection: Connection) -> None:
        drop(request, connection) if request.on_reused_connection else connection.answer(raw=b"", status=204)

    with raw_server(first_good) as server:
        async with AsyncAbhaClient(access_token="t", base_url=server.base_url, max_retries=2) as abha:
            patient = abha.for_patient(oid="1")
            await patient.profile.delete(confirm=True)
            with pytest.raises(ConnectionFailed) as caught:
                await patient.profile.delete(confirm=True)
        assert [request.method for request in server.requests] == ["DELETE", "DELETE"]
    assert caught.value.attempts == 1
    assert caught.value.may_have_been_processed
