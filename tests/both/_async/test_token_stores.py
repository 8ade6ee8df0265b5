"""Who shares a token with whom, and token stores that fail."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

import httpx
import pytest
from eka_abha import Token, TokenKey
from eka_abha.aio import AsyncAbhaClient, MemoryTokenStore, TokenStore
from eka_abha.emulator import Emulator

from tests.support.clock import Clock
from tests.support.recorder import LOGIN, REFRESH, emulated
from tests.support.untyped import untyped

CHECK = "/abdm/na/v1/registration/phr/check"
ADDRESS = "nisha.rao@sbx"
HERE, THERE = "http://127.0.0.1:9", "http://127.0.0.1:10"


def client(transport: httpx.AsyncBaseTransport, store: TokenStore, **options: object) -> AsyncAbhaClient:
    """A client of the emulator with this store."""
    settings = {
        "client_id": "emulator-client",
        "client_secret": "emulator-secret",
        "base_url": HERE,
        "transport": transport,
        "token_store": store,
        **options,
    }
    return AsyncAbhaClient(**untyped(settings))


async def ask(abha: AsyncAbhaClient) -> None:
    """Any call."""
    await abha.lookup.address_exists(ADDRESS)


@pytest.mark.anyio
async def test_clients_with_one_store_and_the_same_key_share_a_token() -> None:
    """Also when one of them knows the secret as a callable."""
    emulator, store = Emulator(seed=1), MemoryTokenStore()
    service = emulated(emulator)
    async with client(service, store) as one, client(service, store, client_secret=lambda: "never asked") as two:
        await ask(one)
        await ask(two)
    assert emulator.counts["login"] == 1
    assert len(set(service.bearers(CHECK))) == 1


@pytest.mark.anyio
@pytest.mark.parametrize(
    "other",
    [
        {"sharing_key": "another-workspace"},
        {"base_url": THERE},
        {"base_url": HERE + "/prefix"},
        {"client_id": "second-client", "client_secret": "second-secret"},
    ],
)
async def test_clients_that_differ_never_share_a_token(other: dict[str, str]) -> None:
    """Not even with one store: a token of one workspace must not read patients of another."""
    emulator, store = Emulator(seed=1), MemoryTokenStore()
    emulator.add_client("second-client", "second-secret")
    service = emulated(emulator)
    service.prefix = "/prefix"
    async with client(service, store) as one, client(service, store, **other) as two:
        for _ in range(2):
            await ask(one)
            await ask(two)
    assert emulator.counts["login"] == 2
    assert len(set(service.bearers(CHECK))) == 2


@pytest.mark.anyio
async def test_two_sharing_keys_never_share_a_token() -> None:
    """One client per workspace that shared its access, over one pool: each logs in with its own key."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    async with client(service, MemoryTokenStore()) as abha:
        first, second = abha.with_options(sharing_key="first"), abha.with_options(sharing_key="second")
        for each in (abha, first, second, first, second, abha):
            await ask(each)
    assert [body.get("sharing_key") for body in service.bodies(LOGIN)] == [None, "first", "second"]
    bearers = service.bearers(CHECK)
    assert len(set(bearers)) == 3
    assert bearers[:3] == [bearers[5], bearers[3], bearers[4]]


@pytest.mark.anyio
async def test_a_copy_with_the_same_credentials_shares_the_token() -> None:
    """A copy for each patient is cheap: it makes no login."""
    emulator = Emulator(seed=1)
    async with client(emulator.transport(), MemoryTokenStore()) as abha:
        for oid in ("1", "2", "3"):
            await ask(abha.for_patient(oid=oid))
            await ask(abha.with_options(max_retries=0))
    assert emulator.counts["login"] == 1


@pytest.mark.anyio
async def test_a_copy_with_a_fixed_token_uses_it() -> None:
    """And leaves the other's alone."""
    emulator = Emulator(seed=1)
    service = emulated(emulator)
    fixed = emulator.issue_access_token()
    async with client(service, MemoryTokenStore()) as abha:
        await ask(abha)
        await ask(abha.with_options(access_token=fixed))
        await ask(abha)
    first, second, third = service.bearers(CHECK)
    assert first == third != second == fixed


@pytest.mark.anyio
async def test_a_token_in_the_store_is_used_without_a_login() -> None:
    """A store that outlives the process saves a login."""
    emulator, store = Emulator(seed=1), MemoryTokenStore()
    async with client(emulator.transport(), store) as abha:
        await ask(abha)
        token = await abha.access_token()
    async with client(emulator.transport(), store) as abha:
        assert await abha.access_token() == token
    assert emulator.counts["login"] == 1


@dataclass(eq=True)
class FailingStore:
    """A store behind a network. As a plain dataclass it is not hashable, which must not matter."""

    load_fails: bool = False
    save_fails: bool = False
    garbage: object = None
    tokens: dict[TokenKey, Token] = field(default_factory=dict)
    saves: int = 0

    async def load(self, key: TokenKey) -> Token | None:
        """The token, an error, or garbage."""
        if self.load_fails:
            raise ConnectionError("canary")
        return untyped(self.garbage) if self.garbage is not None else self.tokens.get(key)

    async def save(self, key: TokenKey, token: Token) -> None:
        """Keep it, or fail."""
        self.saves += 1
        if self.save_fails:
            raise ConnectionError("canary")
        self.tokens[key] = token


@pytest.mark.anyio
@pytest.mark.parametrize(
    "failing",
    [
        {},
        {"load_fails": True},
        {"save_fails": True},
        {"load_fails": True, "save_fails": True},
        {"garbage": {"access_token": "x"}},
        {"garbage": "canary"},
    ],
    ids=["works", "load fails", "save fails", "both fail", "answers a mapping", "answers a string"],
)
async def test_a_failing_store_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failing: dict[str, object]
) -> None:
    """The client goes on with what it knows: no login on each request, not by its copies either."""
    emulator, store = Emulator(seed=1), FailingStore(**untyped(failing))
    service, clock = emulated(emulator), Clock(monkeypatch, emulator)
    with caplog.at_level(logging.WARNING, "eka_abha"):
        async with client(service, store) as abha:
            for _ in range(3):
                await ask(abha)
                await ask(abha.for_patient(oid="1"))
            assert emulator.counts == {"login": 1, "check_abha_address": 6}
            clock.advance(1900)
            for _ in range(3):
                await ask(abha)
    assert emulator.counts == {"login": 1, "refresh_token": 1, "check_abha_address": 9}
    assert len({str(body["refresh_token"]) for body in service.bodies(REFRESH)}) == 1
    assert ("token store" in caplog.text) is bool(failing)
    assert "canary" not in caplog.text


@pytest.mark.anyio
async def test_a_store_that_works_again_is_used_again() -> None:
    """The next new token is saved there."""
    emulator, store = Emulator(seed=1), FailingStore(save_fails=True)
    async with client(emulator.transport(), store) as abha:
        await ask(abha)
        store.save_fails = False
        emulator.revoke_tokens()
        await ask(abha)
        assert [token.access for token in store.tokens.values()] == [await abha.access_token()]
        store.tokens.clear()
        await ask(abha)
    assert emulator.counts["login"] == 3
