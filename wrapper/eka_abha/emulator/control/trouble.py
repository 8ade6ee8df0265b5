"""Endpoints that make calls fail, move time, and begin anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.control.endpoint import PREFIX, Endpoint, shown
from eka_abha.emulator.control.shapes import fault_json
from eka_abha.emulator.control.watching import operation_of
from eka_abha.emulator.faults import DROPS
from eka_abha.emulator.transactions import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eka_abha.emulator.control.endpoint import Asked
    from eka_abha.emulator.control.inputs import Input
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.faults import Drop, FaultBody
    from eka_abha.emulator.wire import EmulatorResponse

_LONGEST: Final = 3600.0
_YEARS: Final = 100 * 365.0 * DAY
_TIMES: Final = 1_000_000
_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE: Final = re.compile(r"(?:[\x21-\x7e\xa0-\xff](?:[\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa0-\xff])?)?")
_OWN_HEADERS: Final = frozenset({"connection", "content-length", "date", "transfer-encoding"})
_NO_BODY: Final = (204, 304)


def _faults(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"faults": [fault_json(fault) for fault in emulator.faults]})


def _add_fault(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    sent = asked.body
    sent.require("operation")
    operation = operation_of(sent, any_too=True) or ""
    status, delay = sent.whole("status", 200, 599), sent.seconds("delay", _LONGEST)
    drop: Drop | None = next((each for each in DROPS if each == sent.choice("drop", DROPS)), None)
    body, headers = _fault_body(sent), _headers(sent)
    processed, times = sent.truth("processed") or False, sent.whole("times", 1, _TIMES)
    if status in _NO_BODY and body is not None:
        raise sent.refuse("body", f"must be left out with status {status}")
    if drop is not None and "processed" in sent:
        raise sent.refuse("processed", "must be left out with drop, which says it itself")
    sent.checked(
        lambda: emulator.fault_next(
            operation,
            status=status,
            body=body,
            headers=headers,
            processed=processed,
            delay=delay,
            drop=drop,
            times=1 if times is None else times,
        )
    )
    return shown({"faults": [fault_json(fault) for fault in emulator.faults]}, 201)


def _clear_faults(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"cleared": emulator.clear_faults(operation_of(asked.query, any_too=True))})


def _clock(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"now": emulator.now.isoformat(), "passes_on_its_own": emulator.time_passes})


def _advance(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    asked.body.require("advance")
    emulator.advance(asked.body.seconds("advance", _YEARS) or 0.0)
    return _clock(emulator, asked)


def _block(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    mobile, seconds = asked.body.needed_text("mobile"), asked.body.seconds("seconds", _YEARS)
    lasting = float(DAY) if seconds is None else seconds
    asked.body.checked(lambda: emulator.block(mobile, seconds=lasting))
    return shown({"blocked_for": lasting}, 201)


def _reset(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    emulator.reset()
    return shown({"reset": True})


def _fault_body(sent: Input) -> FaultBody:
    body = sent.json("body")
    if isinstance(body, bool | int | float):
        raise sent.refuse("body", "must be an object or a list, sent as JSON, or a string, sent as it is")
    return body


def _headers(sent: Input) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for name, value in (sent.mapping("headers") or {}).items():
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
            own = ", ".join(sorted(_OWN_HEADERS))
            raise sent.refuse("headers", f"must have names of HTTP headers, and none of {own}")
        if not isinstance(value, str) or not _HEADER_VALUE.fullmatch(value):
            raise sent.refuse("headers", "must have strings for values, without line breaks or spaces around them")
        headers[name] = value
    return headers


TROUBLE: Final = (
    Endpoint(method="GET", path=f"{PREFIX}/faults", summary="the faults that wait for their calls", answer=_faults),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/faults",
        summary="let the next calls of an operation fail, get lost or take long: needs status, drop or delay",
        answer=_add_fault,
        body={
            "operation": 'needed: its name, or "*" for any',
            "times": "how many calls; 1 unless given",
            "status": "200 to 599: answer this instead",
            "body": "with status: an object or a list, sent as JSON, or a string, sent as HTML",
            "headers": "with status: an object of further headers",
            "processed": "with status: whether the call has its effect all the same; false unless given",
            "drop": "`before`: the connection closes and nothing happened; `after`: it did; `cut`: amid the answer",
            "delay": f"seconds before the answer or before the connection closes, at most {_LONGEST:.0f}",
        },
    ),
    Endpoint(
        method="DELETE",
        path=f"{PREFIX}/faults",
        summary="drop the faults that wait",
        answer=_clear_faults,
        query={"operation": 'only those of this operation, or of "*"'},
    ),
    Endpoint(method="GET", path=f"{PREFIX}/clock", summary="the emulator's date and time", answer=_clock),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/clock",
        summary="move the emulator's time on, without waiting",
        answer=_advance,
        body={"advance": "needed: seconds"},
    ),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/blocks",
        summary="block a mobile number",
        answer=_block,
        body={"mobile": "needed", "seconds": f"for how long; {DAY} unless given, which is a day"},
    ),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/reset",
        summary="a fresh world: as it was at the start, with the same seed, settings and credentials",
        answer=_reset,
    ),
)
