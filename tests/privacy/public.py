"""What callers see of the package, walked."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

import eka_abha


def public_modules() -> list[ModuleType]:
    """The package's modules with public names, but for the emulator, what is for tests, transcripts, and programs."""
    found = pkgutil.walk_packages(eka_abha.__path__, "eka_abha.")
    names = [name for _, name, _ in found if not any(part.startswith("_") for part in name.split("."))]
    apart = ("eka_abha.emulator", "eka_abha.testing", "eka_abha.transcripts")
    return [eka_abha, *(import_module(name) for name in names if not name.startswith(apart))]


def public_objects() -> dict[str, object]:
    """Everything that the public modules offer, by module and name; each thing once."""
    objects: dict[int, tuple[str, object]] = {}
    for module in public_modules():
        names = getattr(module, "__all__", None) or [
            name
            for name, value in vars(module).items()
            if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
        ]
        for name in names:
            value = getattr(module, name)
            objects.setdefault(id(value), (f"{module.__name__}.{name}", value))
    return dict(sorted(objects.values(), key=lambda pair: pair[0]))


def public_classes() -> dict[str, type]:
    """The classes among them."""
    return {name: value for name, value in public_objects().items() if inspect.isclass(value)}


def is_protocol(cls: type) -> bool:
    """True for an interface: it has no code of its own."""
    return bool(getattr(cls, "_is_protocol", False))


def callables() -> Iterator[tuple[str, Callable[..., object]]]:
    """Public functions, methods and constructors that are written in the package and take arguments."""
    for name, value in public_objects().items():
        if inspect.isfunction(value):
            yield name, value
        elif inspect.isclass(value):
            yield from _methods(name, value)


def _methods(owner: str, cls: type) -> Iterator[tuple[str, Callable[..., object]]]:
    for name in dir(cls):
        if name.startswith("_") and name != "__init__":
            continue
        found = inspect.getattr_static(cls, name)
        function = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        if not inspect.isfunction(function) or not function.__module__.startswith("eka_abha."):
            continue
        bound = 0 if isinstance(found, staticmethod) else 1
        if len(inspect.signature(inspect.unwrap(function)).parameters) > bound:
            yield f"{owner}.{name}", function
