"""Event loops: a client goes from one to the next, serves two at once, and survives whoever is cancelled."""

from __future__ import annotations

import asyncio
import gc
import random
import threading
import time
import warnings
from collections.abc import Awaitable, Callable

import anyio
import httpx
import pytest
from eka_abha._io import aio, pools
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import ConnectionFailed, RequestTimeout

from tests.support.raw_server import Connection, RawRequest, head, raw_server
from tests.support.recorder import LOGIN
from tests.support.untyped import untyped

pytestmark = pytest.mark.usefixtures("either_transport")

ADDRESS = "nisha.rao@sbx"


def client(base_url: str, **options: object) -> AsyncAbhaClient:
    """A client that needs no login."""
    return AsyncAbhaClient(**untyped({"access_token": "t", "base_url": base_url, **options}))


async def ask(abha: AsyncAbhaClient) -> bool:
    """Any call that changes nothing."""
    return await abha.lookup.address_exists(ADDRESS)


def yes(request: RawRequest, connection: Connection) -> None:
    token = {"access_token": "t", "expires_in": 1800}
    connection.answer(token if request.path == LOGIN else {"exists": True, "txn_id": "t"})


class Complaints:
    """What an event loop complains about: exceptions that nobody looked at, tasks that were forgotten."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._before = asyncio.all_tasks()
        asyncio.get_running_loop().set_exception_handler(lambda _, context: self.texts.append(context["message"]))

    def check(self) -> None:
        """There must be none, also when everything is collected, and no task that was not there before."""
        gc.collect()
        assert self.texts == []
        assert asyncio.all_tasks() <= self._before


def test_a_client_goes_from_one_loop_to_the_next(caplog: pytest.LogCaptureFixture) -> None:
    """``asyncio.run`` twice, as scripts and task queues do."""
    with raw_server(yes) as server, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # sockets of a loop that was closed under them
        abha = AsyncAbhaClient(client_id="i", client_secret="s", base_url=server.base_url, keepalive_expiry=60)
        for _ in range(3):
            assert asyncio.run(ask(abha))
        asyncio.run(abha.aclose())
        gc.collect()
        assert server.paths().count(LOGIN) == 1
        assert server.connections == 3
    assert "Unclosed" not in caplog.text


def test_a_client_serves_two_loops_at_once() -> None:
    """A thread for each, and one of them closes the client for both."""
    ready, closed = threading.Barrier(2), threading.Event()
    results: list[bool] = []

    async def work(abha: AsyncAbhaClient, *, closes: bool) -> None:
        ready.wait(10)
        results.extend(await asyncio.gather(*(ask(abha) for _ in range(30))))
        await asyncio.to_thread(ready.wait, 10)
        if closes:
            await abha.aclose()
            closed.set()
        else:
            await asyncio.to_thread(closed.wait, 10)

    with raw_server(yes) as server:
        abha = AsyncAbhaClient(client_id="i", client_secret="s", base_url=server.base_url)
        other = threading.Thread(target=lambda: asyncio.run(work(abha, closes=False)))
        other.start()
        asyncio.run(work(abha, closes=True))
        other.join(10)
        assert server.paths().count(LOGIN) <= 2
        limit = time.monotonic() + 5
        while server._open and time.monotonic() < limit:
            time.sleep(0.01)
        assert not server._open
    assert results == [True] * 60


@pytest.mark.anyio
async def test_cancelling_2000_tasks_leaves_the_pool_usable() -> None:
    """On httpx's own pool each cancelled call would keep its connection, until all later calls time out."""
    go_on = threading.Event()

    def behave(request: RawRequest, connection: Connection) -> None:
        go_on.wait(20)
        yes(request, connection)

    with raw_server(behave) as server:
        complaints = Complaints()
        abha = client(server.base_url)
        tasks = [asyncio.create_task(ask(abha)) for _ in range(2000)]
        await asyncio.sleep(0.3)
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(result, asyncio.CancelledError) for result in ended)
        go_on.set()
        assert await asyncio.gather(*(ask(abha) for _ in range(150))) == [True] * 150
        began = time.monotonic()
        await abha.aclose()
        assert time.monotonic() - began < 5
        del tasks, ended
        complaints.check()
        assert server.connections <= 100 + 150
        assert len(server.requests) <= 100 + 150


