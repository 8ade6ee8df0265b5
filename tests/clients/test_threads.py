"""One client in many threads: no answer goes to the wrong one, and closing waits for those who still call."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha._http import transports
from eka_abha.errors import ConfigurationError, ConnectionFailed, EkaError
from eka_abha_api.api.lookup import check_abha_address
from eka_abha_api.models.check_abha_address_request import CheckAbhaAddressRequest

from tests.support.authority import Authority
from tests.support.crowd import at_once
from tests.support.raw_server import Connection, RawRequest, raw_server
from tests.support.recorder import Recorder


def client(base_url: str, deadline: float = 25.0, max_retries: int = 2) -> AbhaClient:
    """A client that needs no login."""
    return AbhaClient(access_token="t", base_url=base_url, deadline=deadline, max_retries=max_retries)


def check_echo(abha: AbhaClient, number: int) -> None:
    """One call bound to a patient of this number, whose answer must be about the same number."""
    answer = check_abha_address.sync(
        client=abha.for_patient(oid=f"oid-{number}").api, body=CheckAbhaAddressRequest(abha_address=f"user{number}@sbx")
    )
    assert answer is not None
    assert answer.additional_properties == {"seen": [f"oid-{number}", f"user{number}@sbx"]}


def echo(request: RawRequest, connection: Connection) -> None:
    seen = [request.headers["x-pt-id"], request.json()["abha_address"]]
    connection.answer({"exists": True, "seen": seen})


def test_threads_do_not_get_each_others_answers() -> None:
    def calls(number: int) -> None:
        for turn in range(15):
            check_echo(abha, number * 1000 + turn)

    with raw_server(echo) as server, client(server.base_url) as abha:
        assert at_once(40, calls) == [None] * 40
        assert len(server.requests) == 600
        assert server.connections <= 100


def test_close_waits_for_the_calls_of_other_threads() -> None:
    """They were accepted: cutting them off would leave it open whether an OTP was sent."""
    entered, found = threading.Event(), list[str]()

    def slow(request: RawRequest, connection: Connection) -> None:
        entered.set()
        time.sleep(0.6)
        echo(request, connection)

    with raw_server(slow) as server:
        abha = client(server.base_url)

        def call() -> None:
            check_echo(abha, 7)
            found.append("answered")

        thread = threading.Thread(target=call)
        thread.start()
        assert entered.wait(10)
        abha.close()
        with pytest.raises(ConfigurationError, match="closed"):
            check_echo(abha, 8)
        thread.join(10)
    assert found == ["answered"]


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "TLS"])
def test_close_cuts_off_those_who_take_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, tls: bool) -> None:
    """It ends, whatever the service does."""
    authority = Authority(tmp_path)
    server_context = authority.server_context("127.0.0.1") if tls else None
    client_context = authority.client_context() if tls else None
    monkeypatch.setattr("eka_abha._io.threads.CLOSING_GRACE", 0.3)
    entered, go_on = threading.Event(), threading.Event()

    def hang(request: RawRequest, connection: Connection) -> None:
        entered.set()
        go_on.wait(20)

    with raw_server(hang, tls=server_context) as server:
        abha = AbhaClient(
            access_token="t", base_url=server.base_url, timeout=15.0, max_retries=0, ssl_context=client_context
        )
        failures = list[EkaError]()

        def call() -> None:
            try:
                check_echo(abha, 7)
            except EkaError as error:
                failures.append(error)

        thread = threading.Thread(target=call)
        thread.start()
        assert entered.wait(10)
        began = time.monotonic()
        abha.close()
        thread.join(10)
        assert time.monotonic() - began < 10
        go_on.set()
    assert [type(failure) for failure in failures] == [ConnectionFailed]


def test_close_from_within_a_call_does_not_wait_for_itself() -> None:
    """A signal handler closes the client while the main thread is in a call."""

    def handle(request: httpx.Request) -> httpx.Response:
        abha.close()
        return httpx.Response(200, json={"exists": True})

    service = Recorder(handle)
    abha = AbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service)
    began = time.monotonic()
    assert abha.lookup.address_exists("nisha.rao@sbx")
    assert time.monotonic() - began < 5
    assert service.closed == 1


def test_a_call_that_finds_no_free_connection_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool timeout is evidence: an OTP is tried again, and the error says that nothing was processed."""
    monkeypatch.setattr(transports, "MAX_CONNECTIONS", 2)
    busy, go_on = threading.Barrier(3), threading.Event()

    def slow(request: RawRequest, connection: Connection) -> None:
        busy.wait(10)
        go_on.wait(20)
        echo(request, connection)

    with raw_server(slow) as server:
        abha = AbhaClient(access_token="t", base_url=server.base_url)
        hasty = AbhaClient.with_options(abha, timeout=0.2, max_retries=1)
        threads = [threading.Thread(target=check_echo, args=(abha, number)) for number in range(2)]
        for thread in threads:
            thread.start()
        busy.wait(10)
        with pytest.raises(ConnectionFailed) as caught:
            hasty.registration.start_mobile("9876543210")
        go_on.set()
        for thread in threads:
            thread.join(10)
        assert len(server.requests) == 2
        abha.close()
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed
