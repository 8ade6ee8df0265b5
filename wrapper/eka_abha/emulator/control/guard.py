"""Keeps web pages in the developer's own browser from driving the emulator.

A page elsewhere can send requests to this machine. It gives itself away by its origin; or, when its own name was made
to lead here (DNS rebinding), by the host it asks for. Bodies have to say that they are JSON, which no form can.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from eka_abha.emulator.control.endpoint import refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse

_HARMLESS: Final = ("GET", "HEAD", "OPTIONS")


def refusal(request: EmulatorRequest, allowed_hosts: Collection[str]) -> EmulatorResponse | None:
    """Return the answer to a request that may come from somebody's page, None for one that is all right."""
    headers = request.headers
    host, origin = headers.get("host", "").lower(), headers.get("origin")
    if not _is_own(host, allowed_hosts):
        return refused(403, "The host asked for is not the emulator's; --allow-host allows further names")
    if origin is not None and origin.lower().partition("://")[2] != host:
        return refused(403, "Pages of another origin may not ask this")
    if request.method in _HARMLESS:
        return None
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return refused(403, "Pages of another site may not do this")
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and (request.body or media_type):
        return refused(415, "The body must be JSON and say so: content-type: application/json")
    return None


def _is_own(host: str, allowed: Collection[str]) -> bool:
    """An address, localhost, or a name that was allowed; nobody can make a name of theirs look like that."""
    if not host:
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost") or name in allowed:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
