"""One option of the program for each setting of the emulator, made from the settings themselves."""

from __future__ import annotations

import argparse
import re
from dataclasses import fields
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

from eka_abha.emulator.document import setting_meanings
from eka_abha.emulator.settings import EmulatorSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = tuple(item.name for item in fields(EmulatorSettings))


def option_of(name: str) -> str:
    """Return the option for a setting."""
    return "--" + name.replace("_", "-")


def add_setting_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser one option for each setting; those that are not used leave no trace in what it parses."""
    group = parser.add_argument_group("settings", "How it behaves where the service may behave differently.")
    hints, defaults, meanings = get_type_hints(EmulatorSettings), EmulatorSettings(), setting_meanings()
    for name in _NAMES:
        default = getattr(defaults, name)
        shown = "none" if default is None else str(default).lower() if isinstance(default, bool) else default
        text = f"{meanings[name]} (default: {shown})".replace("%", "%%")
        group.add_argument(option_of(name), dest=name, default=argparse.SUPPRESS, help=text, **_kind(hints[name]))


def settings_from(parser: argparse.ArgumentParser, parsed: Mapping[str, object]) -> EmulatorSettings:
    """Return the settings that were given; ends the program with the option and the rule that it broke."""
    given: dict[str, Any] = {name: parsed[name] for name in _NAMES if name in parsed}
    if "sharing_keys" in given:
        given["sharing_keys"] = frozenset(given["sharing_keys"])
    try:
        return EmulatorSettings(**given)
    except ValueError as error:
        name, _, rule = str(error).partition(" ")
        rule = re.sub("|".join(_NAMES), lambda found: option_of(found[0]), rule)
        parser.error(f"argument {option_of(name)}: {rule}")


def whole_number(text: str) -> int:
    """Read a whole number as argparse wants it done."""
    try:
        return int(text)
    except ValueError:
        message = "must be a whole number"
        raise argparse.ArgumentTypeError(message) from None


def port_number(text: str) -> int:
    """Read a port."""
    number = whole_number(text)
    if not 0 <= number <= 65_535:
        message = "must be 0 to 65535"
        raise argparse.ArgumentTypeError(message)
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        message = "must be a number"
        raise argparse.ArgumentTypeError(message) from None


def _kind(hint: object) -> dict[str, Any]:
    """Return how argparse reads a value of this type."""
    if get_origin(hint) is UnionType:
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if hint is bool:
        return {"action": argparse.BooleanOptionalAction}
    if get_origin(hint) is Literal:
        return {"choices": get_args(hint)}
    if get_origin(hint) is frozenset:
        return {"action": "extend", "nargs": "+", "metavar": "TEXT"}
    kinds: dict[object, dict[str, Any]] = {
        int: {"type": whole_number, "metavar": "N"},
        float: {"type": _number, "metavar": "NUMBER"},
        str: {"metavar": "TEXT"},
    }
    return kinds[hint]
