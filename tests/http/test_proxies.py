"""The proxy that the environment names, for the one host."""

from __future__ import annotations

import httpx
import pytest
from eka_abha._http.proxies import proxy_for
from eka_abha._http.transports import ConnectionOptions, make_transport
from eka_abha.errors import ConfigurationError

SANDBOX = "https://api.dev.eka.care"
PROXY = "http://proxy.example:3128"
OPTIONS = ConnectionOptions(base_url=SANDBOX, keepalive_expiry=1.5)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_variables_for_https(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, PROXY)
    assert proxy_for(SANDBOX) == PROXY


def test_the_scheme_decides_which_variable_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", PROXY)
    assert proxy_for(SANDBOX) is None
    assert proxy_for("http://gateway.example") == PROXY


def test_none_is_none() -> None:
    assert proxy_for(SANDBOX) is None


def test_a_proxy_without_a_scheme_is_an_http_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    assert proxy_for(SANDBOX) == PROXY


@pytest.mark.parametrize("no_proxy", ["api.dev.eka.care", "eka.care", ".eka.care", "*", "other, .eka.care"])
def test_no_proxy_is_honoured(monkeypatch: pytest.MonkeyPatch, no_proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert proxy_for(SANDBOX) is None


@pytest.mark.parametrize("no_proxy", ["", "other", "example", "dev.eka.care.example"])
def test_no_proxy_for_other_hosts_does_not_count(monkeypatch: pytest.MonkeyPatch, no_proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert proxy_for(SANDBOX) == PROXY


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:1", "https://a.localhost"]
)
def test_loopback_never_goes_through_a_proxy(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """The emulator would not be found there."""
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable.lower(), PROXY)
    assert proxy_for(url) is None


@pytest.mark.parametrize("proxy", ["ftp://canary.example", "http://canary:port"])
@pytest.mark.parametrize("kind", [httpx.HTTPTransport, httpx.AsyncHTTPTransport])
def test_a_proxy_that_makes_no_sense_is_a_configuration_error(
    monkeypatch: pytest.MonkeyPatch, kind: type[httpx.HTTPTransport], proxy: str
) -> None:
    """It names the variables to look at, and does not show their values: a password may be in them."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigurationError, match="proxy") as caught:
        make_transport(kind, OPTIONS)
    assert "canary" not in str(caught.value)


def test_a_missing_certificate_file_is_a_configuration_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent/canary.pem")
    with pytest.raises(ConfigurationError, match="certificate") as caught:
        make_transport(httpx.HTTPTransport, OPTIONS)
    assert "canary" not in str(caught.value)
