# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
"""What generated modules share: reading null, representations without values, functions that leave no trace."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Coroutine
from json import JSONDecodeError
from typing import Any, ParamSpec, TypeVar

from attrs import AttrsInstance, fields

from .types import UNSET

P = ParamSpec("P")
T = TypeVar("T")


def not_null(value: Any) -> Any:
    """The value, or UNSET for the null that some services send in place of an absent field."""
    return UNSET if value is None else value


def names_only(model: AttrsInstance) -> str:
    """A representation that names the fields that are set and never shows what is in them."""
    values = ((field.name, getattr(model, field.name, UNSET)) for field in fields(type(model)))
    shown = [name for name, value in values if value is not UNSET and (name != "additional_properties" or value)]
    return f"{type(model).__name__}({', '.join(f'{name}=...' for name in shown)})"


def private(function: Callable[P, T]) -> Callable[P, T]:
    """A function whose exceptions carry no frame of its own, and so none of its arguments.

    Crash reporters store the local variables of every frame. The same exception is raised, with type, message, cause
    and attributes, from a frame that holds nothing.
    """

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            failure = _without_frames(error)
        del args, kwargs
        try:
            raise failure
        finally:
            del failure

    return call


def private_async(function: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """As :func:`private`, for a coroutine function."""

    @functools.wraps(function)
    async def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await function(*args, **kwargs)
        except BaseException as error:
            failure = _without_frames(error)
        del args, kwargs
        try:
            raise failure
        finally:
            del failure

    return call


def _without_frames(error: BaseException) -> BaseException:
    """The same exception; it and all that led to it forget the frames that they passed through."""
    pending: list[BaseException] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = None
        _forget_value(current)
        pending += [linked for linked in (current.__cause__, current.__context__) if linked is not None]
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions
    return error


def _forget_value(error: BaseException) -> None:
    """Some built-in exceptions keep the value that they are about."""
    if isinstance(error, AttributeError):
        error.obj = None
    elif isinstance(error, UnicodeEncodeError | UnicodeDecodeError):
        error.object = error.object[:0]
        error.args = (error.encoding, error.object, error.start, error.end, error.reason)
    elif isinstance(error, JSONDecodeError):
        error.doc = ""
