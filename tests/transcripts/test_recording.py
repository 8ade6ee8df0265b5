"""What is written down of an exchange."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from eka_abha.transcripts import (
    Recorder,
    RecordingTransport,
    Transcript,
)
from eka_abha.transcripts.document import Answered, Asked, Exchange
from eka_abha.transcripts.shapes import Fields, Leaf, as_json

from tests.transcripts.journeys import MOBILE


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


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("119.5", 119), ("121", 180), ("7391", 7440), ("999999999", 86_400), ("x", None)]
)
def test_retry_after_is_rounded(header: str, seconds: int | None) -> None:
    """To minutes where it is long: five digits of a header are not shown as they came."""
    answered = transcript_of(httpx.Response(429, headers={"Retry-After": header})).exchanges[0].answered
    assert answered is not None
    assert answered.retry_after == seconds
