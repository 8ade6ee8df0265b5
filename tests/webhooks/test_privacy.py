"""Neither an event nor an error shows whom it is about, or the key."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path

import eka_abha
import pytest
from eka_abha.errors import BadSignature, ConfigurationError, EkaError, StaleTimestamp, WebhookError
from eka_abha.webhooks import parse, receive, sign, verify

from tests.support.untyped import untyped
from tests.webhooks.deliveries import AT, CANARIES, KEY, digest, event, header, written

PACKAGE = Path(eka_abha.__file__).parent
BODY = written(event())
SECRETS = [*CANARIES.values(), KEY, digest(BODY), "canary", "7777"]
NAMELESS = written(event(transaction_id=None))

FAILURES: dict[str, tuple[type[EkaError], Callable[[], object]]] = {
    "missing": (BadSignature, lambda: receive(BODY, None, key=KEY)),
    "malformed": (BadSignature, lambda: receive(BODY, f"t=canary,v1={digest(BODY)}", key=KEY)),
    "wrong": (BadSignature, lambda: receive(BODY, header(BODY, key="wrong"), key=KEY, now=AT)),
    "stale": (StaleTimestamp, lambda: receive(BODY, header(BODY), key=KEY, now=AT + 200)),
    "unreadable": (WebhookError, lambda: parse(BODY[:-2])),
    "nameless": (WebhookError, lambda: receive(NAMELESS, header(NAMELESS), key=KEY, now=AT)),
    "text": (ConfigurationError, lambda: verify(untyped(BODY.decode()), header(BODY), key=KEY)),
    "parsed": (ConfigurationError, lambda: parse(untyped(event()))),
    "signing text": (ConfigurationError, lambda: sign(untyped(BODY.decode()), key=KEY)),
    "key": (ConfigurationError, lambda: sign(BODY, key=KEY + "\ud800")),
    "header": (ConfigurationError, lambda: verify(BODY, untyped(header(BODY).encode()), key=KEY)),
}


def failure(name: str) -> EkaError:
    """The error of one failing call."""
    kind, call = FAILURES[name]
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    return caught.value


@pytest.mark.parametrize("name", FAILURES)
def test_errors_show_nothing(name: str) -> None:
    """In text, repr, attributes and pickle, and in a traceback with the local variables of the library's frames."""
    error = failure(name)
    frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    own = [frame for frame in frames.stack if Path(frame.filename).is_relative_to(PACKAGE)]
    shown = [
        str(error),
        repr(error),
        repr(vars(error)),
        repr(pickle.dumps(error)),
        *(repr(frame.locals) for frame in own),
    ]
    assert own
    assert not [secret for secret in SECRETS for text in shown if secret in text]
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize("name", FAILURES)
def test_errors_pickle_and_copy(name: str) -> None:
    """A worker may hand one on."""
    error = failure(name)
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), error.copy()):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_events_show_their_delivery_only() -> None:
    """The id that a log needs; an unknown event its name as well, masked."""
    found = parse(BODY)
    assert repr(found) == str(found) == f"AbhaCreated({event()['transaction_id']!r})"
    unknown = parse(written({**event(), "event": "abha.deleted"}))
    assert repr(unknown) == f"UnknownEvent('abha.deleted', {event()['transaction_id']!r})"
    odd = parse(written({**event(), "event": "of 9876543210 canary@sbx", "transaction_id": "x" * 500}))
    assert len(repr(odd)) < 200
    assert not [secret for secret in [*SECRETS, "98765"] if secret in repr([found, unknown, odd])]


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """At any level."""
    caplog.set_level(logging.DEBUG)
    receive(BODY, header(BODY), key=KEY, now=AT)
    for name in FAILURES:
        failure(name)
    assert caplog.records == []
