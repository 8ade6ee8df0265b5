"""Replay transcripts on the emulator: `python -m eka_abha.transcripts FILE...`, or a folder of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from eka_abha.transcripts.conforming import conformance
from eka_abha.transcripts.reading import read_transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eka_abha.transcripts.comparing import Difference


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0 without differences, 1 with some, 2 for what cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m eka_abha.transcripts",
        description="Replay transcripts on the emulator and list where the service answered otherwise.",
    )
    parser.add_argument("path", nargs="+", type=Path, help="a transcript, or a folder of them")
    options = parser.parse_args(arguments)
    files = [file for path in options.path for file in _files(path)]
    if not files:
        print("There are no transcripts: no journey is verified against the service.")
        return 0
    status = 0
    for file in files:
        status = max(status, _replay(file))
    return status


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def _replay(file: Path) -> int:
    try:
        transcript = read_transcript(file)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        print(f"{file}: cannot be replayed: {reason}", file=sys.stderr)
        return 2
    found = conformance(transcript)
    total = len(transcript.exchanges)
    unanswered = [str(exchange.number) for exchange in transcript.exchanges if exchange.answered is None]
    print(f"{file}: {transcript.journey}, {transcript.environment}, {total} exchanges; differences: {len(found)}")
    if unanswered:
        print(f"  without an answer, so not replayed: {', '.join(unanswered)}")
    for one in found:
        print("\n".join(_lines(one)))
    return 1 if found else 0


def _lines(one: Difference) -> Iterator[str]:
    after = "" if one.follows is None else f" (may follow from exchange {one.follows})"
    yield f"  exchange {one.exchange}, {one.operation or 'not in the specification'}, {one.where}{after}"
    yield f"    service:  {one.service}"
    yield f"    emulator: {one.emulator}"
    if one.switches:
        yield f"    the emulator agrees with: {'; or '.join(one.switches)}"


if __name__ == "__main__":
    sys.exit(main())
