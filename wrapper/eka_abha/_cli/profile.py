"""``eka-abha profile show|card``: the profile of a patient, and their card."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from eka_abha import AbhaClient
from eka_abha.errors import EkaError, GatewaySessionExpired
from eka_abha.values import check_header_value

from . import files, flows, questions, showing
from .command import command
from .desk import Desk, InputMissing
from .options import Text
from .running import Run, UsageProblem
from .tellers import TextTeller

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Patient:
    """Whose profile; and what opens a session with the gateway, where the patient has none."""

    oid: Annotated[Text, typer.Option(help="The patient's id at Eka, as a registration or login names it.")] = None
    abha_address: Annotated[
        Text, typer.Option(help="The patient's address: to open a session by OTP, where there is none.")
    ] = None
    input: Annotated[Text, typer.Option("--input", metavar="FILE", help="JSON with any of these; - is stdin.")] = None


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The profile of a patient.", no_args_is_help=True)
    app.add_typer(group, name="profile")
    command(group, "show", Patient)(show)
    command(group, "card", Patient)(card)


def show(run: Run, patient: Patient) -> None:
    """Show the profile."""
    with _at_desk(run, patient) as (client, desk):
        profile = _in_session(run, client, desk, client.profile.get)
    facts = showing.profile_facts(profile, show=run.output.show)
    run.answer(facts, lambda text: _rows(text, facts))


def card(
    run: Run,
    patient: Patient,
    *,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to; - is stdout.")],
) -> None:
    """Save the ABHA card, a PNG picture. It shows personal data; the file is readable for its owner only."""
    if output == "-" and (run.output.json or sys.stdout.isatty()):
        raise UsageProblem("--output -: a picture goes neither to a terminal nor into JSON")
    if output != "-":
        files.check_folder(Path(output), "--output")
    with _at_desk(run, patient) as (client, desk):
        found = _in_session(run, client, desk, client.profile.card)
    if output == "-":
        sys.stdout.buffer.write(found.content)
        return
    files.write(Path(output), found.content)
    run.answer(
        {"kind": "card", "saved": output, "bytes": len(found)},
        lambda text: text.line("✓", "green", f"Saved: {output} ({len(found)} bytes)."),
    )


@contextmanager
def _at_desk(run: Run, patient: Patient) -> Iterator[tuple[AbhaClient, Desk]]:
    options = {"oid": patient.oid, "abha_address": patient.abha_address}
    given = {name: value for name, value in options.items() if value is not None}
    run.patient_is_known = True
    with run.client() as client:
        desk = run.desk({**files.read_inputs(patient.input), **given})
        oid = flows.accepted(desk, questions.OID, lambda value: check_header_value(value, "oid"))
        yield client.for_patient(oid=oid), desk


def _in_session(run: Run, client: AbhaClient, desk: Desk, get: Callable[[], T]) -> T:
    """Get something; where the patient has no session with the gateway, one is opened by OTP."""
    try:
        return get()
    except GatewaySessionExpired:
        asks = run.interactive or run.connection.emulator
        if not asks and not desk.gives(questions.ABHA_ADDRESS.field):
            raise
    run.teller.note("The patient has no session with the gateway: it is opened by an OTP.")
    run.confirm_changes()
    try:
        active = flows.open_session(client, desk)
    except (EkaError, InputMissing, KeyboardInterrupt):
        run.stopped = desk.progress, None
        raise
    del active
    return get()


def _rows(text: TextTeller, facts: showing.Facts) -> None:
    for name, value in facts.items():
        if name != "kind" and value is not None:
            text.line("·", "dim", f"{name}: {value}")
