"""What goes into the emulator and what comes out: plain requests and responses, tied to no HTTP library."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

JSON_HEADERS: Mapping[str, str] = MappingProxyType({"content-type": "application/json"})
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EmulatorRequest:
    """One HTTP request, as an adapter hands it over.

    `path` is decoded and has no query; of a query parameter or header that came twice, the adapter decides. Header
    names are matched whatever their case. The repr shows method and path only.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "method", self.method.upper())
        object.__setattr__(self, "headers", {name.lower(): value for name, value in self.headers.items()})


class Delivery(enum.Enum):
    """How much of an answer reaches the client: all of it, its beginning, or nothing."""

    WHOLE = "whole"
    CUT = "cut"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class EmulatorResponse:
    """One HTTP answer. Header names are lower case. The repr shows the status only.

    `delay`: seconds that the adapter waits before it answers. `delivery`: whether it then closes the connection before
    the answer, or in the middle of its body.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    delay: float = field(default=0.0, repr=False)
    delivery: Delivery = field(default=Delivery.WHOLE, repr=False)

    @property
    def delivered_body(self) -> bytes:
        """What of the body reaches the client."""
        return self.body if self.delivery is Delivery.WHOLE else self.body[: len(self.body) // 2]

    def json(self) -> Json:
        """Return the body read as JSON; raises ValueError when it is not JSON."""
        parsed: Json = json.loads(self.body)
        return parsed


def json_answer(body: Mapping[str, Json], status: int = 200, headers: Mapping[str, str] = _NOTHING) -> EmulatorResponse:
    """Build an answer whose body is this JSON object."""
    content = json.dumps(body, separators=(",", ":")).encode("ascii")
    return EmulatorResponse(status, {**JSON_HEADERS, **headers}, content)


def parsed_query(text: str) -> dict[str, str]:
    """Return the parameters of a query string; of one that comes twice, the last."""
    return dict(parse_qsl(text, keep_blank_values=True))
