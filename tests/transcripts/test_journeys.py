"""Journeys of the wrapper's client, recorded and replayed."""

from __future__ import annotations

import json

import pytest
from eka_abha.transcripts import JOURNEYS, conformance, parse_transcript

from tests.transcripts.journeys import RECORDED, record


def test_every_journey_is_here() -> None:
    """A journey that can be recorded is one that was replayed."""
    assert {journey for journey, _ in RECORDED.values()} == set(JOURNEYS)


@pytest.mark.parametrize("name", RECORDED)
def test_a_journey_replays_without_a_difference(name: str) -> None:
    """What the emulator did once it does again, in the state that the transcript alone tells of."""
    transcript, _ = record(name)
    assert len(transcript.exchanges) > 2
    assert conformance(transcript) == ()


@pytest.mark.parametrize("name", RECORDED)
def test_what_was_recorded_is_allowed_and_reads_back(name: str) -> None:
    """The recorder and the reader agree on what a transcript may show; the same transcript is the same text."""
    transcript, _ = record(name)
    again = parse_transcript(json.loads(transcript.to_text()))
    assert again == transcript
    assert again.to_text() == transcript.to_text()


@pytest.mark.parametrize("name", RECORDED)
def test_the_same_journey_is_the_same_transcript(name: str) -> None:
    """Whoever it is of: labels are counted anew, and nothing is in an order of chance."""
    assert record(name)[0].to_text() == record(name)[0].to_text()
