"""What an event says is read as it is documented, and nothing that is new or odd breaks the receiver."""

from __future__ import annotations

import json
import pickle

import pytest
from eka_abha.errors import ConfigurationError, WebhookError
from eka_abha.webhooks import AbhaCreated, UnknownEvent, parse
from hypothesis import given
from hypothesis import strategies as st

from tests.support.untyped import untyped
from tests.webhooks.deliveries import CANARIES, event, written

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
NAMES = ["service", "event", "event_time", "transaction_id", "timestamp", "business_id", "client_id", "data"]


def created(**changes: object) -> AbhaCreated:
    """The event that a delivery with these changes is read as."""
    found = parse(written(event(**changes)))
    assert isinstance(found, AbhaCreated)
    return found


def test_every_documented_field_is_read() -> None:
    """Under the names of the documentation; those of ``data`` at the top."""
    found = created()
    assert {name: getattr(found, name) for name in CANARIES} == CANARIES
    assert found.transaction_id == event()["transaction_id"]
    assert (found.business_id, found.client_id) == ("business-7", "client-3")
    assert found.event_time == "2026-03-01T09:30:00Z"
    assert found.timestamp == "1760000000"


def test_everything_stays_in_fields() -> None:
    """What is new, too."""
    found = created(consent={"id": 4}, data={"oid": "1", "facility": ["a"]})
    assert found.fields == event(consent={"id": 4}, data={"oid": "1", "facility": ["a"]})


@pytest.mark.parametrize("name", sorted(CANARIES))
@pytest.mark.parametrize("value", [None, "", "  ", True, 1.5, [], {}])
def test_what_is_absent_or_odd_is_none(name: str, value: object) -> None:
    """An address made by mobile has no ABHA number; the rest is read."""
    found = created(data={**CANARIES, name: value})
    assert getattr(found, name) is None
    others = CANARIES.keys() - {name}
    assert {other: getattr(found, other) for other in others} == {other: CANARIES[other] for other in others}


def test_numbers_are_read_as_text() -> None:
    """Ids are opaque: however the JSON spells them."""
    found = created(transaction_id=41, data={"oid": 176650465340471})
    assert (found.transaction_id, found.oid) == ("41", "176650465340471")


@pytest.mark.parametrize("data", [None, [], "text", 7])
def test_data_that_is_no_object(data: object) -> None:
    """There is nothing in it, but the delivery can still be told from its repetition."""
    found = created(data=data)
    assert found.transaction_id
    assert found.abha_address is None


@pytest.mark.parametrize("transaction_id", [None, "", " ", [], {}, False])
def test_an_event_without_a_transaction_id_is_refused(transaction_id: object) -> None:
    """It could be provisioned twice."""
    fields = {**event(), "transaction_id": transaction_id}
    with pytest.raises(WebhookError, match="transaction_id"):
        parse(written(fields))
    with pytest.raises(WebhookError, match="transaction_id"):
        parse(written(event(transaction_id=None)))


@pytest.mark.parametrize("name", ["abha.deleted", "ABHA.CREATED", "appointment.created", "", None, 7])
def test_other_events_are_kept_whole(name: object) -> None:
    """They are not an error: new ones will come, and a receiver that fails gets them again and again."""
    fields = {**event(), "event": name, "transaction_id": "evt-9"}
    found = parse(written(fields))
    assert isinstance(found, UnknownEvent)
    assert found.fields == fields
    assert found.transaction_id == "evt-9"
    assert found.service == "abdm"
    assert isinstance(parse(b"{}"), UnknownEvent)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"[]",
        b'"abha.created"',
        b"7",
        b"{",
        b'{"event": "abha.created"',
        b"{'event': 1}",
        b"<html>",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"n": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_body_that_is_no_object(body: bytes) -> None:
    """One class of error, whatever is wrong with it."""
    with pytest.raises(WebhookError, match="JSON object") as caught:
        parse(body)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("body", [written(event()).decode(), event(), None])
def test_only_bytes_are_parsed(body: object) -> None:
    """As for ``verify``: whoever has text or a dict has not verified what came."""
    with pytest.raises(ConfigurationError, match="raw bytes"):
        parse(untyped(body))


@given(body=st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_nothing_else_is_raised_whatever_the_body(body: bytes) -> None:
    """An event, or WebhookError."""
    try:
        found = parse(body)
    except WebhookError:
        return
    assert isinstance(found, AbhaCreated | UnknownEvent)


@given(odd=st.dictionaries(st.sampled_from(NAMES), JSON), data=st.dictionaries(st.sampled_from(sorted(CANARIES)), JSON))
def test_any_value_in_any_field(odd: dict[str, object], data: dict[str, object]) -> None:
    """What is not text is None or text; the attributes never hold anything else."""
    try:
        found = parse(json.dumps({**event(), "data": data, **odd}).encode())
    except WebhookError:
        return
    names = set(found.__dataclass_fields__) - {"fields"}
    assert all(isinstance(getattr(found, name), str | None) for name in names)


def test_events_are_values() -> None:
    """Equal by what they say, usable in sets, and they go through a queue to a worker."""
    found, unknown = created(), parse(b'{"event": "new", "transaction_id": "t"}')
    assert found == created()
    assert found != created(transaction_id="another")
    assert {found, created(), unknown} == {found, unknown}
    assert pickle.loads(pickle.dumps(found)) == found
    assert pickle.loads(pickle.dumps(unknown)) == unknown
