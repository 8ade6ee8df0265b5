"""What the emulator keeps of the requests it got: enough to judge a client, and no bodies."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.rules import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eka_abha.emulator.routing import Route
    from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse, Json

_KEPT: Final = 10_000
_NUMBER: Final = re.compile(r"[0-9]{10,}")
_IDENTITY: Final = ("x-pt-id", "x-partner-pt-id", "x-hip-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRequest:
    """One request and how it was answered.

    `operation` and `template` are None for an unknown path. `note` says what was refused and why, naming fields but no
    values. `txn_id` is the transaction id that was sent, `next_txn_id` the one that was answered. `identity` holds the
    identity headers sent, in lower case, and the query parameter `oid`. `at` is the emulator's time in seconds.
    `error` is the text of the error that was answered, with mobile numbers masked.
    """

    number: int
    at: float
    method: str
    template: str | None
    operation: str | None
    status: int
    source_code: str | None
    error: str | None = None
    note: str
    injected: bool
    txn_id: str | None = field(repr=False)
    next_txn_id: str | None = field(repr=False)
    identity: Mapping[str, str] = field(repr=False)


class RequestLog:
    """The latest requests, and a count per operation of all of them."""

    def __init__(self) -> None:
        self._entries: deque[LoggedRequest] = deque(maxlen=_KEPT)
        self._number = 0
        self.counts: Counter[str] = Counter()

    @property
    def entries(self) -> tuple[LoggedRequest, ...]:
        """The requests kept, oldest first."""
        return tuple(self._entries)

    @property
    def last(self) -> LoggedRequest:
        """The latest request; there has to be one."""
        return self._entries[-1]

    @property
    def total(self) -> int:
        """How many requests there were, kept or not."""
        return self._number

    def add(
        self,
        request: EmulatorRequest,
        answer: EmulatorResponse,
        *,
        at: float,
        route: Route | None,
        note: str,
        injected: bool,
    ) -> None:
        """Keep a request and its answer."""
        self._number += 1
        sent: dict[str, Json] = {}
        answered: dict[str, Json] = {}
        if route is not None:
            self.counts[route.operation] += 1
            if not route.is_account:
                sent, answered = _object(request.body), _object(answer.body)
        source = answered.get("source_error")
        identity = {name: request.headers[name] for name in _IDENTITY if name in request.headers}
        if "oid" in request.query:
            identity["oid"] = request.query["oid"]
        self._entries.append(
            LoggedRequest(
                number=self._number,
                at=at,
                method=request.method,
                template=None if route is None else route.template,
                operation=None if route is None else route.operation,
                status=answer.status,
                source_code=_text(source, "code") if isinstance(source, dict) else None,
                error=_error(answered),
                note=note,
                injected=injected,
                txn_id=_text(sent, "txn_id") or request.query.get("transactionId"),
                next_txn_id=_text(answered, "txn_id"),
                identity=identity,
            )
        )


def _error(answered: dict[str, Json]) -> str | None:
    source = answered.get("source_error")
    text = _text(source, "message") if isinstance(source, dict) else None
    text = text or _text(answered, "error")
    return None if text is None else _NUMBER.sub(lambda found: masked(found[0]), text)


def _object(body: bytes) -> dict[str, Json]:
    try:
        parsed: Json = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _text(data: dict[str, Json], name: str) -> str | None:
    value = data.get(name)
    return value if isinstance(value, str) else None
