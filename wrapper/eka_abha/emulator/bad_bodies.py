"""Answers whose bodies are not what the specification says, which a client has to survive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from eka_abha.emulator.wire import JSON_HEADERS, EmulatorResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eka_abha.emulator.wire import Json

_HTML: Final = b"<!doctype html><title>Maintenance</title><p>Please try again later.</p>"
_HTML_HEADERS: Final = {"content-type": "text/html; charset=utf-8"}
_WRONG_TYPES: Final[dict[str, Json]] = {
    "txn_id": 12345,
    "hint": {"mobile": None},
    "skip_state": 7,
    "abha_profiles": "none",
    "profile": [],
    "profiles": {},
    "eka": "x",
    "token": [1],
    "refresh_token": False,
    "success": "yes",
    "exists": "no",
    "status": 1,
    "url": 1,
    "suggestions": 5,
    "auth_methods": "MOBILE_OTP",
    "logged_in": "maybe",
    "pincode": 560001,
    "abha_address": [],
}


def _answer(status: int, body: bytes, headers: Mapping[str, str] = JSON_HEADERS) -> EmulatorResponse:
    return EmulatorResponse(status, headers, body)


def _json(status: int, body: Json) -> EmulatorResponse:
    return _answer(status, json.dumps(body).encode())


BAD_BODIES: Final = (
    (_answer(200, _HTML, _HTML_HEADERS), "200 as HTML"),
    (_answer(200, b"", {}), "200 without a body"),
    (_json(200, []), "200 with a JSON list"),
    (_answer(200, b'{"txn_id": "0123'), "200 with JSON that breaks off"),
    (_json(200, _WRONG_TYPES), "200 with wrong types"),
    (_json(200, None), "200 with JSON null"),
    (_answer(200, b'{"hint": "\xff\xfe"}'), "200 with bytes that are not UTF-8"),
    (_json(200, "OK"), "200 with a JSON string"),
    (_json(200, {}), "200 with an object without fields"),
    (_json(200, {"txn_id": None}), "200 with a null txn_id"),
    (_answer(200, _HTML, JSON_HEADERS), "200 as HTML that says it is JSON"),
    (_answer(302, b"", {"location": "https://emulator.invalid/login"}), "302 to another host"),
    (_answer(202, b"", {}), "202 without a body"),
)
ODD_ERRORS: Final = (
    (_json(400, {"code": 400, "error": "Bad request"}), "400 without source_error"),
    (_json(400, {"error": {"message": "Bad request", "code": "INVALID_REQUEST"}}), "400 with an object for error"),
    (_json(400, {"code": "400", "error": "Bad request", "source_error": None}), "400 with code as text"),
    (_json(400, [{"error": "Bad request"}]), "400 with a JSON list"),
    (_json(400, None), "400 with JSON null"),
    (_answer(400, _HTML, _HTML_HEADERS), "400 as HTML"),
    (_answer(400, b"", {}), "400 without a body"),
    (_answer(400, b'{"code": 400, "err'), "400 with JSON that breaks off"),
    (_answer(400, b'{"code": 400, "error": "\xff"}'), "400 with bytes that are not UTF-8"),
    (
        _json(400, {"code": 400, "error": "OTP doesn't match", "source_error": {"code": "ABDM-1035 : "}}),
        "400 with a source code that ends in colon and space",
    ),
    (_json(400, {"message": "Bad request"}), "400 with message for error"),
    (_json(500, {"code": 500, "error": None, "source_error": {"code": 1035, "message": None}}), "500 with wrong types"),
    (_json(500, "Internal error"), "500 with a JSON string"),
)