@pytest.mark.anyio
async def test_no_moment_of_a_call_is_wrong_to_be_cancelled() -> None:
    """While connecting, sending, waiting, reading, closing: no connection is lost to the pool."""
    chance = random.Random(7)

    def behave(request: RawRequest, connection: Connection) -> None:
        connection.send(head(200, 16))
        time.sleep(0.001)
        connection.send(b'{"exists": true}')
        if chance.random() < 0.5:
            connection.drop()

    transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=8))
    with raw_server(behave) as server:
        async with client(server.base_url, transport=transport, max_retries=0) as abha:
            for _ in range(60):
                tasks = [asyncio.create_task(ask(abha)) for _ in range(8)]
                for task in tasks:
                    asyncio.get_running_loop().call_later(chance.random() * 0.012, task.cancel)
                await asyncio.gather(*tasks, return_exceptions=True)
            patient = abha.with_options(max_retries=10)  # a connection may drop just as it is used again
            assert await asyncio.gather(*(ask(patient) for _ in range(8))) == [True] * 8
            limit = time.monotonic() + 5  # calls whose callers are gone may still be on their way
            while "Requests: 0 active, 0 queued | Connections: 0 active" not in repr(transport._pool):
                assert time.monotonic() < limit, repr(transport._pool)
                await asyncio.sleep(0.01)


@pytest.mark.anyio
@pytest.mark.parametrize("drops", [True, False])
async def test_calls_whose_callers_are_gone_end_in_silence(drops: bool) -> None:
    """Failed or not, nobody is there to be told; closing waits for them, and no task is left."""

    go_on = threading.Event()

    def behave(request: RawRequest, connection: Connection) -> None:
        go_on.wait(20)
        connection.drop() if drops else yes(request, connection)

    with raw_server(behave) as server:
        complaints = Complaints()
        async with client(server.base_url) as abha:
            for _ in range(20):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.01):
                        await abha.registration.start_mobile("9876543210")
            go_on.set()
        complaints.check()


@pytest.mark.anyio
async def test_cancelled_while_waiting_for_a_connection_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patient was gone before it was their turn: no OTP."""
    monkeypatch.setattr(pools, "MAX_CONNECTIONS", 1)

    go_on = threading.Event()

    def slow(request: RawRequest, connection: Connection) -> None:
        go_on.wait(20)
        yes(request, connection)

    with raw_server(slow) as server:
        async with client(server.base_url) as abha:
            first = asyncio.create_task(ask(abha))
            await asyncio.sleep(0.1)
            waiting = [asyncio.create_task(abha.registration.start_mobile("9876543210")) for _ in range(5)]
            await asyncio.sleep(0.1)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            go_on.set()
            assert await first
            assert await ask(abha)
        assert [request.path.rsplit("/", 1)[-1] for request in server.requests] == ["check", "check"]


@pytest.mark.anyio
async def test_no_free_connection_in_time_means_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is evidence: an OTP is tried again, and the error says that nothing was processed."""
    monkeypatch.setattr(pools, "MAX_CONNECTIONS", 1)

    go_on = threading.Event()

    def slow(request: RawRequest, connection: Connection) -> None:
        go_on.wait(20)
        yes(request, connection)

    with raw_server(slow) as server:
        async with client(server.base_url) as abha:
            first = asyncio.create_task(ask(abha))
            await asyncio.sleep(0.1)
            with pytest.raises(ConnectionFailed) as caught:
                await abha.with_options(timeout=0.2, max_retries=1).registration.start_mobile("9876543210")
            go_on.set()
            assert await first
        assert len(server.requests) == 1
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_the_deadline_releases_the_caller_and_ends_the_call() -> None:
    """Even while headers drip: the caller goes home, the call gives its connection up, and closing need not wait."""
    written = threading.Event()

    def drip(request: RawRequest, connection: Connection) -> None:
        body = b'{"exists": true}'
        connection.drip(head(200, len(body)), pause=0.05)
        written.set()
        connection.send(body)

    with raw_server(drip) as server:
        complaints = Complaints()
        async with client(server.base_url, deadline=1.5) as abha:
            with pytest.raises(RequestTimeout):
                await ask(abha)
            assert not written.is_set()
        assert not written.is_set()
        complaints.check()


