"""Answers of a server that repeats what it was told, in every shape an error can have."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.privacy.canaries import (
    AADHAAR,
    ABHA_NUMBER,
    ACCESS_TOKEN,
    ADDRESS,
    CLIENT_SECRET,
    FIRST,
    LAST,
    MIDDLE,
    MOBILE,
    OTP,
    PATIENT_TOKEN,
    REFRESH_TOKEN,
    SHARING_KEY,
    STREET,
)
from tests.privacy.serving import FULL_ANSWER, LOGIN_ANSWER, SET_COOKIES
from tests.support.raw_server import Behaviour, Connection, RawRequest, head

NUMBERS: Final = (
    f"+91 {MOBILE[:5]} {MOBILE[5:]}, 91-{MOBILE}, otp={OTP}, Aadhaar {AADHAAR[:4]} {AADHAAR[4:8]} {AADHAAR[8:]}, "
    f"{ABHA_NUMBER}, {ADDRESS}"
)
TOKENS: Final = f"Bearer {ACCESS_TOKEN} {REFRESH_TOKEN} {PATIENT_TOKEN} {CLIENT_SECRET} sharing_key={SHARING_KEY}"


def _error(text: str, source_code: str | None = None) -> bytes:
    source = {"code": source_code, "message": text} if source_code else {"message": text}
    return json.dumps({"code": 400, "error": text, "source_error": source}).encode()


@dataclass(frozen=True)
class Answer:
    """One answer that has to become an error."""

    name: str
    status: int
    body: bytes
    content_type: str = "application/json"


ERROR_ANSWERS: Final = (
    Answer("EKA-1001", 400, _error(f"ABHA Address {ADDRESS} is claimed by mobile {MOBILE}", "EKA-1001")),
    Answer(
        "EKA-1002", 400, _error(f"Mobile number +91-{MOBILE} has already been claimed by another account", "EKA-1002")
    ),
    Answer("numbers", 400, _error(NUMBERS)),
    Answer("tokens", 500, _error(TOKENS, "ABDM-9999")),
    Answer("names", 400, _error(f"Dear {FIRST} {LAST.upper()} your OTP is not for {MIDDLE}'s {STREET}", "ABDM-1035")),
    Answer("names as text", 500, f"user {FIRST}_{LAST} of {STREET} not found".encode(), "text/plain"),
    Answer("a name for a code", 409, json.dumps({"error": {"message": FIRST, "code": f"{FIRST}_{LAST}"}}).encode()),
    Answer("numbers as text", 400, NUMBERS.encode(), "text/plain"),
    Answer("tokens as a string", 502, json.dumps(TOKENS).encode()),
    Answer("error is an object", 422, json.dumps({"error": {"message": NUMBERS, "code": f"X-{MOBILE}"}}).encode()),
    Answer("code is a number", 400, json.dumps({"code": int(MOBILE), "error": int(AADHAAR)}).encode()),
    Answer("source is a string", 400, json.dumps({"code": MOBILE, "error": None, "source_error": NUMBERS}).encode()),
    Answer("a list", 400, json.dumps([{"error": f"{TOKENS} {NUMBERS}"}]).encode()),
    Answer("HTML", 504, f"<html><b>{FIRST} {LAST} {NUMBERS} {TOKENS}</b></html>".encode(), "text/html"),
    Answer("cut short", 500, json.dumps({"error": f"{FIRST} {NUMBERS}"}).encode()[:-9]),
    Answer("491", 491, _error(NUMBERS)),
    Answer("401", 401, _error(TOKENS)),
    Answer("403", 403, _error(TOKENS)),
    Answer("429", 429, _error(NUMBERS)),
    Answer("redirect", 302, b""),
    Answer("no content", 204, b""),
)

_REPEATED: Final = f"{FIRST.upper()} {MIDDLE} {LAST} of {STREET}: {ADDRESS.partition('@')[0]} is taken"

REPEATING_ANSWERS: Final = (
    Answer("names", 400, _error(_REPEATED)),
    Answer("names as text", 422, f"first_name '{FIRST}' and/or {LAST}/{MIDDLE}".encode(), "text/plain"),
    Answer("names in the source", 500, _error(f"[{LAST}] ({FIRST}), {_REPEATED}", "ABDM-9999")),
)
"""What the call itself sent is masked even where its words are ordinary ones."""

UNREADABLE_ANSWERS: Final = (
    Answer("HTML", 200, f"<html>{FIRST} {NUMBERS} {TOKENS}</html>".encode(), "text/html"),
    Answer("not UTF-8", 200, b'{"txn_id": "\xff\xfe' + NUMBERS.encode() + b'"}'),
    Answer("cut short", 200, json.dumps(FULL_ANSWER).encode()[:-20]),
    Answer("a list", 200, json.dumps([MOBILE, AADHAAR]).encode()),
    Answer("a string", 200, json.dumps(NUMBERS).encode()),
    Answer("nothing", 200, b""),
    Answer("too deep", 200, b'{"a":' * 100_000),
)

HALF_READABLE_ANSWERS: Final = (
    Answer("wrong types", 200, json.dumps({"txn_id": 1, "abha_profiles": NUMBERS, "eka": AADHAAR}).encode()),
    Answer(
        "wrong types below", 200, json.dumps({"txn_id": "t", "abha_profiles": [MOBILE], "profile": [FIRST]}).encode()
    ),
)
"""Of some operations they are errors, of others they are enough."""

HEADERS: Final = {
    **SET_COOKIES,
    "Server": f"nginx {MOBILE}",
    "X-Request-Id": MOBILE,
    "Via": TOKENS,
    "X-Amz-Cf-Id": AADHAAR,
    "Location": f"http://127.0.0.1/{MOBILE}?name={FIRST}",
    "Retry-After": MOBILE,
}


def answering(answer: Answer) -> Behaviour:
    """A server that answers everything with this; but logins succeed."""

    def behave(request: RawRequest, connection: Connection) -> None:
        if request.path.endswith("/login"):
            connection.answer(LOGIN_ANSWER)
        else:
            connection.answer(
                status=answer.status, raw=answer.body, headers={**HEADERS, "Content-Type": answer.content_type}
            )

    return behave


def drop(request: RawRequest, connection: Connection) -> None:
    """FIN without an answer."""
    connection.drop()


def reset(request: RawRequest, connection: Connection) -> None:
    """RST without an answer."""
    connection.reset()


def late(request: RawRequest, connection: Connection) -> None:
    """Too late."""
    time.sleep(0.35)
    connection.drop()


def half_body(request: RawRequest, connection: Connection) -> None:
    """The connection ends in the middle of the body."""
    body = json.dumps(FULL_ANSWER).encode()
    connection.send(head(200, len(body), SET_COOKIES) + body[:-50])
    connection.drop()


def not_http(request: RawRequest, connection: Connection) -> None:
    """The answer is the request."""
    connection.send(request.body + b"\r\n" + NUMBERS.encode() + b"\r\n\r\n")
    connection.drop()


def bad_header(request: RawRequest, connection: Connection) -> None:
    """A header line that is none, with a number in it."""
    connection.send(f"HTTP/1.1 200 OK\r\n{MOBILE} {ACCESS_TOKEN}\x00\r\n\r\n".encode())
    connection.drop()


TROUBLE: Final[tuple[Callable[[RawRequest, Connection], None], ...]] = (
    drop,
    reset,
    late,
    half_body,
    not_http,
    bad_header,
)
