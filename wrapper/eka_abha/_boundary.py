"""The boundary of the public methods: an error passes it without the frames and arguments behind it.

A crash reporter stores the local variables of every frame of a traceback. Inside this library those hold Aadhaar
numbers, OTPs and tokens. So an error leaves a public method as if it had been raised there, by a frame that holds
nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_PACKAGE = Path(__file__).parent


def without_frames(error: BaseException) -> BaseException:
    """The same error, without traceback, cause and context; one that is not ours notes where it came from."""
    if not type(error).__module__.startswith("eka_abha."):
        place = _innermost(error.__traceback__ and error.__traceback__.tb_next)  # below the boundary's own frame
        if place is not None and not hasattr(error, "__notes__"):
            error.add_note(f"raised at {place}")
        _forget_value(error)
    error.__cause__ = None
    error.__context__ = None
    return error.with_traceback(None)


def plain_boundary(method: Callable[P, T]) -> Callable[P, T]:
    """For public methods that do no I/O."""

    @functools.wraps(method)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(*args, **kwargs)
        except BaseException as error:
            failure = without_frames(error)
        del args, kwargs
        try:
            raise failure
        finally:
            del failure

    return guarded


def async_boundary(method: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """For public coroutine methods and for tasks."""

    @functools.wraps(method)
    async def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await method(*args, **kwargs)
        except BaseException as error:
            failure = without_frames(error)
        del args, kwargs
        try:
            raise failure
        finally:
            del failure

    return guarded


def _forget_value(error: BaseException) -> None:
    """Some built-in exceptions keep the value that they are about."""
    if isinstance(error, AttributeError):
        error.obj = None
    elif isinstance(error, UnicodeEncodeError | UnicodeDecodeError):
        error.object = error.object[:0]
        error.args = (error.encoding, error.object, error.start, error.end, error.reason)


def _innermost(traceback: TracebackType | None) -> str | None:
    place = None
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            place = f"{path.relative_to(_PACKAGE.parent)}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
