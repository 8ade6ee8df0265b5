"""One call: the operation, what is sent, and what its failures mean. Shared by both clients; nothing here waits."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from eka_abha_api.operations import Operation

from eka_abha._version import __version__
from eka_abha.errors import (
    ConfigurationError,
    ConnectionFailed,
    EkaError,
    InvalidValueError,
    RequestTimeout,
    TransportError,
    UnexpectedResponse,
)

from .exchange import ExchangeFailed, FailureKind

COMMON_HEADERS: Mapping[str, str] = {
    "Accept": "application/json, image/png;q=0.9",
    "Accept-Encoding": "identity",
    "User-Agent": f"eka-abha-python/{__version__}",
}
"""What every request says of itself, logins included."""

LOGIN = Operation(
    name="login",
    method="POST",
    path="/connect-auth/v1/account/login",
    read_only=True,  # a second login does no harm: it is repeated as a read is
    success=(200,),
    takes_oid=False,
    headers=(),
)
REFRESH_TOKEN = Operation(
    name="refresh_token",
    method="POST",
    path="/connect-auth/v1/account/refresh-token",
    read_only=False,  # each refresh answers a new refresh token: repeating one that got lost may burn the pair
    success=(200,),
    takes_oid=False,
    headers=(),
)


_WRITTEN = frozenset({"host", "content-length", "transfer-encoding"})
"""Headers that a request gets here; whoever gives one of his own means it."""
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_NAMES = frozenset({"first_name", "middle_name", "last_name", "fn", "mn", "ln"})
_ADDRESSES = frozenset({"abha_address", "phr_address", "address"})


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """What is sent, but for the bearer and the common headers. Its repr shows the operation only."""

    operation: Operation
    url: str
    headers: Mapping[str, str]
    params: Mapping[str, object] | None = None
    json: object = None
    data: Mapping[str, object] | None = None
    content: bytes | None = None

    @property
    def txn_id(self) -> str | None:
        """The transaction the call belongs to, where it names one."""
        for source, name in ((self.json, "txn_id"), (self.params, "transactionId")):
            if isinstance(source, Mapping):
                value = source.get(name)
                if isinstance(value, str):
                    return value
        return None

    def personal_words(self) -> set[str]:
        """What the call says of the patient in words: no pattern recognises a name in an error that repeats it."""
        return _words(self.json) | _words(self.params)

    def request(self, bearer: str | None, attempt: int = 1) -> httpx.Request:
        """The request of one attempt. Made anew for each, so that a retry carries the newest token.

        Raises:
            InvalidValueError: it holds a value that cannot be sent; generated models check nothing.
        """
        headers = {**COMMON_HEADERS, **self.headers}
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        extensions: dict[str, object] = {"operation": self.operation.name, "txn_id": self.txn_id, "attempt": attempt}
        try:
            other = self.params or self.data is not None or self.content is not None
            if self.json is not None and not other and _WRITTEN.isdisjoint(map(str.lower, headers)):
                return self._of_json(headers, extensions)
            return httpx.Request(
                self.operation.method,
                _parsed(self.url),
                params=dict(self.params) if self.params else None,  # type: ignore[arg-type]
                headers=headers,
                json=self.json,
                data=self.data,
                content=self.content,
                extensions=extensions,
            )
        except (TypeError, ValueError, httpx.InvalidURL) as error:
            reason = type(error).__name__
        raise InvalidValueError("request", f"must hold nothing that JSON, a header or a URL cannot ({reason})")

    def _of_json(self, headers: dict[str, str], extensions: dict[str, object]) -> httpx.Request:
        """What ``httpx.Request(json=...)`` makes, for half of what it costs: most calls are such."""
        url, content = _parsed(self.url), _encoded(self.json).encode()
        headers |= {"Host": url.netloc.decode("ascii"), "Content-Length": str(len(content))}
        if "content-type" not in map(str.lower, headers):
            headers["Content-Type"] = "application/json"
        stream = httpx.ByteStream(content)
        request = httpx.Request(self.operation.method, url, headers=headers, stream=stream, extensions=extensions)
        request.read()
        return request

    def __repr__(self) -> str:
        return f"Call({self.operation.name})"


@functools.lru_cache(maxsize=64)
def _parsed(url: str) -> httpx.URL:
    """A URL without parameters, of which there are few; parsing it costs as much as all else that is in a request."""
    return httpx.URL(url)


def _words(sent: object) -> set[str]:
    words: set[str] = set()
    for name, value in sent.items() if isinstance(sent, Mapping) else ():
        if isinstance(value, Mapping):
            words |= _words(value)
        elif isinstance(value, str) and name in _NAMES:
            words |= {value, *value.split()}
        elif isinstance(value, str) and name in _ADDRESSES:
            words |= {value, value.partition("@")[0]}
    return words


def failure_error(call: Call, failure: ExchangeFailed, attempts: int) -> TransportError:
    """What a caller sees when an attempt had no answer."""
    kind: type[TransportError] = {
        FailureKind.CONNECT: ConnectionFailed,
        FailureKind.TIMEOUT: RequestTimeout,
        FailureKind.BROKEN: ConnectionFailed,
        FailureKind.OVERSIZED: UnexpectedResponse,
        FailureKind.UNREADABLE: UnexpectedResponse,
    }[failure.kind]
    return kind(
        str(failure),
        operation=call.operation.name,
        txn_id=call.txn_id,
        attempts=attempts,
        may_have_been_processed=not failure.never_sent and not call.operation.read_only,
    )


def judge(call: Call, answer: httpx.Response, attempts: int) -> EkaError | None:
    """None for an answer that the specification calls a success, else the error it is. Looks at the status first."""
    operation = call.operation
    if answer.status_code in operation.success:
        return None
    if answer.status_code < 400:
        return unexpected(
            operation, f"status {answer.status_code} is not in the specification", txn_id=call.txn_id, attempts=attempts
        )
    from eka_abha._errors.response import error_from_response  # not needed until there is one

    return error_from_response(
        status_code=answer.status_code,
        headers=answer.headers,
        body=answer.content,
        operation=operation.name,
        read_only=operation.read_only,
        txn_id=call.txn_id,
        attempts=attempts,
        known=call.personal_words(),
    )


def unexpected(operation: Operation, what: str, *, txn_id: str | None = None, attempts: int = 1) -> UnexpectedResponse:
    """A 2xx or 3xx that cannot be used; a change was processed, most likely."""
    return UnexpectedResponse(
        what,
        operation=operation.name,
        txn_id=txn_id,
        attempts=attempts,
        may_have_been_processed=not operation.read_only,
    )


def check_path(path: str) -> str:
    """A path of the API. Whole URLs are refused: the bearer belongs to one host."""
    if not path.startswith("/") or path.startswith("//"):
        raise ConfigurationError("a call takes a path of the API, which begins with one slash")
    return path


def is_json_object(content: bytes) -> bool:
    """Of a body that is JSON: whether it is an object. Generated models take an empty list for an empty object."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
