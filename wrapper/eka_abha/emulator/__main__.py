"""Serve the emulator: `python -m eka_abha.emulator`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import ipaddress
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eka_abha.emulator import BEHAVIOUR, Emulator, Source
from eka_abha.emulator.document import magic_tables
from eka_abha.emulator.options import add_setting_options, port_number, settings_from
from eka_abha.emulator.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eka_abha.emulator import LoggedRequest, Message


def main(arguments: Sequence[str] | None = None, *, prog: str = "python -m eka_abha.emulator") -> int:
    """Run the program and return its exit status: 0 after Ctrl-C or SIGTERM, 1 when it could not serve.

    Raises SystemExit: with 2 after a wrong option, with 0 after `--help`. `prog` is what it calls itself.
    """
    parser = _parser(prog)
    options = parser.parse_args(arguments)
    if options.behaviour:
        _show_behaviour()
        return 0
    if options.magic:
        print(magic_tables())
        return 0
    emulator = Emulator(
        settings_from(parser, vars(options)),
        seed=options.seed,
        clock=time.monotonic,
        on_message=_show_message if options.show_otps else None,
        on_request=_show_request if options.log_requests else None,
    )

    def ready(base_url: str) -> None:
        _introduce(emulator, base_url, otps_shown=options.show_otps)

    try:
        with _stopped_by_sigterm():
            serve(emulator, host=options.host, port=options.port, allowed_hosts=options.allow_host, on_ready=ready)
    except KeyboardInterrupt:
        pass
    except ModuleNotFoundError as error:
        print(f"The emulator could not start: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        hint = "; --port 0 picks a free one" if error.errno == errno.EADDRINUSE else ""
        print(f"The emulator could not start on {options.host}, port {options.port}: {error}{hint}", file=sys.stderr)
        return 1
    print("Stopped.")
    return 0


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog,
        usage="%(prog)s [options]",
        description="A local emulator of the ABHA registration API. It needs no network and sends nothing.",
        allow_abbrev=False,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback only)")
    parser.add_argument(
        "--port",
        type=port_number,
        default=8765,
        metavar="N",
        help="port to listen on, 0 for a free one (default: 8765)",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a host name under which control and page may be asked, beside addresses and localhost; repeatable",
    )
    parser.add_argument("--seed", metavar="TEXT", help="the same seed gives the same OTPs, ids and tokens")
    parser.add_argument("--show-otps", action="store_true", help="print each OTP with the masked mobile number")
    parser.add_argument(
        "--log-requests", action="store_true", help="print a line for each call, nothing personal in it"
    )
    parser.add_argument("--behaviour", action="store_true", help="list what it does and how that is known, then end")
    parser.add_argument("--magic", action="store_true", help="list the magic inputs as Markdown tables, then end")
    add_setting_options(parser)
    return parser


def _introduce(emulator: Emulator, base_url: str, *, otps_shown: bool) -> None:
    """Say how to reach it: the variables that a client reads, and the page."""
    host = ipaddress.ip_address(urlsplit(base_url).hostname or "")
    if not host.is_loopback:
        print(
            f"WARNING: the emulator listens on {host}, not on loopback only. Whoever reaches this machine can read\n"
            "its OTPs and change what it knows. Use no data of real people.",
            file=sys.stderr,
            flush=True,
        )
    if host.is_unspecified:
        base_url = base_url.replace(str(host), "127.0.0.1" if host.version == 4 else "::1")
    otps = "are shown here, too" if otps_shown else "are not shown here; --show-otps shows them"
    print(
        "The emulator is running. It is local and sends nothing. A client finds it by these variables:\n\n"
        "export EKA_ENVIRONMENT=sandbox\n"
        f"export EKA_BASE_URL={base_url}\n"
        f"export EKA_CLIENT_ID={emulator.client_id}\n"
        f"export EKA_CLIENT_SECRET={emulator.client_secret}\n\n"
        f"Page:    {base_url}/  (OTPs, transactions, accounts, requests)\n"
        f"Control: {base_url}/emulator/\n\n"
        f"OTPs {otps}. Ctrl-C stops it.",
        flush=True,
    )


@contextlib.contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end what is inside as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _show_behaviour() -> None:
    for source in Source:
        print(f"{source.name.capitalize()}: {source.value}.")
        for behaviour in BEHAVIOUR:
            if behaviour.source is source:
                settings = f" [{', '.join(behaviour.settings)}]" if behaviour.settings else ""
                print(f"  - {behaviour.statement}{settings}")


def _show_message(message: Message) -> None:
    print(f"OTP {message.otp} for {message.sent_to}", flush=True)


def _show_request(request: LoggedRequest) -> None:
    parts = (
        str(request.status),
        request.operation or f"{request.method}, no such path",
        request.source_code,
        request.note,
    )
    print("  ".join(part for part in parts if part), flush=True)


if __name__ == "__main__":
    sys.exit(main())
