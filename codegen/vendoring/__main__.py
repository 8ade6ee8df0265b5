"""``python -m codegen.vendoring``: ``make vendor`` and ``make check`` call it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from codegen import layout
from codegen.comparing.documents import shown_address
from codegen.errors import PipelineError
from codegen.vendoring.lock import check_lock
from codegen.vendoring.vendor import Place, Vendored, vendor

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = Place(layout.ROOT, layout.SPECIFICATION, layout.LOCK)


def main(arguments: list[str] | None = None, *, place: Place = PLACE) -> int:
    """Run one command. Returns the exit status: 0 done, 1 failed with a message on stderr."""
    parser = argparse.ArgumentParser(prog="python -m codegen.vendoring", description="Take a document in.")
    commands = parser.add_subparsers(dest="command", required=True)
    take = commands.add_parser("take", help="replace the vendored document")
    take.add_argument("--from", dest="origin", help="file or https URL (default: the recorded origin)")
    take.add_argument("--allow-removals", action="store_true", help="operations may be missing that were there before")
    commands.add_parser("check", help="fail when the vendored document is not the recorded one")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            check_lock(place.document, place.lock)
            print(f"{place.document.name} is what {place.lock.name} records")
        else:
            today = datetime.now(UTC).date()
            done = vendor(options.origin, place, today=today, allow_removals=options.allow_removals)
            print("\n".join(_told(done)))
    except (PipelineError, OSError, RecursionError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _told(done: Vendored) -> Iterator[str]:
    api = done.api
    texts = f"{len(api.texts)} with other texts" if api.texts else ""
    what = f"{done.page}, from its page" if done.page else "the document"
    if not done.written:
        yield f"{done.origin}: nothing new, nothing was written"
        return
    yield f"{done.origin}: {what} taken in; operations: {api.counts or texts or 'all as they were'}"
    if done.page:
        yield from (
            f"  {shown_address(changed.address)}: {change}" for changed in api.changed for change in changed.changes
        )
    if done.merged:
        for kept in done.merged.kept:
            yield f"  {' '.join(kept.part)} differs on the page and stays as it is for {', '.join(kept.users)};"
            yield f"    the page's is {kept.name}: see whether these operations have new pages, too"
        if done.merged.ignored:
            yield f"  left alone, since it concerns all operations: {', '.join(done.merged.ignored)}"
    yield "next: make changes, make generate"


if __name__ == "__main__":
    sys.exit(main())
