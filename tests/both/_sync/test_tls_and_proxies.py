# Derived from tests/both/_async/test_tls_and_proxies.py by `make generate`: change that file, not this one.
"""Certificates and proxies: authorities of one's own, client certificates, tunnels; over real sockets."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from eka_abha import AbhaClient
from eka_abha.errors import ConnectionFailed, TransportError

from tests.support.authority import Authority
from tests.support.connect_proxy import connect_proxy
from tests.support.raw_server import Connection, RawRequest, raw_server

pytestmark = pytest.mark.usefixtures("either_transport")

HOST = "gateway.example"
TOKEN, PASSWORD = "token-canary", "p@ss word-canary"
IN_URL = "user:p%40ss%20word-canary"


def client(
    base_url: str, *, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None, retries: int = 0
) -> AbhaClient:
    """A client that needs no login."""
    return AbhaClient(
        access_token=TOKEN, base_url=base_url, ssl_context=ssl_context, proxy=proxy, max_retries=retries, timeout=5.0
    )


def sent(request: RawRequest, connection: Connection) -> None:
    """An OTP was sent."""
    connection.answer({"txn_id": "txn-1", "hint": "OTP sent to ******3210"})


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Nobody trusts it but who is told to."""
    return Authority(tmp_path)


def test_an_authority_of_ones_own(authority: Authority) -> None:
    """Given as a context."""
    with raw_server(sent, tls=authority.server_context("127.0.0.1")) as server:
        with client(server.base_url, ssl_context=authority.client_context()) as abha:
            assert (abha.registration.start_mobile("9876543210")).txn_id == "txn-1"
        assert len(server.requests) == 1


def test_an_authority_that_the_environment_names(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """SSL_CERT_FILE, read when the first connection is made."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with raw_server(sent, tls=authority.server_context("127.0.0.1")) as server:
        with client(server.base_url) as abha:
            assert (abha.registration.start_mobile("9876543210")).txn_id == "txn-1"


@pytest.mark.parametrize("mistake", ["unknown authority", "another host"])
def test_a_server_that_cannot_be_trusted_is_sent_nothing(authority: Authority, mistake: str) -> None:
    """It may be tried again: no request was sent."""
    host = "127.0.0.1" if mistake == "unknown authority" else "elsewhere.example"
    context = None if mistake == "unknown authority" else authority.client_context()
    with raw_server(sent, tls=authority.server_context(host)) as server:
        with client(server.base_url, ssl_context=context, retries=1) as abha:
            with pytest.raises(ConnectionFailed) as caught:
                abha.registration.start_mobile("9876543210")
        assert server.requests == []
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed


def test_a_client_certificate(authority: Authority) -> None:
    """The server lets in only who has one."""
    with raw_server(sent, tls=authority.server_context("127.0.0.1", asks_for_client=True)) as server:
        with client(server.base_url, ssl_context=authority.client_context(certificate=True)) as abha:
            assert (abha.registration.start_mobile("9876543210")).txn_id == "txn-1"
        with client(server.base_url, ssl_context=authority.client_context()) as abha:
            with pytest.raises(TransportError):
                abha.registration.start_mobile("9876543210")
        assert len(server.requests) == 1


def test_a_client_certificate_that_is_missing_in_the_handshake(authority: Authority) -> None:
    """Up to TLS 1.2 the handshake itself fails: proof that nothing was sent."""
    tls = authority.server_context("127.0.0.1", asks_for_client=True)
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    with raw_server(sent, tls=tls) as server:
        with client(server.base_url, ssl_context=authority.client_context(), retries=1) as abha:
            with pytest.raises(ConnectionFailed) as caught:
                abha.registration.start_mobile("9876543210")
        assert server.requests == []
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed


@pytest.mark.parametrize("source", ["option", "environment"])
@pytest.mark.parametrize("to_proxy", ["http", "https"])
def test_through_a_tunnel(authority: Authority, monkeypatch: pytest.MonkeyPatch, source: str, to_proxy: str) -> None:
    """The proxy gets its own credentials and the host's name; token and patient are for the host alone."""
    tls = authority.server_context("127.0.0.1") if to_proxy == "https" else None
    with (
        raw_server(sent, tls=authority.server_context(HOST)) as server,
        connect_proxy(server, credentials=f"user:{PASSWORD}", tls=tls) as proxy,
    ):
        if source == "environment":
            monkeypatch.setenv("https_proxy", proxy.url(IN_URL))
        given = proxy.url(IN_URL) if source == "option" else None
        with client(f"https://{HOST}", ssl_context=authority.client_context(), proxy=given) as abha:
            for _ in range(2):
                assert (abha.registration.start_mobile("9876543210")).txn_id == "txn-1"
        assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {TOKEN}"] * 2
        assert not any("proxy-authorization" in request.headers for request in server.requests)
        (head,) = proxy.heads
    assert head.startswith(f"CONNECT {HOST}:443 HTTP/1.1\r\n")
    assert TOKEN not in head
    assert "9876543210" not in head


def test_a_proxy_that_is_given_beats_the_environment(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_PROXY and this machine's own addresses included: whoever names a proxy means it."""
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "*")
    with raw_server(sent, tls=authority.server_context("127.0.0.1")) as server, connect_proxy(server) as proxy:
        with client(server.base_url, ssl_context=authority.client_context(), proxy=proxy.url()) as abha:
            abha.registration.start_mobile("9876543210")
        assert len(proxy.heads) == 1


def test_a_proxy_that_refuses_was_sent_nothing(authority: Authority) -> None:
    """407: the call did not get beyond it, and the error shows no password."""
    with raw_server(sent, tls=authority.server_context(HOST)) as server:
        with connect_proxy(server, credentials="user:right") as proxy:
            given = proxy.url(IN_URL)
            with client(f"https://{HOST}", ssl_context=authority.client_context(), proxy=given, retries=1) as abha:
                with pytest.raises(ConnectionFailed) as caught:
                    abha.registration.start_mobile("9876543210")
                shown = f"{caught.value!r} {caught.value} {abha!r} {vars(abha)} {vars(abha._connections)}"
            assert len(proxy.heads) == 2
        assert server.requests == []
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed
    assert "canary" not in shown.replace(TOKEN, "")


def test_a_proxy_for_http_gets_its_credentials() -> None:
    """Without TLS there is no tunnel: the whole request goes to the proxy."""
    with raw_server(lambda _, connection: connection.answer({"exists": True})) as proxy:
        given = proxy.base_url.replace("http://", f"http://{IN_URL}@")
        with AbhaClient(access_token="t", base_url=f"http://{HOST}", allow_http=True, proxy=given) as abha:
            for _ in range(2):
                assert abha.lookup.address_exists("nisha.rao@sbx")
        assert {request.path for request in proxy.requests} == {f"http://{HOST}/abdm/na/v1/registration/phr/check"}
        assert all(request.headers["proxy-authorization"].startswith("Basic ") for request in proxy.requests)
