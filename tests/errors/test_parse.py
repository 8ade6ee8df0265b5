"""The body parser: every shape that was seen, and that it never raises."""

import json

import pytest
from eka_abha._errors.parse import ErrorBody, parse_body
from hypothesis import given
from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["code", "error", "source_error", "message"]), inner)
    ),
    max_leaves=12,
)

FULL = {"code": 400, "error": "OTP doesn't match", "source_error": {"code": "ABDM-1035 : ", "message": "No match"}}


def parsed(body: object) -> ErrorBody:
    return parse_body(json.dumps(body).encode())


def test_the_documented_shape() -> None:
    """All four parts are read."""
    assert parsed(FULL) == ErrorBody(400, "ABDM-1035", "OTP doesn't match", "No match")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"code": 401, "error": "no"}, ErrorBody(401, None, "no")),
        ({"code": 500, "error": "no", "source_error": None}, ErrorBody(500, None, "no")),
        ({"code": 500, "error": "no", "source_error": {}}, ErrorBody(500, None, "no")),
        ({"code": 500, "error": "no", "source_error": []}, ErrorBody(500, None, "no")),
        ({"code": 500, "error": "no", "source_error": "text"}, ErrorBody(500, None, "no", "text")),
        ({"error": {"message": "m", "code": "INVALID_REQUEST"}}, ErrorBody(None, "INVALID_REQUEST", "m")),
        ({"code": "400", "error": "no"}, ErrorBody(400, None, "no")),
        ({"code": "ABDM-1035", "error": "no"}, ErrorBody(None, "ABDM-1035", "no")),
        ({"code": 400.0, "error": 7}, ErrorBody(400)),
        ({"code": True, "error": ["x"]}, ErrorBody()),
        ({"code": 10**400}, ErrorBody()),
        ({"code": {"a": 1}, "error": {"message": {"a": 1}}, "source_error": {"code": 5, "message": 6}}, ErrorBody()),
        ({"message": "m"}, ErrorBody(message="m")),
        ({"error": "", "message": "m"}, ErrorBody(message="m")),
        ([FULL], ErrorBody(400, "ABDM-1035", "OTP doesn't match", "No match")),
        ([], ErrorBody()),
        ([1, "x", None], ErrorBody()),
        (None, ErrorBody()),
        ("Session expired", ErrorBody(message="Session expired")),
        (3, ErrorBody()),
        ({}, ErrorBody()),
    ],
)
def test_other_shapes_of_json(body: object, expected: ErrorBody) -> None:
    """What can be understood is, and the rest is left out."""
    assert parsed(body) == expected


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", None),
        (b"  \r\n ", None),
        (b"<html><title>502 Bad Gateway</title></html>", None),
        (b"\xef\xbb\xbf<html>Session expired</html>", None),
        (b'{"code": 400, "error": "Session exp', None),
        (b'[{"code": 400', None),
        (b"Session expired\n", "Session expired"),
        (b"\xff\xfe\x00garbage\x80", None),
        (b"\x00\x01\x02", None),
        (b"x" * 3000, None),
        (b'{"error": "' + b"x" * 300_000 + b'"}', None),
        (b'{"a":' * 100_000, None),
        (b"[" * 200_000 + b"]" * 200_000, None),
        (b'{"code": ' + b"9" * 10_000 + b', "error": "x"}', None),
        (b'{"code": NaN, "error": "x"}', "x"),
        (b'{"code": 1e999, "error": "x"}', "x"),
        (b'{"code": -Infinity, "error": "x"}', "x"),
        ('{"error": "Größe"}'.encode("latin-1"), "Gr\ufffd\ufffde"),
        ('{"error": "Größe"}'.encode("utf-16"), "Größe"),
        ('{"error": "Größe"}'.encode("utf-8-sig"), "Größe"),
        (b'{"error": "\\ud800 x"}', "\ud800 x"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_bodies_that_are_no_good_json(body: bytes, message: str | None) -> None:
    """HTML, nothing, cut, in a wrong charset, too deep or too large: no exception, and a text where there is one."""
    assert parse_body(body).message == message


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ABDM-1035", "ABDM-1035"),
        ("ABDM-1035 : ", "ABDM-1035"),
        (" abdm-1035::\t", "ABDM-1035"),
        ("INVALID_REQUEST", "INVALID_REQUEST"),
        ("90901", None),
        ("OTP-654321", None),
        ("HIS-50012", "HIS-50012"),
        ("", None),
        (" : ", None),
        ("two words", None),
        ("9876543210", None),
        ("MOB-98765-43210", None),
        ("x" * 41, None),
        ("ABDM-१०३५", None),
        ("nisha@sbx", None),
    ],
)
def test_source_codes_are_normalised(code: str, expected: str | None) -> None:
    """Colons, spaces and case go; what cannot be a code, a number of somebody included, is not taken for one."""
    assert parsed({"source_error": {"code": code}}).source_code == expected


@given(JSON)
def test_never_raises_on_json(body: object) -> None:
    """Any JSON value of any shape is read without an exception."""
    parsed(body)


@given(st.binary() | st.text().map(str.encode))
def test_never_raises_on_bytes(body: bytes) -> None:
    """Any bytes are read without an exception."""
    parse_body(body)


@given(st.integers(min_value=0))
def test_never_raises_on_a_cut_body(length: int) -> None:
    """A body cut anywhere gives nothing wrong: either all of it or no code."""
    body = json.dumps(FULL).encode()
    assert parse_body(body[: length % len(body)]).source_code is None
