"""``eka-abha resume``: go on with a journey that stopped, in another process."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eka_abha import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    AbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    FoundProfiles,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    MobileOtpSent,
)
from eka_abha.errors import StepError

from . import files, flows
from .command import command
from .desk import Desk
from .journeys import given_inputs, run_journey
from .options import Journey, Mobile, NewAddress
from .running import Run

_STEPS = {
    step.kind: step
    for step in (
        *(MobileOtpSent, CreateAddress, ChooseAccount, AadhaarOtpSent, ConfirmMobile, AadhaarCreateAddress),
        *(AadhaarChooseAccount, FacePending, FaceVerified, FoundProfiles, LoginOtpSent, LoginChooseAccount),
        LoginEnterAccount,
    )
}


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
    kind = _STEPS.get(str(saved.get("kind")))
    if kind is None:
        raise StepError("the file holds no step that can be resumed")
    given = given_inputs(journey, new, mobile=mobile, index=index)
    if journey.save is not None and journey.save != file:
        files.check_free(journey.save, "--save")
    kept = Journey(input=journey.input, save=journey.save or file)

    def go_on(client: AbhaClient, desk: Desk) -> flows.End:
        step = client.resume(saved, kind)
        assert isinstance(step, flows.Waiting)
        return flows.go_on(desk, step)

    code = run_journey(run, kept, given, go_on, suggested=new.suggested, resumed=True)
    files.remove(Path(file))
    return code
