"""No value of a person, and no secret, is ever in a transcript: wherever it stood, and whatever the answer was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.emulator import Emulator
from eka_abha.transcripts import Recorder, RecordingTransport, parse_transcript
from eka_abha_api.operations import OPERATIONS
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.privacy import canaries
from tests.privacy.canaries import found_in
from tests.privacy.hostile import ERROR_ANSWERS, NUMBERS, REPEATING_ANSWERS, TOKENS, UNREADABLE_ANSWERS, Answer
from tests.privacy.serving import FULL_ANSWER
from tests.transcripts.journeys import RECORDED
from tests.transcripts.shape_strategies import FIELD_NAMES

VALUES = (
    canaries.MOBILE,
    canaries.AADHAAR,
    canaries.ABHA_NUMBER,
    canaries.OTP,
    canaries.FIRST,
    canaries.MIDDLE,
    canaries.LAST,
    canaries.STREET,
    canaries.ADDRESS,
    canaries.CLIENT_SECRET,
    canaries.SHARING_KEY,
    canaries.ACCESS_TOKEN,
    canaries.REFRESH_TOKEN,
    canaries.PATIENT_TOKEN,
    canaries.MIN_TOKEN,
    canaries.COOKIE,
    NUMBERS,
    TOKENS,
    int(canaries.MOBILE),
    int(canaries.AADHAAR),
    int(canaries.OTP),
    float(canaries.MOBILE),
)
ANSWERS = (*ERROR_ANSWERS, *REPEATING_ANSWERS, *UNREADABLE_ANSWERS)
SENT = {
    "first_name": canaries.FIRST,
    "mobile": canaries.MOBILE,
    "otp": canaries.OTP,
    canaries.MOBILE: canaries.AADHAAR,
    f"{canaries.FIRST}_{canaries.LAST}": canaries.STREET,
}


def recorded(
    body: bytes, content_type: str, *, status: int = 200, path: str = "/abdm/v1/profile", **more: Any
) -> tuple[str, Recorder]:
    """One exchange, written down."""
    recorder = Recorder("profile")
    headers = {"content-type": content_type, "set-cookie": canaries.COOKIE, "x-request-id": canaries.ACCESS_TOKEN}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers={**headers, **more.get("answered", {})}, content=body)

    transport = RecordingTransport(httpx.MockTransport(answer), recorder)
    with httpx.Client(transport=transport, base_url=f"https://{canaries.MOBILE}.example") as client:
        client.request(
            more.get("method", "POST"),
            path,
            params=more.get("params"),
            json=more.get("sent", SENT),
            headers={
                "authorization": f"Bearer {canaries.ACCESS_TOKEN}",
                "x-pt-id": canaries.MOBILE,
                **more.get("headers", {}),
            },
        )
    text = recorder.transcript(ended="error").to_text()
    parse_transcript(json.loads(text))
    return text, recorder


APART = "\n-----\n"
"""Between texts that have nothing to do with each other: a field's name and a time beside it are no date of birth."""


def strings_in(thing: object, seen: set[int] | None = None) -> Iterator[str]:
    """All texts and bytes that can be reached from an object of this library."""
    seen = set() if seen is None else seen
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, str | bytes | int | float):
        yield str(thing)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from strings_in(key, seen)
            yield from strings_in(value, seen)
            if isinstance(value, str | int | float):
                yield f"{key} {value}"
    elif isinstance(thing, list | tuple | set | frozenset):
        for item in thing:
            yield from strings_in(item, seen)
    elif type(thing).__module__.startswith("eka_abha"):
        names = {
            *getattr(thing, "__dict__", ()),
            *(slot for cls in type(thing).__mro__ for slot in getattr(cls, "__slots__", ())),
        }
        for name in sorted(names):
            yield from strings_in(getattr(thing, name, None), seen)


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer.name for answer in ANSWERS])
def test_nothing_of_a_hostile_answer_is_written_down(answer: Answer) -> None:
    """Errors that repeat what was sent, HTML, text, bytes, half of a body: only types and known words."""
    text, recorder = recorded(answer.body, answer.content_type, status=answer.status)
    assert found_in(text) == set()
    assert found_in(APART.join(strings_in(recorder))) == set()


@pytest.mark.parametrize("value", VALUES, ids=str)
@pytest.mark.parametrize("position", ["path", "query", "query name", "header", "header name", "content type"])
def test_nothing_outside_of_bodies_is_written_down(position: str, value: object) -> None:
    """Path, query, headers: names on a list, and labels for two of them."""
    written = str(value).encode("ascii", "replace").decode()
    name = "".join(character if character.isalnum() else "-" for character in written)
    more: dict[str, dict[str, Any]] = {
        "path": {"path": f"/abdm/v1/registration/pincode/{name}", "method": "GET"},
        "query": {"params": {"oid": written, "transactionId": written, "fn": written, "format": written}},
        "query name": {"params": {written: written}},
        "header": {"headers": {"x-hip-id": written, "user-agent": written}, "answered": {"retry-after": written}},
        "header name": {"headers": {f"x-{name}": written}, "answered": {f"x-{name}": written}},
        "content type": {"answered": {"content-type": f"{name}/{name}; charset={name}"}},
    }
    text, recorder = recorded(json.dumps(FULL_ANSWER).encode(), "application/json", **more[position])
    assert found_in(text) == set()
    assert found_in(APART.join(strings_in(recorder))) == set()


