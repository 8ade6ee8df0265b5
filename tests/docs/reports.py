"""The example of ``docs/maintaining.md``: the report on a document with 72 operations more and one breaking change."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from codegen.comparing.markdown import markdown
from codegen.comparing.report import make_report
from codegen.comparing.rules import RULES, Verdict
from codegen.reading import Source
from tests.codegen.comparing.examples import RELEASED
from tests.spec.reading import FULL_DOCUMENT, SPECIFICATION

if TYPE_CHECKING:
    from pathlib import Path


def example(folder: Path) -> str:
    """The report, with what folds left out."""
    after = copy.deepcopy(FULL_DOCUMENT)
    path = "/abdm/na/v1/registration/mobile/init"
    schemas = after["components"]["schemas"]
    reference = after["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    body = schemas[reference.rpartition("/")[2]]
    body["properties"]["consent"] = {"type": "boolean"}
    body["required"] = [*body["required"], "consent"]
    changelog = folder / "CHANGELOG.md"
    changelog.write_text(RELEASED)
    report = make_report(Source("old", SPECIFICATION, {}), Source("new", after, {}), changelog=changelog)
    return re.sub(r"(</summary>\n\n).*?(\n\n</details>)", r"\1- ...\2", markdown(report), flags=re.DOTALL)


def rules() -> list[list[str]]:
    """Each kind of change: what it does to those who send, and to those who read."""
    return [[kind.value, _cell(sent), _cell(read)] for kind, (sent, read) in RULES.items()]


def _cell(verdict: Verdict) -> str:
    if verdict.reason.startswith("cannot happen"):
        return ""
    return "**breaking**" if verdict.breaking else "fine"