@pytest.mark.anyio
async def test_closing_cuts_off_calls_that_never_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a grace; whoever still waits for one gets an error of ours, not a cancellation that nobody asked for."""
    monkeypatch.setattr(aio, "CLOSING_GRACE", 0.3)
    with raw_server(lambda _, connection: time.sleep(5)) as server:
        complaints = Complaints()
        abha = client(server.base_url, max_retries=0)
        waiting = asyncio.create_task(abha.registration.start_mobile("9876543210"))
        await asyncio.sleep(0.2)
        began = time.monotonic()
        await abha.aclose()
        assert time.monotonic() - began < 4.5
        with pytest.raises(ConnectionFailed) as caught:
            await waiting
        assert caught.value.may_have_been_processed
        del waiting
        complaints.check()


class SlowTransport(httpx.AsyncBaseTransport):
    """Takes its time, and tells when it was closed."""

    def __init__(self) -> None:
        self.answered = False
        self.closed_after_answer: bool | None = None
        self.closed = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.3)
        self.answered = True
        return httpx.Response(200, json={"exists": True})

    async def aclose(self) -> None:
        self.closed_after_answer = self.answered
        self.closed.set()


async def by_task(close: Callable[[], Awaitable[None]]) -> None:
    task = asyncio.ensure_future(close())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def by_scope(close: Callable[[], Awaitable[None]]) -> None:
    with anyio.CancelScope() as scope:
        scope.cancel()
        await close()


@pytest.mark.anyio
@pytest.mark.parametrize("cancelled", [by_task, by_scope])
async def test_a_cancelled_close_goes_on(
    cancelled: Callable[[Callable[[], Awaitable[None]]], Awaitable[None]],
) -> None:
    """The framework ran out of patience: calls still end, and the transport is closed after them."""
    transport = SlowTransport()
    abha = AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=transport)
    call = asyncio.create_task(ask(abha))
    await asyncio.sleep(0.05)
    await cancelled(abha.aclose)
    assert await call
    await asyncio.wait_for(transport.closed.wait(), 10)
    assert transport.closed_after_answer is True


@pytest.mark.anyio
async def test_tasks_do_not_get_each_others_answers() -> None:
    """Each patient's call is answered with the same patient's data, also when half of the callers are gone."""

    def echo(request: RawRequest, connection: Connection) -> None:
        address = request.json()["abha_address"]
        assert isinstance(address, str)
        connection.answer({"exists": int(address.removesuffix("@sbx").removeprefix("user")) % 3 == 0})

    with raw_server(echo) as server:
        async with client(server.base_url) as abha:

            async def one(number: int) -> bool:
                return await abha.lookup.address_exists(f"user{number}@sbx")

            tasks = [asyncio.create_task(one(1000 + number)) for number in range(300)]
            for task in tasks[::2]:
                asyncio.get_running_loop().call_later(0.02, task.cancel)
            ended = await asyncio.gather(*tasks, return_exceptions=True)
    for number, result in enumerate(ended):
        assert isinstance(result, asyncio.CancelledError) or result is ((1000 + number) % 3 == 0)
    assert sum(isinstance(result, bool) for result in ended) >= 150
