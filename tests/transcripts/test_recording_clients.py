"""Recording a client's journey: over sockets and threads, and the file that it ends in."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import httpx
import pytest
from eka_abha import AbhaClient, AsyncAbhaClient
from eka_abha.emulator import Emulator
from eka_abha.emulator.server import run_in_thread
from eka_abha.errors import ConnectionFailed, EkaError, UnexpectedResponse
from eka_abha.transcripts import (
    AsyncRecordingTransport,
    Recorder,
    RecordingTransport,
    parse_transcript,
    read_transcript,
    recorded,
)
from eka_abha.transcripts.scrubbing import Scrubber
from eka_abha.transcripts.shapes import as_json

from tests.transcripts.journeys import MOBILE, record


def client_of(emulator: Emulator, transport: httpx.BaseTransport) -> AbhaClient:
    """A client in front of an emulator."""
    return AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=transport,
        max_retries=1,
    )


def test_while_recording_a_failed_connection_proves_nothing() -> None:
    """The price of wrapping the transport: what is repeated without recording is not, and the error is careful."""

    def refusing(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    emulator = Emulator(seed=1)
    recorder = Recorder("mobile")
    logged_in = httpx.MockTransport(
        lambda request: (
            emulator.transport().handle_request(request) if "connect-auth" in request.url.path else refusing(request)
        )
    )
    with client_of(emulator, RecordingTransport(logged_in, recorder)) as abha:
        with pytest.raises(ConnectionFailed) as caught:
            abha.registration.start_mobile(MOBILE)
        assert caught.value.may_have_been_processed
        assert caught.value.attempts == 1
        with pytest.raises(ConnectionFailed) as caught:
            abha.lookup.pincode("560001")
        assert caught.value.attempts == 2
    written = [(exchange.operation, exchange.failure) for exchange in recorder.transcript(ended="error").exchanges]
    assert written == [
        ("login", None),
        ("init_mobile_registration", "no connection"),
        ("resolve_pincode", "no connection"),
        ("resolve_pincode", "no connection"),
    ]


def test_recording_over_a_real_socket_writes_the_same() -> None:
    """As in this process, but for headers that only a real server sends, and for times."""
    emulator = Emulator(seed=5)
    recorder = Recorder("lookups")
    with run_in_thread(emulator) as base_url:
        emulator.add_account("nisha.rao@sbx", mobile=MOBILE)
        with AbhaClient(
            client_id=emulator.client_id,
            client_secret=emulator.client_secret,
            environment="sandbox",
            base_url=base_url,
            transport=RecordingTransport(httpx.HTTPTransport(), recorder),
        ) as abha:
            abha.lookup.address_exists("nisha.rao")
            abha.lookup.address_exists("nisha.rao90")
    served = recorder.transcript(ended="complete")
    assert served.environment == "other"
    bodies = [exchange.answered and as_json(exchange.answered.body) for exchange in served.exchanges]
    here = [exchange.answered and as_json(exchange.answered.body) for exchange in record("lookups")[0].exchanges[:3]]
    assert bodies == here


@pytest.mark.anyio
async def test_an_asynchronous_client_is_recorded_the_same() -> None:
    """The other transport, the same transcript."""
    emulator = Emulator(seed=5)
    recorder = Recorder("lookups", clock=lambda: 0.0)
    emulator.add_account("nisha.rao@sbx", mobile=MOBILE)
    async with AsyncAbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=AsyncRecordingTransport(emulator.transport(), recorder),
    ) as abha:
        await abha.lookup.address_exists("nisha.rao")
        emulator.lose_next("check_abha_address", cut=True)
        with pytest.raises(UnexpectedResponse):
            await abha.lookup.address_exists("nisha.rao90")
        emulator.lose_next("check_abha_address")
        await abha.lookup.address_exists("nisha.rao90")
    exchanges = recorder.transcript(ended="complete").exchanges
    assert [exchange.failure for exchange in exchanges] == [None, None, "cut short", "no answer", None]
    same = [exchange.answered and as_json(exchange.answered.body) for exchange in record("lookups")[0].exchanges[:3]]
    answers = [exchange.answered and as_json(exchange.answered.body) for exchange in exchanges]
    assert [answers[0], answers[1], answers[4]] == same


def test_concurrent_calls_are_each_written_down() -> None:
    """Numbered as they began; none is lost, none mixed up."""
    emulator = Emulator(seed=1)
    recorder = Recorder("lookups")
    with client_of(emulator, RecordingTransport(emulator.transport(), recorder)) as abha:
        abha.lookup.pincode("560001")
        threads = [threading.Thread(target=abha.lookup.pincode, args=("560001",)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    exchanges = recorder.transcript(ended="complete").exchanges
    assert [exchange.number for exchange in exchanges] == list(range(1, 23))
    assert {exchange.operation for exchange in exchanges[1:]} == {"resolve_pincode"}
    assert all(exchange.answered is not None and exchange.answered.status == 200 for exchange in exchanges)


@pytest.mark.parametrize(
    ("failure", "ended"),
    [
        (None, "complete"),
        (ValueError("x"), "error"),
        (KeyboardInterrupt(), "interrupted"),
        (SystemExit(1), "interrupted"),
    ],
)
def test_the_file_is_written_however_the_journey_ends(
    tmp_path: Path, failure: BaseException | None, ended: str
) -> None:
    """All of it and only it; the exception goes on."""
    file = tmp_path / "mobile.json"
    emulator = Emulator(seed=1)
    recorder = Recorder("mobile")

    def journey() -> None:
        with (
            recorded(file, recorder),
            client_of(emulator, RecordingTransport(emulator.transport(), recorder)) as abha,
        ):
            abha.registration.start_mobile(MOBILE)
            if failure is not None:
                raise failure

    if failure is None:
        journey()
    else:
        with pytest.raises(type(failure)):
            journey()
    transcript = read_transcript(file)
    assert transcript.ended == ended
    assert [exchange.operation for exchange in transcript.exchanges] == ["login", "init_mobile_registration"]
    assert [found.name for found in tmp_path.iterdir()] == ["mobile.json"]


def test_an_exchange_under_way_at_the_end_is_written_as_not_finished() -> None:
    """An answer whose body nobody read to its end is no answer."""
    recorder = Recorder("mobile")
    transport = RecordingTransport(httpx.MockTransport(lambda request: httpx.Response(200, content=b"{}")), recorder)
    response = transport.handle_request(httpx.Request("GET", "https://api.eka.care/abdm/v1/profile"))
    assert [exchange.failure for exchange in recorder.transcript(ended="interrupted").exchanges] == ["not finished"]
    response.read()
    assert [exchange.failure for exchange in recorder.transcript(ended="complete").exchanges] == [None]


def test_a_file_that_exists_is_refused_before_the_journey(tmp_path: Path) -> None:
    """Nobody does a journey with a patient to find that it cannot be saved; unless the file is to be replaced."""
    file = tmp_path / "mobile.json"
    file.write_text("{}")
    with pytest.raises(FileExistsError), recorded(file, Recorder("mobile")):
        raise AssertionError("the journey began")
    with pytest.raises(NotADirectoryError), recorded(tmp_path / "no" / "mobile.json", Recorder("mobile")):
        raise AssertionError("the journey began")
    with pytest.raises(NotADirectoryError), recorded(tmp_path / "no" / "a.json", Recorder("mobile"), replace=True):
        raise AssertionError("the journey began")
    assert file.read_text() == "{}"
    with recorded(file, Recorder("mobile"), replace=True):
        pass
    assert json.loads(file.read_text())["exchanges"] == []


def test_a_disk_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half-written, nothing left over."""
    file = tmp_path / "mobile.json"
    file.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Recorder("mobile").transcript(ended="complete").write(file, replace=True)
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("mobile.json", "old")]


