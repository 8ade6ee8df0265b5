"""What is sent: a JSON body is written here, and must come out as httpx would write it."""

from __future__ import annotations

import httpx
import pytest
from eka_abha._http.call import COMMON_HEADERS, LOGIN, Call
from eka_abha.errors import InvalidValueError

from tests.support.untyped import untyped


@pytest.mark.parametrize(
    ("url", "headers", "body"),
    [
        ("https://api.eka.care/x", {"Content-Type": "application/json"}, {"mobile_number": "9876543210"}),
        ("https://api.eka.care/x", {}, {"first_name": "निशा", "none": None, "list": [1, 2.5, True]}),
        ("http://127.0.0.1:8765/x", {"content-type": "application/json; charset=utf-8", "X-Pt-Id": "1"}, {}),
        ("http://[::1]:8765/x%20y", {"X-Hip-Id": "hip"}, []),
        ("https://api.eka.care:443/x", {}, "text"),
        ("https://api.eka.care/x", {}, 0),
        ("https://api.eka.care/x", {"host": "gateway.example"}, {"a": 1}),
        ("https://api.eka.care/x", {"Content-Length": "7"}, {"a": 1}),
        ("https://api.eka.care/x", {}, None),
    ],
)
def test_a_json_body_is_sent_as_httpx_sends_it(url: str, headers: dict[str, str], body: object) -> None:
    """Byte by byte, with the same headers."""
    made = Call(LOGIN, url, headers, json=body).request("token", 2)
    expected = httpx.Request(
        "POST", url, headers={**COMMON_HEADERS, **headers, "Authorization": "Bearer token"}, json=body
    )
    assert (made.method, made.url, made.content) == (expected.method, expected.url, expected.content)
    assert sorted(made.headers.raw) == sorted(expected.headers.raw)
    assert isinstance(made.stream, httpx.ByteStream)
    assert b"".join(made.stream) == expected.content
    assert made.extensions == {"operation": "login", "txn_id": None, "attempt": 2}


@pytest.mark.parametrize(
    "given",
    [
        {"params": {"q": "a b"}, "json": {"a": 1}},
        {"data": {"a": "b"}, "json": {"a": 1}},
        {"content": b"canary", "json": {"a": 1}},
        {"content": b"canary"},
        {"data": {"a": "b"}},
    ],
    ids=["query", "form and JSON", "content and JSON", "content", "form"],
)
def test_everything_else_is_left_to_httpx(given: dict[str, object]) -> None:
    """Also where it is given beside a JSON body."""
    made = Call(LOGIN, "https://api.eka.care/x", {}, **untyped(given)).request(None)
    expected = httpx.Request("POST", "https://api.eka.care/x", headers=COMMON_HEADERS, **untyped(given))
    assert (made.url, made.content) == (expected.url, expected.content)
    assert sorted(made.headers.raw) == sorted(expected.headers.raw)


@pytest.mark.parametrize("body", [{"a": float("nan")}, {"a": object()}, {"a": "\ud800"}, {"canary": {1, 2}}])
def test_what_json_cannot_hold_is_refused(body: object) -> None:
    """Before anything is sent; the error shows nothing of it."""
    with pytest.raises(InvalidValueError, match=r"^request must hold nothing that JSON") as caught:
        Call(LOGIN, "https://api.eka.care/x", {}, json=body).request("token")
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None
