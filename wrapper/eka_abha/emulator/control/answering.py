"""Answers what is asked of the control and of the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.control.endpoint import PREFIX, Asked, refused
from eka_abha.emulator.control.endpoints import ENDPOINTS
from eka_abha.emulator.control.guard import refusal
from eka_abha.emulator.control.inputs import BadInput, Input, Query, json_object
from eka_abha.emulator.control.page import FAVICON, PAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from eka_abha.emulator.control.endpoint import Endpoint
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse

_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Control:
    """The control of one emulator; `allowed_hosts`: names to be asked under, beside addresses and localhost."""

    def __init__(self, emulator: Emulator, allowed_hosts: Collection[str] = ()) -> None:
        self._emulator = emulator
        self._allowed_hosts = frozenset(name.lower() for name in allowed_hosts)

    def owns(self, path: str) -> bool:
        """Whether a path belongs to the control and not to the emulated API."""
        return path in ("/", FAVICON, PREFIX) or path.startswith(f"{PREFIX}/")

    def answer(self, request: EmulatorRequest) -> EmulatorResponse:
        """Return the response to a request whose path the control owns."""
        try:
            response = refusal(request, self._allowed_hosts) or self._answer(request)
        except BadInput as bad:
            response = refused(400, f"{bad.field} {bad.rule}", field=bad.field, rule=bad.rule)
        return replace(response, headers={**_HEADERS, **response.headers})

    def _answer(self, request: EmulatorRequest) -> EmulatorResponse:
        path = f"{PREFIX}/" if request.path == PREFIX else request.path
        method = "GET" if request.method == "HEAD" else request.method
        page = PAGES.get(path)
        if page is not None:
            return page(self._emulator) if method == "GET" else _not_allowed({"GET"})
        methods, last = _endpoints(path)
        endpoint = methods.get(method)
        if not methods:
            return refused(404, f"Nothing is here; GET {PREFIX}/ lists what there is")
        if endpoint is None:
            return _not_allowed(methods.keys())
        query, body = Query(request.query), Input(json_object(request.body))
        query.refuse_unknown(endpoint.query)
        body.refuse_unknown(endpoint.body)
        return endpoint.answer(self._emulator, Asked(query, body, last))


def _endpoints(path: str) -> tuple[Mapping[str, Endpoint], str]:
    """Return the endpoints of a path by their methods, and what stands in the place of its last part."""
    fixed = {endpoint.method: endpoint for endpoint in ENDPOINTS if endpoint.path == path}
    if fixed:
        return fixed, ""
    begin, _, last = path.rpartition("/")
    named = {
        endpoint.method: endpoint
        for endpoint in ENDPOINTS
        if last and endpoint.path.endswith("}") and endpoint.path.rpartition("/")[0] == begin
    }
    return named, last


def _not_allowed(methods: Collection[str]) -> EmulatorResponse:
    also = {"HEAD"} if "GET" in methods else set()
    allowed = ", ".join(sorted({*methods, *also}))
    answer = refused(405, f"Only {allowed} may be used here")
    return replace(answer, headers={**answer.headers, "allow": allowed})
