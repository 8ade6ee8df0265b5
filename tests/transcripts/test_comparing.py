"""Every way in which a service may answer otherwise than the emulator is found, named and placed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from eka_abha.transcripts import Difference, parse_transcript
from eka_abha.transcripts.comparing import differences
from eka_abha.transcripts.replaying import replayed
from eka_abha.transcripts.switches import base_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transcripts.journeys import RECORDED, record
from tests.transcripts.test_reading import PLACES, WRITTEN, changed

INIT, WRONG, VERIFY, SUGGEST, TAKEN, CREATE = 1, 2, 3, 4, 5, 6
Answer = dict[str, Any]


def compared(data: object) -> tuple[Difference, ...]:
    """The differences, without a search for switches that explain them."""
    transcript = parse_transcript(data)
    return differences(transcript, replayed(transcript, base_settings(transcript)))


def found(
    number: int, change: Callable[[Answer], object], written: Answer = WRITTEN
) -> list[tuple[int, str, str, str]]:
    """The differences after a change of one answer of the service: exchange, where, service, emulator."""
    data = copy.deepcopy(written)
    change(data["exchanges"][number]["answer"])
    return [(one.exchange, one.where, one.service, one.emulator) for one in compared(data)]


def test_the_exchanges_are_those_that_the_tests_below_name() -> None:
    """A reader of these tests knows which answer is changed."""
    operations = [exchange["operation"] for exchange in WRITTEN["exchanges"]]
    assert operations == [
        "login",
        "init_mobile_registration",
        "verify_mobile_registration",
        "verify_mobile_registration",
        "suggest_abha_addresses",
        "create_mobile_registration",
        "create_mobile_registration",
    ]


def test_a_field_more_and_a_field_less() -> None:
    """Of objects only the field itself is named, not all that is in it."""
    assert found(INIT, lambda answer: answer["body"].pop("hint")) == [
        (2, "hint", "absent", "string (6 masked, 4 shown)"),
    ]
    assert found(VERIFY, lambda answer: answer["body"].update(profile={"mobile": "string", "age": "integer"})) == [
        (4, "profile", "object", "absent"),
    ]
    assert found(CREATE, lambda answer: answer["body"].pop("eka")) == [(7, "eka", "absent", "object")]


def test_another_type_null_and_a_list() -> None:
    """Each is a difference of its own."""
    assert found(VERIFY, lambda answer: answer["body"].update(abha_profiles=["none"])) == [
        (4, "abha_profiles", "list of none", "null"),
    ]
    assert found(CREATE, lambda answer: answer["body"]["profile"].update(kyc_verified="string = false")) == [
        (7, "profile.kyc_verified", "string = false", "boolean = false"),
    ]
    assert found(SUGGEST, lambda answer: answer["body"].update(suggestions=["one", "string (@sbx)"]))[0] == (
        (5, "suggestions", "list of one", "list of many")
    )


def test_another_state() -> None:
    """An enum-like value."""
    assert found(VERIFY, lambda answer: answer["body"].update(skip_state="string")) == [
        (4, "skip_state", "string", "string = abha_create"),
    ]


def test_another_status_or_source_code() -> None:
    """They are one: what is in the bodies of a success and an error is not compared."""
    assert found(INIT, lambda answer: answer.update(status=201))[0] == (2, "HTTP status", "201", "200")
    code = {"code": "string = MIS-1013", "message": "string"}
    assert found(WRONG, lambda answer: answer["body"].update(source_error=code)) == [
        (3, "HTTP status", "400 MIS-1013", "400 ABDM-1035"),
    ]
    assert found(TAKEN, lambda answer: answer.update(status=409))[0] == (
        6,
        "HTTP status",
        "409 ABDM-1101",
        "500 ABDM-1101",
    )


def test_another_text_of_the_same_error() -> None:
    """The text is compared as far as it is shown."""
    assert found(WRONG, lambda answer: answer["body"].update(error="string: Invalid OTP")) == [
        (3, "error", "string: Invalid OTP", "string: OTP doesn't match"),
    ]


def test_headers_that_count() -> None:
    """Content type and Retry-After; which other headers came is not compared."""
    assert found(INIT, lambda answer: answer.update(content_type="text/plain")) == [
        (2, "content type", "text/plain", "application/json"),
    ]
    assert found(INIT, lambda answer: answer.update(retry_after=30)) == [(2, "Retry-After", "30", "absent")]
    assert found(INIT, lambda answer: answer.update(headers=["server", "others"])) == []


def test_a_txn_id_that_is_not_renewed_or_is_renewed() -> None:
    """Seen by its label, and the later calls go on with the newest."""
    data = copy.deepcopy(WRITTEN)
    text = json.dumps(data["exchanges"][VERIFY:]).replace("txn#2", "txn#1")
    data["exchanges"][VERIFY:] = json.loads(text)
    (one,) = compared(data)
    assert (one.exchange, one.where) == (4, "txn_id")
    assert (one.service, one.emulator) == ("string, the same as txn_id of this request", "string, new")
    assert found(TAKEN, lambda answer: answer["body"].update(txn_id="string txn#3")) == [
        (6, "txn_id", "string, new", "absent"),
    ]


def test_a_txn_id_comes_back_that_was_superseded() -> None:
    """The call is made with the old one, and the emulator refuses it."""
    data = copy.deepcopy(WRITTEN)
    data["exchanges"][CREATE]["request"]["body"]["txn_id"] = "string txn#1"
    (one,) = compared(data)
    assert (one.exchange, one.where, one.service, one.emulator) == (7, "HTTP status", "200", "500 MIS-1026")
    assert one.follows is None


def test_what_follows_from_a_difference_says_so() -> None:
    """A service that lets in where the emulator refuses: what comes then may only be a consequence."""
    data = copy.deepcopy(WRITTEN)
    login = data["exchanges"][0]
    refused = copy.deepcopy(data["exchanges"][VERIFY])
    data["exchanges"] = [login, data["exchanges"][INIT], refused, *data["exchanges"][VERIFY + 1 :]]
    refused["answer"]["status"] = 201
    for number, exchange in enumerate(data["exchanges"], start=1):
        exchange["number"] = number
    text = json.dumps(data).replace("otp#2", "otp#1")
    results = compared(json.loads(text))
    assert [(one.exchange, one.follows) for one in results] == [(3, None)]


def test_exchanges_without_an_answer_are_left_out() -> None:
    """What came of a lost call nobody knows: it is not made again."""
    data = copy.deepcopy(WRITTEN)
    data["exchanges"][WRONG].update(answer=None, failure="no answer")
    assert compared(data) == ()


def test_the_environment_decides_the_suffix() -> None:
    """What was recorded in production is compared with an emulator of production's addresses."""
    text = json.dumps({**WRITTEN, "environment": "production"}).replace("@sbx", "@abdm")
    assert compared(json.loads(text)) == ()


