"""``eka-abha login``."""

from __future__ import annotations

from typing import Annotated

import typer

from . import flows, questions
from .askers import Terminal
from .command import command
from .desk import InputMissing
from .journeys import given_inputs, run_journey
from .options import Journey, Mobile, Text
from .running import Run


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "login", Journey)(login)


def login(
    run: Run,
    journey: Journey,
    *,
    by: Annotated[Text, typer.Option(help=f"{', '.join(flows.LOGINS)}; else told from what is given.")] = None,
    mobile: Mobile = None,
    abha_address: Annotated[Text, typer.Option(help="The address to log in by, or to pick of several.")] = None,
    abha_number: Annotated[Text, typer.Option(help="The ABHA number, 14 digits.")] = None,
    index: Annotated[Text, typer.Option(help="Of --by search: which profile.")] = None,
    otp_system: Annotated[str, typer.Option(help="Who sends the OTP: abdm, or aadhaar.")] = "abdm",
) -> int:
    """Log a patient in to an ABHA address that exists."""
    given = given_inputs(
        journey, None, by=by, mobile=mobile, abha_address=abha_address, abha_number=abha_number, index=index
    )
    run.patient_is_known = True
    way = given.pop("by", None) or _way(given)
    if way is None:
        asker = run.asker()
        if not isinstance(asker, Terminal):
            raise InputMissing(questions.LOGIN_BY)
        way = asker.pick(questions.LOGIN_BY, flows.LOGINS)
    return run_journey(run, journey, given, lambda client, desk: flows.login(client, desk, way, otp_system=otp_system))


def _way(given: dict[str, str]) -> str | None:
    by = {"index": "search", "abha_number": "abha-number", "aadhaar": "aadhaar", "mobile": "mobile"}
    return next((way for field, way in (*by.items(), ("abha_address", "address")) if field in given), None)
