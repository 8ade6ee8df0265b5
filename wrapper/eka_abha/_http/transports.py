"""The transports a client makes for itself."""

from __future__ import annotations

from typing import TypeVar

import httpx

from eka_abha.errors import ConfigurationError

from .proxies import proxy_for

T = TypeVar("T", httpx.HTTPTransport, httpx.AsyncHTTPTransport)

MAX_CONNECTIONS = 100


def make_transport(kind: type[T], base_url: str, keepalive_expiry: float) -> T:
    """A pooled transport for one host.

    Idle connections are dropped early: one that the server closes just as it is reused cannot be told from one that
    broke after the request was read, and such a request must not be repeated.
    """
    limits = httpx.Limits(
        max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS, keepalive_expiry=keepalive_expiry
    )
    try:
        return kind(limits=limits, proxy=proxy_for(base_url))
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        reason = type(error).__name__
    raise ConfigurationError(f"no connection can be set up ({reason}): check the proxy and certificate variables")
