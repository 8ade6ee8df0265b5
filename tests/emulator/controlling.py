"""Calls to the control of an emulator, without a socket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from eka_abha.emulator import Emulator, EmulatorRequest, EmulatorResponse
from eka_abha.emulator.control import Control

LOCAL = {"host": "127.0.0.1:8765"}


class Controller:
    """Whoever controls an emulator."""

    def __init__(self, emulator: Emulator, *allowed_hosts: str) -> None:
        self.emulator = emulator
        self.control = Control(emulator, allowed_hosts)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> EmulatorResponse:
        """One call; bytes are sent as they are, all else as JSON."""
        sent = dict(LOCAL)
        content = b""
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["content-type"] = "application/json"
        request = EmulatorRequest(method, path, query or {}, {**sent, **(headers or {})}, content)
        assert self.control.owns(request.path)
        return self.control.answer(request)

    def get(self, name: str, **query: str) -> Any:
        """What a list of the control has: the only value of its answer."""
        answer = self.ask("GET", f"/emulator/{name}", query=query)
        assert answer.status == 200, answer.body
        body = answer.json()
        assert isinstance(body, dict)
        return body[name]

    def post(self, name: str, /, **body: object) -> Any:
        """POST a JSON object; the answer must be a success."""
        answer = self.ask("POST", f"/emulator/{name}", body or None)
        assert answer.status in (200, 201), answer.body
        return answer.json()

    def delete(self, name: str, **query: str) -> Any:
        """DELETE; the answer must be a success."""
        answer = self.ask("DELETE", f"/emulator/{name}", query=query)
        assert answer.status == 200, answer.body
        return answer.json()

    def refused(self, method: str, name: str, body: object = None, **query: str) -> tuple[object, object]:
        """Field and rule of a 400."""
        answer = self.ask(method, f"/emulator/{name}", body, query=query)
        assert answer.status == 400, answer.body
        said = answer.json()
        assert isinstance(said, dict)
        assert (said["code"], said["error"]) == (400, f"{said['field']} {said['rule']}")
        return said["field"], said["rule"]
