"""A string that does not show itself."""

from __future__ import annotations

import hashlib
import hmac
from typing import NoReturn, Self, final

from ._boundary import plain_boundary


@final
class Secret:
    """A token or a client secret.

    ``repr``, ``str`` and formatting show ``Secret(***)``; pickling is refused. ``reveal()`` gives the string, and is
    the one place to look for when you audit where a secret goes.
    """

    __slots__ = ("_value",)

    @plain_boundary
    def __init__(self, value: str) -> None:
        if not isinstance(value, str):
            raise TypeError(f"a Secret holds a string, not {type(value).__name__}")
        self._value = value

    def reveal(self) -> str:
        """The string itself. Do not log it."""
        return self._value

    def fingerprint(self) -> str:
        """16 hexadecimal digits that tell two secrets apart without showing either."""
        return hashlib.sha256(self._bytes()).hexdigest()[:16]

    def _bytes(self) -> bytes:
        return self._value.encode(errors="surrogatepass")

    def __repr__(self) -> str:
        return "Secret(***)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._bytes(), other._bytes())

    def __hash__(self) -> int:
        return hash(self.fingerprint())

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled: reveal() it on purpose, and encrypt what you store")
