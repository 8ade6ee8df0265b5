"""How statements about the emulator's behaviour are written."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final


class Source(enum.Enum):
    """How a behaviour is known."""

    DOCUMENTED = "the provider's documentation says so"
    SPECIFIED = "the specification of the API says so"
    SEEN = "seen in public client code"
    ASSUMED = "not known: likely, or the strictest behaviour that a client may meet"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing the emulator does, the operations it concerns ("*": all), and the settings that change it."""

    statement: str
    source: Source
    operations: tuple[str, ...] = ("*",)
    settings: tuple[str, ...] = ()


DOCUMENTED: Final = Source.DOCUMENTED
SPECIFIED: Final = Source.SPECIFIED
SEEN: Final = Source.SEEN
ASSUMED: Final = Source.ASSUMED
