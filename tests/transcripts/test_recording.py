"""What is written down of an exchange, when, and how the file comes about."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
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
    Transcript,
    parse_transcript,
    read_transcript,
    recorded,
)
from eka_abha.transcripts.document import Answered, Asked, Exchange
from eka_abha.transcripts.scrubbing import Scrubber
from eka_abha.transcripts.shapes import Fields, Leaf, as_json

from tests.transcripts.journeys import MOBILE, record


def transcript_of(*answers: httpx.Response | BaseException, clock: Iterator[float] | None = None) -> Transcript:
    """A transcript of one request for each of these answers."""
    recorder = Recorder("mobile", clock=(lambda: next(clock)) if clock is not None else lambda: 0.0)
    coming = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        this = next(coming)
        if isinstance(this, BaseException):
            raise this
        return this

    with httpx.Client(transport=RecordingTransport(httpx.MockTransport(answer), recorder)) as client:
        for _ in answers:
            with suppress(httpx.HTTPError, KeyboardInterrupt):
                client.post("https://api.eka.care/abdm/na/v1/registration/mobile/init", json={"mobile_number": MOBILE})
    return recorder.transcript(ended="complete")


def test_an_exchange_as_it_is_written_down() -> None:
    """Operation, names of headers, types of fields, status, and what is known of the values."""
    answer = httpx.Response(
        200,
        headers={"X-Request-Id": "abc", "X-New": "def"},
        json={"txn_id": "t-1", "hint": "OTP sent to ******3210", "expiry": None, "marmalade": 3, "list": []},
    )
    transcript = transcript_of(answer, clock=iter([100.0, 100.44]))
    answered = transcript.exchanges[0].answered
    assert answered is not None
    assert (transcript.journey, transcript.environment, transcript.ended) == ("mobile", "production", "complete")
    assert transcript.exchanges == (
        Exchange(
            number=1,
            operation="init_mobile_registration",
            method="POST",
            after=0.0,
            took=0.4,
            asked=Asked(
                headers=(
                    "accept",
                    "accept-encoding",
                    "connection",
                    "content-length",
                    "content-type",
                    "host",
                    "user-agent",
                ),
                query=Fields(),
                body=Fields({"mobile_number": Leaf("string", label="mobile#1", form="10 digits")}),
            ),
            answered=Answered(
                status=200,
                content_type="application/json",
                headers=("content-length", "content-type", "x-request-id", "others"),
                retry_after=None,
                body=answered.body,
            ),
        ),
    )
    assert as_json(answered.body) == {
        "txn_id": "string txn#1",
        "hint": "string (6 masked, 4 shown)",
        "expiry": "null",
        "(names not shown)": ["one", "integer"],
        "list": ["none"],
    }


def test_null_is_not_absent_and_an_empty_text_is_not_a_text() -> None:
    """Each is a thing of its own, as are true, a number and a fraction."""
    body = {"hint": None, "hpr_id": "", "success": True, "internal": False, "active": True, "age": 4, "limit": 0.5}
    answered = transcript_of(httpx.Response(200, json=body)).exchanges[0].answered
    assert answered is not None
    assert as_json(answered.body) == {
        "active": "boolean",
        "age": "integer",
        "hint": "null",
        "hpr_id": "string (empty)",
        "internal": "boolean = false",
        "limit": "number",
        "success": "boolean = true",
    }


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("hint", "OTP sent to ******3210", "string (6 masked, 4 shown)"),
        ("hint", "OTP sent to mobile number ending with xxxxxx10", "string (6 masked, 2 shown)"),
        ("hint", "Sent to XXXX-XXX-1", "string (7 masked, 1 shown)"),
        ("hint", "OTP sent to your mobile", "string"),
        ("hint", "OTP sent to 9876543210", "string"),
        ("abha_number", "xx-xxxx-xxxx-1525", "string (10 masked, 4 shown)"),
        ("abha_number", "12-3456-7856-8912", "string (14 digits with dashes)"),
        ("abha_number", "12345678568912", "string (14 digits)"),
        ("mobile", "******3210", "string (6 masked, 4 shown)"),
        ("mobile", "+919876543210", "string"),
        ("abha_address", "ni*****@sbx", "string (5 masked, 0 shown)"),
        ("abha_address", "nisha.rao@abdm", "string (@abdm)"),
        ("abha_address", "nisha.rao@other", "string (other suffix)"),
        ("abha_address", "nisha.rao", "string (no suffix)"),
        ("aadhaar", "234567890124", "string (12 digits)"),
        ("aadhaar", "234567890125", "string (12 digits, check digit wrong)"),
        ("otp", "4321", "string (4 digits)"),
    ],
)
def test_the_form_of_a_value(field: str, value: str, written: str) -> None:
    """Suffixes, numbers of digits, and how much of a masked number can be read; never which."""
    answered = transcript_of(httpx.Response(200, json={"list": [{field: value}]})).exchanges[0].answered
    assert answered is not None
    assert as_json(answered.body) == {"list": ["one", {field: written}]}


def test_lists_say_none_one_or_many() -> None:
    """Never how many; and the labels of what is in them are left out, unless one stands elsewhere, too."""
    offered = [{"abha_address": f"person{number}@sbx"} for number in range(5)]
    first = httpx.Response(200, json={"abha_profiles": offered, "suggestions": ["a@sbx"], "profiles": []})
    second = httpx.Response(200, json={"profile": {"abha_address": "person3@sbx"}})
    one, other = (exchange.answered for exchange in transcript_of(first, second).exchanges)
    assert one is not None
    assert other is not None
    assert as_json(one.body) == {
        "abha_profiles": ["many", {"abha_address": "string (@sbx)"}, {"abha_address": "string address#1 (@sbx)"}],
        "suggestions": ["one", "string (@sbx)"],
        "profiles": ["none"],
    }
    assert as_json(other.body) == {"profile": {"abha_address": "string address#1 (@sbx)"}}


def test_equal_values_have_the_same_label_and_others_another() -> None:
    """That is how a renewed txn_id is told from one that stays."""
    answers = [httpx.Response(200, json={"txn_id": txn_id}) for txn_id in ("a", "b", "a")]
    labels = [exchange.answered and as_json(exchange.answered.body) for exchange in transcript_of(*answers).exchanges]
    assert labels == [{"txn_id": "string txn#1"}, {"txn_id": "string txn#2"}, {"txn_id": "string txn#1"}]


@pytest.mark.parametrize(
    ("failure", "written"),
    [
        (httpx.ConnectError("x"), "no connection"),
        (httpx.ReadTimeout("x"), "no answer"),
        (KeyboardInterrupt(), "no answer"),
    ],
)
def test_an_exchange_without_an_answer(failure: BaseException, written: str) -> None:
    """It is there, with what kind of failure it was."""
    transcript = transcript_of(failure, httpx.Response(204))
    assert [exchange.failure for exchange in transcript.exchanges] == [written, None]
    assert transcript.exchanges[0].answered is None


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


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("119.5", 119), ("121", 180), ("7391", 7440), ("999999999", 86_400), ("x", None)]
)
def test_retry_after_is_rounded(header: str, seconds: int | None) -> None:
    """To minutes where it is long: five digits of a header are not shown as they came."""
    answered = transcript_of(httpx.Response(429, headers={"Retry-After": header})).exchanges[0].answered
    assert answered is not None
    assert answered.retry_after == seconds


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
