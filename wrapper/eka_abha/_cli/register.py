"""``eka-abha register mobile|aadhaar|face``."""

from __future__ import annotations

import typer

from . import flows
from .command import command
from .journeys import given_inputs, run_journey
from .options import Journey, Mobile, NewAddress
from .running import Run


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Register a patient for an ABHA.", no_args_is_help=True)
    app.add_typer(group, name="register")
    command(group, "mobile", Journey, NewAddress)(mobile)
    command(group, "aadhaar", Journey, NewAddress)(aadhaar)
    command(group, "face", Journey, NewAddress)(face)


def mobile(run: Run, journey: Journey, new: NewAddress, *, mobile: Mobile = None) -> int:
    """Register a patient by an OTP to their mobile number."""
    given = given_inputs(journey, new, mobile=mobile)
    return run_journey(run, journey, given, flows.register_mobile, suggested=new.suggested)


def aadhaar(run: Run, journey: Journey, new: NewAddress, *, mobile: Mobile = None) -> int:
    """Register a patient by an OTP to the mobile that is linked to their Aadhaar number.

    The Aadhaar number is asked for, or read from stdin or --input; --mobile is the one that the ABHA is to have.
    """
    given = given_inputs(journey, new, mobile=mobile)
    return run_journey(run, journey, given, flows.register_aadhaar, suggested=new.suggested)


def face(run: Run, journey: Journey, new: NewAddress) -> int:
    """Register a patient by face: they open an address on a phone, and name their Aadhaar number."""
    given = given_inputs(journey, new)
    return run_journey(run, journey, given, flows.register_face, suggested=new.suggested)
