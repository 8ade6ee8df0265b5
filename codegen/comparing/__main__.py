"""``python -m codegen.comparing``: ``make changes`` calls it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from codegen import layout
from codegen.comparing.as_json import as_json
from codegen.comparing.markdown import markdown
from codegen.comparing.report import make_report
from codegen.comparing.revisions import document_at
from codegen.errors import PipelineError
from codegen.reading import read

if TYPE_CHECKING:
    from codegen.reading import Source


def main(arguments: list[str] | None = None) -> int:
    """Print the report. Returns the exit status: 0 done, whatever changed; 1 failed with a message on stderr."""
    parser = argparse.ArgumentParser(prog="python -m codegen.comparing", description="What changed in the document.")
    parser.add_argument("--base", help="git revision to compare the document with (default: the last tag, else main)")
    parser.add_argument("--old", type=Path, help="document to compare with, instead of a revision's")
    parser.add_argument("--new", type=Path, help="document to compare (default: the vendored one)")
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown")
    options = parser.parse_args(arguments)
    try:
        before, after = _documents(options.base, options.old, options.new)
        report = make_report(before, after)
    except (PipelineError, OSError, RecursionError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    sys.stdout.write(as_json(report) if options.format == "json" else markdown(report))
    if report.empty:
        print(f"nothing changed from {before.path} to {after.path}", file=sys.stderr)
    return 0


def _documents(base: str | None, old: Path | None, new: Path | None) -> tuple[Source, Source]:
    if old is not None:
        if base is not None:
            raise PipelineError("say either BASE or OLD, not both")
        return read(old), read(new or layout.SPECIFICATION)
    if new is not None:
        raise PipelineError("NEW needs OLD: the document to compare with")
    return document_at(base), read(layout.SPECIFICATION)


if __name__ == "__main__":
    sys.exit(main())
