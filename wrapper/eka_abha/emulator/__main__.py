"""Serve the emulator: `python -m eka_abha.emulator`."""

from __future__ import annotations

import argparse
import ast
import sys
import time
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from eka_abha.emulator import BEHAVIOUR, Emulator, EmulatorSettings, Source
from eka_abha.emulator.document import magic_tables
from eka_abha.emulator.server import serve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eka_abha.emulator import Message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0 after Ctrl-C, 1 when it could not serve."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.behaviour:
        _show_behaviour()
        return 0
    if options.magic:
        print(magic_tables())
        return 0
    try:
        settings = _settings(options.set)
    except ValueError as error:
        parser.error(str(error))
    emulator = Emulator(
        settings,
        seed=options.seed,
        clock=time.monotonic,
        on_message=_show_message if options.show_otps else None,
    )

    def ready(base_url: str) -> None:
        print("EKA_ENVIRONMENT=sandbox")
        print(f"EKA_BASE_URL={base_url}")
        print(f"EKA_CLIENT_ID={emulator.client_id}")
        print(f"EKA_CLIENT_SECRET={emulator.client_secret}")
        otps = "shown here" if options.show_otps else "not shown (--show-otps shows them)"
        print(f"The emulator is running and sends nothing; its OTPs are {otps}. Ctrl-C stops it.", flush=True)

    try:
        serve(emulator, host=options.host, port=options.port, on_ready=ready)
    except KeyboardInterrupt:
        pass
    except (ModuleNotFoundError, OSError) as error:
        print(f"The emulator could not start: {error}", file=sys.stderr)
        return 1
    print("Stopped.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eka_abha.emulator",
        description="A local emulator of the ABHA registration API. It needs no network and sends nothing.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback only)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on, 0 for any free one (default: 8765)")
    parser.add_argument("--seed", help="the same seed gives the same OTPs, ids and tokens")
    parser.add_argument("--show-otps", action="store_true", help="print each OTP with the masked mobile number")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change a setting of EmulatorSettings; repeatable",
    )
    parser.add_argument("--behaviour", action="store_true", help="list what it does and how that is known, then end")
    parser.add_argument("--magic", action="store_true", help="list the magic inputs as Markdown tables, then end")
    return parser


def _settings(changes: Sequence[str]) -> EmulatorSettings:
    """Read NAME=VALUE; values are Python literals, and text where they are none. Raises ValueError."""
    chosen: dict[str, Any] = {}
    known = {item.name: getattr(EmulatorSettings(), item.name) for item in fields(EmulatorSettings)}
    for change in changes:
        name, separator, text = change.partition("=")
        if name not in known or not separator:
            message = f"--set: no setting is named {name!r}" if separator else "--set: NAME=VALUE"
            raise ValueError(message)
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            value = text
        default = known[name]
        if isinstance(default, bool | int | float) and (
            isinstance(value, bool) is not isinstance(default, bool) or not isinstance(value, int | float)
        ):
            message = f"--set {name}: a value like {default!r}"
            raise ValueError(message)
        chosen[name] = frozenset(value) if isinstance(value, list | tuple | set) else value
    return EmulatorSettings(**chosen)


def _show_behaviour() -> None:
    for source in Source:
        print(f"{source.name.capitalize()}: {source.value}.")
        for behaviour in BEHAVIOUR:
            if behaviour.source is source:
                settings = f" [{', '.join(behaviour.settings)}]" if behaviour.settings else ""
                print(f"  - {behaviour.statement}{settings}")


def _show_message(message: Message) -> None:
    print(f"OTP {message.otp} for {message.sent_to}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
