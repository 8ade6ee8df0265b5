"""Masking: what may be shown of a text that could hold personal data or a secret.

Every run of four or more digits is hidden, however it is spaced or punctuated, unless its surroundings show that it is
harmless (a source code, a duration, the port of a local address, the tail of a number that is masked already).
Addresses lose their local part, tokens go entirely. Names cannot be recognised inside a text, but for those that the
call itself sent (`mask_known`); so of a text of the service only known words are shown (`_errors.words`), and of others
none but our own.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

__all__ = ["MASK", "mask_address", "mask_digits", "mask_known", "mask_name", "mask_text"]

MASK: Final = "***"
"""What stands in place of hidden text."""

_HIDDEN: Final = "\0"
"""The same while a text is worked on: it cannot stand in the text, nor be taken for the stars of a masked number."""

_INPUT_LIMIT: Final = 4096
"""Characters of a text that are looked at; the rest is dropped before masking."""

# What may stand between the digits of one number: spaces, dashes, dots, brackets, slashes, underscores, plus, colon.
_GAP = r"(?:[ \-./:()_+\u2010-\u2015\u2212\u00b7]{0,3}|,)"
_TAIL_ENDS = rf"(?!{_GAP}\d)"

_DIGITS = re.compile(
    # Harmless as they are:
    rf"(?P<kept>"
    rf"(?<![A-Za-z0-9])(?:ABDM|MIS|EKA)-(?:1\d\d\d|9999)(?!\d)"  # source codes
    rf"|(?:[*•●]{{4,}}|(?<![A-Za-z])[xX]{{4,}})[ -]?\d{{1,4}}{_TAIL_ENDS}"  # ******3210, xxxx-1525; no **bold** OTP
    rf"|\bending (?:with|in) \d{{1,4}}{_TAIL_ENDS}"
    rf"|(?:://[A-Za-z][A-Za-z.-]*|localhost|127\.0\.0\.1|\[::1\]):\d{{1,5}}(?!\d)|127\.0\.0\.1(?!{_GAP}\d)"
    rf")|(?P<number>\d(?:{_GAP}\d)*)",
    re.IGNORECASE,
)
_UNIT = re.compile(r" ?(?:s|ms|seconds?|minutes?|hours?|days?|bytes|characters)\b", re.IGNORECASE)
_SHOWN_DIGITS = 3
_SHOWN_DIGITS_WITH_UNIT = 5

_TOKEN = re.compile(r"[A-Za-z0-9_+/.~-]{20,}={0,2}")
_TOKEN_PIECE = re.compile(r"[A-Za-z0-9_+~-]{20,}")
_BEARER = re.compile(r"\b(bearer|basic) +(?=\S*\d|\S{16})\S+", re.IGNORECASE)
_SECRET_FIELD = re.compile(r"((?:token|secret|password|api[_-]?key)[\"']?\s?[:=]\s?)(?=\S*\d|\S{16})\S+", re.IGNORECASE)

_DELIMITERS = r"\s<>()\[\]{},;:=/|&?"
_ADDRESS = re.compile(rf"(?<![^{_DELIMITERS}])[^{_DELIMITERS}]+(?=@[A-Za-z0-9]|%40[A-Za-z0-9])")

_KEYCAP_PARTS = dict.fromkeys((0xFE0E, 0xFE0F, 0x20E3))


def mask_text(text: str, *, limit: int = 200) -> str:
    """`text` as one line of at most `limit` characters that is safe to show or log.

    Hidden are runs of four or more digits of any script, the local part of e-mail and ABHA addresses, and whatever
    looks like a token. Kept are source codes (`ABDM-1035`), durations (`30 minutes`), ports of local addresses, and
    numbers that are masked already (`******3210`).
    """
    text = _one_line(text)
    text = _TOKEN.sub(_hide_token, text)
    text = _BEARER.sub(rf"\1 {_HIDDEN}", text)
    text = _SECRET_FIELD.sub(rf"\1{_HIDDEN}", text)
    text = _ADDRESS.sub(_HIDDEN, text)
    text = _DIGITS.sub(_hide_number, text).replace(_HIDDEN, MASK)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def mask_known(text: str, known: Collection[str]) -> str:
    """`text` without these words, in either case: what a call said of a patient and its error answer may repeat."""
    words = "|".join(map(re.escape, sorted((word for word in known if len(word) > 1), key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{words})(?!\w)", MASK, text, flags=re.IGNORECASE) if words else text


def mask_digits(value: str) -> str:
    """A mobile, Aadhaar or ABHA number (10 to 14 digits) with the last four shown: `******3210`; else `mask_text`."""
    digits = [character for character in value if character.isdigit()]
    if not 10 <= len(digits) <= 14:
        return mask_text(value)
    return "*" * (len(digits) - 4) + "".join(digits[-4:])


def mask_name(name: str) -> str:
    """The first letter of a name: `N***`."""
    name = name.strip()
    return name[:1] + MASK if len(name) > 1 else MASK


def mask_address(address: str) -> str:
    """An e-mail or ABHA address with the first letter of its local part: `n***@sbx`."""
    local, at, domain = address.strip().rpartition("@")
    return mask_name(local) + at + mask_text(domain) if at else mask_name(domain)


def _one_line(text: str) -> str:
    """The text with the digits of all scripts as ASCII, without control or invisible characters, cut to size."""
    whole = len(text) <= _INPUT_LIMIT
    text = text[:_INPUT_LIMIT]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_KEYCAP_PARTS))
        text = "".join(str(unicodedata.digit(character, character)) for character in text)
    if not text.isprintable():
        text = "".join(map(_printable, text))
    words = text.split()
    if not whole and words:
        words.pop()  # it may be half an address or half a token, no longer to be recognised
    return " ".join(words)


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) in {"Cf", "Cs"} else " "


def _hide_number(match: re.Match[str]) -> str:
    number = match["number"]
    if number is None:
        return match[0]
    length = sum(map(str.isdigit, number))
    shown = _SHOWN_DIGITS_WITH_UNIT if _UNIT.match(match.string, match.end()) else _SHOWN_DIGITS
    return number if length <= shown else _HIDDEN


def _hide_token(match: re.Match[str]) -> str:
    run = match[0]
    mixed = not run.islower() and not run.isupper() and any(map(str.isdigit, run))
    if mixed and (len(run) >= 32 or run.startswith("eyJ") or run.endswith("=")):
        return _HIDDEN
    return _TOKEN_PIECE.sub(lambda piece: _HIDDEN if any(map(str.isdigit, piece[0])) else piece[0], run)
