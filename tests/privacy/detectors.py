"""What a crash reporter, a log handler or a debugger would show, collected and searched for canaries."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import io
import logging
import pickle
import sys
import sysconfig
import threading
import traceback
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from tests.privacy.canaries import found_in

TESTS: Final = Path(__file__).parent.parent
_LIBRARY: Final = Path(sysconfig.get_path("stdlib"))
_EVERYTHING: Final = 1


@dataclasses.dataclass(frozen=True)
class Shown:
    """A text that somebody could read, and where."""

    where: str
    text: str
    without: frozenset[str] = frozenset()
    """Names of canaries that may be there."""


def faces_of(thing: object, name: str = "") -> Iterator[Shown]:
    """What can be seen of an object without asking for a field: its representations, and its attributes' ones."""
    name = name or type(thing).__qualname__
    yield Shown(f"repr of {name}", repr(thing))
    yield Shown(f"str of {name}", str(thing))
    yield Shown(f"format of {name}", f"{thing}")
    yield Shown(f"ascii of {name}", ascii(thing))
    yield Shown(f"container of {name}", repr([{"it": thing}]))
    if hasattr(thing, "__dict__"):
        for attribute, value in vars(thing).items():
            yield Shown(f"{name}.{attribute}", repr(value))


def traces_of(error: BaseException) -> Iterator[Shown]:
    """All that is shown of an exception, its causes and contexts: texts, attributes, pickles, tracebacks with locals.

    The frames of the caller, which come first, are left out: they hold what the caller passed in.
    """
    seen: set[int] = set()
    pending: list[tuple[str, BaseException | None]] = [(type(error).__name__, error)]
    while pending:
        name, current = pending.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield from _faces_of_exception(current, name)
        yield from _pickles_of(current, name)
        yield from _reported(current, name)
        yield from _frames_of(current, name)
        pending += [(f"cause of {name}", current.__cause__), (f"context of {name}", current.__context__)]
        if isinstance(current, BaseExceptionGroup):
            pending += [(f"part of {name}", part) for part in current.exceptions]


def _faces_of_exception(error: BaseException, name: str) -> Iterator[Shown]:
    yield from faces_of(error, name)
    yield Shown(f"notes of {name}", repr(getattr(error, "__notes__", [])))
    for attribute in dir(error):
        if not attribute.startswith("__"):
            yield Shown(f"{name}.{attribute}", repr(getattr(error, attribute, None)))


def _pickles_of(error: BaseException, name: str) -> Iterator[Shown]:
    twin = copy.copy(error)
    yield Shown(f"copy of {name}", f"{twin!r} {vars(twin)!r}")
    for protocol in (0, pickle.HIGHEST_PROTOCOL):
        packed = pickle.dumps(error, protocol)
        yield Shown(f"pickle of {name}", packed.decode("latin-1"))
        yield Shown(f"unpickled {name}", repr(pickle.loads(packed)))


