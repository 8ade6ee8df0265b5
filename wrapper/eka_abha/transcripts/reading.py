"""Reading a transcript's file. Every part is held against what a transcript may show, and refused otherwise."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from eka_abha.transcripts.allowed import ANSWER_HEADERS, CONTENT_TYPES, REQUEST_HEADERS
from eka_abha.transcripts.document import (
    FAILURES,
    FORMAT,
    JOURNEYS,
    METHODS,
    OTHERS,
    VERSION,
    Answered,
    Asked,
    Ending,
    Environment,
    Exchange,
    Transcript,
    rounded_seconds,
    rounded_wait,
)
from eka_abha.transcripts.operations import BY_NAME
from eka_abha.transcripts.shapes import LABEL, Fields, from_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

T = TypeVar("T", bound=str)

MAX_FILE: Final = 4 * 1024 * 1024
"""Bytes; no transcript is larger."""


def read_transcript(path: Path) -> Transcript:
    """Read a transcript's file and hold every part of it against what a transcript may show.

    Raises ValueError, which names the place and never what stands there; OSError when the file cannot be read.
    """
    if path.stat().st_size > MAX_FILE:
        raise _refused(path.name, "too large for a transcript")
    try:
        data: object = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise _refused(path.name, "not JSON") from None
    return parse_transcript(data)


def parse_transcript(data: object) -> Transcript:
    """Read what `Transcript.to_json` returned; raises ValueError as `read_transcript` does."""
    top = _object(
        data,
        "transcript",
        {"format", "version", "journey", "environment", "client", "recorded_on", "ended", "exchanges"},
    )
    if top["format"] != FORMAT or top["version"] != VERSION:
        raise _refused("format", f"{FORMAT!r} of version {VERSION} expected")
    exchanges = top["exchanges"]
    if not isinstance(exchanges, list):
        raise _refused("exchanges", "a list expected")
    return Transcript(
        journey=_one_of(top["journey"], JOURNEYS, "journey"),
        environment=_one_of(top["environment"], get_args(Environment), "environment"),
        client=_matching(top["client"], _CLIENT, "client"),
        recorded_on=_matching(top["recorded_on"], _DAY, "recorded_on"),
        ended=_one_of(top["ended"], get_args(Ending), "ended"),
        exchanges=tuple(_read_exchange(item, number) for number, item in enumerate(exchanges, start=1)),
    )


_CLIENT = re.compile(r"eka-abha \d+(?:\.\d+){1,3}(?:(?:a|b|rc|\.dev)\d{1,3})?")
_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}")
_HEADER = re.compile(rf"([a-z-]+)(?: ({LABEL.pattern}))?")


def _read_exchange(data: object, number: int) -> Exchange:
    where = f"exchange {number}"
    item = _object(
        data, where, {"number", "operation", "method", "path", "after", "took", "request", "answer", "failure"}
    )
    if item["number"] != number:
        raise _refused(where, "numbers go up from 1")
    operation = None if item["operation"] is None else _one_of(item["operation"], tuple(BY_NAME), f"{where}: operation")
    if item["path"] != (None if operation is None else BY_NAME[operation].path):
        raise _refused(where, "path is not the operation's template")
    sent = _object(item["request"], f"{where}: request", {"headers", "query", "body"})
    query = from_json(sent["query"], f"{where}: query")
    if not isinstance(query, Fields):
        raise _refused(f"{where}: query", "an object expected")
    failure = None if item["failure"] is None else _one_of(item["failure"], FAILURES, f"{where}: failure")
    if (failure is None) == (item["answer"] is None):
        raise _refused(where, "an answer or a failure, and not both")
    return Exchange(
        number=number,
        operation=operation,
        method=_one_of(item["method"], METHODS, f"{where}: method"),
        after=_seconds(item["after"], f"{where}: after"),
        took=_seconds(item["took"], f"{where}: took"),
        asked=Asked(
            _headers(sent["headers"], REQUEST_HEADERS, f"{where}: request headers"),
            query,
            from_json(sent["body"], f"{where}: request body"),
        ),
        answered=None if item["answer"] is None else _read_answer(item["answer"], where),
        failure=failure,
    )


def _read_answer(data: object, where: str) -> Answered:
    item = _object(data, f"{where}: answer", {"status", "content_type", "headers", "retry_after", "body"})
    status, wait, kind = item["status"], item["retry_after"], item["content_type"]
    if not isinstance(status, int) or isinstance(status, bool) or not 100 <= status <= 999:
        raise _refused(f"{where}: status", "a status expected")
    if wait is not None and (not isinstance(wait, int) or isinstance(wait, bool) or wait != rounded_wait(wait)):
        raise _refused(f"{where}: retry_after", "rounded seconds or null expected")
    return Answered(
        status=status,
        content_type=None
        if kind is None
        else _one_of(kind, (*sorted(CONTENT_TYPES), "other"), f"{where}: content_type"),
        headers=_headers(item["headers"], ANSWER_HEADERS, f"{where}: answer headers"),
        retry_after=wait,
        body=from_json(item["body"], f"{where}: answer body"),
    )


def _object(data: object, where: str, names: set[str]) -> Mapping[str, object]:
    if not isinstance(data, dict) or data.keys() != names:
        raise _refused(where, f"an object of {', '.join(sorted(names))} expected")
    return data


def _one_of(value: object, choices: tuple[T, ...], where: str) -> T:
    found = next((choice for choice in choices if choice == value), None)
    if found is None:
        raise _refused(where, "not one of those there are")
    return found


def _matching(value: object, pattern: re.Pattern[str], where: str) -> str:
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise _refused(where, "not written as it has to be")
    return value


def _seconds(value: object, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or rounded_seconds(value) != value:
        raise _refused(where, "seconds in tenths expected")
    return float(value)


def _headers(value: object, known: frozenset[str], where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _refused(where, "a list of names expected")
    for item in value:
        found = _HEADER.fullmatch(item)
        if found is None or (found[1] not in known and item != OTHERS):
            raise _refused(where, "a name that may not be shown")
    return tuple(value)


def _refused(where: str, why: str) -> ValueError:
    return ValueError(f"{where}: {why}")
