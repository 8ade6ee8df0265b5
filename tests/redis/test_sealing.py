"""How long a token lives is counted by Redis, whatever the clocks of the hosts say."""

from __future__ import annotations

import math
import time

import pytest
from eka_abha import Secret, Token, TokenKey
from eka_abha._http.token import LONGEST_LIFETIME
from eka_abha._redis.sealing import Keyring, new_key

KEY = TokenKey("https://api.example", "client-id", None)
HERE = 1_800_000_000.0


def token(now: float) -> Token:
    """Expires in 1000 seconds, its refresh token in 3000."""
    return Token(Secret("access"), now + 1000, now + 800, Secret("refresh"), now + 3000)


@pytest.mark.parametrize("ahead", [0.0, 7200.0, -7200.0])
@pytest.mark.parametrize("passed", [0.0, 500.0, 1500.0])
def test_time_is_counted_down_by_redis(monkeypatch: pytest.MonkeyPatch, ahead: float, passed: float) -> None:
    """The reader's clock is ahead of the writer's, and some time has passed: only the latter counts."""
    keyring = Keyring(new_key())
    monkeypatch.setattr(time, "time", lambda: HERE)
    sealed = keyring.seal(KEY, token(HERE))
    assert sealed is not None
    assert sealed.milliseconds == 3_000_000
    monkeypatch.setattr(time, "time", lambda: HERE + ahead)
    found = keyring.open(KEY, sealed.value, sealed.milliseconds - int(passed * 1000))
    then = HERE + ahead - passed
    assert found == Token(Secret("access"), then + 1000, then + 800, Secret("refresh"), then + 3000)


def test_a_longer_time_to_live_makes_no_token_younger() -> None:
    """Somebody changed it: the token is as old as when it was kept, at least."""
    keyring, now = Keyring(new_key()), time.time()
    sealed = keyring.seal(KEY, token(now))
    assert sealed is not None
    found = keyring.open(KEY, sealed.value, sealed.milliseconds * 10)
    assert found is not None
    assert found.expires_at == pytest.approx(now + 1000, abs=60)
    assert keyring.open(KEY, sealed.value, -1) is None


def test_a_token_without_end_is_kept_for_a_month() -> None:
    """Everything in Redis has an end."""
    keyring = Keyring([new_key(), Secret(new_key())])
    sealed = keyring.seal(KEY, Token(Secret("access"), math.inf, math.inf))
    assert sealed is not None
    assert sealed.milliseconds == LONGEST_LIFETIME * 1000
    found = keyring.open(KEY, sealed.value, sealed.milliseconds)
    assert found is not None
    assert found.is_fresh(time.time() + LONGEST_LIFETIME - 60)


def test_no_two_values_are_the_same() -> None:
    """A late writer is known by the value that it found."""
    keyring, kept = Keyring(new_key()), token(time.time())
    values = {sealed.value for sealed in (keyring.seal(KEY, kept) for _ in range(50)) if sealed is not None}
    assert len(values) == 50
