"""Everything public that takes arguments passes through a boundary: what is new and does not goes red here."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable
from types import CodeType
from typing import Final

import pytest
from eka_abha import AbhaClient, _boundary
from eka_abha._io import aio, threads
from eka_abha._sync import registration
from eka_abha_api._support import private, private_async

from tests.privacy.canaries import ACCESS_TOKEN, MIDDLE
from tests.privacy.detectors import Watch
from tests.privacy.low_level import MODULES
from tests.privacy.public import callables, is_protocol, public_classes, public_modules


async def _coroutine() -> None: ...


def _function() -> None: ...


BOUNDARIES: Final[frozenset[CodeType]] = frozenset(
    made.__code__
    for made in (
        aio.boundary(_coroutine),
        threads.boundary(_function),
        _boundary.plain_boundary(_function),
    )
)

WITHOUT: Final = {
    "Card.__init__": "keeps the bytes, whatever they are",
    "Timeout.__init__": "takes numbers of seconds",
    "Token.is_fresh": "takes a moment",
    "Token.is_usable": "takes a moment",
    "Token.may_refresh": "takes a moment",
    "MemoryTokenStore.load": "its arguments do not show themselves",
    "MemoryTokenStore.save": "its arguments do not show themselves",
}
"""What has no boundary, and why it needs none."""

MADE_BY_THE_LIBRARY: Final = ("journey", "client")
"""The first argument of constructors that callers have no use for."""


def _needs_none(name: str, function: Callable[..., object]) -> bool:
    owner, _, method = name.rpartition(".")
    if f"{owner.rpartition('.')[2]}.{method}" in WITHOUT:
        return True
    cls = public_classes().get(owner)
    if cls is not None and is_protocol(cls):
        return True
    if method != "__init__" or cls is None:
        return False
    if issubclass(cls, BaseException) or list(inspect.signature(function).parameters)[1] in MADE_BY_THE_LIBRARY:
        return True
    return dataclasses.is_dataclass(cls) and not hasattr(cls, "__post_init__")


CALLABLES: Final = dict(callables())


@pytest.mark.parametrize("name", [name for name, function in CALLABLES.items() if not _needs_none(name, function)])
def test_it_has_a_boundary(name: str) -> None:
    """Its code is that of a boundary, around the method."""
    assert CALLABLES[name].__code__ in BOUNDARIES


def test_the_walk_finds_what_there_is() -> None:
    """Both clients, steps, values and webhooks are among it, and nothing in the list of exceptions is a leftover."""
    for name in (
        "eka_abha.AbhaClient.__init__",
        "eka_abha.AsyncAbhaClient.__init__",
        "eka_abha.AbhaClient.resume",
        "eka_abha.MobileOtpSent.verify",
        "eka_abha.aio.MobileOtpSent.verify",
        "eka_abha.aio.Registration.start_mobile",
        "eka_abha.NewProfile.__init__",
        "eka_abha.NewProfile.born_on",
        "eka_abha.values.check_mobile",
        "eka_abha.Secret.__init__",
    ):
        assert name in CALLABLES
        assert not _needs_none(name, CALLABLES[name])
    short = {".".join(name.split(".")[-2:]) for name in CALLABLES}
    assert WITHOUT.keys() <= short
    assert {"eka_abha", "eka_abha.aio", "eka_abha.errors", "eka_abha.values"} <= {
        module.__name__ for module in public_modules()
    }


def test_a_method_without_a_boundary_is_noticed() -> None:
    """The check can fail."""
    assert _function.__code__ not in BOUNDARIES
    assert inspect.unwrap(CALLABLES["eka_abha.MobileOtpSent.verify"]).__code__ not in BOUNDARIES


def _reads_an_attribute(value: object) -> None:
    print(value.nothing_like_it)  # type: ignore[attr-defined]


def _encodes(value: str) -> None:
    value.encode("ascii")


def _decodes(value: str) -> None:
    value.encode().decode("ascii")


@pytest.mark.parametrize("guard", [threads.boundary, _boundary.plain_boundary, private])
@pytest.mark.parametrize("fail", [_reads_an_attribute, _encodes, _decodes])
def test_a_boundary_makes_exceptions_forget_their_value(
    guard: Callable[[Callable[[str], None]], Callable[[str], None]], fail: Callable[[str], None]
) -> None:
    """Some built-in exceptions keep it, where their text does not show it."""
    with Watch() as watch, watch.failing(Exception):
        fail(MIDDLE)
    assert watch.leaks()
    with Watch() as watch, watch.failing(Exception):
        guard(fail)(MIDDLE)
    assert watch.leaks() == []


def test_a_boundary_says_where_an_unexpected_exception_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its frames are gone: a note names the innermost line inside the package, once."""

    def fail(value: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(registration, "check_reference", fail)
    abha = AbhaClient(access_token=ACCESS_TOKEN, environment="sandbox")
    with pytest.raises(ZeroDivisionError) as caught:
        abha.registration.start_mobile(MIDDLE)
    (note,) = caught.value.__notes__
    assert re.fullmatch(r"raised at eka_abha/_sync/registration\.py:\d+", note)
    with pytest.raises(TypeError) as wrong:
        abha.registration.start_mobile(mobil=MIDDLE)  # type: ignore[call-arg]
    assert not hasattr(wrong.value, "__notes__")


@pytest.mark.parametrize("operation", MODULES)
def test_every_generated_function_has_one(operation: str) -> None:
    """All of them: synchronous and asynchronous, with and without details."""
    codes = {private(_function).__code__, private_async(_coroutine).__code__}
    public = {
        name: function
        for name, function in vars(MODULES[operation]).items()
        if inspect.isfunction(function) and function.__module__ == MODULES[operation].__name__ and name[0] != "_"
    }
    assert {"sync_detailed", "asyncio_detailed"} <= public.keys()
    for function in public.values():
        assert function.__code__ in codes
