"""Where the settings of a client come from, and what is refused before anything is sent."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import httpx

from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError

from .environments import ENVIRONMENTS, Environment

SecretSource = str | Secret | Callable[[], str | Secret] | Callable[[], Awaitable[str | Secret]]
"""A client secret, or a callable that reads it at each login (from a vault, say)."""


LONGEST_SECONDS = 86_400.0
"""No setting in seconds may be longer than a day: more is a mistake, and too much for the timers below."""


def check_seconds(value: object, name: str, *, zero: bool = False) -> float:
    """A number of seconds above zero (or zero, where that is allowed), at most a day."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise ConfigurationError(f"{name}: must be a number of seconds")
    if value < 0 or (value == 0 and not zero):
        raise ConfigurationError(f"{name}: must be above 0 seconds")
    if value > LONGEST_SECONDS:
        raise ConfigurationError(f"{name}: must be a day at most, in seconds")
    return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeout:
    """How long one attempt may wait, in seconds.

    ``connect`` covers waiting for a free connection, the TCP connection and the TLS handshake; ``read`` the wait for
    each piece of the answer (and, the other way, of the request).
    """

    read: float = 20.0
    connect: float = 5.0

    def __post_init__(self) -> None:
        check_seconds(self.read, "timeout.read")
        check_seconds(self.connect, "timeout.connect")


DEFAULT_TIMEOUT = Timeout()

DEFAULT_DEADLINE = 25.0
"""Seconds for a whole call; a login that several callers wait for gets no less, whoever of them began it."""


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """The client id and secret of a workspace; with a sharing key, the access another workspace granted."""

    client_id: str
    client_secret: SecretSource
    sharing_key: Secret | None = None

    @property
    def identity(self) -> str:
        """Tells two credentials apart, without a secret: it goes into saved steps."""
        return self.client_id if self.sharing_key is None else f"{self.client_id}+{self.sharing_key.fingerprint()}"

    def __repr__(self) -> str:
        return f"ClientCredentials({self.client_id!r})"


@dataclass(frozen=True, slots=True)
class FixedToken:
    """A long-lived token made in the provider's console: sent as it is, never refreshed."""

    access_token: Secret

    @property
    def identity(self) -> str:
        """Tells two tokens apart, without showing either: it goes into saved steps."""
        return f"token:{self.access_token.fingerprint()}"


Credentials = ClientCredentials | FixedToken
_PAIR_VARIABLES = ("EKA_CLIENT_ID", "EKA_CLIENT_SECRET", "EKA_SHARING_KEY")


@dataclass(frozen=True, slots=True)
class Target:
    """The one host a client talks to. ``environment`` is None for a base URL that stands alone."""

    base_url: str
    environment: Environment | None

    @property
    def name(self) -> str:
        """The environment's name, or the URL of another host: it goes into saved steps."""
        if self.environment is not None and self.environment.base_url == self.base_url:
            return self.environment.name
        return self.base_url

    @property
    def address_suffix(self) -> str | None:
        """``@abdm``, ``@sbx``, or None where only the base URL is known."""
        return self.environment.address_suffix if self.environment else None


def resolve_credentials(
    client_id: str | None,
    client_secret: SecretSource | None,
    sharing_key: str | Secret | None,
    access_token: str | Secret | None,
) -> Credentials:
    """The credentials given as arguments, completed from ``EKA_*`` variables; arguments win over the environment.

    Raises:
        ConfigurationError: none or both kinds are given, one is incomplete, empty, or has white space inside.
    """
    given_pair = client_id is not None or client_secret is not None or sharing_key is not None
    if access_token is not None and given_pair:
        raise ConfigurationError("give client_id and client_secret, or access_token: both were given")
    if not given_pair:
        token = _clean(access_token, "access_token") or _from_environment("EKA_ACCESS_TOKEN")
        others = [name for name in _PAIR_VARIABLES if name in os.environ]
        if token is not None and access_token is None and others:
            raise ConfigurationError(f"EKA_ACCESS_TOKEN and {others[0]} are both set: unset one of them")
        if token is not None:
            return FixedToken(Secret(token))
    clean_id = _clean(client_id, "client_id") or _from_environment("EKA_CLIENT_ID")
    secret = _clean_source(client_secret) or _secret(_from_environment("EKA_CLIENT_SECRET"))
    if clean_id is None and secret is None:
        raise ConfigurationError(
            "no credentials: give client_id and client_secret (or set EKA_CLIENT_ID and EKA_CLIENT_SECRET), "
            "or access_token (or set EKA_ACCESS_TOKEN)"
        )
    if clean_id is None:
        raise ConfigurationError("client_id is missing: give it or set EKA_CLIENT_ID")
    if secret is None:
        raise ConfigurationError("client_secret is missing: give it or set EKA_CLIENT_SECRET")
    key = _clean(sharing_key, "sharing_key")
    if key is None and client_id is None:  # the environment's key belongs to the environment's client id
        key = _from_environment("EKA_SHARING_KEY")
    return ClientCredentials(clean_id, secret, _secret(key))


