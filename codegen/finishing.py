"""Make the generator's output a package: header, own modules, lazy index, formatting."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from codegen import layout
from codegen.errors import PipelineError
from codegen.metadata import operations_module
from codegen.naming import module_name

if TYPE_CHECKING:
    from codegen.jsontypes import JsonObject

#: The first line of every module; a folder whose ``__init__.py`` opens with it is output of this pipeline.
HEADER = "# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.\n"

_RULES = "I,F401,F811,UP,PYI016"
_LINE_LENGTH = "120"
_TARGET = "py311"

_INDEX_HEAD = '''"""Every model by its class name; its module is imported when the name is first used."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    import re
    from importlib import import_module

    def __getattr__(name: str) -> object:
        path = __name__ + "." + "_".join(re.sub("([A-Z]?[a-z]+)", r" \\1 ", name).split()).lower()
        if name[0].isupper():
            try:
                value = getattr(import_module(path), name)
            except ModuleNotFoundError as error:
                if error.name != path:
                    raise
            else:
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


'''


def finish(package: Path, prepared: JsonObject, shaped: JsonObject) -> None:
    """Add what the generator does not write, and format everything, in place.

    Raises:
        PipelineError: the formatter is missing or failed.
    """
    for name in ("_support.py",):
        (package / name).write_text((layout.STATIC / name).read_text("utf-8"), "utf-8")
    (package / "py.typed").write_text("", "utf-8")
    (package / "models" / "__init__.py").unlink()
    _ruff(package, "check", "--fix-only", "--select", _RULES)
    _ruff(package, "format")
    (package / "models" / "__init__.py").write_text(_index(package / "models"), "utf-8")
    (package / "operations.py").write_text(operations_module(prepared, shaped), "utf-8")
    for path in sorted(package.rglob("*.py")):
        path.write_text(HEADER + path.read_text("utf-8"), "utf-8")


def model_classes(models: Path) -> dict[str, str]:
    """The class that each module of models defines, by module name."""
    classes = {}
    for path in sorted(models.glob("*.py")):
        if path.name != "__init__.py":
            found = re.findall(r"^class (\w+)", path.read_text("utf-8"), re.MULTILINE)
            classes[path.stem] = found[0] if len(found) == 1 else ""
    return classes


def _index(models: Path) -> str:
    # One line for each class however long it is, so that a diff shows one line for each class.
    classes = sorted(model_classes(models).values())
    lines = [f"    from .{module_name(name)} import {name} as {name}\n" for name in classes]
    body = "if TYPE_CHECKING:\n    # fmt: off\n" + "".join(lines) + "    # fmt: on\n" if lines else ""
    return _INDEX_HEAD + body


def _ruff(package: Path, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / "ruff"
    # Beside this Python, and not from PATH: the version decides what the output looks like.
    style = ["--isolated", "--no-cache", "--quiet", "--line-length", _LINE_LENGTH, "--target-version", _TARGET]
    command = [str(program), arguments[0], *style, *arguments[1:], "."]
    try:
        done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False, env={})
    except FileNotFoundError:
        raise PipelineError(f"ruff is not installed beside {sysconfig.get_path('scripts')}: run uv sync") from None
    if done.returncode != 0:
        reason = " ".join((done.stderr or done.stdout).split())[:400]
        raise PipelineError(f"ruff {arguments[0]} failed on the generated code: {reason}")
