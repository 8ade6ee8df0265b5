"""``eka-abha lookup address|suggest|pincode``: questions that change nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from eka_abha.values import check_name, check_txn_id

from . import flows, questions, showing
from .command import command
from .options import Text
from .running import Run


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Ask what changes nothing.", no_args_is_help=True)
    app.add_typer(group, name="lookup")
    command(group, "address")(address)
    command(group, "suggest")(suggest)
    command(group, "pincode")(pincode)


def address(run: Run, *, abha_address: Annotated[str, typer.Argument(help="With or without its suffix.")]) -> None:
    """Whether somebody has an ABHA address."""
    with run.client() as client:
        exists = client.lookup.address_exists(abha_address)
        shown = showing.address(abha_address, show=run.output.show)
        says = "is taken" if exists else "is free"
        run.answer(
            {"kind": "address", "abha_address": shown, "exists": exists},
            lambda text: text.line("✓", "green", f"{shown} {says}."),
        )


def suggest(
    run: Run,
    *,
    txn_id: Annotated[Text, typer.Option(help="The transaction of a registration that is under way.")] = None,
    first_name: Text = None,
    middle_name: Text = None,
    last_name: Text = None,
    birth_date: Annotated[Text, typer.Option(help="As 1990-08-17.")] = None,
) -> None:
    """Free ABHA addresses made of a name and a birth date, for a registration that is under way."""
    options = {"txn_id": txn_id, "first_name": first_name}
    with run.client() as client:
        desk = run.desk({name: value for name, value in options.items() if value is not None})
        transaction = flows.accepted(desk, questions.TXN_ID, check_txn_id)
        first = flows.accepted(desk, questions.FIRST_NAME, lambda value: check_name(value, "first_name"))
        born = flows.read_birth_date(birth_date) if birth_date is not None else None
        found = client.lookup.suggest_addresses(
            txn_id=transaction, first_name=first, middle_name=middle_name, last_name=last_name, birth_date=born
        )
        shown = [showing.address(free, show=run.output.show) for free in found]
        listed = "\n".join(map(str, shown)) or "None is suggested."
        run.answer({"kind": "suggestions", "suggestions": shown}, lambda text: text.line("✓", "green", listed))


def pincode(run: Run, *, pincode: Annotated[str, typer.Argument(help="6 digits.")]) -> None:
    """The district and state of a pincode."""
    with run.client() as client:
        found = client.lookup.pincode(pincode)
        names = f"{found.district_name} ({found.district_code}), {found.state_name} ({found.state_code})"
        run.answer(
            {"kind": "pincode", **asdict(found)},
            lambda text: text.line("✓", "green", f"{found.pincode}: {names}"),
        )