def test_a_replay_does_not_depend_on_real_time() -> None:
    """Waits of the transcript are the emulator's, and how long an answer took is not compared."""
    data = copy.deepcopy(WRITTEN)
    for exchange in data["exchanges"]:
        exchange.update(took=2.5, after=17.0)
    assert compared(data) == ()


ANSWERED = [path for path in PLACES if path[:1] == ("exchanges",) and path[2:4] == ("answer", "body")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(ANSWERED), st.sampled_from(["null", "integer", "string (empty)", "number", ["none"], {}]))
def test_any_change_of_an_answer_is_a_difference_there(path: tuple[str | int, ...], value: object) -> None:
    """Wherever in the answers; and in no answer before it."""
    node: Any = WRITTEN
    for step in path:
        node = node[step]
    data = changed(path, value)
    if node == value or path[-1] in ("many", 0):
        return
    results = compared(data)
    assert results
    assert results[0].exchange == int(path[1]) + 1


ALL = {name: json.loads(record(name)[0].to_text()) for name in RECORDED}
PARTS: tuple[object, ...] = (
    *("null", "string", "integer", "string (empty)", "not JSON: html", "string txn#7", "string = ABDM-1043"),
    *("string = abha_end", "string = abha_select", "string = confirm_mobile_otp", "boolean = true"),
    *(["none"], ["one", "string"], ["many", "string", {"abha_address": "string address#9"}], {}),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(ALL)), st.data())
def test_no_transcript_breaks_a_replay(name: str, data: st.DataObject) -> None:
    """Whatever a service answered, and whatever was sent: there is a result, however little sense it made."""
    written = copy.deepcopy(ALL[name])
    exchange = data.draw(st.sampled_from(written["exchanges"]))
    part = data.draw(st.sampled_from(["request", "answer"]))
    if isinstance(exchange[part]["body"], dict) and exchange[part]["body"]:
        field = data.draw(st.sampled_from(sorted(exchange[part]["body"])))
        exchange[part]["body"][field] = data.draw(st.sampled_from(PARTS))
    else:
        exchange[part]["body"] = data.draw(st.sampled_from(PARTS))
    exchange["answer"]["status"] = data.draw(st.sampled_from([exchange["answer"]["status"], 200, 400, 491, 502]))
    compared(written)


def test_a_journey_that_ended_early_is_compared_as_far_as_it_went() -> None:
    """A transcript of an interrupted journey is worth something, too."""
    transcript, _ = record("aadhaar")
    data = json.loads(transcript.to_text())
    for kept in range(len(data["exchanges"]) + 1):
        part = {**data, "ended": "interrupted", "exchanges": data["exchanges"][:kept]}
        assert compared(part) == ()


@pytest.mark.parametrize("name", ["aadhaar", "login by search", "kyc", "session"])
def test_one_difference_in_another_journey_is_one_difference(name: str) -> None:
    """Whatever the journey: a field that is missing from its last answer is all that is said."""
    data = json.loads(record(name)[0].to_text())
    last = max(
        number
        for number, exchange in enumerate(data["exchanges"])
        if exchange["answer"]["status"] == 200 and len(exchange["answer"]["body"]) > 0
    )
    removed = max(data["exchanges"][last]["answer"]["body"])
    assert [one[:2] for one in found(last, lambda answer: answer["body"].pop(removed), data)] == [(last + 1, removed)]
