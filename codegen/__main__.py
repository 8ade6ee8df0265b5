"""``python -m codegen generate`` and ``python -m codegen check``; the Makefile calls these."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from codegen import layout, pipeline
from codegen.errors import PipelineError


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 failed with a message on stderr."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description="From the OpenAPI document to the client.")
    commands = parser.add_subparsers(dest="command", required=True)
    generate = commands.add_parser("generate", help="make the low-level client and put it in place")
    generate.add_argument("--spec", type=Path, default=layout.SPECIFICATION, help="OpenAPI document, YAML or JSON")
    generate.add_argument("--out", type=Path, help="folder of the package (default: the committed one)")
    generate.add_argument("--verbose", action="store_true", help="list the overlay actions that match nothing")
    commands.add_parser("check", help="fail when the committed client is not what the pipeline makes")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            pipeline.check()
            print("the committed client is what the pipeline makes")
        else:
            _generate(options.spec, options.out or _committed(options.spec), verbose=options.verbose)
    except (PipelineError, OSError, RecursionError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _committed(specification: Path) -> Path:
    if specification.resolve() != layout.SPECIFICATION.resolve():
        raise PipelineError("say with OUT (--out) where the client of another document goes")
    return layout.GENERATED


def _generate(specification: Path, out: Path, *, verbose: bool) -> None:
    result = pipeline.generate(specification, out)
    if result.skipped:
        count, hint = len(result.skipped), "" if verbose else " (VERBOSE=1 lists them)"
        print(f"overlay: {count} action{'s' * (count != 1)} matched nothing in this document{hint}")
    for action in result.skipped if verbose else ():
        print(f"  {action}")
    print(f"{result.out}: {result.operations} operations, {result.models} models")


if __name__ == "__main__":
    gc.disable()  # a short run that keeps nearly all that it makes: looking for garbage is a tenth of its time
    sys.exit(main())
