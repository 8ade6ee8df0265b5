"""What counts as proof that a request was never sent: the word of httpx's own transports, and of nobody else."""

from __future__ import annotations

import httpx
import pytest
from eka_abha._http.deadline import Deadline
from eka_abha._http.exchange import MAX_ANSWER_BYTES, AttemptLimits, Body, ExchangeFailed, FailureKind, failure_of

from tests.support.untyped import untyped


class Subclass(httpx.HTTPTransport):
    """May do anything."""


OWN = [httpx.HTTPTransport(), httpx.AsyncHTTPTransport()]
FOREIGN: list[object] = [
    Subclass(),
    httpx.MockTransport(lambda request: httpx.Response(200)),
    httpx.ASGITransport(app=untyped(print)),
    object(),
]
NEVER = [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x"), httpx.ProxyError("x")]
AMBIGUOUS = [
    httpx.ReadError("x"),
    httpx.ReadTimeout("x"),
    httpx.WriteError("x"),
    httpx.WriteTimeout("x"),
    httpx.CloseError("x"),
    httpx.LocalProtocolError("x"),
    httpx.RemoteProtocolError("Server disconnected without sending a response."),
    httpx.RemoteProtocolError("illegal status line"),
    httpx.DecodingError("x"),
    httpx.UnsupportedProtocol("x"),
    OSError("x"),
    TimeoutError("x"),
    RuntimeError("x"),
    KeyError("x"),
]


@pytest.mark.parametrize("error", NEVER, ids=lambda error: type(error).__name__)
def test_own_transports_prove_that_nothing_was_sent(error: Exception) -> None:
    for transport in OWN:
        failure = failure_of(error, transport)
        assert failure.never_sent
        assert failure.kind is FailureKind.CONNECT


@pytest.mark.parametrize("error", [*NEVER, *AMBIGUOUS], ids=lambda error: type(error).__name__)
def test_other_transports_prove_nothing(error: Exception) -> None:
    """One is known to report a drop after the request was read as a failure to connect."""
    for transport in FOREIGN:
        assert not failure_of(error, transport).never_sent


@pytest.mark.parametrize("error", AMBIGUOUS, ids=lambda error: type(error).__name__)
def test_other_errors_prove_nothing_from_any_transport(error: Exception) -> None:
    for transport in OWN:
        assert not failure_of(error, transport).never_sent


def test_the_text_of_a_failure_holds_no_text_of_the_transport() -> None:
    """It may hold a URL with a patient's id."""
    assert "canary" not in str(failure_of(httpx.ReadError("https://canary"), OWN[0]))


def test_a_body_over_the_limit_is_given_up() -> None:
    body = Body(Deadline(60))
    body.add(b" " * MAX_ANSWER_BYTES)
    with pytest.raises(ExchangeFailed) as caught:
        body.add(b" ")
    assert caught.value.kind is FailureKind.OVERSIZED


def test_a_body_after_the_deadline_is_given_up() -> None:
    with pytest.raises(ExchangeFailed) as caught:
        Body(Deadline(-1)).add(b"x")
    assert caught.value.kind is FailureKind.TIMEOUT


def test_no_timeout_of_an_attempt_is_longer_than_the_time_left() -> None:
    limits = AttemptLimits(connect=5.0, read=20.0, deadline=Deadline(60)).as_extension()
    assert limits == {"connect": 5.0, "read": 20.0, "write": 20.0, "pool": 5.0}
    late = AttemptLimits(connect=5.0, read=20.0, deadline=Deadline(1)).as_extension()
    assert all(0.5 < seconds <= 1.0 for seconds in late.values())
    over = AttemptLimits(connect=5.0, read=20.0, deadline=Deadline(-9)).as_extension()
    assert all(0 < seconds < 0.1 for seconds in over.values())