@pytest.mark.parametrize("name", RECORDED)
def test_no_journey_leaves_a_value_behind(name: str) -> None:
    """Not one of the numbers, addresses, tokens and OTPs that went over the wire."""
    journey, play = RECORDED[name]
    emulator = Emulator(seed=3, client_secret=canaries.CLIENT_SECRET)
    recorder = Recorder(journey)
    wire: list[str] = []

    class Tapped(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = emulator.transport().handle_request(request)
            wire.extend((request.read().decode(), *request.headers.values(), *request.url.params.values()))
            content = response.read()
            wire.append(content.decode("latin-1"))
            return httpx.Response(response.status_code, headers=response.headers, content=content)

    with AbhaClient(
        client_id=emulator.client_id,
        client_secret=emulator.client_secret,
        environment="sandbox",
        transport=RecordingTransport(Tapped(), recorder),
    ) as abha:
        play(abha, emulator)
    text = recorder.transcript(ended="complete").to_text()
    secrets = {message.otp for message in emulator.messages} | {"9876543210", "9876501234", "234567890124"}
    secrets |= {"12-3456-7856-8912", "nisha.rao", "rao.nisha", "taken.name", "Marmalade", "Nisha", "560001", "1990"}
    secrets |= {account.oid for account in emulator.accounts} | {account.uuid for account in emulator.accounts}
    for answer in wire:
        if answer.startswith("{"):
            secrets |= {value for value in _texts(json.loads(answer)) if "emulator-" in value or value.count("-") == 4}
    assert any(secret in "\n".join(wire) for secret in secrets)
    assert [secret for secret in secrets if secret in text] == []
    assert found_in(text) == set()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


names = st.one_of(st.sampled_from(FIELD_NAMES), st.sampled_from([str(value) for value in VALUES]))
planted = st.recursive(
    st.sampled_from(VALUES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
paths = st.sampled_from([operation.path for operation in OPERATIONS.values()])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=planted, body=planted, path=paths, status=st.sampled_from([200, 400, 401, 429, 491, 500, 520]))
def test_a_value_in_any_place_of_any_body_is_never_written_down(
    sent: object, body: object, path: str, status: int
) -> None:
    """As a value of every field that is known, as the name of one, nested and in lists, in requests and answers."""
    text, recorder = recorded(json.dumps(body).encode(), "application/json", status=status, path=path, sent=sent)
    assert found_in(text) == set()
    assert found_in(APART.join(strings_in(recorder))) == set()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.binary(max_size=200), content_type=st.sampled_from(["application/json", "text/html", "text/plain", "", "x"])
)
def test_bytes_of_any_kind_are_never_written_down(body: bytes, content_type: str) -> None:
    """Around a canary, whatever surrounds it; and nothing that comes breaks the recording."""
    for content in (body + NUMBERS.encode(), TOKENS.encode() + body, body):
        text, _ = recorded(content, content_type)
        assert found_in(text) == set()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(secret=st.from_regex(r"[a-z]{2}[0-9][a-z0-9]{4,12}", fullmatch=True), name=st.sampled_from(FIELD_NAMES))
def test_a_value_nobody_thought_of_is_never_written_down(secret: str, name: str) -> None:
    """Whatever field it is in, be it one whose values are shown when they are known."""
    for body in ({name: secret}, {name: [secret, {name: secret}]}, {secret: {name: secret}}, {"code": 1, name: secret}):
        assert secret not in recorded(json.dumps(body).encode(), "application/json")[0]


def test_a_name_that_is_an_ordinary_word_is_hidden_in_error_texts() -> None:
    """The words of names that were seen in the recording are not shown, though the vocabulary has them."""
    recorder = Recorder("mobile")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"code": 400, "error": "Health Center is not found, Health"})

    with httpx.Client(transport=RecordingTransport(httpx.MockTransport(answer), recorder)) as client:
        client.post("https://api.eka.care/abdm/v1/profile", json={"first_name": "Health"})
    assert '"string: *** is not found, ***"' in recorder.transcript(ended="error").to_text()


@settings(max_examples=300, deadline=None)
@example("Bearer ::b:b:Bearer ")
@given(
    st.lists(st.text(alphabet="ab1 *x:=#", max_size=6) | st.sampled_from(["Bearer ", "token=", "OTP "])).map("".join)
)
def test_what_is_shown_of_an_error_text_can_be_read_again(error: str) -> None:
    """Readers refuse a text that would be shown otherwise; one that was written is none of these."""
    body = {"code": 400, "error": error}
    text, _ = recorded(json.dumps(body).encode(), "application/json", status=400)
    assert parse_transcript(json.loads(text)).to_text() == text