def with_changes(
    credentials: Credentials,
    client_id: str | None,
    client_secret: SecretSource | None,
    sharing_key: str | Secret | None,
    access_token: str | Secret | None,
) -> Credentials:
    """The credentials of a copy of a client: what is left out stays. The environment has no say any more.

    Another client id needs a secret of its own, and does not inherit the sharing key.

    Raises:
        ConfigurationError: both kinds are given, one is incomplete, empty, or has white space inside.
    """
    if client_id is None and client_secret is None and sharing_key is None:
        token = _secret(_clean(access_token, "access_token"))
        return credentials if token is None else FixedToken(token)
    if access_token is not None:
        raise ConfigurationError("give client_id and client_secret, or access_token: both were given")
    new_id, secret = _clean(client_id, "client_id"), _clean_source(client_secret)
    key = _secret(_clean(sharing_key, "sharing_key"))
    if isinstance(credentials, ClientCredentials) and new_id in (None, credentials.client_id):
        return ClientCredentials(
            credentials.client_id, secret or credentials.client_secret, key or credentials.sharing_key
        )
    if new_id is None:
        raise ConfigurationError("client_id is missing: this client has an access_token only")
    if secret is None:
        raise ConfigurationError("client_secret is missing: another client_id needs its own")
    return ClientCredentials(new_id, secret, key)


def read_secret(value: object) -> Secret:
    """What a ``client_secret`` callable answered, checked as a given one is."""
    if not isinstance(value, str | Secret):
        raise ConfigurationError(f"client_secret: the callable must return a string, not {type(value).__name__}")
    clean = _clean(value, "client_secret")
    assert clean is not None
    return Secret(clean)


def resolve_target(environment: str | None, base_url: str | None, *, allow_http: bool) -> Target:
    """The host to talk to. An environment or a base URL is required; with both, the base URL is the host.

    Raises:
        ConfigurationError: neither is given, the environment is unknown, or the URL is not acceptable.
    """
    name = _clean(environment, "environment")
    url = _clean(base_url, "base_url")
    if name is None and url is None:
        name, url = _from_environment("EKA_ENVIRONMENT"), _from_environment("EKA_BASE_URL")
    if name is None and url is None:
        known = " or ".join(f"{known!r}" for known in ENVIRONMENTS)
        raise ConfigurationError(f"no environment: give environment={known} (or set EKA_ENVIRONMENT), or base_url")
    found = None
    if name is not None:
        found = ENVIRONMENTS.get(name)
        if found is None:
            known = ", ".join(ENVIRONMENTS)
            raise ConfigurationError(f"environment: unknown name; the environments are {known}")
    if url is None:
        assert found is not None
        return Target(found.base_url, found)
    url = _check_base_url(url, allow_http=allow_http)
    known_host = _known_host(urlsplit(url).hostname)
    if known_host is not None and found is not None and known_host != found:
        raise ConfigurationError(f"environment and base_url contradict each other: it is the host of {known_host.name}")
    return Target(url, found or known_host)


def resolve_hip_id(hip_id: str | None) -> str | None:
    """The HIP id given, or ``EKA_HIP_ID``, or None."""
    return _clean(hip_id, "hip_id") or _from_environment("EKA_HIP_ID")


def is_loopback(host: str) -> bool:
    """True for this machine's own addresses."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_base_url(url: str, *, allow_http: bool) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
        agreed = httpx.URL(url).host  # the one that is used later must see the same host
    except (ValueError, httpx.InvalidURL):
        raise ConfigurationError("base_url: not a URL") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ConfigurationError("base_url: must begin with https:// (or http://) and name a host")
    if parts.username is not None or parts.password is not None or "?" in url or "#" in url:
        raise ConfigurationError("base_url: must not hold a user name, a password, a query or a fragment")
    if agreed != host or "\\" in url:
        raise ConfigurationError("base_url: not a URL")
    if parts.scheme == "http" and not is_loopback(host):
        if _known_host(host):
            raise ConfigurationError("base_url: a server of the provider is reached by https:// only")
        if not allow_http:
            raise ConfigurationError(
                "base_url: http:// would send tokens and personal data in the clear; "
                "use https://, or allow_http=True where the network itself is protected"
            )
    return url.rstrip("/")


def _known_host(host: str | None) -> Environment | None:
    host = (host or "").rstrip(".")
    return next((known for known in ENVIRONMENTS.values() if urlsplit(known.base_url).hostname == host), None)


def _clean(value: object, name: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, Secret):
        value = value.reveal()
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}: must be a string, not {type(value).__name__}")
    stripped = value.strip()
    if not stripped:
        raise ConfigurationError(f"{name} is empty: give a value or leave it out")
    if any(character.isspace() for character in stripped):
        raise ConfigurationError(f"{name} has white space inside: was it copied with a line break?")
    if not stripped.isascii() or not stripped.isprintable():
        raise ConfigurationError(f"{name} holds a character that cannot be sent in a header")
    return stripped


def _clean_source(value: object) -> SecretSource | None:
    if value is not None and callable(value):
        return cast("SecretSource", value)
    return _secret(_clean(value, "client_secret"))


def _secret(value: str | None) -> Secret | None:
    return None if value is None else Secret(value)


def _from_environment(variable: str) -> str | None:
    return _clean(os.environ.get(variable), variable)
