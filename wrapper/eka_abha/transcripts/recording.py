"""Recording: an httpx transport around the real one that writes down each exchange, scrubbed at once."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import httpx

from eka_abha._errors.headers import parse_retry_after
from eka_abha._http.environments import PRODUCTION, SANDBOX
from eka_abha._http.exchange import NEVER_MADE
from eka_abha._version import __version__
from eka_abha.transcripts import allowed
from eka_abha.transcripts.document import (
    METHODS,
    OTHERS,
    Answered,
    Asked,
    Exchange,
    Transcript,
    check_place,
    rounded_seconds,
    rounded_wait,
)
from eka_abha.transcripts.operations import is_partner, operation_of
from eka_abha.transcripts.scrubbing import MAX_BODY, Labels, Scrubber
from eka_abha.transcripts.shapes import Fields, Leaf
from eka_abha.transcripts.tidying import tidied

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from eka_abha.transcripts.document import Ending, Environment, Journey


@dataclass(slots=True, repr=False)
class _Pending:
    """An exchange under way."""

    operation: str | None
    method: str
    began: float
    asked: Asked
    scrubber: Scrubber
    ended: float | None = None
    answered: Answered | None = None
    failure: str | None = None


_NOTHING_ASKED: Final = Asked((), Fields(), Leaf("no body"))


class Recorder:
    """Collects the exchanges of one journey. It keeps shapes, never what went over the wire. Safe over threads.

    `clock` gives seconds: of which moment does not matter.
    """

    def __init__(self, journey: Journey, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._journey = journey
        self._clock = clock
        self._labels = Labels()
        self._lock = threading.Lock()
        self._pending: list[_Pending] = []
        self._environments: set[Environment] = set()

    def __repr__(self) -> str:
        return f"<Recorder of {len(self._pending)} exchanges>"

    def __len__(self) -> int:
        return len(self._pending)

    def asked(self, request: httpx.Request, content: bytes) -> _Pending:
        """Write a request down; its answer or failure follows."""
        method = request.method if request.method in METHODS else "other"
        operation = operation_of(method, request.url.path)
        name = operation.name if operation is not None else None
        with self._lock:
            scrubber = Scrubber(self._labels, partner=is_partner(name))
            pending = _Pending(name, method, self._clock(), _NOTHING_ASKED, scrubber)
            self._pending.append(pending)
            self._environments.add(_environment(request.url.host))
            with _harmless(pending):
                pending.asked = Asked(
                    _request_headers(request.headers, scrubber),
                    scrubber.query(dict(request.url.params)),
                    scrubber.body(content, _content_type(request.headers)),
                )
        return pending

    def answered(self, pending: _Pending, response: httpx.Response, content: bytes) -> None:
        """Write an answer down, whole as it is now."""
        with self._lock:
            pending.ended = self._clock()
            with _harmless(pending):
                if pending.failure is None:
                    pending.answered = _answer(response, content, pending.scrubber)

    def failed(self, pending: _Pending, failure: str) -> None:
        """Write down that there is no answer."""
        with self._lock:
            if pending.answered is None and pending.failure is None:
                pending.ended = self._clock()
                pending.failure = failure

    def transcript(self, *, ended: Ending) -> Transcript:
        """Return what was recorded so far."""
        with self._lock:
            exchanges = tuple(_exchanges(self._pending))
            environments = set(self._environments)
        return Transcript(
            journey=self._journey,
            environment=environments.pop() if len(environments) == 1 else "other",
            client=f"eka-abha {__version__}",
            recorded_on=datetime.now(UTC).strftime("%Y-%m-%d"),
            ended=ended,
            exchanges=tidied(exchanges),
        )


@contextmanager
def _harmless(pending: _Pending) -> Iterator[None]:
    """A mistake in here does not break the journey of a patient: the exchange is then not recorded, and says so."""
    try:
        yield
    except Exception:
        pending.failure = "not recorded"


class RecordingTransport(httpx.BaseTransport):
    """Hands requests on to a transport and writes each exchange down. Give it to a client as its `transport`.

    Errors of the transport pass unchanged. The client cannot know that, and takes no error of a transport that is not
    its own for proof that a request was never sent: while recording, a call that changes something is not repeated
    after a failed connection, and its error says `may_have_been_processed`.
    """

    def __init__(self, transport: httpx.BaseTransport, recorder: Recorder) -> None:
        self._transport = transport
        self._recorder = recorder

    def __repr__(self) -> str:
        return f"<RecordingTransport with {self._recorder!r}>"

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        pending = self._recorder.asked(request, request.read())
        with _failures(self._recorder, pending):
            response = self._transport.handle_request(request)
        stream = response.stream
        assert isinstance(stream, httpx.SyncByteStream)
        return _with_stream(response, _Stream(stream, _Watched(self._recorder, pending, response)))

    def close(self) -> None:
        """Close the transport inside."""
        self._transport.close()


class AsyncRecordingTransport(httpx.AsyncBaseTransport):
    """As `RecordingTransport`, for an asynchronous client."""

    def __init__(self, transport: httpx.AsyncBaseTransport, recorder: Recorder) -> None:
        self._transport = transport
        self._recorder = recorder

    def __repr__(self) -> str:
        return f"<AsyncRecordingTransport with {self._recorder!r}>"

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        pending = self._recorder.asked(request, await request.aread())
        with _failures(self._recorder, pending):
            response = await self._transport.handle_async_request(request)
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        return _with_stream(response, _AsyncStream(stream, _Watched(self._recorder, pending, response)))

    async def aclose(self) -> None:
        """Close the transport inside."""
        await self._transport.aclose()


@contextmanager
def recorded(
    path: Path, recorder: Recorder, *, replace: bool = False, on_written: Callable[[Transcript], object] | None = None
) -> Iterator[Recorder]:
    """Write the recorder's transcript to a file at the end, however that comes: after an error and Ctrl-C, too.

    The file is readable for its owner only. There is none when an error came before the first request. `on_written` is
    called with what was written. Raises FileExistsError, unless it is to be replaced, or NotADirectoryError before
    anything is done.
    """
    check_place(path, replace=replace)
    ended: Ending = "error"
    try:
        yield recorder
        ended = "complete"
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        ended = "interrupted"
        raise
    finally:
        if ended == "complete" or len(recorder):
            transcript = recorder.transcript(ended=ended)
            transcript.write(path, replace=replace)
            if on_written is not None:
                on_written(transcript)


class _Watched:
    """Collects a body while the client reads it."""

    def __init__(self, recorder: Recorder, pending: _Pending, response: httpx.Response) -> None:
        self._recorder = recorder
        self._pending = pending
        self._response = response
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size <= MAX_BODY + len(chunk):
            self._chunks.append(chunk)

    def end(self) -> None:
        content, self._chunks = b"".join(self._chunks), []
        self._recorder.answered(self._pending, self._response, content)

    def close(self) -> None:
        self._chunks = []
        self._recorder.failed(self._pending, "cut short")


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, watched: _Watched) -> None:
        self._stream = stream
        self._watched = watched

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._watched.add(chunk)
            yield chunk
        self._watched.end()

    def close(self) -> None:
        self._watched.close()
        self._stream.close()


class _AsyncStream(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, watched: _Watched) -> None:
        self._stream = stream
        self._watched = watched

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._watched.add(chunk)
            yield chunk
        self._watched.end()

    async def aclose(self) -> None:
        self._watched.close()
        await self._stream.aclose()


def _with_stream(response: httpx.Response, stream: _Stream | _AsyncStream) -> httpx.Response:
    """The same answer, whose body is watched: of one that came with its body read, httpx would not read the stream."""
    return httpx.Response(response.status_code, headers=response.headers, stream=stream, extensions=response.extensions)


@contextmanager
def _failures(recorder: Recorder, pending: _Pending) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        recorder.failed(pending, "no connection" if isinstance(error, NEVER_MADE) else "no answer")
        raise


_HOSTS: Final[dict[str, Environment]] = {
    httpx.URL(SANDBOX.base_url).host: "sandbox",
    httpx.URL(PRODUCTION.base_url).host: "production",
}
_LABELLED_HEADERS: Final = {"x-pt-id": "oid", "client-id": "client"}


def _environment(host: str) -> Environment:
    """By the host that was really asked, not by what somebody says it was."""
    return _HOSTS.get(host, "other")


def _content_type(headers: httpx.Headers) -> str | None:
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def _known(headers: httpx.Headers, known: frozenset[str]) -> tuple[str, ...]:
    names = {name.lower() for name in headers}
    return (*sorted(names & known), *([OTHERS] if names - known else []))


def _answer(response: httpx.Response, content: bytes, scrubber: Scrubber) -> Answered:
    content_type = _content_type(response.headers)
    wait = parse_retry_after(response.headers.get("retry-after"), datetime.now(UTC))
    return Answered(
        status=response.status_code,
        content_type=content_type if content_type is None or content_type in allowed.CONTENT_TYPES else "other",
        headers=_known(response.headers, allowed.ANSWER_HEADERS),
        retry_after=None if wait is None else rounded_wait(wait.total_seconds()),
        body=scrubber.body(content, content_type),
    )


def _request_headers(headers: httpx.Headers, scrubber: Scrubber) -> tuple[str, ...]:
    """The names, with the label of the token or the patient that they name."""
    shown = []
    for name in _known(headers, allowed.REQUEST_HEADERS):
        scheme, _, token = headers.get(name, "").partition(" ")
        if name == "authorization" and scheme.lower() == "bearer" and token:
            name = f"{name} {scrubber.label('access_token', token)}"
        elif name in _LABELLED_HEADERS:
            name = f"{name} {scrubber.label(_LABELLED_HEADERS[name], headers[name])}"
        shown.append(name)
    return tuple(shown)


def _exchanges(pending: list[_Pending]) -> Iterator[Exchange]:
    end = pending[0].began if pending else 0.0
    for number, item in enumerate(pending, start=1):
        ended = item.began if item.ended is None else item.ended
        yield Exchange(
            number=number,
            operation=item.operation,
            method=item.method,
            after=rounded_seconds(item.began - end),
            took=rounded_seconds(ended - item.began),
            asked=item.asked,
            answered=item.answered,
            failure=None if item.answered is not None else item.failure or "not finished",
        )
        end = max(end, ended)
