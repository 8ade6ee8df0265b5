"""The public surface: every step and result has a name, and every method says what it calls and raises."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import get_args

import eka_abha
import eka_abha.aio
import eka_abha.results
import eka_abha.values
import pytest
from eka_abha import _async, _sync
from eka_abha_api.operations import OPERATIONS

from tests.support.untyped import untyped

HALVES = {"async": (_async, eka_abha.aio), "sync": (_sync, eka_abha)}
ENDPOINT = re.compile(r"``(GET|POST|PATCH|DELETE) (/[^?`]+)")


def classes_of(package: ModuleType) -> Iterator[type]:
    """Every class that one half defines."""
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__:
                yield cls


def names_of(module: ModuleType) -> set[str]:
    """What a module offers."""
    offered: list[str] = module.__all__
    return set(offered)


def steps_of(package: ModuleType) -> set[type]:
    """The classes of steps and ends: those with a ``kind`` of their own."""
    return {cls for cls in classes_of(package) if "kind" in vars(cls)}


@pytest.mark.parametrize("half", HALVES)
def test_every_step_and_end_is_public(half: str) -> None:
    """In ``eka_abha`` and ``eka_abha.aio``, under the same names."""
    package, public = HALVES[half]
    steps = steps_of(package)
    assert len(steps) >= 19
    assert {cls.__name__ for cls in steps} <= names_of(public)
    assert {cls for cls in steps if getattr(public, cls.__name__) is cls} == steps
    assert len({vars(cls)["kind"] for cls in steps}) == len(steps)


def test_both_halves_have_the_same_steps() -> None:
    """What the synchronous half offers the asynchronous half offers, but for what both share."""
    assert {cls.__name__ for cls in steps_of(_async)} == {cls.__name__ for cls in steps_of(_sync)}
    modules = {name: getattr(getattr(eka_abha, name), "__module__", "") for name in names_of(eka_abha)}
    derived = {name for name, module in modules.items() if module.startswith("eka_abha._sync")}
    derived.add("ResumableStep")  # a union, which names no module
    assert {"AsyncAbhaClient" if name == "AbhaClient" else name for name in derived} == names_of(eka_abha.aio)


@pytest.mark.parametrize("half", HALVES)
def test_every_step_that_can_be_saved_can_be_resumed_whatever_it_is(half: str) -> None:
    """The union that ``resume_any`` answers leaves none out."""
    package, public = HALVES[half]
    resumable: tuple[type, ...] = get_args(public.ResumableStep)
    assert set(resumable) == {cls for cls in steps_of(package) if hasattr(cls, "save")}


@pytest.mark.parametrize("half", HALVES)
def test_what_a_client_hands_out_is_public(half: str) -> None:
    """``registration``, ``login`` and the others can be named in annotations."""
    package, public = HALVES[half]
    client = public.AsyncAbhaClient if half == "async" else public.AbhaClient
    handed_out = {
        str(found.fget.__annotations__["return"])
        for _, found in inspect.getmembers(client, lambda member: isinstance(member, property))
        if found.fget is not None
    }
    assert {"Registration", "Login", "Session", "Kyc", "PatientProfile", "Lookup"} <= handed_out
    assert handed_out - {"AuthenticatedClient"} <= names_of(public)
    assert package


def test_every_result_is_public() -> None:
    """What calls answer and take."""
    assert set(eka_abha.results.__all__) <= names_of(eka_abha)
    assert {"BirthDate", "NewProfile", "AbhaQr", "Card", "parse_abha_qr", "LocalRules", "SavedStep"} <= names_of(
        eka_abha
    )


def test_results_are_frozen() -> None:
    """No field of a result can be set or added."""
    for name in eka_abha.results.__all__:
        cls = getattr(eka_abha.results, name)
        if not dataclasses.is_dataclass(cls):
            continue
        assert untyped(cls).__dataclass_params__.frozen, name
        assert "__slots__" in vars(cls), name


def public_methods(package: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """The public methods of everything a caller gets from a client."""
    for cls in classes_of(package):
        if cls.__name__.startswith("_") or cls.__module__.endswith(
            (".pipeline", ".sender", ".tokens", ".token_stores", ".client", ".redis_store")
        ):
            continue
        for name, function in inspect.getmembers(cls, inspect.isfunction):
            if not name.startswith("_") and function.__module__.startswith("eka_abha."):
                yield f"{cls.__name__}.{name}", function


@pytest.mark.parametrize("half", HALVES)
def test_every_method_says_what_it_calls_and_what_it_raises(half: str) -> None:
    """A docstring with the endpoint and the errors; ``save`` and ``patient`` make no call."""
    seen = set()
    for name, function in public_methods(HALVES[half][0]):
        doc = inspect.getdoc(function) or ""
        assert doc, name
        if name.rpartition(".")[2] in ("save", "patient", "audited"):
            continue
        endpoints = ENDPOINT.findall(doc)
        assert endpoints, name
        seen |= set(endpoints)
        assert "Raises:" in doc, name
        assert "EkaError" in doc, name
        for argument in inspect.signature(function).parameters.values():
            if argument.kind is argument.KEYWORD_ONLY or argument.default is not argument.empty:
                assert argument.kind is argument.KEYWORD_ONLY, f"{name}: {argument.name} is optional and positional"
    assert seen == {(operation.method, operation.path) for operation in OPERATIONS.values()}


@pytest.mark.parametrize("half", HALVES)
def test_every_error_that_a_docstring_names_exists(half: str) -> None:
    """Callers copy these names."""
    errors = importlib.import_module("eka_abha.errors")
    for name, function in public_methods(HALVES[half][0]):
        raises = (inspect.getdoc(function) or "").partition("Raises:")[2]
        for line in re.findall(r"^    ([A-Z][A-Za-z, ]+):", raises, flags=re.MULTILINE):
            missing = [word for word in line.split(", ") if not hasattr(errors, word)]
            assert not missing, f"{name}: {missing}"


@pytest.mark.parametrize("half", HALVES)
def test_every_public_class_has_a_docstring(half: str) -> None:
    """One line at least."""
    for name in names_of(HALVES[half][1]):
        found = getattr(HALVES[half][1], name)
        if inspect.isclass(found):
            assert inspect.getdoc(found), name
