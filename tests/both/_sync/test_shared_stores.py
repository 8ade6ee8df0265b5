# Derived from tests/both/_async/test_shared_stores.py by `make generate`: change that file, not this one.
"""A shared token store of the application's own: leases that others have, and stores that fail."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

import pytest
from eka_abha import AbhaClient, MemoryTokenStore, Secret, SharedTokenStore, Token, TokenKey, TokenLease, TokenStore
from eka_abha._io.threads import sleep
from eka_abha.emulator import Emulator
from eka_abha.errors import EkaError

from tests.support.recorder import LOGIN, REFRESH, Recorder, emulated
from tests.support.untyped import untyped

CHECK = "/abdm/na/v1/registration/phr/check"


@dataclass
class Shared:
    """A store with a lease; the test says whether others have it."""

    kept: Token | None = None
    held_by_others: bool = False
    newer: Token | None = None
    """What another process keeps before this one does."""
    fails: tuple[str, ...] = ()
    asked: int = 0
    """How often for the lease."""
    done: list[str] = field(default_factory=list)

    def load(self, key: TokenKey) -> Token | None:
        """What is kept."""
        self._fail("load")
        return self.kept

    def save(self, key: TokenKey, token: Token) -> None:
        """Keep it."""
        self._fail("save")
        self.kept = token

    def lease(self, key: TokenKey) -> TokenLease:
        """Granted, unless others have it."""
        self.asked += 1
        self._fail("lease")
        if "garbage" in self.fails:
            garbage: TokenLease = untyped("canary")
            return garbage
        return TokenLease(key, self.kept, granted=not self.held_by_others, proof="proof")

    def save_leased(self, lease: TokenLease, token: Token) -> bool:
        """Keep it, unless there is a newer one."""
        self._fail("save_leased")
        assert lease.proof == "proof"
        if self.newer is not None:
            self.kept = self.newer
            return False
        self.kept = token
        return True

    def give_back(self, lease: TokenLease, *, refresh_spent: bool) -> None:
        """Noted."""
        self.done.append("give back, spent" if refresh_spent else "give back")
        self._fail("give_back")

    def _fail(self, what: str) -> None:
        if what in self.fails:
            raise ConnectionError("canary")


def token(access: str, *, left: float = 1800.0) -> Token:
    """A token that is refreshed in its last 300 seconds, and not used when they are over."""
    now = time.time()
    return Token(Secret(access), now + left, now + left - 300, Secret("refresh"), now + 3600)


def client(service: Recorder, store: TokenStore, **options: object) -> AbhaClient:
    """A client of the emulator with this store."""
    settings = {"client_id": "emulator-client", "client_secret": "emulator-secret", "base_url": "http://127.0.0.1:9"}
    return AbhaClient(**untyped({**settings, "transport": service, "token_store": store, **options}))


def ask(abha: AbhaClient) -> bool:
    """Any call."""
    return abha.lookup.address_exists("nisha.rao@sbx")


def test_which_stores_are_shared() -> None:
    """Those with leases; the others go on to work as they did."""
    assert isinstance(Shared(), SharedTokenStore)
    assert not isinstance(MemoryTokenStore(), SharedTokenStore)
    assert isinstance(MemoryTokenStore(), TokenStore)


def test_a_token_that_is_still_good_is_used_while_another_process_refreshes() -> None:
    """Nobody waits, not even in the background, and nobody else refreshes."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    good = emulator.issue_access_token()
    store = Shared(token(good, left=200.0), held_by_others=True)
    with client(service, store) as abha:
        for _ in range(3):
            ask(abha)
    assert service.bearers(CHECK) == [good] * 3
    assert store.asked == 1
    assert not service.sent(LOGIN)
    assert not service.sent(REFRESH)


def test_without_a_good_token_it_is_waited_for() -> None:
    """Until another process has it."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    new = emulator.issue_access_token()

    class Later(Shared):
        looks = 0

        def lease(self, key: TokenKey) -> TokenLease:
            self.looks += 1
            self.kept = token(new) if self.looks == 3 else None
            return super().lease(key)

    with client(service, Later(held_by_others=True)) as abha:
        ask(abha)
    assert service.bearers(CHECK) == [new]
    assert not service.sent(LOGIN)


def test_a_lease_that_becomes_free_is_taken() -> None:
    """The other process died, or could not log in."""
    emulator = Emulator(seed=1)

    class Freed(Shared):
        def lease(self, key: TokenKey) -> TokenLease:
            lease = super().lease(key)
            self.held_by_others = False
            return lease

    with client(emulated(emulator), Freed(held_by_others=True)) as abha:
        ask(abha)
    assert emulator.counts["login"] == 1


def test_the_deadline_ends_the_waiting() -> None:
    """An error of ours; nothing was sent."""
    service = emulated(Emulator(seed=1))
    with client(service, Shared(held_by_others=True), deadline=0.3) as abha:
        with pytest.raises(EkaError) as caught:
            ask(abha)
        assert not caught.value.may_have_been_processed
        untyped(abha)._store.held_by_others = False
        ask(abha)


def test_a_newer_token_of_another_process_is_used() -> None:
    """It was kept while this process, too late, logged in."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    newer = emulator.issue_access_token()
    with client(service, Shared(newer=token(newer))) as abha:
        ask(abha)
    assert service.bearers(CHECK) == [newer]


def test_a_newer_token_that_was_just_rejected_is_not() -> None:
    """The own one is good."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    rejected = token("revoked")
    with client(service, Shared(rejected, newer=rejected)) as abha:
        ask(abha)
    assert len(service.sent(LOGIN)) == 1


def test_a_lease_is_given_back_when_no_token_comes_of_it() -> None:
    """At once, so that others need not wait; and whether the refresh token may be spent."""
    emulator = Emulator(seed=1)
    store = Shared(token("revoked"))
    with client(emulated(emulator), store, max_retries=0) as abha:
        emulator.fail_next("login", status=503)
        with pytest.raises(EkaError):
            ask(abha)
        assert store.done == ["give back, spent"]
        store.kept = None
        emulator.fail_next("login", status=503)
        with pytest.raises(EkaError):
            ask(abha)
        assert store.done == ["give back, spent", "give back"]
        ask(abha)


@pytest.mark.parametrize(
    "fails",
    [
        ("lease",),
        ("garbage",),
        ("save_leased",),
        ("give_back",),
        ("lease", "load"),
        ("lease", "load", "save"),
        ("lease", "load", "save", "save_leased", "give_back"),
    ],
    ids="+".join,
)
def test_a_shared_store_that_fails_breaks_nothing(caplog: pytest.LogCaptureFixture, fails: tuple[str, ...]) -> None:
    """One login, then the own token, as with any store that fails. Without a lease no refresh token is sent."""
    emulator = Emulator(seed=1)
    store = Shared(fails=fails)
    with caplog.at_level(logging.WARNING, "eka_abha"):
        with client(emulated(emulator), store) as abha:
            for _ in range(3):
                ask(abha)
            emulator.revoke_tokens(refresh_tokens=False)
            for _ in range(3):
                ask(abha)
            sleep(0)
    assert emulator.counts["login"] + emulator.counts["refresh_token"] == 2
    if {"lease", "garbage"} & set(fails):
        assert emulator.counts["refresh_token"] == 0
    assert "canary" not in caplog.text
    assert ("token store" in caplog.text) is (fails != ("give_back",))
