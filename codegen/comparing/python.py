"""What changed for those who import the generated package."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codegen import pipeline
from codegen.comparing.packages import Field, Package, read_package
from codegen.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class PythonChange:
    """One change of a name in ``eka_abha_api``.

    Attributes:
        what: ``added``, ``removed`` or ``changed``.
        of: ``module``, ``class``, ``field``, ``argument`` or ``answer``.
        name: dotted, within the package.
        text: annotations before and after, where it changed; the annotation, where it came.
        breaking: whether code that was right before may fail, or fail its type check.
    """

    what: str
    of: str
    name: str
    text: str
    breaking: bool

    def __str__(self) -> str:
        text = f": {self.text}" if self.text else ""
        return f"{self.of} `{self.name}` {self.what}{text}: {'**breaking**' if self.breaking else 'not breaking'}"


def generated(prepared: pipeline.Prepared) -> Package:
    """The package that the pipeline makes of a prepared document, made aside.

    Raises:
        PipelineError: it cannot be generated.
    """
    with tempfile.TemporaryDirectory(prefix="changes-") as folder:
        package, _ = pipeline.build(prepared, Path(folder))
        return read_package(package)


def compare_packages(before: Package, after: Package) -> list[PythonChange]:
    """Every change, sorted by name; of a module or class that came or went, the parts are not listed."""
    read = before.read_classes() | after.read_classes()
    changes = [
        *_parts("module", "argument", before.endpoints, after.endpoints, read),
        *_parts("class", "field", before.classes, after.classes, read),
    ]
    for name in sorted(before.answers.keys() & after.answers.keys()):
        old, new = before.answers[name], after.answers[name]
        if old != new:
            breaking = not _fits(new, old)
            changes.append(PythonChange("changed", "answer", name, f"`{old}` → `{new}`", breaking))
    return changes


def _parts(
    whole: str,
    part: str,
    before: Mapping[str, Mapping[str, Field]],
    after: Mapping[str, Mapping[str, Field]],
    read: set[str],
) -> Iterator[PythonChange]:
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield PythonChange("removed", whole, name, "", breaking=True)
        elif name not in before:
            yield PythonChange("added", whole, name, "", breaking=False)
        else:
            yield from _fields(part, name, before[name], after[name], is_read=name in read)


def _fields(
    part: str, owner: str, before: Mapping[str, Field], after: Mapping[str, Field], *, is_read: bool
) -> Iterator[PythonChange]:
    for key in sorted(before.keys() | after.keys()):
        name = f"{owner}.{key}"
        old, new = before.get(key), after.get(key)
        if new is None:
            yield PythonChange("removed", part, name, "", breaking=True)
        elif old is None:
            breaking = not is_read and not new.has_default
            yield PythonChange("added", part, name, f"`{new.annotation}`", breaking=breaking)
        elif old.annotation != new.annotation:
            text = f"`{old.annotation}` → `{new.annotation}`"
            fits = _fits(new.annotation, old.annotation) if is_read else _fits(old.annotation, new.annotation)
            yield PythonChange("changed", part, name, text, breaking=not fits)


def _fits(annotation: str, within: str) -> bool:
    """Whether every type of a union is among those of another; an ``int`` may stand where a ``float`` does."""
    allowed = set(_union(within))
    return "Any" in allowed or all(
        name in allowed or (name == "int" and "float" in allowed) for name in _union(annotation)
    )


def _union(annotation: str) -> list[str]:
    parts, depth = [""], 0
    for character in annotation:
        depth += (character in "[(") - (character in ")]")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def try_to_generate(prepared: pipeline.Prepared | str) -> Package | str:
    """The package, or why there is none."""
    if isinstance(prepared, str):
        return prepared
    try:
        return generated(prepared)
    except PipelineError as error:
        return str(error)
