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
        transport = kind(limits=limits, proxy=proxy_for(base_url))
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        reason = type(error).__name__
    else:
        from .bounded import bound  # httpcore is loaded with the first transport, not before

        bound(transport)
        return transport
    raise ConfigurationError(f"no connection can be set up ({reason}): check the proxy and certificate variables")


def check_given(transport: object, kind: type[object], name: str) -> None:
    """Refuse a transport that could not keep what this client promises.

    Raises:
        ConfigurationError: it is of the wrong kind, or known to keep cookies and to misreport lost connections.
    """
    if transport is None:
        return
    if not isinstance(transport, kind):
        raise ConfigurationError(f"transport: must be an {name}")
    if type(transport).__module__.partition(".")[0] == "httpx_aiohttp":
        raise ConfigurationError("transport: httpx_aiohttp keeps cookies, of one patient for the next")
