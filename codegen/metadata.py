"""What the wrapper must know of each operation and the generator drops: ``operations.py`` of the generated package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.jsontypes import JsonObject, as_list, as_object, as_text
from codegen.naming import operations
from codegen.shaping import success_statuses

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Headers that say whom a call is about; the wrapper fills them.
IDENTITY_HEADERS = ("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")

_HEAD = '''"""Every operation: its method and path, what it answers, and whether it may be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API.

    ``read_only`` means that it changes nothing and sends nothing, so that it may be repeated. ``success`` are the
    statuses that the document declares as success, ``headers`` the identity headers that it takes.
    """

    name: str
    method: str
    path: str
    read_only: bool
    success: tuple[int, ...]
    takes_oid: bool
    headers: tuple[str, ...]


# fmt: off
_OPERATIONS = (
'''
_TAIL = """)
# fmt: on

#: Every operation by its name, sorted.
OPERATIONS: Mapping[str, Operation] = MappingProxyType({operation.name: operation for operation in _OPERATIONS})
"""


def operations_module(prepared: JsonObject, shaped: JsonObject) -> str:
    """The source of ``operations.py``: one line for each operation, sorted by name."""
    lines = {}
    for method, path, operation in operations(prepared):
        answers = as_object(as_object(as_object(as_object(shaped["paths"])[path])[method])["responses"])
        lines[as_text(operation["operationId"])] = _line(method, path, operation, success_statuses(answers))
    return _HEAD + "".join(lines[name] for name in sorted(lines)) + _TAIL


def _line(method: str, path: str, operation: JsonObject, success: list[int]) -> str:
    parameters = [as_object(item) for item in as_list(operation.get("parameters"))]
    declared = {as_text(item.get("name")).lower() for item in parameters if item.get("in") == "header"}
    read_only = method in ("get", "head") or operation.get("x-read-only") is True
    takes_oid = any(item.get("in") == "query" and item.get("name") == "oid" for item in parameters)
    arguments = {
        "name": _quoted(as_text(operation["operationId"])),
        "method": _quoted(method.upper()),
        "path": _quoted(path),
        "read_only": str(read_only),
        "success": "tuple(range(200, 300))" if len(success) > 99 else _tuple(map(str, success)),
        "takes_oid": str(takes_oid),
        "headers": _tuple(_quoted(name) for name in IDENTITY_HEADERS if name.lower() in declared),
    }
    return f"    Operation({', '.join(f'{key}={value}' for key, value in arguments.items())}),\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tuple(items: Iterable[str]) -> str:
    written = list(items)
    return f"({', '.join(written)}{',' if len(written) == 1 else ''})"
