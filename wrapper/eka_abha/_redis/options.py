"""What a Redis token store is given, checked before anything is sent, and the names of its keys."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from eka_abha._http.config import check_seconds
from eka_abha._http.token import TokenKey
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError

C = TypeVar("C")

BAD_URL = "url: must be a Redis URL: redis://, rediss:// (TLS) or unix://, special characters percent-encoded"
_SCHEMES = ("redis://", "rediss://", "unix://")
_LONGEST_TIMEOUT = 10.0
_LONGEST_LEASE = 300.0


def check_url(url: object, client: object) -> Secret | None:
    """The URL, or None where a client is given. It may hold a password, so it is a secret."""
    if (url is None) == (client is None):
        raise ConfigurationError("give a url or a client, one of them")
    if url is None:
        return None
    text = url.reveal() if isinstance(url, Secret) else url
    if not isinstance(text, str):
        raise ConfigurationError(f"url: must be a string, not {type(text).__name__}")
    if not text.strip().startswith(_SCHEMES):
        raise ConfigurationError(BAD_URL)
    return Secret(text.strip())


def make_client(from_url: Callable[..., C], url: Secret, timeout: float, no_retry: object) -> C:
    """A client of redis-py that gives up soon. Its errors may hold parts of the URL, which may hold a password."""
    try:
        return from_url(
            url.reveal(), socket_timeout=timeout, socket_connect_timeout=timeout, retry=no_retry, protocol=2
        )
    except Exception:
        pass
    raise ConfigurationError(BAD_URL)


def check_client(client: object, kind: type, name: str) -> None:
    """A ready client is of the right kind."""
    if not isinstance(client, kind):
        raise ConfigurationError(f"client: must be a {name}, not {type(client).__name__}")


def check_connections(options: Mapping[str, object], *, needs_timeout: bool) -> None:
    """Values are bytes, and a synchronous client ends by itself what hangs."""
    if options.get("decode_responses"):
        raise ConfigurationError("decode_responses: must be off, what is kept are bytes")
    if needs_timeout and not options.get("socket_timeout"):
        raise ConfigurationError("client: give it a socket_timeout, or its threads may hang for ever")


def check_prefix(prefix: object) -> str:
    """What the keys in Redis begin with."""
    if not isinstance(prefix, str) or not re.fullmatch(r"[A-Za-z0-9:._-]{1,64}", prefix):
        raise ConfigurationError("prefix: must be 1 to 64 letters, digits and : . _ -")
    return prefix


def check_timeout(timeout: object) -> float:
    """Seconds for Redis to answer."""
    seconds = check_seconds(timeout, "timeout")
    if seconds > _LONGEST_TIMEOUT:
        raise ConfigurationError("timeout: must be 10 seconds at most: calls wait that long for a Redis that hangs")
    return seconds


def check_lease(lease: object) -> float:
    """Seconds that a lease lives."""
    seconds = check_seconds(lease, "lease")
    if not 0.1 <= seconds <= _LONGEST_LEASE:
        raise ConfigurationError("lease: must be from 0.1 to 300 seconds")
    return seconds


def key_names(prefix: str, key: TokenKey) -> list[str]:
    """The names of a token, its lease, its mark and a trial: no client id in the clear. One hash slot in a cluster."""
    written = json.dumps([key.base_url, key.client_id, key.sharing_key])
    digest = hashlib.sha256(written.encode()).hexdigest()[:32]
    return [f"{prefix}:{{{digest}}}:{part}" for part in ("token", "lease", "begun", "trial")]
