"""From what went over the wire to what a transcript may hold of it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from typing import TYPE_CHECKING, Final

from eka_abha._privacy import MASK
from eka_abha.emulator.rules import is_aadhaar
from eka_abha.transcripts import allowed
from eka_abha.transcripts.shapes import DEPTH, Fields, Leaf, Listing, Shape, different

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BODY: Final = 1024 * 1024
"""Bytes; a larger body is not looked at."""
_MASK = re.compile(r"([*xX•●][*xX•●@ -]*)(\d{0,4})(?!\d)")
_LOOKS_MASKED = re.compile(r"[*•●]|[xX]{4}|\b[xX]{2}-")
_MASK_CHARACTERS: Final = "*xX•●"
_MASKED_FIELDS: Final = frozenset({"hint", "mobile", "abha_number", "abha_address", "aadhaar"})
_NUMBERS: Final = frozenset({"mobile", "aadhaar", "abha_number", "otp"})
_ABHA_NUMBER = re.compile(r"\d{2}-\d{4}-\d{4}-\d{4}", re.ASCII)
_SUFFIXES: Final = ("@sbx", "@abdm")


_NAMES: Final = frozenset({"first_name", "middle_name", "last_name", "full_name", "fullname", "name", "fn", "mn", "ln"})
_SHORTEST_OF_A_STREET: Final = 4
_WORD = re.compile(r"[^\W\d_]+")


class Labels:
    """Says which values are the same, without keeping one: only a keyed digest of each, and the key is thrown away.

    In the same way it knows the words of names, so that an error text which repeats one does not show it, be it a word
    of everyday use.
    """

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._words: set[bytes] = set()
        self._known: dict[tuple[str, bytes], str] = {}
        self._counts: dict[str, int] = {}

    def __repr__(self) -> str:
        return f"<Labels of {len(self._known)} values>"

    def of(self, kind: str, value: str) -> str:
        """Return the label of a value of this kind, a new one for a new value."""
        digest = self._digest(value)
        label = self._known.get((kind, digest))
        if label is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            label = self._known[kind, digest] = f"{kind}#{self._counts[kind]}"
        return label

    def remember_words(self, text: str, *, shortest: int = 2) -> None:
        """Know the words of a name or an address again."""
        self._words |= {self._digest(word.casefold()) for word in _WORD.findall(text) if len(word) >= shortest}

    def without_known_words(self, text: str) -> str:
        """Return a text with the words hidden that are known to be somebody's."""
        return _WORD.sub(lambda found: MASK if self._digest(found[0].casefold()) in self._words else found[0], text)

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256)


