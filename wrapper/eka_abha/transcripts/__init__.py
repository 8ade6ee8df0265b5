"""Transcripts of journeys: what the real service answered, without a value of a person.

    recorder = Recorder("mobile")
    transport = RecordingTransport(httpx.HTTPTransport(), recorder)
    with recorded(Path("mobile.json"), recorder), AbhaClient(environment="sandbox", transport=transport) as abha:
        ...

`conformance` makes the same calls to the emulator and says where it answers otherwise.
"""

from eka_abha.transcripts.comparing import Difference
from eka_abha.transcripts.conforming import conformance
from eka_abha.transcripts.document import JOURNEYS, Exchange, Journey, Transcript
from eka_abha.transcripts.reading import parse_transcript, read_transcript
from eka_abha.transcripts.recording import AsyncRecordingTransport, Recorder, RecordingTransport, recorded

__all__ = [
    "JOURNEYS",
    "AsyncRecordingTransport",
    "Difference",
    "Exchange",
    "Journey",
    "Recorder",
    "RecordingTransport",
    "Transcript",
    "conformance",
    "parse_transcript",
    "read_transcript",
    "recorded",
]
