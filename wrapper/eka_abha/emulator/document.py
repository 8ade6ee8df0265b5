"""The tables of the emulator's documentation, made from what they describe."""

from __future__ import annotations

import ast
import inspect
import itertools
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.behaviour import BEHAVIOUR, Source
from eka_abha.emulator.control import ENDPOINTS
from eka_abha.emulator.magic import MAGIC, Family
from eka_abha.emulator.settings import EmulatorSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_FAMILY_TITLES: Final = {
    Family.ABDM: "Documented errors with a source code of ABDM",
    Family.MIS: "Documented errors with a source code of MIS",
    Family.EKA: "Documented errors with a source code of Eka Care",
    Family.TEXT: "Errors that are documented by their text only",
    Family.HTTP: "Errors of the hosts in front of the service",
    Family.SLOW: "Slow answers",
    Family.LOST: "Lost answers",
    Family.BODY: "Answers whose body is not as specified",
    Family.ODD: "Errors whose body is not as specified",
    Family.STEP: "Next steps",
}

_MAGIC_HEAD: Final = ("Mobile", "Aadhaar", "OTP", "Pincode", "Address or patient id", "Outcome")


def magic_tables() -> str:
    """Return the magic inputs as Markdown, one table for each family."""
    parts = []
    for family, title in _FAMILY_TITLES.items():
        rows = [
            (magic.mobile, magic.aadhaar, magic.otp, magic.pincode, magic.name, magic.description)
            for magic in MAGIC
            if magic.family is family
        ]
        parts.append(f"### {title}\n\n{_table(_MAGIC_HEAD, rows)}")
    return "\n\n".join(parts)


def behaviour_lists() -> str:
    """Return what the emulator does as Markdown, one list for each way of knowing it."""
    parts = []
    for source in Source:
        items = []
        for behaviour in BEHAVIOUR:
            if behaviour.source is source:
                names = ", ".join(f"`{name}`" for name in behaviour.settings)
                items.append(f"- {behaviour.statement}" + (f" ({names})" if names else ""))
        parts.append(f"### {source.name.capitalize()}: {source.value}\n\n" + "\n".join(items))
    return "\n\n".join(parts)


def settings_table() -> str:
    """Return the settings as Markdown, with their defaults and what they mean."""
    defaults, meanings = EmulatorSettings(), setting_meanings()
    rows = [(f"`{name}`", f"`{getattr(defaults, name)!r}`", meaning) for name, meaning in meanings.items()]
    return _table(("Setting", "Default", "Meaning"), rows)


def endpoints_table() -> str:
    """Return the endpoints of the control as a Markdown table."""
    rows = [(f"`{endpoint.method} {endpoint.path}`", endpoint.summary) for endpoint in ENDPOINTS]
    return _table(("Call", "What it does"), rows)


def endpoint_fields() -> str:
    """Return what may be sent to the endpoints of the control as Markdown, one list for each."""
    parts = []
    for endpoint in ENDPOINTS:
        fields_of = [f"- `{name}`: {meaning}" for name, meaning in (*endpoint.query.items(), *endpoint.body.items())]
        if fields_of:
            where = "query" if endpoint.query else "JSON body"
            parts.append(f"`{endpoint.method} {endpoint.path}`, {where}:\n\n" + "\n".join(fields_of))
    return "\n\n".join(parts)


def updated_document(text: str) -> str:
    """Return a Markdown text with the tables between its markers (`<!-- magic -->` to `<!-- /magic -->`) made anew.

    Raises ValueError when a pair of markers is missing.
    """
    return _filled(text, {"magic": magic_tables, "behaviour": behaviour_lists, "settings": settings_table})


def updated_control_document(text: str) -> str:
    """Return a Markdown text with the endpoints of the control between their markers made anew; see above."""
    return _filled(text, {"endpoints": endpoints_table, "fields": endpoint_fields})


def _filled(text: str, tables: Mapping[str, Callable[[], str]]) -> str:
    for name, make in tables.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            message = f"the text must have the markers of {name} once"
            raise ValueError(message)
        text = f"{text.partition(begin)[0]}{begin}\n{make()}\n\n{end}{text.partition(end)[2]}"
    return text


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def setting_meanings() -> dict[str, str]:
    """Return what each setting means, by its name: the text under it, which only the source has."""
    meanings = {item.name: "" for item in fields(EmulatorSettings)}
    try:
        source = inspect.getsource(EmulatorSettings)
    except OSError:
        return meanings
    body = next(node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    for node, following in itertools.pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text = following.value if isinstance(following, ast.Expr) else None
            meanings[node.target.id] = " ".join(str(text.value).split()) if isinstance(text, ast.Constant) else ""
    return meanings
