"""A server in a process of its own that misbehaves at random, by a seed, and keeps the truth of every call.

A call is known by its patient: the mobile number of a start, the ABHA address of a look-up. What happens to it depends
on the seed, the call and how often it was received, so that a run can be made again.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

FAULTS: dict[str, tuple[float, bool | None]] = {
    # how often (of 100 requests), and whether the call is processed; None: perhaps
    "drop": (2.0, None),
    "reset": (2.0, None),
    "silence": (0.4, None),
    "half head": (1.0, True),
    "half body": (2.0, True),
    "half chunks": (1.0, True),
    "HTML": (1.5, True),
    "no HTTP": (1.0, None),
    "wrong chunks": (0.5, True),
    "not an object": (1.0, True),
    "500": (1.5, None),
    "502": (1.5, None),
    "503": (1.5, None),
    "504": (1.0, None),
    "520": (1.0, None),
    "ABDM-1100": (1.0, False),
    "400": (1.0, False),
    "401": (1.0, False),
    "429": (1.0, False),
    "429 soon": (1.5, False),
    "429 later": (0.5, False),
    "491": (1.0, False),
}
"""What a request may meet instead of its answer."""

FINE: dict[str, float] = {"slow": 6.0, "another content type": 2.0, "drip": 1.0, "chunked": 3.0, "then close": 3.0}
"""What an answer may look like, of 100, that is one all the same."""

NOT_ACCEPTED = 0.01
"""Share of connections that are closed before anything is read, half of them by a reset."""

LOGIN = "/connect-auth/v1/account/login"
Truth = dict[str, list[tuple[str, bool]]]
"""For each call, what happened at each time it was received: the fault ("" for none), and whether it was processed."""

_KINDS = (*FAULTS, *FINE, "")
_WEIGHTS = (*(often for often, _ in FAULTS.values()), *FINE.values())


def fate(seed: int, call: str, number: int) -> tuple[str, bool]:
    """What happens to a call when it is received for the so-many-th time, and whether it is processed."""
    chance = random.Random(f"{seed}/{call}/{number}")
    (kind,) = chance.choices(_KINDS, (*_WEIGHTS, 100 - sum(_WEIGHTS)))
    processed = FAULTS[kind][1] if kind in FAULTS else True
    return kind, chance.random() < 0.5 if processed is None else processed


def answer(call: str) -> dict[str, object]:
    """The body of a success: it names the call, so that mixed-up answers are noticed."""
    return {"exists": True} if "@" in call else {"txn_id": f"txn-{call}", "hint": "OTP sent"}


def _head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _whole(status: int, body: bytes, content_type: str = "application/json", **headers: str) -> bytes:
    return _head(status, {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}) + body


class _Server(asyncio.Protocol):
    """One connection."""

    def __init__(self, seed: int, truth: Truth, chance: random.Random) -> None:
        self._seed = seed
        self._truth = truth
        self._chance = chance
        self._buffer = b""
        self._closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        drawn = self._chance.random()
        if drawn < NOT_ACCEPTED and self._truth:  # once it is under way
            self._reset() if drawn < NOT_ACCEPTED / 2 else transport.close()

    def data_received(self, data: bytes) -> None:
        if self._closing is not None:  # else it would end the next call, too, which has a fate of its own
            self._closing.cancel()
        self._buffer += data
        head, separator, body = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        lines = head.decode("latin-1").lower().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
        if len(body) < length:
            return
        self._buffer = b""
        path = lines[0].split(" ")[1]
        if path == LOGIN:
            self._transport.write(_whole(200, b'{"access_token": "t", "expires_in": 1800}'))
        else:
            asked = json.loads(body)
            self._serve(str(asked.get("mobile_number") or asked.get("abha_address")))

    def _serve(self, call: str) -> None:
        received = self._truth.setdefault(call, [])
        kind, processed = fate(self._seed, call, len(received))
        received.append((kind, processed))
        body = json.dumps(answer(call)).encode()
        write, later = self._transport.write, asyncio.get_running_loop().call_later
        if kind == "drop":
            self._transport.close()
        elif kind == "reset":
            self._reset()
        elif kind == "silence":
            pass
        elif kind == "half head":
            self._last(_whole(200, body)[:30])
        elif kind == "half body":
            self._last(_whole(200, body)[:-5])
        elif kind == "half chunks":
            self._last(_head(200, {"Transfer-Encoding": "chunked"}) + b"9\r\n" + body[:5])
        elif kind == "HTML":
            write(_whole(200, b"<html>maintenance</html>", "text/html"))
        elif kind == "no HTTP":
            self._last(b"what is this?\r\n\r\n")
        elif kind == "wrong chunks":
            self._last(_head(200, {"Transfer-Encoding": "chunked"}) + b"zz\r\n" + body + b"\r\n0\r\n\r\n")
        elif kind == "not an object":
            write(_whole(200, b"[1, 2]"))
        elif kind == "ABDM-1100":
            write(_whole(500, b'{"code": 500, "error": "x", "source_error": {"code": "ABDM-1100", "message": "m"}}'))
        elif kind.startswith("429"):
            after = {"429": {}, "429 soon": {"Retry-After": "1"}, "429 later": {"Retry-After": "40"}}[kind]
            write(_whole(429, b"{}", **after))
        elif kind.isdigit():
            write(_whole(int(kind), b"<html>error</html>", "text/html"))
        elif kind == "slow":
            later(self._chance.random() * 0.4, self._write_if_open, _whole(200, body))
        elif kind == "another content type":
            write(_whole(200, body, "text/plain"))
        elif kind == "drip":
            whole = _whole(200, body)
            for number, start in enumerate(range(0, len(whole), 40)):
                later(number * 0.02, self._write_if_open, whole[start : start + 40])
        elif kind == "chunked":
            write(_head(200, {"Transfer-Encoding": "chunked"}) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
        else:
            write(_whole(200, body))
            if kind == "then close":
                self._closing = later(self._chance.random() * 0.02, self._transport.close)

    def _write_if_open(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)

    def _last(self, data: bytes) -> None:
        self._transport.write(data)
        self._transport.close()

    def _reset(self) -> None:
        sock: socket.socket = self._transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()


class _Teller(asyncio.Protocol):
    """Tells the truth to whoever connects, without fault."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(json.dumps(self._truth).encode())
        transport.close()


def _run(ready: Connection, seed: int) -> None:
    async def run() -> None:
        truth: Truth = {}
        chance = random.Random(seed)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Server(seed, truth, chance), "127.0.0.1", 0, backlog=1024)
        teller = await loop.create_server(lambda: _Teller(truth), "127.0.0.1", 0)
        ready.send((server.sockets[0].getsockname()[1], teller.sockets[0].getsockname()[1]))
        await server.serve_forever()

    asyncio.run(run())


@dataclass(frozen=True, slots=True)
class FaultyServer:
    """Where it is, and where the truth is told."""

    base_url: str
    _truth_port: int

    def truth(self) -> Truth:
        """What happened so far."""
        with socket.create_connection(("127.0.0.1", self._truth_port), timeout=60) as sock, sock.makefile("rb") as told:
            truth: Truth = json.load(told)
            return truth


@contextmanager
def faulty_server(seed: int) -> Iterator[FaultyServer]:
    """A server in another process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there, seed), daemon=True)
    process.start()
    try:
        port, truth_port = here.recv()
        yield FaultyServer(f"http://127.0.0.1:{port}", truth_port)
    finally:
        process.terminate()
        process.join()
