"""``eka-abha resume``: go on with a journey that stopped, in another process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eka_abha import AbhaClient
from eka_abha.errors import StepError

from . import files, flows
from .command import command
from .desk import Desk
from .journeys import given_inputs, run_journey
from .options import Journey, Mobile, NewAddress
from .running import Run


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "resume", Journey, NewAddress)(resume)


def resume(
    run: Run,
    journey: Journey,
    new: NewAddress,
    *,
    file: Annotated[str, typer.Argument(help="What --save wrote.")],
    mobile: Mobile = None,
    index: Annotated[str | None, typer.Option(help="Of a search: which profile.")] = None,
) -> int:
    """Go on with a registration or login that was saved. It is saved again to the same file, should it stop again."""
    saved = files.read_json(file, "FILE")
    given = given_inputs(journey, new, mobile=mobile, index=index)
    if journey.save is not None and journey.save != file:
        files.check_free(journey.save, "--save")
    kept = Journey(input=journey.input, save=journey.save or file)

    def go_on(client: AbhaClient, desk: Desk) -> flows.End:
        step = client.resume_any(saved)
        if not isinstance(step, flows.Waiting):
            raise StepError("the file holds a step of another journey: registrations and logins are resumed here")
        return flows.go_on(desk, step)

    code = run_journey(run, kept, given, go_on, suggested=new.suggested, resumed=True)
    files.remove(Path(file))
    return code
