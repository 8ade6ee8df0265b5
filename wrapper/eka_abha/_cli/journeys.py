"""Running a journey as a command: what was given up front, the saved step, the end."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from eka_abha import AbhaClient, Step, UnknownStep
from eka_abha.errors import EkaError, StepError, TransactionError

from . import exits, files, flows
from .askers import Lines, TakesSuggestions, Terminal
from .desk import Desk, InputMissing
from .options import Journey, NewAddress
from .questions import INPUTS
from .running import Run, WrapTransport

Flow = Callable[[AbhaClient, Desk], flows.End]


def given_inputs(journey: Journey, address: NewAddress | None, **more: str | None) -> dict[str, str]:
    """What was given up front: the JSON of ``--input``, and the options, which win."""
    options = {**(asdict(address) if address is not None else {}), **more}
    fields = {question.field for question in INPUTS}
    given = {name: value for name, value in options.items() if name in fields and isinstance(value, str)}
    flags = {"create": "yes"} if address is not None and address.create else {}
    return {**files.read_inputs(journey.input), **given, **flags}


def run_journey(
    run: Run,
    journey: Journey,
    given: dict[str, str],
    flow: Flow,
    *,
    suggested: bool = False,
    resumed: bool = False,
    wrap: WrapTransport | None = None,
) -> int:
    """Run a journey to its end and give the exit code. Where it stops before, its step is saved, if that is wanted."""
    if journey.save is not None and not resumed:
        files.check_free(journey.save, "--save")
    flows.check_given(given)
    with run.client(wrap=wrap) as client:
        run.confirm_changes()
        desk = desk_for(run, given, suggested=suggested)
        try:
            end = flow(client, desk)
        except (EkaError, InputMissing, KeyboardInterrupt, BrokenPipeError) as stop:
            if desk.progress.step is not None or isinstance(stop, KeyboardInterrupt):
                run.stopped = desk.progress, None
            if not isinstance(stop, TransactionError) and _save(desk.progress.step, journey.save):
                run.stopped = desk.progress, journey.save
            raise
    if journey.save is not None:
        files.remove(Path(journey.save))
    return exits.UNKNOWN_STEP if isinstance(end, UnknownStep) else exits.DONE


def desk_for(run: Run, given: dict[str, str], *, suggested: bool = False) -> Desk:
    """The desk; ``suggested`` takes the first address that is suggested."""
    asker = run.asker()
    if suggested and isinstance(asker, Lines | Terminal):
        return Desk(TakesSuggestions(asker), run.teller, given)
    return Desk(asker, run.teller, given)


def _save(step: object, name: str | None) -> bool:
    if name is None or not isinstance(step, Step):
        return False
    with suppress(StepError):  # the journey has gone on from this step
        files.write(Path(name), json.dumps(step.save()).encode())
        return True
    return False
