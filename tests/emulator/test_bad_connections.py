"""Slow answers, lost answers and answers that break off: in-process and over a socket."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.magic import MAGIC, Family
from eka_abha.emulator.server import EmulatorApp, run_in_thread

from tests.emulator.support import MOBILE, NA

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN = EmulatorSettings(na_requires_bearer=False)
CHECK = f"{NA}/registration/phr/check"
BODY = {"abha_address": "asha@sbx"}
LOSE: dict[str, Callable[[Emulator], None]] = {
    "lost": lambda emulator: emulator.lose_next("init_mobile_registration"),
    "lost, processed": lambda emulator: emulator.lose_next("init_mobile_registration", processed=True),
    "cut": lambda emulator: emulator.lose_next("init_mobile_registration", cut=True),
}
SENT = {"lost": 0, "lost, processed": 1, "cut": 1}
START = {"mobile_number": "9876543210"}


@pytest.mark.parametrize("how", LOSE)
def test_a_lost_answer_is_an_error_of_the_transport(how: str) -> None:
    """In-process; the next call is answered."""
    emulator = Emulator(OPEN)
    LOSE[how](emulator)
    expected = httpx.RemoteProtocolError if how == "cut" else httpx.ReadError
    with httpx.Client(transport=emulator.transport(), base_url="http://emulator") as client:
        with pytest.raises(expected):
            client.post(f"{MOBILE}/init", json=START)
        assert len(emulator.messages) == SENT[how]
        assert client.post(CHECK, json=BODY).status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize("how", LOSE)
async def test_a_lost_answer_is_an_error_of_the_asynchronous_transport(how: str) -> None:
    """The same ones."""
    emulator = Emulator(OPEN)
    LOSE[how](emulator)
    expected = httpx.RemoteProtocolError if how == "cut" else httpx.ReadError
    async with httpx.AsyncClient(transport=emulator.transport(), base_url="http://emulator") as client:
        with pytest.raises(expected):
            await client.post(f"{MOBILE}/init", json=START)
        assert len(emulator.messages) == SENT[how]
        assert (await client.post(CHECK, json=BODY)).status_code == 200


@pytest.mark.parametrize("how", LOSE)
def test_a_lost_answer_closes_the_connection(how: str) -> None:
    """Over a socket, whatever the client; others are not concerned, and the server goes on."""
    emulator = Emulator(OPEN)
    LOSE[how](emulator)
    with run_in_thread(emulator) as base_url, httpx.Client(base_url=base_url) as client:
        other = httpx.Client(base_url=base_url)
        assert other.post(CHECK, json=BODY).status_code == 200
        with pytest.raises(httpx.TransportError):
            client.post(f"{MOBILE}/init", json=START)
        assert len(emulator.messages) == SENT[how]
        assert client.post(CHECK, json=BODY).status_code == 200
        assert other.post(CHECK, json=BODY).status_code == 200
        other.close()


def test_what_is_cut_has_begun() -> None:
    """Status, length and half of the body arrive."""
    emulator = Emulator(OPEN)
    emulator.lose_next("check_abha_address", cut=True)
    with run_in_thread(emulator) as base_url:
        connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=5)
        headers = {"Content-Type": "application/json"}
        connection.request("POST", CHECK, '{"abha_address": "asha@sbx"}', headers)
        answer = connection.getresponse()
        with pytest.raises(http.client.IncompleteRead) as cut:
            answer.read()
        connection.close()
    assert answer.status == 200
    assert cut.value.partial == b'{"exists'


def test_a_header_cannot_have_another_connection_closed() -> None:
    """The client is the one that is connected, whatever a header says."""
    emulator = Emulator(OPEN)
    emulator.lose_next("check_abha_address")
    with run_in_thread(emulator) as base_url, httpx.Client(base_url=base_url) as client:
        with pytest.raises(httpx.TransportError):
            client.post(CHECK, json=BODY, headers={"X-Forwarded-For": "10.0.0.1"})
        assert client.post(CHECK, json=BODY).status_code == 200


@pytest.mark.anyio
async def test_under_another_server_a_lost_answer_is_an_exception() -> None:
    """Which it turns into whatever it does for one."""
    emulator = Emulator(OPEN)
    emulator.lose_next("check_abha_address")
    app = httpx.ASGITransport(EmulatorApp(emulator), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=app, base_url="http://emulator") as client:
        assert (await client.post(CHECK, json=BODY)).status_code == 500


def test_a_slow_answer_takes_its_time() -> None:
    """In-process and over a socket; the emulator serves others meanwhile, and its own time does not move."""
    emulator = Emulator(OPEN)
    with run_in_thread(emulator) as base_url:
        for transport in (emulator.transport(), None):
            emulator.slow_next("check_abha_address", 0.3)
            begin = time.monotonic()
            with httpx.Client(transport=transport, base_url=base_url) as client:
                assert client.post(CHECK, json=BODY).json() == {"exists": False}
            assert time.monotonic() - begin >= 0.3
    assert {entry.at for entry in emulator.requests} == {0}


@pytest.mark.anyio
async def test_slow_answers_of_asynchronous_calls_do_not_add_up() -> None:
    """They wait side by side."""
    import asyncio

    emulator = Emulator(OPEN)
    emulator.slow_next("check_abha_address", 1.0, times=10)
    begin = time.monotonic()
    async with httpx.AsyncClient(transport=emulator.transport(), base_url="http://emulator") as client:
        await asyncio.gather(*(client.post(CHECK, json=BODY) for _ in range(10)))
    assert 1.0 <= time.monotonic() - begin < 9


def call_and_time_out(emulator: Emulator) -> None:
    """A blocking call that is not answered in time."""
    with (
        httpx.Client(transport=emulator.transport(), base_url="http://emulator", timeout=0.1) as client,
        pytest.raises(httpx.ReadTimeout),
    ):
        client.post(f"{MOBILE}/init", json=START)


@pytest.mark.anyio
async def test_a_call_waits_no_longer_than_its_read_timeout() -> None:
    """Then it fails as it would with a real connection, although it was processed."""
    emulator = Emulator(OPEN)
    emulator.slow_next("init_mobile_registration", 60)
    emulator.slow_next("check_abha_address", 60)
    begin = time.monotonic()
    call_and_time_out(emulator)
    async with httpx.AsyncClient(transport=emulator.transport(), base_url="http://emulator", timeout=0.1) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(CHECK, json=BODY)
    assert 0.2 <= time.monotonic() - begin < 5
    assert len(emulator.messages) == 1


def test_slow_answers_can_be_switched_off() -> None:
    """The magic ones and those that are asked for."""
    emulator = Emulator(EmulatorSettings(na_requires_bearer=False, slow_answers=0))
    emulator.slow_next("*", 60)
    slow = [magic for magic in MAGIC if magic.family is Family.SLOW]
    with httpx.Client(transport=emulator.transport(), base_url="http://emulator") as client:
        begin = time.monotonic()
        assert client.post(CHECK, json=BODY).status_code == 200
        for magic in slow:
            assert client.post(f"{MOBILE}/init", json={"mobile_number": magic.mobile}).status_code == 200
    assert time.monotonic() - begin < 30


def test_the_server_stops_while_an_answer_is_slow() -> None:
    """The client's connection is closed."""
    emulator = Emulator(OPEN)
    emulator.slow_next("check_abha_address", 60)
    begin = time.monotonic()
    with (
        run_in_thread(emulator) as base_url,
        httpx.Client(base_url=base_url, timeout=0.1) as client,
        pytest.raises(httpx.ReadTimeout),
    ):
        client.post(CHECK, json=BODY)
    assert time.monotonic() - begin < 8


def test_faults_need_an_operation() -> None:
    """That exists."""
    emulator = Emulator()
    for ask in (emulator.lose_next, lambda name: emulator.slow_next(name, 1)):
        with pytest.raises(ValueError, match="no operation is named 'x'"):
            ask("x")
    with pytest.raises(ValueError, match="seconds must not be negative"):
        emulator.slow_next("login", -1)
