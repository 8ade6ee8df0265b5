"""The proxy that the environment names for one host; resolved once, when the first connection is made."""

from __future__ import annotations

import urllib.request
from urllib.parse import urlsplit

from .config import is_loopback


def proxy_for(base_url: str) -> str | None:
    """The proxy URL from ``HTTPS_PROXY``, ``HTTP_PROXY`` or ``ALL_PROXY``; None for loopback and ``NO_PROXY``."""
    parts = urlsplit(base_url)
    if is_loopback(parts.hostname or ""):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
