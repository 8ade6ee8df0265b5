"""The report as Markdown, fit for a review comment: what breaks is seen at once, long lists fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.comparing.changelog import changelog_entry
from codegen.comparing.documents import shown_address
from codegen.comparing.grouping import grouped
from codegen.comparing.rules import RULES, Kind
from codegen.comparing.versions import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codegen.comparing.moves import Address
    from codegen.comparing.report import Report

_LONGEST_LIST = 10


def markdown(report: Report) -> str:
    """The report; empty when nothing changed, one line when only texts did."""
    if report.empty:
        return ""
    if report.step.level is Level.TEXTS:
        return (
            f"Documentation only: the texts of {_texts(report)} changed; no request, no answer, no Python name did.\n"
        )
    parts = [*_summary(report), *_api(report), *_python(report), *_overlay(report), *_wrapper(report)]
    parts += [f"## Changelog\n\n````markdown\n{changelog_entry(report)}````"]
    return "\n\n".join(parts) + "\n"


def _texts(report: Report) -> str:
    texts = report.api.texts
    parts = ["the document as a whole"] if report.api.document_texts else []
    if texts:
        listed = ", ".join(f"`{shown_address(address)}`" for address in texts[:3])
        parts.append(f"{_count(len(texts), 'operation')} ({listed}{', ...' if len(texts) > 3 else ''})")
    return " and ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 'es' if noun.endswith('s') else 's'}"


def _verb(verb: str, number: int) -> str:
    return f"{verb}{'es' if verb.endswith('ch') else 's'}" if number == 1 else verb


def _summary(report: Report) -> Iterator[str]:
    api = report.api
    breaking = sum(change.verdict.breaking for _, change in api.every())
    names = len(report.broken_names)
    if breaking:
        broken = f"**{_count(breaking, 'change')} {_verb('break', breaking)} callers**"
    elif names:
        broken = f"no call breaks, but **{_count(names, 'name')} of `eka_abha_api` {_verb('break', names)}**"
    else:
        broken = "nothing breaks callers"
    yield f"# What the new document changes\n\nOperations: {api.counts or 'none'}; {broken}."
    yield f"Version of `eka_abha`: {report.step}"


def _api(report: Report) -> Iterator[str]:
    api = report.api
    yield "## API"
    if api.document:
        yield _bullets(str(change).removeprefix("request: ") for change in api.document)
    if api.changed:
        yield "### Changed\n\n" + "\n".join(_changed(report))
    if api.removed:
        yield _whole("Removed", Kind.OPERATION_REMOVED) + _list(report, api.removed)
    if api.moved:
        pairs = [f"`{shown_address(old)}` → `{new[1]}`" for new, old in api.moved.items()]
        yield _whole("Moved", Kind.OPERATION_MOVED) + _folded(pairs)
    if api.added:
        yield _whole("Added", Kind.OPERATION_ADDED) + _list(report, api.added)
    if api.texts or api.document_texts:
        yield f"Of {_texts(report)}, only texts changed."


def _whole(title: str, kind: Kind) -> str:
    verdict = RULES[kind][0]
    mark = "**breaking**" if verdict.breaking else "not breaking"
    return f"### {title}\n\nRequests: {mark}, {verdict.reason}.\n\n"


def _changed(report: Report) -> Iterator[str]:
    for addresses, changes in grouped(report.api.changed):
        if len(addresses) == 1:
            yield f"- `{shown_address(addresses[0])}`"
        else:
            names = ", ".join(f"`{report.function(address).rpartition('.')[2]}`" for address in addresses)
            yield f"- in {len(addresses)} operations: {names}"
        yield from (f"  - {change}" for change in changes)


def _list(report: Report, addresses: Sequence[Address]) -> str:
    return _folded([f"`{shown_address(address)}`: `{report.function(address)}`" for address in addresses])


def _folded(lines: Sequence[str], what: str = "operations") -> str:
    listed = _bullets(lines)
    if len(lines) <= _LONGEST_LIST:
        return listed
    return f"<details><summary>{len(lines)} {what}</summary>\n\n{listed}\n\n</details>"


def _bullets(lines: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _python(report: Report) -> Iterator[str]:
    if report.not_generated is not None:
        yield f"## Python\n\nThe client cannot be generated, {report.not_generated}"
        return
    if not report.python:
        return
    wholes = [change for change in report.python if change.of in ("module", "class")]
    details = [str(change) for change in report.python if change.of not in ("module", "class")]
    counts = [
        f"{_count(len(found), of)} {what}"
        for what in ("removed", "added")
        for of in ("module", "class")
        if (found := [change for change in wholes if (change.what, change.of) == (what, of)])
    ]
    yield "## Python\n\n`eka_abha_api`: " + (", ".join(counts) or "no module and no class came or went") + "."
    removed = [f"{change.of} `{change.name}` removed: **breaking**" for change in wholes if change.what == "removed"]
    if details:
        yield _folded(details, "fields, arguments and answers")
    if removed:
        yield _folded(removed, "names removed, breaking")
    added = [f"{change.of} `{change.name}`" for change in wholes if change.what == "added"]
    if added:
        yield f"<details><summary>{len(added)} names added</summary>\n\n{_bullets(added)}\n\n</details>"


def _overlay(report: Report) -> Iterator[str]:
    if report.unmatched:
        lines = [
            f"line {action.line}, action {action.number} (`{action.target}`): {' '.join(action.description.split())}"
            for action in report.unmatched
        ]
        count = f"{_count(len(lines), 'action')} no longer {_verb('match', len(lines))}"
        yield f"## Overlay\n\n{count}:\n\n{_bullets(lines)}"


def _wrapper(report: Report) -> Iterator[str]:
    if not report.methods and not report.without_method:
        return
    yield "## Wrapper"
    for breaking, title in ((True, "Methods whose operation breaks"), (False, "Methods whose operation changed")):
        lines = [
            f"`{item.method}`: `{shown_address(item.address)}` {item.how}"
            for item in report.methods
            if item.breaking is breaking
        ]
        if lines:
            yield f"{title}:\n\n{_folded(lines, 'methods')}"
    added = [address for address in report.without_method if address in report.api.added]
    others = [address for address in report.without_method if address not in report.api.added]
    if added:
        some = "" if len(added) == len(report.api.added) else f" {len(added)} of"
        yield f"No method calls{some} the operations that were added."
    if others:
        yield "Operations that no method calls, and did not before:\n\n" + _list(report, others)
