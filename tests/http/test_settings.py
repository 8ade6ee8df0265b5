"""Numbers and hooks are checked when the client is made, not when the first patient waits."""

from __future__ import annotations

import math
import ssl
import sys

import httpx
import pytest
from eka_abha import AbhaClient, AsyncAbhaClient, Secret, Timeout
from eka_abha.errors import ConfigurationError

from tests.support.untyped import untyped

HUGE = 10**400


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> type[AbhaClient] | type[AsyncAbhaClient]:
    """Both clients."""
    return AbhaClient if request.param == "sync" else AsyncAbhaClient


Kind = type[AbhaClient] | type[AsyncAbhaClient]


def make(kind: Kind, **options: object) -> AbhaClient | AsyncAbhaClient:
    return kind(access_token="t", environment="sandbox", **untyped(options))


def refused(kind: Kind, **options: object) -> str:
    with pytest.raises(ConfigurationError) as caught:
        make(kind, **options)
    return str(caught.value)


BAD_SECONDS = [0, -1, -0.5, math.inf, -math.inf, math.nan, True, "5", HUGE, 1e12, [5]]


@pytest.mark.parametrize("value", [None, *BAD_SECONDS])
@pytest.mark.parametrize("name", ["timeout", "deadline"])
def test_waits_must_be_sensible_numbers(kind: Kind, name: str, value: object) -> None:
    """Never none, never endless: a call without an end takes a worker with it."""
    assert name in refused(kind, **{name: value})


@pytest.mark.parametrize("value", [-1, math.inf, math.nan, True, "1", HUGE, None])
def test_keepalive_expiry_must_be_a_sensible_number(kind: Kind, value: object) -> None:
    assert "keepalive_expiry" in refused(kind, keepalive_expiry=value)


def test_keepalive_expiry_may_be_zero(kind: Kind) -> None:
    """Zero: no connection is used twice."""
    make(kind, keepalive_expiry=0)


@pytest.mark.parametrize("value", [-1, 11, 1.0, True, "2", None, HUGE])
def test_max_retries_must_be_a_small_whole_number(kind: Kind, value: object) -> None:
    assert "max_retries" in refused(kind, max_retries=value)


@pytest.mark.parametrize("value", [0, 1, 10])
def test_max_retries_that_are_accepted(kind: Kind, value: int) -> None:
    assert make(kind, max_retries=value)._settings.max_retries == value


def test_the_defaults_are_those_that_are_promised(kind: Kind) -> None:
    settings = make(kind)._settings
    assert (settings.timeout.read, settings.timeout.connect) == (20.0, 5.0)
    assert (settings.deadline, settings.max_retries) == (25.0, 2)


@pytest.mark.parametrize(("given", "read", "connect"), [(10, 10.0, 5.0), (2.5, 2.5, 2.5), (5, 5.0, 5.0)])
def test_a_timeout_in_seconds(kind: Kind, given: float, read: float, connect: float) -> None:
    """One number is the wait for each piece of the answer; connecting takes no longer than that, nor than 5 seconds."""
    timeout = make(kind, timeout=given)._settings.timeout
    assert (timeout.read, timeout.connect) == (read, connect)


@pytest.mark.parametrize("value", [None, *BAD_SECONDS])
def test_both_parts_of_a_timeout_are_checked(value: object) -> None:
    with pytest.raises(ConfigurationError, match=r"timeout\.read"):
        Timeout(read=untyped(value))
    with pytest.raises(ConfigurationError, match=r"timeout\.connect"):
        Timeout(connect=untyped(value))


def test_a_copy_checks_its_options_too(kind: Kind) -> None:
    client = make(kind)
    for options in ({"timeout": 0}, {"deadline": -1}, {"max_retries": 99}, {"on_attempt": 5}, {"hip_id": " "}):
        with pytest.raises(ConfigurationError, match=next(iter(options))):
            client.with_options(**options)


