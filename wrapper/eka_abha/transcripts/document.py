"""The transcript itself: what it holds, and its file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from eka_abha._files import write_private
from eka_abha.transcripts.operations import BY_NAME
from eka_abha.transcripts.shapes import as_json

if TYPE_CHECKING:
    from pathlib import Path

    from eka_abha.emulator.wire import Json
    from eka_abha.transcripts.shapes import Fields, Shape

FORMAT: Final = "eka-abha transcript"
VERSION: Final = 1

Journey: TypeAlias = Literal[
    "mobile",
    "aadhaar",
    "face",
    "login-mobile",
    "login-aadhaar",
    "login-abha-number",
    "login-address",
    "login-search",
    "session",
    "kyc",
    "profile",
    "lookups",
]
JOURNEYS: Final[tuple[Journey, ...]] = get_args(Journey)
Environment: TypeAlias = Literal["sandbox", "production", "other"]
Ending: TypeAlias = Literal["complete", "error", "interrupted"]
METHODS: Final = ("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "other")
OTHERS: Final = "others"
"""Stands for headers whose names are not shown."""
FAILURES: Final = ("no connection", "no answer", "cut short", "not finished", "not recorded")
_SECONDS_LIMIT: Final = 10_000_000.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: header names (with the label of the token or patient that one names), query and body."""

    headers: tuple[str, ...]
    query: Fields
    body: Shape


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer. `retry_after` is in seconds; `headers` are the names that are known, and `others` if more came."""

    status: int
    content_type: str | None
    headers: tuple[str, ...]
    retry_after: int | None
    body: Shape


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, or why there is none. `operation` is None for a path that the specification lacks.

    `after`: seconds between the end of the exchange before and the beginning of this one; `took`: until the answer.
    """

    number: int
    operation: str | None
    method: str
    after: float
    took: float
    asked: Asked
    answered: Answered | None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a journey looked like on the wire, without a value of a person."""

    journey: Journey
    environment: Environment
    client: str
    recorded_on: str
    ended: Ending
    exchanges: tuple[Exchange, ...]

    def to_json(self) -> dict[str, Json]:
        """Return the transcript as its file has it."""
        exchanges: list[Json] = [_exchange(exchange) for exchange in self.exchanges]
        return {
            "format": FORMAT,
            "version": VERSION,
            "journey": self.journey,
            "environment": self.environment,
            "client": self.client,
            "recorded_on": self.recorded_on,
            "ended": self.ended,
            "exchanges": exchanges,
        }

    def to_text(self) -> str:
        """Return the text of the transcript's file: the same transcript is always the same text."""
        return json.dumps(self.to_json(), indent=2) + "\n"

    def write(self, path: Path, *, replace: bool = False) -> None:
        """Write the file, all of it or nothing. Raises FileExistsError when there is one that is not to be replaced."""
        check_place(path, replace=replace)
        write_private(path, self.to_text().encode())


def check_place(path: Path, *, replace: bool) -> None:
    """Raise NotADirectoryError when there is no folder for a file, FileExistsError when it is there and is to stay."""
    if not path.absolute().parent.is_dir():
        message = f"the folder for {path.name} does not exist"
        raise NotADirectoryError(message)
    if path.exists() and not replace:
        message = f"{path.name} exists already"
        raise FileExistsError(message)


def rounded_wait(seconds: float) -> int:
    """Seconds of a Retry-After as a transcript shows them: above two minutes up to the next minute, a day at most."""
    whole = max(0, min(int(seconds), 86_400))
    return whole if whole <= 120 else -(-whole // 60) * 60


def rounded_seconds(seconds: float) -> float:
    """Seconds that something took, in tenths."""
    return round(max(0.0, min(seconds, _SECONDS_LIMIT)), 1)


def _exchange(exchange: Exchange) -> dict[str, Json]:
    operation = BY_NAME.get(exchange.operation or "")
    asked, answered = exchange.asked, exchange.answered
    headers: list[Json] = [*asked.headers]
    answer: dict[str, Json] | None = None
    if answered is not None:
        names: list[Json] = [*answered.headers]
        answer = {
            "status": answered.status,
            "content_type": answered.content_type,
            "headers": names,
            "retry_after": answered.retry_after,
            "body": as_json(answered.body),
        }
    return {
        "number": exchange.number,
        "operation": exchange.operation,
        "method": exchange.method,
        "path": operation.path if operation is not None else None,
        "after": exchange.after,
        "took": exchange.took,
        "request": {"headers": headers, "query": as_json(asked.query), "body": as_json(asked.body)},
        "answer": answer,
        "failure": exchange.failure,
    }
