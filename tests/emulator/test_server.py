"""The emulator over a real loopback socket, and as a program."""

from __future__ import annotations

import contextlib
import http.client
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.__main__ import main
from eka_abha.emulator.server import EmulatorApp, run_in_thread

from tests.emulator.support import LOGIN, MOBILE, NA, NISHA, PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB = 1024 * 1024
SEARCH = "/abdm/v1/profile/search"


@contextlib.contextmanager
def serving(emulator: Emulator) -> Iterator[httpx.Client]:
    """A client of a served emulator that has logged in."""
    with run_in_thread(emulator) as base_url, httpx.Client(base_url=base_url) as client:
        body = {"client_id": emulator.client_id, "client_secret": emulator.client_secret}
        client.headers["Authorization"] = f"Bearer {client.post(LOGIN, json=body).json()['access_token']}"
        yield client


def register(client: httpx.Client, emulator: Emulator, mobile: str, address: str) -> httpx.Response:
    """Register one person."""
    started = client.post(f"{MOBILE}/init", json={"mobile_number": mobile}).json()
    otp = emulator.otp_for(mobile)
    verified = client.post(f"{MOBILE}/verify", json={"txn_id": started["txn_id"], "otp": otp}).json()
    body = {"txn_id": verified["txn_id"], "abha_address": address, "profile": PERSON}
    return client.post(f"{MOBILE}/create-phr", json=body)


def test_a_person_registers_over_a_socket() -> None:
    """Bodies, headers and queries arrive as they were sent."""
    emulator = Emulator()
    with serving(emulator) as client:
        query = {"fn": "Nisha", "ln": "Rao & Rao"}
        suggested = client.get(f"{NA}/registration/suggest", params=query).json()["suggestions"]
        created = register(client, emulator, NISHA, suggested[0])
    assert (created.status_code, created.headers["content-type"]) == (200, "application/json")
    assert emulator.accounts[0].abha_address == suggested[0] == "nisha.raorao@sbx"


def test_answers_do_not_wait_for_more_data() -> None:
    """With delayed small packets each of these calls would take 40 ms."""
    with serving(Emulator()) as client:
        taken = []
        for _ in range(60):
            begin = time.monotonic()
            client.get("/nowhere")
            taken.append(time.monotonic() - begin)
        assert sorted(taken)[10] < 0.03  # most may be slow, on a busy machine


def test_many_register_at_once_over_sockets() -> None:
    """Nobody gets another's account."""
    emulator = Emulator()
    answers: dict[str, dict[str, str]] = {}
    with serving(emulator) as client:

        def run(number: int) -> None:
            mobile = f"98765432{number:02}"
            answers[mobile] = register(client, emulator, mobile, f"p{mobile}@sbx").json()["profile"]

        threads = [threading.Thread(target=run, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(answers) == 20
    assert all(profile["abha_address"] == f"p{mobile}@sbx" for mobile, profile in answers.items())


def test_a_body_over_a_mebibyte_is_413() -> None:
    """With a length or without one; a smaller one reaches the emulator."""
    emulator = Emulator()
    with serving(emulator) as client:
        calls = len(emulator.requests)
        too_long = client.post(SEARCH, content=b"x" * (MIB + 1))
        in_parts = client.post(SEARCH, content=iter([b"x" * MIB, b"x"]))
        assert (too_long.status_code, too_long.json()["code"], in_parts.status_code) == (413, 413, 413)
        assert len(emulator.requests) == calls
        assert client.post(SEARCH, content=b"x" * MIB).status_code == 400


def test_a_body_said_to_be_too_long_is_not_waited_for() -> None:
    """The answer comes before the body, and ends the connection."""
    with (
        run_in_thread(Emulator()) as base_url,
        socket.create_connection(("127.0.0.1", urlsplit(base_url).port or 0), timeout=5) as raw,
    ):
        raw.sendall(f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Length: {MIB + 1}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(1000), b""))
    assert answer.startswith(b"HTTP/1.1 413")


def test_odd_methods_are_answered_and_the_connection_goes_on() -> None:
    """HEAD without a body, an unknown method with 405."""
    emulator = Emulator()
    with run_in_thread(emulator) as base_url:
        connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=5)
        statuses = []
        for method in ("HEAD", "BREW", "OPTIONS", "GET"):
            connection.request(method, SEARCH)
            answer = connection.getresponse()
            statuses.append((answer.status, answer.headers["allow"], len(answer.read()) > 0))
        connection.close()
    assert statuses == [(405, "POST", False), (405, "POST", True), (405, "POST", True), (405, "POST", True)]


