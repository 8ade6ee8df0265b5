"""Checks of a finished package, and the comparison of two of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codegen.errors import PipelineError
from codegen.finishing import HEADER, model_classes
from codegen.jsontypes import JsonObject, as_text, strings
from codegen.naming import module_name, operations

if TYPE_CHECKING:
    from pathlib import Path


def check_package(package: Path, prepared: JsonObject, classes: set[str]) -> None:
    """Whether a finished package is complete.

    Raises:
        PipelineError: an operation or a model has no module, or the other way round; a module does not compile.
    """
    expected = {
        f"{strings(operation['tags'])[0]}/{as_text(operation['operationId'])}"
        for _, _, operation in operations(prepared)
    }
    found = {
        path.relative_to(package / "api").with_suffix("").as_posix()
        for path in (package / "api").rglob("*.py")
        if path.name != "__init__.py"
    }
    _same("operations", "endpoint modules", expected, found)
    modules = model_classes(package / "models")
    _same("classes", "models", classes, set(modules.values()))
    for module, name in modules.items():
        if module_name(name) != module:
            raise PipelineError(f"the index would look for {name} in {module_name(name)}, but it is in {module}")
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        if not text.startswith(HEADER):
            raise PipelineError(f"{path.relative_to(package)} has no header")
        try:
            compile(text, str(path), "exec", dont_inherit=True)
        except SyntaxError as error:
            message = f"the generated {path.relative_to(package)} does not compile: {error.msg} (line {error.lineno})"
            raise PipelineError(message) from None


def _same(what: str, of: str, expected: set[str], found: set[str]) -> None:
    if expected == found:
        return
    missing, extra = sorted(expected - found), sorted(found - expected)
    parts = [
        f"{label} {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}"
        for label, names in (("missing", missing), ("unexpected", extra))
        if names
    ]
    raise PipelineError(f"{what} and {of} differ ({len(expected)} and {len(found)}): {'; '.join(parts)}")


def differences(made: Path, committed: Path) -> list[str]:
    """What differs between two packages, one line for each file; caches do not count."""
    left, right = _contents(made), _contents(committed)
    lines = [f"missing: {name}" for name in sorted(left.keys() - right.keys())]
    lines += [f"should not be there: {name}" for name in sorted(right.keys() - left.keys())]
    lines += [f"differs: {name}" for name in sorted(left.keys() & right.keys()) if left[name] != right[name]]
    return lines


def _contents(package: Path) -> dict[str, bytes]:
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in package_files(package)}


def package_files(package: Path) -> list[Path]:
    """The files of a package without what Python leaves behind."""
    return sorted(
        path
        for path in package.rglob("*")
        if path.is_file() and not re.search(r"/__pycache__/|\.pyc$", path.as_posix())
    )
