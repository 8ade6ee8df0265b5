"""What connections are made with, and the transports of httpx that a client makes for itself."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import httpx

from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError

from .config import check_seconds
from .proxies import proxy_for

T = TypeVar("T", httpx.HTTPTransport, httpx.AsyncHTTPTransport)

MAX_CONNECTIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConnectionOptions:
    """What holds for all connections of a client and its copies.

    Idle connections are dropped early: one that the server closes just as it is reused cannot be told from one that
    broke after the request was read, and such a request must not be repeated.
    """

    base_url: str
    keepalive_expiry: float
    ssl_context: ssl.SSLContext | None = None
    proxy: Secret | None = None

    def proxy_url(self) -> str | None:
        """The proxy given, or the environment's: resolved when the first connection is made."""
        return self.proxy.reveal() if self.proxy is not None else proxy_for(self.base_url)


def check_options(
    base_url: str, keepalive_expiry: object, ssl_context: object, proxy: object, *, given: bool
) -> ConnectionOptions:
    """The options of a client's connections, checked.

    Args:
        given: the client gets a transport that is made already: what it cannot take up is refused.

    Raises:
        ConfigurationError: an option is not acceptable; it says which.
    """
    if ssl_context is not None and not isinstance(ssl_context, ssl.SSLContext):
        raise ConfigurationError("ssl_context: must be an ssl.SSLContext")
    checked_proxy = None if proxy is None else _checked_proxy(proxy)
    if given and (ssl_context is not None or proxy is not None):
        name = "ssl_context" if ssl_context is not None else "proxy"
        raise ConfigurationError(f"{name}: has no effect on a transport of your own; set it up there")
    expiry = check_seconds(keepalive_expiry, "keepalive_expiry", zero=True)
    return ConnectionOptions(base_url=base_url, keepalive_expiry=expiry, ssl_context=ssl_context, proxy=checked_proxy)


def _checked_proxy(value: object) -> Secret:
    text = value.reveal() if isinstance(value, Secret) else value
    if not isinstance(text, str):
        raise ConfigurationError("proxy: must be a URL such as http://user:password@proxy.example:3128")
    try:
        parts = urlsplit(text)
        complete = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        httpx.URL(text)
    except (ValueError, httpx.InvalidURL):
        complete = False
    if not complete or parts.scheme not in ("http", "https", "socks5", "socks5h"):
        raise ConfigurationError("proxy: must begin with http://, https:// or socks5:// and name a host")
    if parts.path not in ("", "/") or "?" in text or "#" in text:
        raise ConfigurationError("proxy: must not hold a path, a query or a fragment")
    return Secret(text)


def make_transport(kind: type[T], options: ConnectionOptions) -> T:
    """A pooled transport of httpx for one host.

    Raises:
        ConfigurationError: the proxy, or a certificate file that the environment names, is of no use.
    """
    limits = httpx.Limits(
        max_connections=MAX_CONNECTIONS,
        max_keepalive_connections=MAX_CONNECTIONS,
        keepalive_expiry=options.keepalive_expiry,
    )
    try:
        context = options.ssl_context
        transport = kind(limits=limits, verify=context if context is not None else True, proxy=_proxy_of_httpx(options))
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        failure = no_connections(error)
    else:
        from .bounded import bound  # httpcore is loaded with the first transport, not before

        bound(transport)
        return transport
    raise failure


def _proxy_of_httpx(options: ConnectionOptions) -> httpx.Proxy | None:
    url = options.proxy_url()
    if url is None:
        return None
    return httpx.Proxy(url, ssl_context=options.ssl_context if url.lower().startswith("https:") else None)


def no_connections(error: Exception) -> ConfigurationError:
    """What a caller sees when connections cannot be set up at all. The text of the error may hold a password."""
    reason = type(error).__name__
    return ConfigurationError(f"no connection can be set up ({reason}): check the proxy and certificate variables")


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
        raise ConfigurationError(
            "transport: httpx_aiohttp keeps cookies, of one patient for the next; "
            'for aiohttp give AsyncAbhaClient transport="aiohttp"'
        )
