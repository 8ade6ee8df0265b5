"""The steps from a file or URL to the vendored document, in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.comparing.documents import ApiChanges, compare_documents, shown_address
from codegen.errors import PipelineError
from codegen.inlining import inline
from codegen.naming import operations
from codegen.reading import Source, content_of, decode, parse
from codegen.validating import validate
from codegen.vendoring.fetching import fetch
from codegen.vendoring.lock import Lock, PageUpdate, read_lock
from codegen.vendoring.merging import Merged, merge_page, untouched
from codegen.vendoring.normalising import write
from codegen.vendoring.pages import Page, read_text
from codegen.vendoring.replacing import replace_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from codegen.jsontypes import JsonObject

_EMPTY: JsonObject = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the vendored document lives.

    Attributes:
        root: what local origins are recorded relative to.
        document, lock: the two files.
    """

    root: Path
    document: Path
    lock: Path


@dataclass(frozen=True, slots=True)
class Vendored:
    """What a run did.

    Attributes:
        origin: as it is recorded.
        page: the operation, when it was a page; ``POST /abdm/v1/profile``.
        merged: how the page was merged.
        api: what changed, compared with the document that was there.
        written: whether anything was written: the document, or only what is recorded of it.
    """

    origin: str
    page: str | None
    merged: Merged | None
    api: ApiChanges
    written: bool


def vendor(
    origin: str | None,
    place: Place,
    *,
    today: date,
    allow_removals: bool = False,
    fetched: Callable[[str], bytes] = fetch,
) -> Vendored:
    """Take a document in.

    Args:
        origin: a file, or an ``https`` URL; None for the origin that the lock records.
        today: the date that is recorded.
        allow_removals: whether operations may be missing that were there before.
        fetched: gets what is at a URL.

    Raises:
        PipelineError: with file, line and reason; nothing was written.
    """
    lock = read_lock(place.lock)
    given = origin if origin is not None else _recorded_origin(lock, place)
    text = decode(_content(given, fetched), given)
    source = read_text(text, given)
    before = _vendored(place)
    page = source if isinstance(source, Page) else None
    document, merged = _whole(source) if isinstance(source, Source) else _with_page(source, before, place, given)
    written = write(document, given)
    after = parse(written, given)
    api = compare_documents(before, after)
    if not allow_removals:
        _refuse_removals(api, given)
    shown = _shown_origin(given, place)
    new_lock = _new_lock(lock, shown, page, today, is_own=_is_own(given, place))
    content = written.encode()
    new_lock = new_lock.of(content, after.document)
    unchanged = place.document.exists() and content_of(place.document) == content
    if lock is not None and unchanged and _says_the_same(lock, new_lock, page):
        return Vendored(shown, _title(page), merged, api, written=False)
    replace_files({place.document: content, place.lock: new_lock.text().encode()})
    return Vendored(shown, _title(page), merged, api, written=True)


def _whole(source: Source) -> tuple[JsonObject, None]:
    validate(source)
    if not any(True for _ in operations(inline(source))):
        raise source.error("the document has no operations", ("paths",))
    return source.document, None


def _with_page(page: Page, before: Source, place: Place, given: str) -> tuple[JsonObject, Merged]:
    validate(page.source)
    if not place.document.exists():
        raise PipelineError("a page updates a document, and there is none yet", path=given)
    merged = merge_page(before.document, page)
    if not untouched(before.document, merged.document, page):
        raise PipelineError("the page would change other operations, too", path=given)
    validate(Source(given, merged.document, {}))
    return merged.document, merged


def _title(page: Page | None) -> str | None:
    return shown_address((page.method, page.path)) if page else None


def _recorded_origin(lock: Lock | None, place: Place) -> str:
    if lock is None:
        raise PipelineError("no origin is recorded: say with FROM=<file or https URL> what to take in")
    if _is_url(lock.origin):
        return lock.origin
    recorded = place.root / lock.origin
    if recorded.is_file():
        return str(recorded)
    message = (
        f"the origin is no URL and no file here ({lock.origin!r}): say with FROM=<file or https URL> what to take in"
    )
    raise PipelineError(message, path=place.lock)


def _is_url(origin: str) -> bool:
    return "://" in origin


def _content(origin: str, fetched: Callable[[str], bytes]) -> bytes:
    return fetched(origin) if _is_url(origin) else content_of(Path(origin))


def _vendored(place: Place) -> Source:
    """The document as it is vendored now; one without operations when there is none."""
    if not place.document.exists():
        return Source(place.document, _EMPTY, {})
    return parse(decode(content_of(place.document), place.document), place.document)


def _refuse_removals(api: ApiChanges, given: str) -> None:
    gone = [f"  {shown_address(address)}" for address in api.removed]
    gone += [f"  {shown_address(old)} (its contract is now at {new[1]})" for new, old in api.moved.items()]
    if gone:
        listed = "\n".join(gone)
        message = (
            f"operations that were there are missing ({len(gone)}): a stale document? "
            f"If they are meant to go, say ALLOW_REMOVALS=1:\n{listed}"
        )
        raise PipelineError(message, path=given)


def _is_own(given: str, place: Place) -> bool:
    return not _is_url(given) and Path(given).resolve() == place.document.resolve()


def _shown_origin(given: str, place: Place) -> str:
    """A URL as it is; a file by its path within the project, or by its name: no path of a machine."""
    if _is_url(given):
        return given
    path = Path(given).resolve()
    return path.relative_to(place.root).as_posix() if path.is_relative_to(place.root) else path.name


def _new_lock(lock: Lock | None, origin: str, page: Page | None, today: date, *, is_own: bool) -> Lock:
    day = today.isoformat()
    if page is None and not is_own:
        return Lock(origin, day)
    lock = replace(lock or Lock("not recorded", day), vendored=day)
    if page is None:
        return lock
    operation = shown_address((page.method, page.path))
    pages = [update for update in lock.pages if update.operation != operation]
    pages.append(PageUpdate(operation, origin, day))
    return replace(lock, pages=tuple(sorted(pages, key=lambda update: update.operation)))


def _says_the_same(lock: Lock, new: Lock, page: Page | None) -> bool:
    """Whether a lock says what a new one would, but for the day; a page that changes nothing is not recorded."""
    if page is not None:
        new = replace(new, pages=lock.pages)
    return replace(new, vendored=lock.vendored) == lock
