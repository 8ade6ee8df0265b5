"""The program: its commands, and what is refused before any of them runs."""

from __future__ import annotations

import difflib
import sys
from typing import Any

import typer

from eka_abha import __version__

from . import arguments, call, doctor, exits, login, lookup, profile, record, register, resume
from .running import place_of
from .tellers import TextTeller, console_on

ORDER = ("register", "login", "resume", "lookup", "profile", "call", "doctor", "emulator", "record")


class _Program(typer.core.TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


app = typer.Typer(
    cls=_Program,
    help="Eka Care's ABHA registration and login, from a terminal or a script.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (register, login, resume, lookup, profile, call, doctor, record):
    module.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"eka-abha {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    pass


@app.command("emulator", add_help_option=False, context_settings={"ignore_unknown_options": True})
def _emulator(arguments: list[str] = typer.Argument(None)) -> None:  # noqa: B008
    """Serve the emulator: `eka-abha emulator --help` lists its own options."""


def run(given: list[str]) -> int:
    """Run the program with these arguments and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if given[:1] == ["emulator"]:
        return _serve(given[1:])
    problem = arguments.looks_personal(given)
    if problem is not None:
        return _refused(problem)
    program = typer.main.get_command(app)
    try:
        code: Any = program.main(args=given, prog_name="eka-abha", standalone_mode=False)
    except Exception as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error)
            return exits.DONE
        text = arguments.explain(error, given, _near)
        return _refused(text or f"A mistake in this program: {type(error).__name__} at {place_of(error)}.")
    return code if isinstance(code, int) else exits.DONE


def _serve(given: list[str]) -> int:
    from eka_abha.emulator.__main__ import main

    try:
        return main(given, prog="eka-abha emulator")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else exits.USAGE


def _refused(text: str) -> int:
    TextTeller(console_on(sys.stderr)).line("✗", "red", text, "[usage]")
    return exits.USAGE


def _near(word: str, known: list[str]) -> list[str]:
    return difflib.get_close_matches(word, known, n=3, cutoff=0.6)
