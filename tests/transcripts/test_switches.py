"""A recording of an emulator with one switch changed differs from the usual emulator in exactly that."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from eka_abha.emulator import EmulatorSettings
from eka_abha.transcripts import conformance
from eka_abha.transcripts.switches import NOT_OBSERVABLE

from tests.transcripts.recorded_service import RecordedService
from tests.transcripts.switch_scenarios import SCENARIOS


def test_every_switch_is_told_or_named_as_one_that_cannot_be() -> None:
    """A new setting of the emulator needs a scenario, or a reason in the table of those that no transcript tells."""
    switches = {item.name for item in fields(EmulatorSettings)}
    assert SCENARIOS.keys() | NOT_OBSERVABLE.keys() == switches
    assert not SCENARIOS.keys() & NOT_OBSERVABLE.keys()


@pytest.mark.parametrize("switch", SCENARIOS)
def test_a_changed_switch_is_the_one_difference(switch: str) -> None:
    """It is found where it shows, explained by that switch, and nothing else is said to differ."""
    scenario = SCENARIOS[switch]
    changed: dict[str, Any] = dict(scenario.changed)
    service = RecordedService(EmulatorSettings(**changed))
    scenario.play(service)
    first, *others = conformance(service.transcript())
    assert (first.operation, first.where, first.service, first.emulator) == (
        scenario.operation,
        scenario.where,
        scenario.service,
        scenario.emulator,
    )
    assert scenario.explained_by in first.switches
    assert len(others) == scenario.consequences
    assert all(scenario.explained_by in other.switches for other in others)


@pytest.mark.parametrize("switch", SCENARIOS)
def test_the_usual_emulator_does_not_differ_from_itself(switch: str) -> None:
    """The same calls, recorded with the default settings, replay without a difference."""
    service = RecordedService()
    SCENARIOS[switch].play(service)
    assert conformance(service.transcript()) == ()
