"""The program ``eka-abha`` (extra ``cli``). Nothing of it is imported by the library."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from . import exits


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code (docs/command_line.md lists them)."""
    try:
        import rich  # noqa: F401
        import typer  # noqa: F401
    except ModuleNotFoundError as error:
        print(f"eka-abha needs {error.name}, which is not installed: pip install 'eka-abha[cli]'", file=sys.stderr)
        return exits.EXTRA_MISSING
    try:
        from .app import run

        return run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:  # before a command had begun
        return exits.INTERRUPTED
