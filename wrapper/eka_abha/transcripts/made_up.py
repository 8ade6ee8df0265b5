"""Made-up values for a replay: one for each label, and one for each field that has none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.rules import with_check_digit
from eka_abha.transcripts.shapes import leaves
from eka_abha.transcripts.tidying import shapes_of

if TYPE_CHECKING:
    from eka_abha.emulator.wire import Json
    from eka_abha.transcripts.document import Transcript

PERSON: Final[dict[str, str | int]] = {
    "first_name": "Asha",
    "middle_name": "Devi",
    "last_name": "Rao",
    "gender": "F",
    "day_of_birth": 1,
    "month_of_birth": 1,
    "year_of_birth": 1990,
    "pincode": "560001",
    "address": "1, Station Road",
}
"""Everybody in a replay is this person, so that names agree wherever they have to."""

_FIELDS: Final[dict[str, Json]] = {**PERSON, "fn": "Asha", "mn": "Devi", "ln": "Rao", "dob": "1990-01-01"}
_DIGITS = re.compile(r"(\d{1,2}) digits(?! with dashes)")


class Values:
    """The values that stand for a transcript's labels: made up, or what the emulator answered in that place."""

    def __init__(self, transcript: Transcript) -> None:
        self._values: dict[str, str] = {}
        self._forms: dict[str, str] = {}
        for exchange in transcript.exchanges:
            for shape in shapes_of(exchange):
                for _, leaf in leaves(shape):
                    if leaf.label is not None and leaf.form is not None:
                        self._forms.setdefault(leaf.label, leaf.form)

    def __repr__(self) -> str:
        return f"<Values of {len(self._values)} labels>"

    def bind(self, label: str, value: str) -> None:
        """Let a label stand for this value from here on."""
        self._values[label] = value

    def known(self, label: str) -> bool:
        """Whether the label has a value yet."""
        return label in self._values

    def of(self, label: str) -> str:
        """Return the value of a label, made up if it has none yet."""
        value = self._values.get(label)
        if value is None:
            value = self._values[label] = self._made_up(label)
        return value

    def _made_up(self, label: str) -> str:
        kind, _, number = label.partition("#")
        form = self._forms.get(label, "")
        digits = _DIGITS.match(form)
        length = int(digits[1]) if digits else 0
        if kind == "mobile":
            return _of_length(f"98765{int(number):05}", length or 10)
        if kind == "aadhaar":
            return _aadhaar(int(number), form, length or 12)
        if kind == "abha_number":
            written = f"12-3456-7856-{int(number):04}"
            return _of_length(written.replace("-", ""), length) if length else written
        if kind == "address":
            return f"transcript{number}{_SUFFIXES.get(form, '@sbx')}"
        return f"{kind.replace('_', '-')}-{number}"


_SUFFIXES: Final = {"@sbx": "@sbx", "@abdm": "@abdm", "no suffix": "", "other suffix": "@other"}


def _aadhaar(number: int, form: str, length: int) -> str:
    right = with_check_digit(f"2345678{number:04}")
    if form.endswith("check digit wrong"):
        return right[:-1] + str((int(right[-1]) + 1) % 10)
    return _of_length(right, length)


def _of_length(digits: str, length: int) -> str:
    return digits[:length].ljust(length, "1")


def made_up_text(name: str) -> Json:
    """Return what is sent in a field whose value the transcript does not tell apart."""
    return _FIELDS.get(name, "made up")


def made_up_integer(name: str) -> Json:
    """Return what is sent in a field that is a number."""
    value = _FIELDS.get(name, 1)
    return value if isinstance(value, int) else 1