@pytest.mark.parametrize("name", ["on_attempt", "on_step", "clock"])
def test_a_hook_must_be_a_plain_callable(kind: Kind, name: str) -> None:
    """A coroutine function would be called and never awaited: nothing would be recorded, silently."""

    async def never_awaited(event: object) -> None:
        raise AssertionError

    assert name in refused(kind, **{name: "print"})
    assert name in refused(kind, **{name: never_awaited})
    make(kind, **{name: print})


def test_a_transport_of_the_other_kind_is_refused() -> None:
    with httpx.HTTPTransport() as transport:
        assert "transport" in refused(AsyncAbhaClient, transport=transport)
    assert "transport" in refused(AbhaClient, transport=httpx.AsyncHTTPTransport())
    assert "transport" in refused(AbhaClient, transport=httpx.Client())


def test_aiohttp_is_for_event_loops() -> None:
    """The synchronous client says whose it is; another name is no transport at all."""
    assert "AsyncAbhaClient" in refused(AbhaClient, transport="aiohttp")
    make(AsyncAbhaClient, transport="aiohttp")
    assert "transport" in refused(AsyncAbhaClient, transport="httpx")


@pytest.mark.parametrize("missing", ["aiohttp", "yarl"])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "eka_abha._io.over_aiohttp", raising=False)
    assert "eka-abha[aiohttp]" in refused(AsyncAbhaClient, transport="aiohttp")


def test_an_aiohttp_that_would_repeat_requests_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without middleware it sends a DELETE again by itself."""
    monkeypatch.delattr("aiohttp.ClientHandlerType")
    monkeypatch.delitem(sys.modules, "eka_abha._io.over_aiohttp", raising=False)
    assert "too old" in refused(AsyncAbhaClient, transport="aiohttp")


@pytest.mark.parametrize(
    "value",
    [5, "", "canary", "canary:3128", "http://", "ftp://canary", "http://canary:port", "http://canary:0", "http://[canary",
     "http://canary/path", "http://canary?q", "http://canary#f", b"http://canary"],
)  # fmt: skip
def test_a_proxy_must_be_a_url(kind: Kind, value: object) -> None:
    """It is not shown: a password may be in it."""
    text = refused(kind, proxy=value)
    assert text.startswith("proxy: ")
    assert "canary" not in text


def test_proxies_that_are_accepted(kind: Kind) -> None:
    for value in ("http://proxy.example", "https://user:p%40ss@proxy.example:3128/", Secret("http://127.0.0.1:1")):
        make(kind, proxy=value)


def test_a_proxy_that_the_transport_cannot_use_is_refused() -> None:
    """aiohttp knows no SOCKS; httpx does, with a package of its own."""
    make(AsyncAbhaClient, proxy="socks5://proxy.example:1080")
    assert "SOCKS" in refused(AsyncAbhaClient, proxy="socks5://proxy.example:1080", transport="aiohttp")


def test_an_ssl_context_must_be_one(kind: Kind) -> None:
    """Neither a path nor False: what is trusted is said in one way."""
    for value in ("/etc/ca.pem", False, True):
        assert "ssl_context" in refused(kind, ssl_context=value)
    make(kind, ssl_context=ssl.create_default_context())


def test_what_a_given_transport_would_not_use_is_refused(kind: Kind) -> None:
    """Never silently ignored."""
    transport = httpx.MockTransport(lambda request: httpx.Response(200))
    assert "proxy" in refused(kind, transport=transport, proxy="http://proxy.example")
    assert "ssl_context" in refused(kind, transport=transport, ssl_context=ssl.create_default_context())


def test_something_else_than_a_token_store_is_refused(kind: Kind) -> None:
    assert "token_store" in refused(kind, token_store={})


def test_reprs_show_no_secret(kind: Kind) -> None:
    client: AbhaClient | AsyncAbhaClient = kind(
        client_id="id",
        client_secret="canary",
        sharing_key="canary",
        environment="sandbox",
        proxy="http://canary:canary@proxy.example",
    )
    shown = f"{client._connections!r} {client._connections._options!r} {vars(client._connections)!r} "
    shown += f"{client!r} {client} {client.api!r} {client._settings!r} {client._tokens!r} {client.registration!r}"
    assert "canary" not in shown
