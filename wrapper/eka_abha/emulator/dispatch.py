"""From a request to a response: finds the operation, checks the bearer, injects failures, keeps the log."""

from __future__ import annotations

import math
import traceback
from collections import deque
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import errors
from eka_abha.emulator.errors import Refused
from eka_abha.emulator.faults import Fault, Faults
from eka_abha.emulator.magic_inputs import find_magic
from eka_abha.emulator.operations import (
    aadhaar_registration,
    account,
    face,
    kyc,
    lookups,
    mobile_registration,
    profile,
    profile_login,
    search,
    session,
)
from eka_abha.emulator.requestlog import RequestLog
from eka_abha.emulator.routing import Routes
from eka_abha.emulator.world import Call

if TYPE_CHECKING:
    from eka_abha.emulator.routing import Route
    from eka_abha.emulator.tokens import Workspace
    from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse
    from eka_abha.emulator.world import World

ROUTES: Final = Routes(
    (
        *account.ROUTES,
        *mobile_registration.ROUTES,
        *aadhaar_registration.ROUTES,
        *face.ROUTES,
        *profile_login.ROUTES,
        *session.ROUTES,
        *kyc.ROUTES,
        *profile.ROUTES,
        *search.ROUTES,
        *lookups.ROUTES,
    )
)
_MINUTE: Final = 60.0


class Dispatcher:
    """Answers requests from a world. Not for several threads at once: the emulator holds a lock around it."""

    def __init__(self, world: World) -> None:
        self.faults: Faults = Faults()
        self.log: RequestLog = RequestLog()
        self.internal_errors: list[str] = []
        self._world = world
        self._recent: dict[Workspace | None, deque[float]] = {}

    def answer(self, request: EmulatorRequest) -> EmulatorResponse:
        """Return the response to a request; whatever goes wrong inside is a 500 without details."""
        route: Route | None = None
        fault: Fault | None = None
        response = errors.INTERNAL_ERROR.answer()
        note = ""
        try:
            route, path_values = ROUTES.find(request.method, request.path)
            fault = self.faults.take(route.operation)
            if fault is None or fault.processed:
                call = Call(request, route.operation, path_values=path_values)
                if not route.is_account:
                    self._admit(route, call)
                    fault = fault or self._magic(call)
                if fault is None or fault.processed:
                    response = route.handler(self._world, call)
        except Refused as refused:
            response, note = refused.failure.answer(), refused.note
        except Exception as error:
            note = self._keep(error)
        if fault is not None:
            response = fault.changed(response, self._world.settings.slow_answers)
        if request.method == "HEAD":
            response = replace(response, body=b"")
        at = self._world.clock.now
        self.log.add(request, response, at=at, route=route, note=note, injected=fault is not None)
        return response

    def _magic(self, call: Call) -> Fault | None:
        """Return what a magic input of the call forces; a forced next step is left in the call."""
        magic = find_magic(call, self._world.transactions)
        if magic is None:
            return None
        call.forced = magic.step
        return magic.fault

    def _admit(self, route: Route, call: Call) -> None:
        call.workspace = self._world.tokens.workspace_of(call.bearer() or "")
        if call.workspace is None and (self._world.settings.na_requires_bearer or not route.is_na):
            raise Refused(errors.UNAUTHORIZED, "no bearer" if call.bearer() is None else "bearer not accepted")
        self._refuse_too_many(call.workspace)

    def _refuse_too_many(self, workspace: Workspace | None) -> None:
        limit, now = self._world.settings.requests_per_minute, self._world.clock.now
        if limit is None:
            return
        recent = self._recent.setdefault(workspace, deque())
        while recent and recent[0] <= now - _MINUTE:
            recent.popleft()
        if len(recent) >= limit:
            wait = math.ceil(recent[0] + _MINUTE - now) if recent else int(_MINUTE)
            raise Refused(errors.too_many_requests(wait), "too many requests in a minute")
        recent.append(now)

    def _keep(self, error: Exception) -> str:
        """Keep what went wrong: kind of error and where it was, not its text, which may hold what was sent."""
        last = traceback.extract_tb(error.__traceback__)[-1]
        note = f"internal error: {type(error).__name__} in {PurePath(last.filename).name}, line {last.lineno}"
        self.internal_errors.append(note)
        return note
