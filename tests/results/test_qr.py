"""QR codes from a scanner: many shapes are read, and anything else is an ``InvalidValueError``."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from eka_abha import AbhaQr, BirthDate, Gender, parse_abha_qr
from eka_abha.errors import InvalidValueError
from hypothesis import given
from hypothesis import strategies as st

NUMBER, ADDRESS = "91-1234-5678-9012", "nisha.rao@abdm"


def code(**fields: object) -> AbhaQr:
    """A code that holds a number and these fields."""
    return parse_abha_qr(json.dumps({"hidn": NUMBER, **fields}))


def test_a_code_as_it_is_printed_today() -> None:
    """All of the names that have a space, and those that do not."""
    found = parse_abha_qr(
        json.dumps(
            {
                "hidn": NUMBER,
                "hid": ADDRESS,
                "name": "Nisha Rao",
                "gender": "F",
                "statelgd": "27",
                "distlgd": "490",
                "dob": "17/8/1990",
                "district_name": "PUNE",
                "mobile": "9876543210",
                "address": "12 Lake Road",
                "state name": "MAHARASHTRA",
            }
        )
    )
    assert (found.abha_number, found.abha_address, found.name) == (NUMBER, ADDRESS, "Nisha Rao")
    assert found.gender is Gender.FEMALE
    assert found.birth_date == BirthDate(1990, 8, 17)
    assert (found.district_name, found.district_code) == ("PUNE", "490")
    assert (found.state_name, found.state_code) == ("MAHARASHTRA", "27")
    assert (found.mobile, found.address) == ("9876543210", "12 Lake Road")


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"phr": ADDRESS}, ADDRESS),
        ({"hid": ADDRESS}, ADDRESS),
        ({"abha_address": ADDRESS}, ADDRESS),
        ({"abhaAddress": ADDRESS}, ADDRESS),
        ({"phr": "", "hid": ADDRESS}, ADDRESS),
        ({"phr": None, "hid": f" {ADDRESS} "}, ADDRESS),
        ({"phr": "first@abdm", "hid": "second@abdm"}, "first@abdm"),
        ({"phr": [], "hid": {}}, None),
    ],
)
def test_older_names_are_known(fields: dict[str, object], address: str | None) -> None:
    """The first that says something counts."""
    assert code(**fields).abha_address == address


@pytest.mark.parametrize(
    ("number", "expected"),
    [(NUMBER, NUMBER), (91123456789012, "91123456789012"), ("91 1234 5678 9012", "91 1234 5678 9012")],
)
def test_numbers_come_as_text_or_as_numbers(number: object, expected: str) -> None:
    """As the code spells them."""
    assert parse_abha_qr(json.dumps({"hidn": number})).abha_number == expected
    assert code(statelgd=27, mobile=9876543210).state_code == "27"


@pytest.mark.parametrize(
    ("dob", "expected"),
    [
        ("17-08-1990", BirthDate(1990, 8, 17)),
        ("17/8/1990", BirthDate(1990, 8, 17)),
        ("1990-08-17", BirthDate(1990, 8, 17)),
        ("1990", BirthDate(1990)),
        (1990, BirthDate(1990)),
        ("", None),
        ("17 August 1990", None),
        ("17-08-90", None),
        ("17-08", None),
        ("१७-०८-१९९०", None),
        ("²-²-1990", None),
        ("--", None),
        ("9" * 5000, None),
        (f"1-1-{'9' * 5000}", None),
        (None, None),
        (True, None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_birth_dates_in_many_spellings(dob: object, expected: BirthDate | None) -> None:
    """What is no date is None, and the rest of the code is read."""
    found = code(dob=dob)
    assert found.birth_date == expected
    assert found.abha_number == NUMBER


def test_everything_in_the_code_is_kept() -> None:
    """Also what has no attribute."""
    assert code(new={"a": [1]}).fields == {"hidn": NUMBER, "new": {"a": [1]}}
    assert code(gender="T").gender == "T"


@pytest.mark.parametrize("around", ["{}", " {}\r\n", "\ufeff{}", " \ufeff {} "])
def test_what_scanners_put_around_a_code_is_dropped(around: str) -> None:
    """White space, line ends and a byte order mark."""
    assert parse_abha_qr(around.format(json.dumps({"phr": ADDRESS}))).abha_address == ADDRESS


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{}",
        "[]",
        "null",
        "5",
        '"x"',
        "NaN",
        '{"name": "Nisha"}',
        '{"hidn": ""}',
        '{"hidn": null, "phr": []}',
        '{"hidn": "1"',
        "https://phr.abdm.gov.in/share-profile?hip-id=IN1&counter-id=1",
        "upi://pay?pa=x@y",
        "<xml/>",
        "[" * 5000,
        '{"a":' * 1500,
        '{"hidn": ' + "9" * 4500 + "}",
        "x" * 10_001,
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_abha_code_is_refused(text: str) -> None:
    """By name, and without the text."""
    with pytest.raises(InvalidValueError) as caught:
        parse_abha_qr(text)
    assert caught.value.field == "qr"
    assert "Nisha" not in str(caught.value)


@pytest.mark.parametrize("value", [None, b"{}", 5, ["{}"]])
def test_what_is_no_text_is_refused(value: Any) -> None:
    """A scanner's bytes must be decoded first."""
    with pytest.raises(InvalidValueError, match="qr must be a str"):
        parse_abha_qr(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
NAMES = st.sampled_from(["hidn", "phr", "hid", "name", "gender", "dob", "mobile", "statelgd", "distlgd", "state name"])
DATES = st.from_regex(r"[0-9/.-]{0,40}", fullmatch=True)


@given(st.text(max_size=200) | JSON.map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never anything but InvalidValueError."""
    with suppress(InvalidValueError):
        assert isinstance(parse_abha_qr(text), AbhaQr)


@given(st.dictionaries(NAMES, JSON | DATES, max_size=10))
def test_any_value_under_a_known_name_is_read(fields: dict[str, object]) -> None:
    """Whatever a field holds, the code as a whole can be used."""
    found = code(**fields) if "hidn" not in fields else parse_abha_qr(json.dumps({**fields, "phr": ADDRESS}))
    assert repr(found) == "AbhaQr(***)"
    assert found.birth_date is None or 0 <= found.birth_date.year <= 9999
    if found.birth_date is not None:
        found.birth_date.as_date()
