"""``eka-abha doctor``: what is wrong between this machine and the service, and how to mend it."""

from __future__ import annotations

import typer

from . import exits
from .checks import Check, Status, checks
from .command import command
from .options import Host
from .running import Run
from .tellers import TextTeller

_MARKS = {
    Status.OK: ("✓", "green"),
    Status.PROBLEM: ("✗", "red"),
    Status.SKIPPED: ("-", "dim"),
    Status.INFO: ("·", "dim"),
}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "doctor", connection=Host)(doctor)


def doctor(run: Run) -> int:
    """Check configuration, network, clock and credentials; say what is wrong and how to mend it.

    It logs in, and changes nothing. No secret is shown.
    """
    found = checks(run)
    well = not any(check.status is Status.PROBLEM for check in found)
    facts = {"kind": "doctor", "ok": well, "checks": [check.facts() for check in found]}
    run.answer(facts, lambda text: _lines(text, found, well=well))
    return exits.DONE if well else exits.NOT_WELL


def _lines(text: TextTeller, found: list[Check], *, well: bool) -> None:
    for check in found:
        mark, style = _MARKS[check.status]
        text.line(mark, style, f"{check.name}: {check.found}")
        if check.mend:
            text.line(" ", "", f"→ {check.mend}")
    text.line(*(("✓", "green", "All is well.") if well else ("✗", "red", "Something is wrong: see above.")))
