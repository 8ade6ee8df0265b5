"""All endpoints of the control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator.control.endpoint import PREFIX, Endpoint, shown
from eka_abha.emulator.control.seeding import SEEDING
from eka_abha.emulator.control.trouble import TROUBLE
from eka_abha.emulator.control.watching import WATCHING

if TYPE_CHECKING:
    from eka_abha.emulator.control.endpoint import Asked
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.wire import EmulatorResponse, Json


def _index(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    endpoints: list[Json] = [
        {
            "method": endpoint.method,
            "path": endpoint.path,
            "summary": endpoint.summary,
            "query": dict(endpoint.query),
            "body": dict(endpoint.body),
        }
        for endpoint in ENDPOINTS
    ]
    return shown({"page": "/", "endpoints": endpoints})


ENDPOINTS: Final = (
    Endpoint(method="GET", path=f"{PREFIX}/", summary="this list", answer=_index),
    *WATCHING,
    *SEEDING,
    *TROUBLE,
)