class Scrubber:
    """Turns the values of one exchange into shapes. `partner`: it is a login or refresh of the partner's tokens."""

    def __init__(self, labels: Labels, *, partner: bool) -> None:
        self._labels = labels
        self._partner = partner

    def __repr__(self) -> str:
        return f"<Scrubber with {self._labels!r}>"

    def body(self, content: bytes, content_type: str | None) -> Shape:
        """The shape of a body."""
        if not content:
            return Leaf("no body")
        if len(content) > MAX_BODY:
            return Leaf("too large")
        if content_type is None or content_type.endswith("json"):
            try:
                parsed: object = json.loads(content)
            except (ValueError, RecursionError):
                pass
            else:
                return self._shape(parsed, "", {}, DEPTH)
        return Leaf(f"not JSON: {_kind_of_bytes(content, content_type)}")

    def query(self, query: dict[str, object]) -> Fields:
        """The shape of the parameters of a URL."""
        return self._object(query, DEPTH)

    def label(self, kind: str, value: str) -> str:
        """The label of a value that stands elsewhere, as in a header."""
        return self._labels.of(kind, value)

    def _shape(self, value: object, name: str, siblings: Mapping[str, object], depth: int) -> Shape:
        if isinstance(value, dict):
            return self._object(value, depth) if depth else Fields()
        if isinstance(value, list):
            items = tuple(self._shape(item, name, {}, depth - 1) for item in value) if depth else ()
            length = "none" if not items else "one" if len(items) == 1 else "many"
            return Listing(length, different(items))
        if value is None:
            return Leaf("null")
        if isinstance(value, bool):
            return Leaf("boolean", ("true" if value else "false") if name in allowed.BOOLEANS else None)
        if isinstance(value, int):
            return Leaf("integer", _shown_integer(value, name))
        if isinstance(value, float):
            return Leaf("number")
        return self._text(str(value), name, siblings)

    def _object(self, value: dict[str, object], depth: int) -> Fields:
        known = {name: part for name, part in value.items() if allowed.is_known_name(name)}
        fields = {name: self._shape(part, name, value, depth - 1) for name, part in sorted(known.items())}
        others = [self._shape(part, "", {}, depth - 1) for name, part in value.items() if name not in known]
        if others:
            length = "one" if len(others) == 1 else "many"
            fields[allowed.UNKNOWN_NAMES] = Listing(length, different(tuple(others)))
        return Fields(fields)

    def _text(self, value: str, name: str, siblings: Mapping[str, object]) -> Leaf:
        if not value:
            return Leaf("string", form="empty")
        if value in allowed.VALUES.get(name, ()):
            return Leaf("string", value=value)
        if name == "code":
            return Leaf("string", value=allowed.shown_source_code(value))
        if name in allowed.ERROR_TEXTS and ("code" in siblings or "error" in siblings):
            return Leaf("string", text=allowed.shown_text(value, self._labels.without_known_words))
        if name in _MASKED_FIELDS and _LOOKS_MASKED.search(value):
            return Leaf("string", form=_mask_form(value))
        kind = self._kind(name, siblings)
        if name in _NAMES or kind == "address":
            self._labels.remember_words(value.partition("@")[0])
        elif name == "address":
            self._labels.remember_words(value, shortest=_SHORTEST_OF_A_STREET)
        if kind is None:
            return Leaf("string")
        return Leaf("string", label=self._labels.of(kind, value), form=_form(kind, value))

    def _kind(self, name: str, siblings: Mapping[str, object]) -> str | None:
        if name == "identifier":
            method = siblings.get("method")
            return allowed.IDENTIFIERS.get(method) if isinstance(method, str) else None
        if self._partner and name == "refresh_token":
            return name
        return allowed.LABELS.get(name)


def _mask_form(value: str) -> str | None:
    """How many characters are masked and how many digits follow: `6 masked, 4 shown`."""
    best = max(_MASK.finditer(value), key=lambda found: _masked(found[1]), default=None)
    if best is None or not 2 <= _masked(best[1]) <= 20:
        return None
    return f"{_masked(best[1])} masked, {len(best[2])} shown"


def _masked(text: str) -> int:
    return sum(character in _MASK_CHARACTERS for character in text)


def _form(kind: str, value: str) -> str | None:
    if kind == "address":
        if "@" not in value:
            return "no suffix"
        return next((suffix for suffix in _SUFFIXES if value.endswith(suffix)), "other suffix")
    if kind not in _NUMBERS:
        return None
    if kind == "abha_number" and _ABHA_NUMBER.fullmatch(value):
        return "14 digits with dashes"
    if not (value.isascii() and value.isdecimal() and len(value) <= 20):
        return None
    if kind == "aadhaar" and is_aadhaar(value, check_digit=False) and not is_aadhaar(value):
        return "12 digits, check digit wrong"
    return f"{len(value)} digits"


def _shown_integer(value: int, name: str) -> str | None:
    if name == "code" and 100 <= value <= 599:
        return str(value)
    return str(value) if name in allowed.LIFETIME_FIELDS and value in allowed.LIFETIMES else None


def _kind_of_bytes(content: bytes, content_type: str | None) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content_type == "text/html" or content.lstrip()[:1] == b"<":
        return "html"
    return "text" if content_type == "text/plain" else "other"
