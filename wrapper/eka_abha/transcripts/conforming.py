"""Replays a transcript on the emulator, and says which switches would make them agree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eka_abha.transcripts.comparing import differences
from eka_abha.transcripts.replaying import replayed
from eka_abha.transcripts.switches import base_settings, changes

if TYPE_CHECKING:
    from eka_abha.emulator import EmulatorSettings
    from eka_abha.transcripts.comparing import Difference
    from eka_abha.transcripts.document import Transcript


def conformance(transcript: Transcript, settings: EmulatorSettings | None = None) -> tuple[Difference, ...]:
    """Replay a transcript on an emulator and return every difference, with the switches that explain it.

    `settings` are the emulator's; without them, the default ones, with the address suffix of the environment.
    """
    base = settings or base_settings(transcript)
    found = differences(transcript, replayed(transcript, base))
    explained: dict[tuple[int, str], dict[str, str]] = {one.key: {} for one in found}
    if found:
        for change, changed in changes(transcript, base):
            others = {one.key: one for one in differences(transcript, replayed(transcript, changed))}
            introduced = min((key[0] for key in others if key not in explained), default=None)
            for key, switches in explained.items():
                if key not in others and (introduced is None or introduced > key[0]):
                    switches.setdefault(change.partition("=")[0], change)
    return tuple(replace(one, switches=tuple(explained[one.key].values())) for one in found)