def test_an_unreadable_answer_still_reaches_the_client_as_it_is() -> None:
    """Recording changes nothing of what the client sees."""
    emulator = Emulator(seed=1)
    emulator.fail_next("resolve_pincode", status=200, body="<html></html>")
    recorder = Recorder("lookups")
    with client_of(emulator, RecordingTransport(emulator.transport(), recorder)) as abha:
        with pytest.raises(UnexpectedResponse):
            abha.lookup.pincode("560001")
        assert abha.lookup.pincode("560001").state_name is not None
    bodies = [
        exchange.answered and as_json(exchange.answered.body)
        for exchange in recorder.transcript(ended="error").exchanges
    ]
    assert bodies[1] == "not JSON: html"


@pytest.mark.parametrize("broken", ["body", "query"])
def test_a_mistake_in_the_recorder_breaks_no_journey(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """A patient's registration goes on; what could not be written down is named."""
    emulator = Emulator(seed=1)
    recorder = Recorder("lookups")
    with client_of(emulator, RecordingTransport(emulator.transport(), recorder)) as abha:
        abha.access_token()

        def fails(*arguments: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(Scrubber, broken, fails)
        assert abha.lookup.pincode("560001").state_name is not None
    transcript = recorder.transcript(ended="complete")
    assert [exchange.failure for exchange in transcript.exchanges] == [None, "not recorded"]
    assert parse_transcript(transcript.to_json()) == transcript


def test_an_answer_that_is_cut_short() -> None:
    """It counts as none: half a body says nothing of the shape of the whole."""
    emulator = Emulator(seed=1)
    emulator.lose_next("init_mobile_registration", cut=True)
    recorder = Recorder("mobile")
    with (
        client_of(emulator, RecordingTransport(emulator.transport(), recorder)) as abha,
        pytest.raises(EkaError),
    ):
        abha.registration.start_mobile(MOBILE)
    assert [exchange.failure for exchange in recorder.transcript(ended="error").exchanges] == [None, "cut short"]
