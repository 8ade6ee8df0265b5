"""Which host a client talks to, and which it refuses to."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import yaml
from eka_abha import AbhaClient, AsyncAbhaClient
from eka_abha._http.config import Target, is_loopback, resolve_hip_id, resolve_target
from eka_abha._http.environments import ENVIRONMENTS, PRODUCTION, SANDBOX
from eka_abha.errors import ConfigurationError

SPECIFICATION = Path(__file__).resolve().parents[2] / "openapi" / "registration.yaml"


def target(environment: str | None = None, base_url: str | None = None, *, allow_http: bool = False) -> Target:
    return resolve_target(environment, base_url, allow_http=allow_http)


def refused(environment: str | None = None, base_url: str | None = None, *, allow_http: bool = False) -> str:
    with pytest.raises(ConfigurationError) as caught:
        target(environment, base_url, allow_http=allow_http)
    return str(caught.value)


def test_the_environments_are_the_servers_of_the_specification() -> None:
    """Neither more nor fewer, and none spelt otherwise."""
    servers = yaml.safe_load(SPECIFICATION.read_text(encoding="utf-8"))["servers"]
    assert {server["url"].rstrip("/") for server in servers} == {known.base_url for known in ENVIRONMENTS.values()}


@pytest.mark.parametrize(
    ("name", "base_url", "suffix"),
    [("production", "https://api.eka.care", "@abdm"), ("sandbox", "https://api.dev.eka.care", "@sbx")],
)
def test_an_environment_names_its_host_and_suffix(name: str, base_url: str, suffix: str) -> None:
    found = target(name)
    assert (found.base_url, found.address_suffix, found.name) == (base_url, suffix, name)


def test_there_is_no_silent_default() -> None:
    """A client that falls back to production would send real SMS."""
    text = refused()
    for name in ("environment", "sandbox", "production", "EKA_ENVIRONMENT", "base_url"):
        assert name in text


@pytest.mark.parametrize("name", ["prod", "Sandbox", "dev", "staging", "api-dev.eka.care", "https://api.eka.care"])
def test_an_unknown_environment_is_refused(name: str) -> None:
    """It names those that exist, and does not guess."""
    text = refused(name)
    assert "production" in text
    assert "sandbox" in text


@pytest.mark.parametrize("value", ["", " ", "sand box"])
def test_an_environment_or_url_that_is_empty_or_broken_is_refused(value: str) -> None:
    assert "environment" in refused(value)
    assert "base_url" in refused(None, value)


def test_the_environment_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EKA_ENVIRONMENT", " sandbox\n")
    assert target() == Target(SANDBOX.base_url, SANDBOX)
    monkeypatch.setenv("EKA_BASE_URL", "https://proxy.example/eka/")
    assert target() == Target("https://proxy.example/eka", SANDBOX)
    monkeypatch.delenv("EKA_ENVIRONMENT")
    assert target() == Target("https://proxy.example/eka", None)


def test_arguments_win_over_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A base URL left in the environment must not send a sandbox client elsewhere, nor the other way round."""
    monkeypatch.setenv("EKA_ENVIRONMENT", "production")
    monkeypatch.setenv("EKA_BASE_URL", "https://elsewhere.example")
    assert target("sandbox") == Target(SANDBOX.base_url, SANDBOX)
    assert target(None, "http://127.0.0.1:8") == Target("http://127.0.0.1:8", None)


@pytest.mark.parametrize("variable", ["EKA_ENVIRONMENT", "EKA_BASE_URL"])
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_is_refused(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv("EKA_ENVIRONMENT", "sandbox")
    monkeypatch.setenv(variable, value)
    assert variable in refused()


@pytest.mark.parametrize("known", [PRODUCTION, SANDBOX])
def test_a_base_url_of_the_specification_is_its_environment(known: object) -> None:
    """So that the suffix holds, and steps saved with either spelling can be resumed with the other."""
    assert known in (PRODUCTION, SANDBOX)
    environment = PRODUCTION if known is PRODUCTION else SANDBOX
    assert target(None, environment.base_url + "/") == Target(environment.base_url, environment)


def test_an_environment_with_the_host_of_another_is_refused() -> None:
    """One of the two is a mistake, and guessing which may send real SMS."""
    assert "sandbox" in refused("production", SANDBOX.base_url)
    assert "production" in refused("sandbox", PRODUCTION.base_url)
    assert target("sandbox", SANDBOX.base_url) == Target(SANDBOX.base_url, SANDBOX)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://gateway.example", "https://gateway.example"),
        ("https://gateway.example/", "https://gateway.example"),
        ("https://gateway.example:8443/eka//", "https://gateway.example:8443/eka"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://LOCALHOST:8000", "http://LOCALHOST:8000"),
        ("http://emulator.localhost", "http://emulator.localhost"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://127.8.9.10", "http://127.8.9.10"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ],
)
def test_base_urls_that_are_accepted(given: str, kept: str) -> None:
    assert target(None, given).base_url == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://gateway.example",
        "http://10.0.0.1:8000",
        "http://[2001:db8::1]",
        "http://0.0.0.0:8000",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://notlocalhost",
    ],
)
def test_plain_http_elsewhere_needs_to_be_allowed(url: str) -> None:
    assert "allow_http=True" in refused(None, url)
    assert target(None, url, allow_http=True).base_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://api.eka.care",
        "http://API.EKA.CARE",
        "http://api.eka.care:443/",
        "http://api.eka.care.",
        "http://api.dev.eka.care:8080",
        "HTTP://api.dev.eka.care./x",
    ],
)
def test_plain_http_is_never_accepted_for_a_server_of_the_specification(url: str) -> None:
    assert "https" in refused(None, url, allow_http=True)
    assert "https" in refused("sandbox", url, allow_http=True)


@pytest.mark.parametrize(
    "url",
    [
        "gateway.example",
        "ftp://gateway.example",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user@gateway.example",
        "https://user:canary@gateway.example",
        "https://gateway.example?key=canary",
        "https://gateway.example/?",
        "https://gateway.example/#",
        "https://gateway.example/#canary",
        "https://gateway.example:port",
        "https://gateway.example:99999",
        "https://[::1",
        "http://evil.example\\.localhost",
        "https://gateway.example\\@evil.example",
        "https://gate%2eway.example/\\x",
        "//gateway.example",
    ],
)
def test_what_is_no_base_url_is_refused(url: str) -> None:
    """With an error of ours that does not repeat it: a password may be in it."""
    text = refused(None, url, allow_http=True)
    assert "base_url" in text
    assert "canary" not in text
    assert "evil" not in text


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.0.0.1", "127.255.0.1", "::1"])
def test_loopback_hosts(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "example", "localhost.example", "10.0.0.1", "::2", "0.0.0.0", "128.0.0.1"])
def test_other_hosts(host: str) -> None:
    assert not is_loopback(host)


def test_the_hip_id_comes_from_the_argument_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve_hip_id(None) is None
    monkeypatch.setenv("EKA_HIP_ID", " IN0001\n")
    assert resolve_hip_id(None) == "IN0001"
    assert resolve_hip_id("IN0002") == "IN0002"
    for wrong in ("", " ", "IN 1", "IN\r\nX-Evil: 1"):
        with pytest.raises(ConfigurationError, match="hip_id"):
            resolve_hip_id(wrong)


@pytest.mark.parametrize("kind", [AbhaClient, AsyncAbhaClient])
def test_the_constructor_takes_keywords_only_and_no_httpx_client(kind: type) -> None:
    parameters = list(inspect.signature(kind).parameters.values())
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters)
    assert not {"http_client", "client", "verify"} & {parameter.name for parameter in parameters}
