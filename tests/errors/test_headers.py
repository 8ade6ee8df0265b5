"""Retry-After in all its forms, and the headers that an error shows."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from eka_abha._errors.headers import MAX_WAIT, parse_retry_after, support_headers
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", timedelta(0)),
        ("30", timedelta(seconds=30)),
        (" 30 ", timedelta(seconds=30)),
        ("+30", timedelta(seconds=30)),
        ("1.9", timedelta(seconds=1)),
        ("2.", timedelta(seconds=2)),
        ("0000000000000030", timedelta(seconds=30)),
        ("86401", MAX_WAIT),
        ("9" * 9, MAX_WAIT),
        ("9" * 400, MAX_WAIT),
        ("9" * 5000, MAX_WAIT),
        ("-5", timedelta(0)),
        ("-" + "9" * 5000, timedelta(0)),
        ("Mon, 23 Nov 2026 12:00:45 GMT", timedelta(seconds=45)),
        ("Mon, 23 Nov 2026 12:00:45 -0000", timedelta(seconds=45)),
        ("Mon, 23 Nov 2026 17:30:45 +0530", timedelta(seconds=45)),
        ("Mon, 23 Nov 2026 11:59:00 GMT", timedelta(0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_WAIT),
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("1e3", None),
        ("1_000", None),
        ("३०", None),
        ("30 seconds", None),
        ("Mon, 99 Nov 2026 12:00:45 GMT", None),
        ("Mon, 23 Nov 20266 12:00:45 GMT", None),
        ("Mon, 23 Nov 2026 12:00:45 +999999999999", None),
    ],
)
def test_retry_after(value: str | None, expected: timedelta | None) -> None:
    """Seconds and dates, absurd ones included, give a wait from nothing to a day, or none at all."""
    assert parse_retry_after(value, NOW) == expected


def test_a_naive_now_is_in_utc() -> None:
    """The caller's clock may come without a time zone."""
    assert parse_retry_after("Mon, 23 Nov 2026 12:00:45 GMT", NOW.replace(tzinfo=None)) == timedelta(seconds=45)


@given(st.text() | st.from_regex(r"[+-]?\d+(\.\d*)?"))
def test_retry_after_never_raises(value: str) -> None:
    """Whatever a header holds, the wait stays within its bounds."""
    wait = parse_retry_after(value, NOW)
    assert wait is None or timedelta(0) <= wait <= MAX_WAIT


@given(
    st.datetimes(min_value=datetime.fromisoformat("1900-01-01"), max_value=datetime.fromisoformat("9998-01-01")),
    st.integers(min_value=-23, max_value=23),
)
def test_retry_after_reads_every_date(moment: datetime, hours: int) -> None:
    """Any date in any time zone is the wait until then, within the bounds."""
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    expected = min(max(aware - NOW, timedelta(0)), MAX_WAIT)
    assert parse_retry_after(format_datetime(aware), NOW) == expected


def test_only_allowed_headers_are_shown() -> None:
    """Cookies, tokens and unknown headers are left out; names are in lower case."""
    shown = support_headers(
        {
            "Date": "Mon, 23 Nov 2026 12:00:00 GMT",
            "Content-Type": "application/json; charset=utf-8",
            "Retry-After": "1800",
            "CF-Ray": "8f2a1b3c4d5e6f70-BOM",
            "X-Request-Id": "550e8400-e29b-41d4-a716-446655440000",
            "X-Amz-Cf-Id": "Zq3_-8gM1A9AcW0PVcaCTJvrb9ddyuYvOqWxoqqhFZd40fQK93D2wA==",
            "Set-Cookie": "session=abc",
            "Authorization": "Bearer abc",
            "X-Debug": "9876543210",
        }
    )
    assert shown == {
        "date": "Mon, 23 Nov 2026 12:00:00 GMT",
        "content-type": "application/json; charset=utf-8",
        "retry-after": "1800",
        "cf-ray": "8f2a1b3c4d5e6f70-BOM",
        "x-request-id": "550e8400-e29b-41d4-a716-446655440000",
        "x-amz-cf-id": "Zq3_-8gM1A9AcW0PVcaCTJvrb9ddyuYvOqWxoqqhFZd40fQK93D2wA==",
    }


@pytest.mark.parametrize("name", ["x-request-id", "server", "via", "date", "retry-after", "x-cache", "cf-ray"])
@pytest.mark.parametrize("value", ["9876543210", "id-98765 43210", "nisha@sbx", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.x"])
def test_values_are_masked(name: str, value: str) -> None:
    """A number, an address or a token in an allowed header is hidden."""
    shown = support_headers({name: value})[name]
    assert "***" in shown
    assert not any(part in shown for part in ("98765", "43210", "nisha", "eyJ"))


def test_values_are_short() -> None:
    """A header cannot flood a log, nor break its lines."""
    shown = support_headers({"server": "x " * 5000, "x-request-id": "y" * 5000, "via": "a\r\nb"})
    assert all(len(value) <= 128 for value in shown.values())
    assert shown["via"] == "a b"
