"""The entry for ``CHANGELOG.md``, ready to commit."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from codegen.comparing.grouping import grouped
from codegen.comparing.versions import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codegen.comparing.moves import Address
    from codegen.comparing.report import Report

_WIDTH = 120
_MOST_NAMES = 12
_MOST_CHANGES = 3


def changelog_entry(report: Report) -> str:
    """The bullets, under a heading of their own unless the version is being collected for already."""
    bullets = [
        textwrap.fill(line, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
        for line in _lines(report)
    ]
    if not bullets:
        return ""
    step = report.step
    heading = f"## {shown(step.version)} (not released)\n\n" if step.pending != step.version else ""
    return heading + "\n".join(bullets) + "\n"


def _lines(report: Report) -> Iterator[str]:
    api = report.api
    if api.added:
        yield f"`eka_abha_api`: {_operations(report, api.added)} added."
    if api.removed:
        yield f"**Breaking**, `eka_abha_api`: {_operations(report, api.removed)} removed."
    for new, old in api.moved.items():
        yield f"**Breaking**, `{_function(report, new)}` moved from `{old[1]}` to `{new[1]}`."
    for addresses, changes in grouped(api.changed):
        broken = [change for change in changes if change.verdict.breaking]
        listed = broken or changes
        texts = "; ".join(
            f"{change.direction.value} {change.place}: {change.text}" for change in listed[:_MOST_CHANGES]
        )
        others = f"; and {len(listed) - _MOST_CHANGES} more" if len(listed) > _MOST_CHANGES else ""
        yield f"{'**Breaking**, ' if broken else ''}{_subject(report, addresses)}: {texts}{others}."
    if report.broken_names and not any(change.verdict.breaking for _, change in api.every()):
        yield f"**Breaking**, `eka_abha_api`: {_names([item.name for item in report.broken_names])}."
    for change in api.document:
        yield f"{'**Breaking**, ' if change.verdict.breaking else ''}all operations: {change.text}."


def _names(names: Sequence[str]) -> str:
    others = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(f'`{name}`' for name in names[:_MOST_NAMES])}{others} removed or changed"


def _subject(report: Report, addresses: Sequence[Address]) -> str:
    if len(addresses) > 1:
        return f"{len(addresses)} operations"
    calls = sorted({item.method for item in report.methods if item.address == addresses[0]})
    by = f" ({', '.join(f'`{call}`' for call in calls)})" if calls else ""
    return f"`{_function(report, addresses[0])}`{by}"


def _function(report: Report, address: Address) -> str:
    return report.function(address).rpartition(".")[2]


def _operations(report: Report, addresses: Sequence[Address]) -> str:
    if len(addresses) > _MOST_NAMES:
        groups: dict[str, int] = {}
        for address in addresses:
            group = report.function(address).partition(".")[0]
            groups[group] = groups.get(group, 0) + 1
        listed = ", ".join(f"`{group}` ({count})" for group, count in sorted(groups.items()))
        return f"{len(addresses)} operations in {listed}"
    listed = ", ".join(f"`{_function(report, address)}`" for address in addresses)
    return f"{'operation' if len(addresses) == 1 else 'operations'} {listed}"
