"""Birth dates and the profile of a new account."""

import copy
import dataclasses
import pickle
import traceback
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from typing import Self, TypedDict, cast

import pytest
from eka_abha.errors import InvalidValueError
from eka_abha.values import BirthDate, NewProfile, check_birth_date
from hypothesis import given
from hypothesis import strategies as st


class Fields(TypedDict, total=False):
    """What NewProfile takes."""

    first_name: str
    gender: str
    day_of_birth: int
    month_of_birth: int
    year_of_birth: int
    pincode: str
    middle_name: str | None
    last_name: str | None
    address: str | None


GOOD = Fields(
    first_name=" Nisha ",
    gender="f",
    day_of_birth=29,
    month_of_birth=2,
    year_of_birth=1992,
    pincode="560 001",
    last_name="Rao",
    address="12, Brigade Road\nBengaluru",
)


def make(**changes: object) -> NewProfile:
    fields: dict[str, object] = {**GOOD, **changes}
    return NewProfile(**cast("Fields", fields))  # wrong values are what is tested


def test_values_are_normalised() -> None:
    """What is stored is what will be sent."""
    profile = NewProfile(**GOOD)
    assert dataclasses.asdict(profile) == {
        "first_name": "Nisha",
        "gender": "F",
        "day_of_birth": 29,
        "month_of_birth": 2,
        "year_of_birth": 1992,
        "pincode": "560001",
        "middle_name": None,
        "last_name": "Rao",
        "address": "12, Brigade Road Bengaluru",
    }
    assert profile.birth_date == date(1992, 2, 29)


def test_the_same_from_a_date() -> None:
    """A date is taken apart, a datetime too."""
    for born in (date(1992, 2, 29), datetime(1992, 2, 29, 12, tzinfo=UTC)):
        profile = NewProfile.born_on(
            born, first_name="Nisha", gender="F", pincode="560001", last_name="Rao", address=GOOD["address"]
        )
        assert profile == NewProfile(**GOOD)


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("first_name", "", "first_name"),
        ("first_name", None, "first_name"),
        ("middle_name", "1", "middle_name"),
        ("last_name", 5, "last_name"),
        ("last_name", 0, "last_name"),
        ("gender", "x", "gender"),
        ("pincode", 560001, "pincode"),
        ("day_of_birth", 30, "birth_date"),
        ("day_of_birth", "29", "day_of_birth"),
        ("month_of_birth", None, "month_of_birth"),
        ("month_of_birth", 13, "birth_date"),
        ("year_of_birth", True, "year_of_birth"),
        ("year_of_birth", 10**30, "birth_date"),
        ("year_of_birth", 92, "birth_date"),
        ("address", "a\x00b", "address"),
        ("address", "x" * 501, "address"),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object, named: str) -> None:
    """The error says which field it is."""
    with pytest.raises(InvalidValueError) as caught:
        make(**{field: value})
    assert caught.value.field == named


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_blank_optional_fields_are_absent(blank: str | None) -> None:
    """An empty form field is no value."""
    profile = make(middle_name=blank, last_name=blank, address=blank)
    assert (profile.middle_name, profile.last_name, profile.address) == (None, None, None)


def test_repr_shows_nothing() -> None:
    """No value is in repr or str, nor in those of what holds it."""
    assert repr([NewProfile(**GOOD)]) == "[NewProfile(***)]"
    assert str(BirthDate(1992, 2, 29)) == "BirthDate(***)"


def test_a_refused_profile_leaves_nothing_in_the_traceback() -> None:
    """The constructors hold the whole profile: no frame of theirs stays."""
    born = date(1992, 2, 29)
    for construct in (
        partial(make, first_name="Canary", pincode="0"),
        partial(NewProfile.born_on, born, first_name="Canary", gender="F", pincode="0"),
    ):
        with pytest.raises(InvalidValueError) as caught:
            construct()
        assert caught.value.__context__ is None
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        inner = [frame for frame in frames if frame.f_code.co_filename != __file__]
        assert inner
        assert not any("Canary" in repr(frame.f_locals) for frame in inner)


def test_it_is_a_plain_frozen_value() -> None:
    """Frozen, comparable, hashable, and it survives copies and pickle."""
    profile = NewProfile(**GOOD)
    with pytest.raises(dataclasses.FrozenInstanceError):
        type(profile).__setattr__(profile, "first_name", "x")
    assert not hasattr(profile, "__dict__")
    for twin in (copy.copy(profile), copy.deepcopy(profile), pickle.loads(pickle.dumps(profile))):
        assert twin == profile
        assert hash(twin) == hash(profile)
    assert dataclasses.replace(profile, last_name=None).last_name is None


def test_born_on_wants_a_date() -> None:
    """A text is not guessed at."""
    wrong = cast("date", "1992-02-29")  # what an untyped program might pass
    with pytest.raises(InvalidValueError, match=r"^birth_date must be a datetime.date, not str$"):
        NewProfile.born_on(wrong, first_name="Nisha", gender="F", pincode="560001")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)))
def test_every_day_of_a_life_passes(born: date) -> None:
    """All days since 1900 are birth dates."""
    assert check_birth_date(born.year, born.month, born.day) == born
    assert BirthDate(born.year, born.month, born.day).as_date() == born


class Evening(datetime):
    """A clock at half past eight in the evening in London, when it is two at night in India."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 11, 23, 20, 30, tzinfo=UTC).astimezone(tz)


def test_today_in_india_is_the_last_birth_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child born today in India can be registered wherever the server's clock is; tomorrow's cannot."""
    monkeypatch.setattr("eka_abha.values.datetime", Evening)
    assert check_birth_date(2026, 11, 24) == date(2026, 11, 24)
    with pytest.raises(InvalidValueError, match=r"^birth_date must be"):
        check_birth_date(2026, 11, 25)


@pytest.mark.parametrize("parts", [(1899, 12, 31), (2023, 2, 29), (1990, 0, 1), (1990, 1, 0), (0, 1, 1), (-1, 1, 1)])
def test_days_that_are_no_birth_dates(parts: tuple[int, int, int]) -> None:
    """Neither days that do not exist nor days nobody living was born on."""
    with pytest.raises(InvalidValueError, match=r"^birth_date must be"):
        check_birth_date(*parts)


@pytest.mark.parametrize("parts", [(1990, None, None), (1990, 5, None), (1990, None, 5), (1990, 2, 30), (0, 1, 1)])
def test_an_incomplete_birth_date_is_no_date(parts: tuple[int, int | None, int | None]) -> None:
    """What the service does not know is not made up."""
    assert BirthDate(*parts).as_date() is None