def _reported(error: BaseException, name: str) -> Iterator[Shown]:
    """As the standard library formats it with locals; the chain is followed by the caller of this."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    while report.stack and _is_callers(report.stack[0].filename):
        report.stack.pop(0)
    report.__cause__ = report.__context__ = None
    yield Shown(f"report of {name}", "".join(report.format()))


def _frames_of(error: BaseException, name: str) -> Iterator[Shown]:
    """As a crash reporter walks: every local of every frame, and what is one level below."""
    inside = False
    for frame, line in traceback.walk_tb(error.__traceback__):
        inside = inside or not _is_callers(frame.f_code.co_filename)
        if inside:
            for local, value in frame.f_locals.items():
                where = f"{name}: local {local} of {frame.f_code.co_qualname} line {line}"
                yield from faces_of(value, where)


def _is_callers(filename: str) -> bool:
    """True for the tests, and for what of the standard library runs them: event loops, threads."""
    path = Path(filename)
    return path.is_relative_to(TESTS) or (path.is_relative_to(_LIBRARY) and "site-packages" not in path.parts)


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(_EVERYTHING)
        self.shown: list[Shown] = []

    def emit(self, record: logging.LogRecord) -> None:
        where = f"log {record.name} {record.levelname}"
        self.shown.append(Shown(where, record.getMessage()))
        self.shown.append(Shown(f"{where}, as a record", repr(vars(record))))
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self.shown += [Shown(f"{where}, {trace.where}", trace.text) for trace in traces_of(error)]


class Watch:
    """Sees everything that is shown while it is open: logs at every level, warnings, hooks of last resort, output.

    What a test looks at by itself goes in by ``look_at`` and ``failing``.
    """

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.errors: list[BaseException] = []
        self._recorder = _Recorder()
        self._stack = contextlib.ExitStack()

    def look_at(self, *things: object, without: Iterable[str] = ()) -> None:
        """Look at objects from all sides, now. The canaries named in ``without`` may be there."""
        for thing in things:
            self.shown += [dataclasses.replace(face, without=frozenset(without)) for face in faces_of(thing)]

    def look_at_error(self, error: BaseException) -> None:
        """Look at an exception as it was caught."""
        self.errors.append(error)
        self.shown += traces_of(error)

    @contextlib.contextmanager
    def failing(self, expected: type[BaseException]) -> Iterator[None]:
        """What is inside has to fail with this exception, which is looked at."""
        try:
            yield
        except expected as error:
            self.look_at_error(error)
        else:
            raise AssertionError(f"no {expected.__name__} was raised")

    def log_lines(self, logger: str) -> list[str]:
        """The messages of one logger and those below it."""
        return [
            shown.text
            for shown in self._recorder.shown
            if shown.where.startswith(f"log {logger}") and not shown.where.endswith("record")
        ]

    def leaks(self, *, others: Iterable[str] = ()) -> list[str]:
        """Every text that holds a canary: where, and which."""
        others = tuple(others)
        shown_by_all = (*self.shown, *self._recorder.shown)
        found_by_text = {text: found_in(text, others=others) for text in {shown.text for shown in shown_by_all}}
        leaks = []
        for shown in shown_by_all:
            found = found_by_text[shown.text] - shown.without
            if found:
                leaks.append(f"{shown.where}: {', '.join(sorted(found))}: {shown.text[:300]}")
        return list(dict.fromkeys(leaks))

    def __enter__(self) -> Watch:
        self._stack.enter_context(_all_loggers_open(self._recorder))
        self._stack.enter_context(self._warnings())
        self._stack.enter_context(self._hooks())
        output = io.StringIO()
        self._stack.enter_context(contextlib.redirect_stdout(output))
        self._stack.enter_context(contextlib.redirect_stderr(output))
        self._stack.callback(lambda: self.shown.append(Shown("output", output.getvalue())))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._stack.close()

    @contextlib.contextmanager
    def _warnings(self) -> Iterator[None]:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
        for warning in caught:
            self.shown += faces_of(warning.message, "warning")
            if warning.source is not None:
                self.shown += faces_of(warning.source, "source of warning")

    @contextlib.contextmanager
    def _hooks(self) -> Iterator[None]:
        threads, unraisable = threading.excepthook, sys.unraisablehook

        def in_thread(what: threading.ExceptHookArgs) -> None:
            if what.exc_value is not None:
                self.look_at_error(what.exc_value)

        def unraised(what: sys.UnraisableHookArgs) -> None:
            self.shown.append(Shown("unraisable", f"{what.err_msg} {what.object!r}"))
            if what.exc_value is not None:
                self.look_at_error(what.exc_value)

        threading.excepthook, sys.unraisablehook = in_thread, unraised
        try:
            yield
        finally:
            threading.excepthook, sys.unraisablehook = threads, unraisable


@contextlib.contextmanager
def _all_loggers_open(handler: logging.Handler) -> Iterator[None]:
    """Every logger says everything, to this handler; but for the emulator's server, which is the other side."""
    root = logging.getLogger()
    named = [logger for logger in root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    before = [(logger, logger.level, logger.disabled) for logger in (root, *named)]
    for logger, _, _ in before:
        logger.setLevel(_EVERYTHING)
        logger.disabled = False
    ends = [root, *(one for one in named if not one.propagate and not one.name.startswith("uvicorn"))]
    for end in ends:
        end.addHandler(handler)
    try:
        yield
    finally:
        for end in ends:
            end.removeHandler(handler)
        for logger, level, disabled in before:
            logger.setLevel(level)
            logger.disabled = disabled