def test_what_is_not_http_is_400_and_does_not_stop_the_server() -> None:
    """Nor does a client that leaves before its body is complete: that call has not happened."""
    emulator = Emulator()
    with serving(emulator) as client:
        host, port = client.base_url.host, client.base_url.port
        with socket.create_connection((host, port), timeout=5) as raw:
            raw.sendall(b"\x16\x03\x01 hello\r\n\r\n")
            assert raw.recv(100).startswith(b"HTTP/1.1 400")
        calls = len(emulator.requests)
        with socket.create_connection((host, port), timeout=5) as raw:
            raw.sendall(f"POST {LOGIN} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode())
        assert client.get("/nowhere").status_code == 404
    assert len(emulator.requests) == calls + 1


def test_leaving_the_context_stops_the_server_even_with_open_connections() -> None:
    """The port is free again at once, and no thread is left."""
    emulator = Emulator()
    with run_in_thread(emulator) as base_url:
        port = urlsplit(base_url).port
        assert port is not None
        idle = socket.create_connection(("127.0.0.1", port), timeout=5)
        busy = socket.create_connection(("127.0.0.1", port), timeout=5)
        busy.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
        busy.recv(10)
        begin = time.monotonic()
    assert time.monotonic() - begin < 5
    idle.close()
    busy.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "eka-abha-emulator"]
    with run_in_thread(emulator, port=port) as again:
        assert again == base_url


def test_an_error_in_the_context_stops_the_server_too() -> None:
    """And comes through."""
    with pytest.raises(KeyError, match="mine"), run_in_thread(Emulator()):
        raise KeyError("mine")
    assert not [thread for thread in threading.enumerate() if thread.name == "eka-abha-emulator"]


def test_two_servers_run_at_once() -> None:
    """Each with an emulator of its own."""
    one, two = Emulator(), Emulator()
    with serving(one) as first, serving(two) as second:
        register(first, one, NISHA, "nisha.rao@sbx")
        check = {"abha_address": "nisha.rao@sbx"}
        answers = [client.post(f"{NA}/registration/phr/check", json=check).json() for client in (first, second)]
    assert answers == [{"exists": True}, {"exists": False}]


def test_a_port_in_use_is_an_error() -> None:
    """Nothing is left running."""
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(OSError, match="in use"),
        run_in_thread(Emulator(), port=taken.getsockname()[1]),
    ):
        pass


def test_a_loopback_address_of_version_6_works() -> None:
    """Its base URL has brackets."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with run_in_thread(Emulator(), host="::1") as base_url:
        assert base_url.startswith("http://[::1]:")
        assert httpx.get(f"{base_url}/nowhere").status_code == 404


def test_without_uvicorn_the_error_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the context manager and of the program."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(ModuleNotFoundError, match=r"eka-abha\[emulator\]"), run_in_thread(Emulator()):
        pass
    assert main(["--port", "0"]) == 1
    assert "eka-abha[emulator]" in capsys.readouterr().err


@pytest.mark.anyio
async def test_the_application_runs_under_any_asgi_server() -> None:
    """It answers the server's start and stop, and refuses a websocket."""
    app = EmulatorApp(Emulator())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://emulator") as client:
        assert (await client.get("/nowhere")).status_code == 404
    events = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return dict(events.pop(0))

    async def send(event: object) -> None:
        sent.append(event)

    await app({"type": "lifespan"}, receive, send)
    await app({"type": "websocket"}, receive, send)
    assert sent[:2] == [{"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}]
    assert sent[2] == {"type": "websocket.close", "code": 1000}
