"""The small pieces that the checks in `values` are made of."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from eka_abha._boundary import plain_boundary
from eka_abha.errors import InvalidValueError

_SPACING: Final = dict.fromkeys(map(ord, " -\t\N{NO-BREAK SPACE}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"))
_HEADER_VALUE: Final = re.compile(r"[!-~](?:[ -~]{0,254}[!-~])?")
_TEXT_LIMIT: Final = 500


def text(value: str, field: str) -> str:
    """The value, if it is a str at all."""
    if not isinstance(value, str):
        raise InvalidValueError(field, f"must be a str, not {type(value).__name__}")
    return value


def stripped(value: str, field: str) -> str:
    """The value without white space around it."""
    return text(value, field).strip()


def compact(value: str, field: str) -> str:
    """The value without white space around it and without the spaces and dashes that people put into numbers."""
    return stripped(value, field).translate(_SPACING)


def matching(pattern: re.Pattern[str], value: str, field: str, rule: str) -> str:
    """The value, if all of it matches."""
    match = pattern.fullmatch(value)
    if match is None:
        raise InvalidValueError(field, rule)
    return match[0]


def without_control_characters(value: str, field: str) -> str:
    """Joiners, which some scripts need, pass; control characters, line breaks and lone surrogates do not."""
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise InvalidValueError(field, "must have no control characters and no line breaks")
    return value


def optional(check: Callable[[str, str], str], value: str | None, field: str) -> str | None:
    """The checked value, or None for None and for blank text, which is what an empty form field sends."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return check(value, field)


def free_text(value: str, field: str) -> str:
    """A text of any number of lines as one line."""
    line = without_control_characters(" ".join(stripped(value, field).split()), field)
    if len(line) > _TEXT_LIMIT:
        raise InvalidValueError(field, f"must be at most {_TEXT_LIMIT} characters long")
    return line


@plain_boundary
def check_header_value(value: str, field: str) -> str:
    """A value for a request header: printable ASCII, not empty, no white space at its ends (none is dropped here)."""
    return matching(
        _HEADER_VALUE, text(value, field), field, "must be printable ASCII text without white space at its ends"
    )
