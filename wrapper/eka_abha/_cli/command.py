"""How a function becomes a command of the program."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

import typer

from .options import Connection, Host, Output, ShowOnly
from .running import Run, execute

Body = Callable[..., int | None]


def command(
    app: typer.Typer, name: str, *groups: type[Any], connection: type[Host] = Connection, own_output: bool = False
) -> Callable[[Body], Body]:
    """Make a function a command; its docstring is the help.

    The function gets a ``Run``, one object for each of ``groups`` (classes of ``options``), and its own parameters by
    name. What it returns is the exit code; None is 0.

    Args:
        app: the command group.
        name: of the command.
        groups: the option groups it takes, besides connection and output.
        connection: the class of its connection options.
        own_output: it has no ``--json`` of its own (``call``: there that is the input); its output is always JSON.
    """
    shared: list[type[Any]] = [connection, *([ShowOnly] if own_output else [Output])]

    def made(body: Body) -> Body:
        own = list(inspect.signature(body).parameters.values())[1 + len(groups) :]
        hints = get_type_hints(body, include_extras=True)
        own = [
            parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
            for parameter in own
        ]

        def invoked(**given: Any) -> None:
            first, second = (_taken(group, given) for group in shared)
            first = Connection(**dataclasses.asdict(first))
            output = Output(json=True, show=second.show) if own_output else second
            objects = [_taken(group, given) for group in groups]
            run = Run(first, output)
            raise typer.Exit(execute(run, lambda: body(run, *objects, **given)))

        parameters = [*own, *(parameter for group in (*groups, *shared) for parameter in _parameters(group))]
        invoked.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        invoked.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        app.command(name, help=inspect.getdoc(body))(invoked)
        return body

    return made


def _parameters(group: type[Any]) -> Sequence[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in dataclasses.fields(group)
    ]


def _taken(group: type[Any], given: dict[str, Any]) -> Any:
    return group(**{field.name: given.pop(field.name) for field in dataclasses.fields(group)})
