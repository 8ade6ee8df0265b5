"""``eka-abha call``: any operation of the low-level client, through the wrapper's pipeline."""

from __future__ import annotations

import difflib
import enum
import inspect
import pkgutil
import typing
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer
from eka_abha_api import api
from eka_abha_api.operations import OPERATIONS
from eka_abha_api.types import Unset

from . import files
from .answers import shown
from .command import command
from .running import Run, UsageProblem


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "call", own_output=True)(call)


def call(
    run: Run,
    *,
    operation: Annotated[str, typer.Argument(help="Its name; --list shows them all.")] = "",
    json: Annotated[str, typer.Option("--json", metavar="@FILE", help="The body: @FILE, or - for stdin.")] = "",
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A path or query parameter; repeatable.")
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where a picture goes.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="List the operations.")] = False,
) -> None:
    """Call any operation of the low-level client: with bearer, retries, deadline and typed errors.

    The body comes from a file or stdin; parameters may stand in it, too. What is answered is JSON.
    """
    if list_:
        for known in OPERATIONS.values():
            print(f"{known.name:<32} {known.method:<6} {known.path}")
        return
    if not operation:
        raise UsageProblem("name an operation; `eka-abha call --list` shows them all")
    if operation not in OPERATIONS:
        near = difflib.get_close_matches(operation, OPERATIONS, n=5, cutoff=0.5)
        hint = f"near it: {', '.join(near)}" if near else "`eka-abha call --list` shows them all"
        raise UsageProblem(f"there is no such operation; {hint}")
    module = _module(operation)
    arguments = _arguments(module, _read_body(json), param or ())
    if output:
        files.check_folder(Path(output), "--output")
    if not OPERATIONS[operation].read_only:
        run.confirm_changes()
    with run.client() as client:
        parsed = module.sync_detailed(client=client.api, **arguments).parsed
    facts: dict[str, Any] = {"kind": "answer", "operation": operation}
    if isinstance(parsed, bytes):
        facts |= {"bytes": len(parsed), "saved": output or None}
        if output:
            files.write(Path(output), parsed)
    else:
        answer = parsed.to_dict() if parsed is not None else None
        facts["answer"] = shown(operation, answer, show=run.output.show)
    run.answer(facts, lambda text: None)


def _read_body(source: str) -> dict[str, Any]:
    if not source:
        return {}
    if source != "-" and not source.startswith("@"):
        raise UsageProblem("--json: give @FILE, or - for stdin: a body may hold what does not belong on a command line")
    return files.read_json(source.removeprefix("@"), "--json")


def _module(operation: str) -> ModuleType:
    names = (f"{api.__name__}.{package.name}.{operation}" for package in pkgutil.iter_modules(api.__path__))
    return import_module(next(name for name in names if find_spec(name)))


def _arguments(module: ModuleType, body: dict[str, Any], pairs: list[str] | tuple[str, ...]) -> dict[str, Any]:
    """The arguments of a generated function, from the JSON and the ``--param`` options."""
    parameters = dict(inspect.signature(module.sync_detailed).parameters)
    del parameters["client"]
    model = parameters.pop("body", None)
    spelled = {_plain(name): name for name in parameters}
    given: dict[str, Any] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or _plain(name) not in spelled:
            raise UsageProblem(f"--param: NAME=VALUE, and the names are {_listed(spelled.values())}")
        given[spelled[_plain(name)]] = value
    for key in [key for key in body if _plain(key) in spelled]:
        given.setdefault(spelled[_plain(key)], body.pop(key))
    for name, value in given.items():
        given[name] = _converted(value, parameters[name].annotation, name)
    missing = [name for name in parameters if parameters[name].default is inspect.Parameter.empty and name not in given]
    if missing:
        raise UsageProblem(f"a parameter is missing: --param {missing[0]}=VALUE")
    if model is not None:
        given["body"] = _body(model.annotation, body)
    elif body:
        raise UsageProblem(f"--json: this operation has no body; its parameters are {_listed(spelled.values())}")
    return given


def _body(model: Any, fields: Mapping[str, Any]) -> Any:
    """The generated model of a body. Nothing of the values is repeated in an error."""
    problem = f"the body does not fit; its fields are {_listed(_fields(model))}"
    try:
        made = model.from_dict(fields)
    except KeyError as error:
        problem = f"the field {error.args[0]!r} is missing"
    except (TypeError, ValueError, AttributeError):
        pass
    else:
        if not _unknown(made):
            return made
        problem = f"a field is not known; its fields are {_listed(_fields(model))}"
    raise UsageProblem(f"--json: {problem}")


def _unknown(made: Any) -> bool:
    if made.additional_properties:
        return True
    nested = (getattr(made, name) for name in _fields(type(made)))
    return any(_unknown(part) for part in nested if hasattr(part, "additional_properties"))


def _fields(model: Any) -> list[str]:
    return [name for name in inspect.signature(model).parameters if name != "additional_properties"]


def _converted(value: Any, annotation: Any, name: str) -> Any:
    if not isinstance(value, str):
        raise UsageProblem(f"{name} must be a string")
    kinds = [kind for kind in typing.get_args(annotation) or (annotation,) if kind is not Unset]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            if value not in [member.value for member in kind]:
                raise UsageProblem(f"{name} must be one of {_listed(member.value for member in kind)}")
            return kind(value)
    return value


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")


def _listed(names: typing.Iterable[str]) -> str:
    return ", ".join(names) or "none"
