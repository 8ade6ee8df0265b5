"""Which function answers which method and path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eka_abha.emulator.errors import NO_SUCH_PATH, Refused, method_not_allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eka_abha.emulator.world import Handler

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: method, path template, name, and the function that answers it."""

    method: str
    template: str
    operation: str
    handler: Handler = field(repr=False)

    @property
    def is_account(self) -> bool:
        """Login and refresh: no bearer is asked for, and errors have no source."""
        return self.template.startswith("/connect-auth/")

    @property
    def is_na(self) -> bool:
        """One of the calls that come before there is a patient (`/na/`)."""
        return self.template.startswith("/abdm/na/")


class Routes:
    """The table of all routes."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._all = tuple(routes)
        self._fixed: dict[str, dict[str, Route]] = {}
        self._patterns: list[tuple[re.Pattern[str], Route]] = []
        for route in self._all:
            if "{" in route.template:
                pattern = _PLACEHOLDER.sub(r"(?P<\1>[^/]+)", route.template)
                self._patterns.append((re.compile(pattern), route))
            else:
                self._fixed.setdefault(route.template, {})[route.method] = route
        self.operations: frozenset[str] = frozenset(route.operation for route in self._all)

    def __iter__(self) -> Iterator[Route]:
        return iter(self._all)

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """Return the route and the values of its path; raises Refused with 404 or 405."""
        matching = {name: (route, dict[str, str]()) for name, route in self._fixed.get(path, {}).items()}
        for pattern, route in self._patterns:
            found = pattern.fullmatch(path)
            if found:
                matching.setdefault(route.method, (route, found.groupdict()))
        if not matching:
            raise Refused(NO_SUCH_PATH, "no such path")
        if method not in matching:
            raise Refused(method_not_allowed(", ".join(sorted(matching))), "no such method on this path")
        return matching[method]
