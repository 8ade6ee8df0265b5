"""What an endpoint of the control is, and how it answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from eka_abha.emulator.wire import JSON_HEADERS, EmulatorResponse

if TYPE_CHECKING:
    from eka_abha.emulator.control.inputs import Input, Query
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.wire import Json

PREFIX: Final = "/emulator"


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One call to an endpoint: its query, its body, and the last part of its path where the endpoint has one."""

    query: Query
    body: Input
    last: str = ""


Answering: TypeAlias = "Callable[[Emulator, Asked], EmulatorResponse]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method on one path. `query` and `body` name what may be sent, with what it means."""

    method: str
    path: str
    summary: str
    answer: Answering = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, str] = field(default_factory=dict, repr=False)


def shown(body: Mapping[str, Json], status: int = 200) -> EmulatorResponse:
    """Answer with JSON that can be read where it comes out of curl."""
    return EmulatorResponse(status, JSON_HEADERS, json.dumps(body, indent=2).encode("ascii") + b"\n")


def refused(status: int, error: str, **more: Json) -> EmulatorResponse:
    """Answer with an error, in the shape that the emulated API has for its own."""
    return shown({"code": status, "error": error, **more}, status)
