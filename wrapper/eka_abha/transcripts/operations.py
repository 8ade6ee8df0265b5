"""Which operation a request is of, by its method and path: of the path nothing is ever shown but its template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eka_abha_api.operations import OPERATIONS

from eka_abha._http.call import LOGIN, REFRESH_TOKEN

if TYPE_CHECKING:
    from eka_abha_api.operations import Operation

PARTNER: Final = (LOGIN, REFRESH_TOKEN)
BY_NAME: Final = {operation.name: operation for operation in (*OPERATIONS.values(), *PARTNER)}
_PLACEHOLDER = re.compile(r"\\\{\w+\\\}")
_PATTERNS: Final = tuple(
    (operation.method, re.compile(_PLACEHOLDER.sub("[^/]+", re.escape(operation.path))), operation)
    for operation in sorted(BY_NAME.values(), key=lambda operation: "{" in operation.path)
)


def operation_of(method: str, path: str) -> Operation | None:
    """Return the operation of a request, or None for one that the specification does not have."""
    return next(
        (operation for verb, pattern, operation in _PATTERNS if verb == method and pattern.fullmatch(path)), None
    )


def is_partner(name: str | None) -> bool:
    """Whether an operation is a login or refresh of the partner's tokens."""
    return name in {operation.name for operation in PARTNER}
