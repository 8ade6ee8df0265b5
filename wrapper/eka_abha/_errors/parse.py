"""Reading the body of an error answer. Whatever it holds, this never raises."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eka_abha._errors.words import hide_unknown_words

__all__ = ["ErrorBody", "parse_body"]

_SIZE_LIMIT: Final = 256 * 1024
"""Bytes; a longer body is no error message and is not read."""
_TEXT_LIMIT: Final = 2000
_DIGITS_IN_A_CODE: Final = 5
_LARGEST_CODE: Final = 9999

_CODE = re.compile(r"(?=[0-9_.-]*[A-Z])[A-Z0-9][A-Z0-9_.-]{0,39}")
_LETTERS_AND_NUMBER = re.compile(r"[A-Z]{2,6}-\d{3,5}")


@dataclass(frozen=True, slots=True, repr=False)
class ErrorBody:
    """What could be understood of a body. The texts are as they came, so not yet fit to be shown."""

    code: int | None = None
    source_code: str | None = None
    message: str | None = None
    source_message: str | None = None

    @property
    def texts(self) -> str:
        """All texts in one, to search for known ones."""
        return "\n".join(filter(None, (self.message, self.source_message)))


def parse_body(body: bytes) -> ErrorBody:
    """Read `{code, error, source_error: {code, message}}` and everything that is answered in its place."""
    if not body.strip() or len(body) > _SIZE_LIMIT:
        return ErrorBody()
    try:
        value: object = json.loads(_decode(body))
    except (ValueError, RecursionError):
        return ErrorBody(message=_plain_text(body))
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, dict)), None)
    if isinstance(value, dict):
        return _from_object(value)
    return ErrorBody(message=_text(value))


def _from_object(body: Mapping[object, object]) -> ErrorBody:
    error, source = body.get("error"), body.get("source_error")
    error_fields: Mapping[object, object] = error if isinstance(error, dict) else {}
    source_fields: Mapping[object, object] = source if isinstance(source, dict) else {}
    code = _integer(body.get("code"))
    source_codes = [source_fields.get("code"), error_fields.get("code"), body.get("code") if code is None else None]
    return ErrorBody(
        code=code,
        source_code=next(filter(None, map(_source_code, source_codes)), None),
        message=_text(error) or _text(error_fields.get("message")) or _text(body.get("message")),
        source_message=_text(source) or _text(source_fields.get("message")),
    )


def _decode(body: bytes) -> str:
    return body.decode(json.detect_encoding(body), errors="replace")


def _plain_text(body: bytes) -> str | None:
    """The body if it is a sentence: neither markup, nor JSON that was cut short, nor bytes that are no text."""
    text = _decode(body).strip()
    if len(text) > _TEXT_LIMIT or text.startswith(("<", "{", "[", '"')):
        return None
    return None if "\N{REPLACEMENT CHARACTER}" in text or "\0" in text else _text(text)


def _text(value: object) -> str | None:
    return (value[:_TEXT_LIMIT].strip() or None) if isinstance(value, str) else None


def _integer(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.strip().isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST_CODE else None


def _source_code(value: object) -> str | None:
    """A source code in upper case, without the colons and spaces around it; None if the value cannot be one.

    It is shown unmasked, so a number alone is not taken for one, nor anything with as many digits as an OTP. Nor
    is a name: a code looks like `ABDM-1035` or is made of known words (`INVALID_REQUEST`).
    """
    if not isinstance(value, str):
        return None
    code = value[:80].strip(" :\t\r\n").upper()
    if not _CODE.fullmatch(code) or sum(map(str.isdigit, code)) > _DIGITS_IN_A_CODE:
        return None
    return code if _LETTERS_AND_NUMBER.fullmatch(code) or hide_unknown_words(code) == code else None
