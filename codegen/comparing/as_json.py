"""The report as JSON, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codegen.comparing.changelog import changelog_entry
from codegen.comparing.documents import shown_address
from codegen.comparing.versions import Level, shown

if TYPE_CHECKING:
    from codegen.comparing.moves import Address
    from codegen.comparing.report import Report
    from codegen.jsontypes import Json, JsonObject


def as_json(report: Report) -> str:
    """Every change on its own, none grouped; all lists are empty when nothing changed."""
    return json.dumps(_report(report), indent=2, ensure_ascii=False) + "\n"


def _report(report: Report) -> JsonObject:
    api, step = report.api, report.step
    return {
        "breaking": sum(change.verdict.breaking for _, change in api.every()),
        "documentation_only": step.level is Level.TEXTS,
        "version": {
            "released": shown(step.released) if step.released else None,
            "pending": shown(step.pending) if step.pending else None,
            "suggested": shown(step.version),
            "why": step.level.value,
        },
        "api": {
            "added": [_operation(report, address) for address in api.added],
            "removed": [_operation(report, address) for address in api.removed],
            "moved": [{**_operation(report, new), "from": shown_address(old)} for new, old in api.moved.items()],
            "changes": [
                {
                    "operation": shown_address(address) if address else None,
                    "direction": change.direction.value,
                    "place": change.place,
                    "kind": change.kind.value,
                    "text": change.text,
                    "breaking": change.verdict.breaking,
                    "reason": change.verdict.reason,
                }
                for address, change in api.every()
            ],
            "texts": [shown_address(address) for address in api.texts],
            "document_texts": api.document_texts,
        },
        "python": {
            "changes": [
                {
                    "what": change.what,
                    "of": change.of,
                    "name": change.name,
                    "text": change.text,
                    "breaking": change.breaking,
                }
                for change in report.python
            ],
            "not_generated": report.not_generated,
        },
        "overlay": {
            "unmatched": [
                {
                    "number": action.number,
                    "target": action.target,
                    "description": action.description,
                    "line": action.line,
                }
                for action in report.unmatched
            ]
        },
        "wrapper": {
            "changed": [
                {
                    "method": item.method,
                    "operation": shown_address(item.address),
                    "how": item.how,
                    "breaking": item.breaking,
                }
                for item in report.methods
            ],
            "without_method": [_operation(report, address) for address in report.without_method],
        },
        "changelog": changelog_entry(report),
    }


def _operation(report: Report, address: Address) -> dict[str, Json]:
    return {"operation": shown_address(address), "function": report.function(address)}
