"""What a login answer means: how long a token is used, and when it is renewed."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pytest
from eka_abha import Secret
from eka_abha._http.token import DEFAULT_LIFETIME, LONGEST_LIFETIME, Token, TokenKey, fixed_token, token_from_answer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.untyped import untyped

NOW = 1_800_000_000.0


def token(**answer: object) -> Token:
    made = token_from_answer({"access_token": "canary-access", **answer}, NOW)
    assert made is not None
    return made


def test_the_documented_answer() -> None:
    """1800 seconds: used for 1770, renewed ahead of time from 1500 on."""
    made = token(expires_in=1800, refresh_token="canary-refresh", refresh_expires_in=3600)
    assert made.access == Secret("canary-access")
    assert made.refresh == Secret("canary-refresh")
    assert made.refresh_from == NOW + 1500
    assert made.expires_at == NOW + 1770
    assert made.refresh_expires_at == NOW + 3600


def test_fresh_then_usable_then_over() -> None:
    made = token(expires_in=1800)
    seen = [(made.is_fresh(NOW + age), made.is_usable(NOW + age)) for age in (0, 1499, 1500, 1769, 1770, 1800)]
    assert seen == [(True, True), (True, True), (False, True), (False, True), (False, False), (False, False)]


@pytest.mark.parametrize("lifetime", [1, 5, 60, 299, 1800, 86400])
def test_every_lifetime_leaves_time_to_renew(lifetime: int) -> None:
    """Fresh at first, then a while in which it is renewed and still used, then over before the service says so."""
    made = token(expires_in=lifetime)
    assert NOW < made.refresh_from < made.expires_at < NOW + lifetime


@pytest.mark.parametrize(
    "expires_in",
    [None, 0, -1, -1800.5, True, False, "", "soon", "-5", "१८००", "1800s", [], {}, math.nan, math.inf, -math.inf],
)
def test_a_lifetime_that_makes_no_sense_is_the_documented_one(expires_in: object) -> None:
    """Neither a login on each request, nor a token kept for ever."""
    assert token(expires_in=expires_in) == token(expires_in=DEFAULT_LIFETIME) == token()


@pytest.mark.parametrize(("expires_in", "seconds"), [("1800", 1800), (" 60 ", 60), (90.5, 90.5), ("0060", 60)])
def test_a_lifetime_in_another_type_is_read(expires_in: object, seconds: float) -> None:
    assert token(expires_in=expires_in) == token(expires_in=seconds)


@pytest.mark.parametrize("expires_in", [10**9, 10**400, "9" * 5000, 1e300])
def test_a_huge_lifetime_is_cut(expires_in: object) -> None:
    assert token(expires_in=expires_in).expires_at <= NOW + LONGEST_LIFETIME


@pytest.mark.parametrize(
    "access", [None, "", "  ", 5, ["t"], {"t": 1}, True, "two words", "line\nbreak", "tök", "a\x00"]
)
def test_an_answer_without_a_token_that_can_be_sent(access: object) -> None:
    """Nothing becomes ``Bearer None``, and nothing fails later, inside a header."""
    assert token_from_answer({"access_token": access}, NOW) is None
    assert token_from_answer({}, NOW) is None


def test_white_space_around_a_token_is_dropped() -> None:
    made = token_from_answer({"access_token": " t \n", "refresh_token": "\tr "}, NOW)
    assert made is not None
    assert (made.access, made.refresh) == (Secret("t"), Secret("r"))


def test_whether_it_may_be_refreshed() -> None:
    assert token(refresh_token="r").may_refresh(NOW + 10**6)
    assert token(refresh_token="r", refresh_expires_in=60).may_refresh(NOW + 59)
    assert not token(refresh_token="r", refresh_expires_in=60).may_refresh(NOW + 60)
    assert not token().may_refresh(NOW)
    for nothing in (None, "", " ", 5, "in valid"):
        assert not token(refresh_token=nothing).may_refresh(NOW)


def test_a_fixed_token_stays_fresh() -> None:
    made = fixed_token(Secret("canary"))
    assert made.is_fresh(NOW * 1000)
    assert not made.may_refresh(NOW)


def test_it_shows_no_secret_and_does_not_change() -> None:
    made = token(refresh_token="canary-refresh")
    assert "canary" not in f"{made!r} {made}"
    with pytest.raises(FrozenInstanceError):
        untyped(made).expires_at = 0


def test_keys_differ_in_each_part() -> None:
    keys = {
        TokenKey("a", "b", None),
        TokenKey("a2", "b", None),
        TokenKey("a", "b2", None),
        TokenKey("a", "b", "c"),
        TokenKey("a", "b", "d"),
    }
    assert len(keys) == 5


TEXT = st.text("0123456789-+.e \nxä१\x00", max_size=20)
JSON = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.lists(TEXT, max_size=2)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("access_token", "expires_in", "refresh_token", "refresh_expires_in"), JSON)
    )
)
def test_no_answer_makes_it_fail(answer: dict[str, object]) -> None:
    """Whatever the service says, there is a token with sensible times, or none."""
    made = token_from_answer(answer, NOW)
    if made is not None:
        assert NOW <= made.refresh_from <= made.expires_at <= NOW + LONGEST_LIFETIME
        made.access.reveal().encode("ascii")
