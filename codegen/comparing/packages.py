"""What callers see of a generated package: its endpoint modules, its classes and their fields; read, not imported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a class or an argument of a function; an enum's member has its value as annotation."""

    annotation: str
    has_default: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package.

    Attributes:
        endpoints: arguments of each ``api.<group>.<name>``.
        answers: what each of them returns.
        classes: fields of each ``models.<Class>``.
    """

    endpoints: Mapping[str, Mapping[str, Field]]
    answers: Mapping[str, str]
    classes: Mapping[str, Mapping[str, Field]]

    def read_classes(self) -> set[str]:
        """The classes that callers get as answers, or within them; all others are there to be sent."""
        found: set[str] = set()
        waiting = [name for answer in self.answers.values() for name in self._named(answer)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                for field in self.classes[name].values():
                    waiting += self._named(field.annotation)
        return found

    def _named(self, annotation: str) -> Iterator[str]:
        for word in re.findall(r"\w+", annotation):
            if f"models.{word}" in self.classes:
                yield f"models.{word}"


def read_package(folder: Path) -> Package:
    """Read the package in a folder."""
    root = griffe.load(folder.name, search_paths=[folder.parent], allow_inspection=False)
    assert isinstance(root, griffe.Module)
    endpoints, answers = {}, {}
    for group in _modules(root["api"]):
        for module in _modules(group):
            function = module.functions["sync_detailed"]
            name = f"api.{group.name}.{module.name}"
            endpoints[name] = {
                argument.name: Field(str(argument.annotation), argument.default is not None)
                for argument in function.parameters
                if argument.name != "client"
            }
            answers[name] = str(function.returns).removeprefix("Response[").removesuffix("]")
    classes = {
        f"models.{found.name}": _fields(found)
        for module in _modules(root["models"])
        for found in module.classes.values()
        if not found.is_alias
    }
    return Package(endpoints, answers, classes)


def _modules(holder: griffe.Object | griffe.Alias) -> list[griffe.Module]:
    return [module for module in holder.modules.values() if isinstance(module, griffe.Module)]


def _fields(found: griffe.Class) -> dict[str, Field]:
    fields = {}
    for name, attribute in found.attributes.items():
        if attribute.is_alias or "property" in attribute.labels or name == "additional_properties":
            continue
        shown = attribute.annotation if attribute.annotation is not None else attribute.value
        fields[name] = Field(str(shown), attribute.value is not None)
    return fields
