"""Tokens at rest: AES-256-GCM with a key of the application's, bound to what the token is for."""

from __future__ import annotations

import base64
import binascii
import json
import math
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from eka_abha._boundary import plain_boundary
from eka_abha._http.token import LONGEST_LIFETIME, Token, TokenKey
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = b"\x01"


@plain_boundary
def new_key() -> str:
    """A key for a Redis token store: 32 random bytes as URL-safe base64. Keep it as you keep the client secret."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """An encrypted token, and how many milliseconds it is worth keeping."""

    value: bytes
    milliseconds: int


class Keyring:
    """Encrypts with the first key, decrypts with any of them."""

    def __init__(self, keys: object) -> None:
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        except ModuleNotFoundError:
            raise extra_missing() from None
        self._ciphers = [AESGCM(key) for key in _checked(keys)]

    def seal(self, key: TokenKey, token: Token) -> Sealed | None:
        """The encrypted token; None when there is nothing left of it to keep.

        Times are kept as seconds from now, and those that have passed since are known by the time to live.
        """
        now = time.time()
        seconds = min(max(token.expires_at, token.refresh_expires_at or 0.0) - now, LONGEST_LIFETIME)
        milliseconds = int(seconds * 1000) if not math.isnan(seconds) else 0
        if milliseconds <= 0:
            return None
        content = {
            "access": token.access.reveal(),
            "refresh": token.refresh.reveal() if token.refresh is not None else None,
            "expires_in": min(token.expires_at - now, LONGEST_LIFETIME),
            "refresh_in": min(token.refresh_from - now, LONGEST_LIFETIME),
            "refresh_expires_in": token.refresh_expires_at - now if token.refresh_expires_at is not None else None,
            "kept_for": milliseconds,
        }
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[0].encrypt(nonce, json.dumps(content).encode(), _bound_to(key))
        return Sealed(_FORMAT + nonce + sealed, milliseconds)

    def open(self, key: TokenKey, value: bytes, milliseconds_left: int) -> Token | None:
        """The token; None when the value was made with another key, for another TokenKey, or changed."""
        plain = self._plain(key, value)
        if plain is None or milliseconds_left < 0:
            return None
        try:
            content = json.loads(plain)
            passed = max(content["kept_for"] - milliseconds_left, 0) / 1000
            then = time.time() - passed
            refresh, refresh_expires_in = content["refresh"], content["refresh_expires_in"]
            return Token(
                access=Secret(content["access"]),
                expires_at=then + content["expires_in"],
                refresh_from=then + content["refresh_in"],
                refresh=Secret(refresh) if refresh is not None else None,
                refresh_expires_at=then + refresh_expires_in if refresh_expires_in is not None else None,
            )
        except (ValueError, TypeError, KeyError):  # a later version may keep something else
            return None

    def _plain(self, key: TokenKey, value: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag

        if not value.startswith(_FORMAT) or len(value) <= len(_FORMAT) + _NONCE_BYTES:
            return None
        nonce, sealed = value[1 : 1 + _NONCE_BYTES], value[1 + _NONCE_BYTES :]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, sealed, _bound_to(key))
            except InvalidTag:
                continue
        return None

    def __repr__(self) -> str:
        return f"<Keyring of {len(self._ciphers)}>"


def extra_missing() -> ConfigurationError:
    """For whoever has not installed redis-py or cryptography."""
    return ConfigurationError("a Redis token store needs the extra: pip install 'eka-abha[redis]'")


def _bound_to(key: TokenKey) -> bytes:
    """The associated data: a value that is copied to another key cannot be read there."""
    return json.dumps(["eka-abha token", key.base_url, key.client_id, key.sharing_key]).encode()


def _checked(keys: object) -> list[bytes]:
    given = list(keys) if isinstance(keys, Sequence) and not isinstance(keys, str | bytes) else [keys]
    if not given:
        raise ConfigurationError("keys: give one at least, as eka_abha.redis.new_key() makes them")
    return [_checked_key(key, f"keys[{number}]" if len(given) > 1 else "keys") for number, key in enumerate(given)]


def _checked_key(key: object, name: str) -> bytes:
    text = key.reveal() if isinstance(key, Secret) else key
    if not isinstance(text, str):
        raise ConfigurationError(f"{name}: must be a string, not {type(text).__name__}")
    try:
        raw = base64.b64decode(text.strip().encode(), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ConfigurationError(f"{name}: must be 32 bytes as URL-safe base64, as eka_abha.redis.new_key() makes them")
    return raw
