"""A client made before a fork works in parent and child, each over connections of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread

from tests.support.raw_server import Connection, RawRequest, raw_server

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")

CALLING = """
import asyncio, os, sys, threading, time
kind, base_url = sys.argv[1:]
options = dict(client_id="emulator-client", client_secret="emulator-secret", base_url=base_url, keepalive_expiry=60,
               deadline=8.0)
if kind == "sync":
    from eka_abha import AbhaClient
    abha = AbhaClient(**options)
    def call(client=abha):
        return client.lookup.address_exists(f"nisha.rao{os.getpid()}@sbx")
else:
    from eka_abha.aio import AsyncAbhaClient
    abha = AsyncAbhaClient(**options, transport="aiohttp" if kind == "aiohttp" else None)
    runner = asyncio.Runner()
    def call(client=abha):
        return runner.run(client.lookup.address_exists(f"nisha.rao{os.getpid()}@sbx"))
def new_loop():
    global runner
    if kind != "sync":
        runner = asyncio.Runner()
def fork_and_wait(child):
    pid = os.fork()
    if pid == 0:
        try:
            new_loop()
            child()
            os._exit(0)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)
    return lambda: os.waitpid(pid, 0)[1] == 0 or sys.exit("the child failed")
"""


def run(script: str, kind: str, base_url: str) -> None:
    """Run a script in a process of its own, which must end well and soon."""
    done = subprocess.run(
        [sys.executable, "-c", CALLING + script, kind, base_url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", ["sync", "async", "aiohttp"])
def test_a_child_does_not_use_the_parents_connection(kind: str) -> None:
    """Two processes on one socket would read each other's patients."""

    def behave(request: RawRequest, connection: Connection) -> None:
        token = {"access_token": "t", "expires_in": 1800}
        connection.answer(token if request.path.endswith("login") else {"exists": True})

    with raw_server(behave) as server:
        run("call(); wait = fork_and_wait(lambda: (call(), call())); call(); wait(); call()", kind, server.base_url)
        assert server.connections == 2
        assert sorted(request.on_reused_connection for request in server.requests) == [False, False, *[True] * 4]
        assert server.paths().count("/connect-auth/v1/account/login") == 1


@pytest.mark.parametrize("kind", ["sync", "async", "aiohttp"])
def test_parent_and_children_call_at_the_same_time(kind: str) -> None:
    """As pre-forking servers do; the token they share goes on to work, and to be renewed."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        run(
            """
call()
waits = [fork_and_wait(lambda: [call() for _ in range(5)]) for _ in range(3)]
for _ in range(5):
    call()
for wait in waits:
    wait()
""",
            kind,
            base_url,
        )
    assert emulator.counts["check_abha_address"] == 21
    assert emulator.counts["login"] == 1


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_children_do_not_send_the_parents_refresh_token(kind: str) -> None:
    """Sent by several, it would be taken for stolen; the parent goes on to use it, the children log in."""
    script = """
call()
waits = [fork_and_wait(lambda: (call(), call())) for _ in range(2)]
for wait in waits:
    wait()
call()
"""
    given, refused = 0, False

    def behave(request: RawRequest, connection: Connection) -> None:
        nonlocal given, refused
        if "/account/" in request.path:
            given += 1
            connection.answer({"access_token": f"t{given}", "refresh_token": f"r{given}", "expires_in": 1800})
        elif refused and request.headers["authorization"] == "Bearer t1":
            connection.answer({}, status=401)
        else:
            refused = True  # from the second call on: the token is over for parent and children alike
            connection.answer({"exists": True})

    with raw_server(behave) as server:
        run(script, kind, server.base_url)
    paths = server.paths()
    assert paths.count("/connect-auth/v1/account/login") == 3
    assert paths.count("/connect-auth/v1/account/refresh-token") == 1


def test_locks_held_at_the_fork_do_not_hold_up_the_child() -> None:
    """Another thread of the parent held them; in the child nobody would ever let them go."""
    emulator = Emulator(seed=1)
    with run_in_thread(emulator) as base_url:
        run(
            """
call()
began = time.monotonic()
with abha._connections._changed, abha._tokens._flights._lock:
    wait = fork_and_wait(lambda: (call(), call(abha.with_options(sharing_key="other")), abha.close()))
wait()
assert time.monotonic() - began < 7, "it waited for a lock"
call()
""",
            "sync",
            base_url,
        )
    assert emulator.counts["check_abha_address"] == 4


def test_a_fork_in_the_middle_of_a_login() -> None:
    """The thread that logs in does not exist in the child: the child logs in itself, and closes at once."""
    script = """
with AbhaClient(access_token="other", base_url=base_url) as other:
    call(other)  # everything is imported: a fork in the middle of an import leaves its lock locked in the child
slow = threading.Thread(target=call)
slow.start()
while not [thread for thread in threading.enumerate() if thread.name == "eka-abha-token"]:
    time.sleep(0.01)
began = time.monotonic()
wait = fork_and_wait(lambda: (call(), abha.close()))
slow.join()
wait()
assert time.monotonic() - began < 7, "it waited for a login of the parent"
"""

    def behave(request: RawRequest, connection: Connection) -> None:
        if request.path.endswith("login"):
            time.sleep(1.0)
            connection.answer({"access_token": "t", "expires_in": 1800})
        else:
            connection.answer({"exists": True})

    with raw_server(behave) as server:
        run(script, "sync", server.base_url)
        assert server.paths().count("/connect-auth/v1/account/login") == 2
        assert len(server.requests) == 5


def test_a_close_in_the_child_leaves_the_parents_connection_open() -> None:
    def behave(request: RawRequest, connection: Connection) -> None:
        token = {"access_token": "t", "expires_in": 1800}
        connection.answer(token if request.path.endswith("login") else {"exists": True})

    with raw_server(behave) as server:
        run("call(); wait = fork_and_wait(abha.close); wait(); call()", "sync", server.base_url)
        assert server.connections == 1
        assert len(server.requests) == 3


@pytest.mark.parametrize("kind", ["async", "aiohttp"])
def test_a_child_that_forgets_the_client_leaves_the_parents_connection_open(kind: str) -> None:
    """What is collected in the child must not reach into the parent's sockets, which both processes hold."""
    script = """
import gc
call()
def child():
    global abha
    call.__defaults__ = ()
    del abha
    gc.collect()
fork_and_wait(child)()
call()
"""

    def behave(request: RawRequest, connection: Connection) -> None:
        token = {"access_token": "t", "expires_in": 1800}
        connection.answer(token if request.path.endswith("login") else {"exists": True})

    with raw_server(behave) as server:
        run(script, kind, server.base_url)
        assert server.connections == 1
        assert len(server.requests) == 3


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_given_transport_is_refused_in_a_child(kind: str) -> None:
    """It holds the parent's sockets and cannot be made anew: the child says so, and the parent goes on."""
    script = """
import httpx
from eka_abha.errors import ConfigurationError
transport = httpx.HTTPTransport() if kind == "sync" else httpx.AsyncHTTPTransport()
given = type(abha)(**options, transport=transport)
call(given)
def child():
    try:
        call(given)
    except ConfigurationError as error:
        assert "fork" in str(error)
    else:
        raise AssertionError("the child used the parent's transport")
ended = fork_and_wait(child)
ended()
call(given)
"""
    with run_in_thread(Emulator(seed=1)) as base_url:
        run(script, kind, base_url)
