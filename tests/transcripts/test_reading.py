"""A transcript's file is held against what a transcript may show, so that one with a value in it is not read at all."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from eka_abha.transcripts import parse_transcript, read_transcript
from eka_abha.transcripts.allowed import is_known_name, shown_text
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.privacy import canaries
from tests.transcripts.journeys import record
from tests.transcripts.shape_strategies import FIELD_NAMES

WRITTEN: dict[str, Any] = json.loads(record("mobile")[0].to_text())

Change = Callable[[dict[str, Any]], object]


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every text and number in a transcript."""
    if isinstance(node, dict):
        for name, part in node.items():
            yield from places(part, (*path, name))
    elif isinstance(node, list):
        for index, part in enumerate(node):
            yield from places(part, (*path, index))
    else:
        yield path


PLACES = list(places(WRITTEN))


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The transcript with another value in one place."""
    data = copy.deepcopy(WRITTEN)
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return data


@pytest.mark.parametrize(
    "value",
    [
        canaries.MOBILE,
        canaries.FIRST,
        f"string = {canaries.FIRST}",
        f"string: {canaries.FIRST} is blocked",
        f"string ({canaries.MOBILE})",
        f"string mobile#{canaries.MOBILE}",
        f"string {canaries.FIRST}#1",
        f"authorization {canaries.ACCESS_TOKEN}",
        f"integer = {canaries.MOBILE}",
        int(canaries.MOBILE),
        float(canaries.OTP) + 0.25,
        {canaries.FIRST: "string"},
        [canaries.FIRST],
        ["many", "string", canaries.FIRST],
    ],
    ids=str,
)
def test_a_value_in_any_place_of_the_file_is_refused(value: object) -> None:
    """Wherever it was written by hand; and the refusal does not repeat it."""
    for path in PLACES:
        with pytest.raises(ValueError, match=": ") as caught:
            parse_transcript(changed(path, value))
        assert canaries.found_in(str(caught.value)) == set()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data.pop("ended"), "transcript: an object of"),
        (lambda data: data.update(notes="x"), "transcript: an object of"),
        (lambda data: data.update(version=2), "format: 'eka-abha transcript' of version 1 expected"),
        (lambda data: data.update(exchanges={}), "exchanges: a list expected"),
        (lambda data: data["exchanges"].pop(0), "exchange 1: numbers go up from 1"),
        (lambda data: data["exchanges"][1].update(path="/abdm"), "exchange 2: path is not the operation's template"),
        (
            lambda data: data["exchanges"][1].update(failure="no answer"),
            "exchange 2: an answer or a failure, and not both",
        ),
        (lambda data: data["exchanges"][1].update(answer=None), "exchange 2: an answer or a failure, and not both"),
        (lambda data: data["exchanges"][1]["answer"].update(status=True), "exchange 2: status: a status expected"),
        (lambda data: data["exchanges"][1]["answer"].update(retry_after=7391), "exchange 2: retry_after: rounded"),
        (lambda data: data["exchanges"][1]["request"].update(query="null"), "exchange 2: query: an object expected"),
        (
            lambda data: data["exchanges"][1]["answer"].update(body=["few", "null"]),
            "exchange 2: answer body: a list begins",
        ),
        (lambda data: data["exchanges"][1]["answer"].update(body=["one"]), "exchange 2: answer body: a list begins"),
        (lambda data: data["exchanges"][1]["answer"].update(body=7), "exchange 2: answer body: neither text nor list"),
    ],
)
def test_a_refusal_says_where_and_why(change: Change, why: str) -> None:
    """Whoever edited a file by hand finds the place."""
    data = copy.deepcopy(WRITTEN)
    change(data)
    with pytest.raises(ValueError, match=": ") as caught:
        parse_transcript(data)
    assert str(caught.value).startswith(why)


def test_nesting_has_an_end() -> None:
    """A file cannot exhaust the stack."""
    body: object = "null"
    for _ in range(20):
        body = {"profile": body}
    data = copy.deepcopy(WRITTEN)
    data["exchanges"][1]["answer"]["body"] = body
    with pytest.raises(ValueError, match="nested too deep"):
        parse_transcript(data)


def test_files_that_are_no_transcripts(tmp_path: Path) -> None:
    """Not JSON, not UTF-8, too large, nested without end, missing."""
    file = tmp_path / "t.json"
    for content in (b"{", b"\xff\xfe", b"[" * 100_000):
        file.write_bytes(content)
        with pytest.raises(ValueError, match=r"t\.json: not JSON"):
            read_transcript(file)
    file.write_bytes(b" " * (4 * 1024 * 1024 + 1))
    with pytest.raises(ValueError, match="too large"):
        read_transcript(file)
    with pytest.raises(FileNotFoundError):
        read_transcript(tmp_path / "other.json")


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_the_names_of_the_specification_are_shown(name: str) -> None:
    """All of them: of what the document describes nothing is hidden but values."""
    assert is_known_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(canaries.MOBILE, canaries.FIRST, canaries.ADDRESS, canaries.ABHA_NUMBER, canaries.MIN_TOKEN),
        *("asha_rao", "AshaRao", "user_1990", "token1", "", "_", " mobile", "mobile\n", "é", "x" * 41, "mobile.otp"),
    ],
)
def test_names_that_could_be_values_are_not_shown(name: str) -> None:
    """That it looks like an identifier is not enough."""
    assert not is_known_name(name)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
@example("Mobile number ******3210 has been claimed by 9876543210")
@example("xxxx-xxxx-1525 30 seconds")
def test_what_is_shown_of_a_text_is_shown_again(text: str) -> None:
    """So that the reader accepts what the recorder wrote; and no digit is left."""
    shown = shown_text(text)
    assert shown_text(shown) == shown
    assert not any(character.isdigit() for character in shown)
