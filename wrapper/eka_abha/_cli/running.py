"""One run of the program: its streams and options, the client it opens, and how it ends."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from eka_abha import AbhaClient, LocalRules
from eka_abha._http.config import Target, resolve_target
from eka_abha._http.environments import PRODUCTION, SANDBOX
from eka_abha._http.transports import ConnectionOptions, make_transport
from eka_abha.errors import EkaError

from . import exits, questions, showing, words
from .askers import Lines, Terminal
from .desk import Asker, Desk, InputMissing, Progress, Question
from .options import Connection, Output
from .tellers import JsonTeller, TextTeller, console_on

if TYPE_CHECKING:
    from eka_abha.emulator import Emulator

    from .demonstration import Phone

WrapTransport = Callable[[httpx.BaseTransport], httpx.BaseTransport]
KEEPALIVE_EXPIRY = 1.5
"""Seconds, as of a client that makes its transport for itself."""

LENIENT = LocalRules(aadhaar_check_digit=False, address_pattern=False, otp_length=False)
ENTER = "type what the patient would, or Enter for what is in brackets"


class UsageProblem(Exception):
    """The command line or an input is wrong. The text repeats nothing of it."""


class FileProblem(Exception):
    """A file cannot be read or written."""


class NotConfirmed(Exception):
    """A change in production was not agreed to."""


class Run:
    """What a command works with."""

    def __init__(self, connection: Connection, output: Output) -> None:
        self.connection = connection
        self.output = output
        out, err = sys.stdout, sys.stderr
        self.interactive = sys.stdin.isatty() and (out.isatty() or err.isatty())
        to_err = output.json or (self.interactive and not out.isatty())
        self.console = console_on(err if to_err else out)
        """Where a person reads and is asked."""
        self.teller: TextTeller | JsonTeller = (
            JsonTeller(out, err, show=output.show, calls=connection.trace)
            if output.json
            else TextTeller(self.console, show=output.show, calls=connection.trace)
        )
        self.errors = TextTeller(console_on(err))
        self.stopped: tuple[Progress, str | None] | None = None
        """How far a journey had come that did not reach its end, and the file it was saved to."""
        self.patient_is_known = False
        """Of ``--emulator``: its made-up patient has accounts already."""
        self.patient_has_session = False
        """Of ``--emulator``: and a session with the gateway."""
        self._phone: Phone | None = None
        self._patient: dict[str, str] = {}
        self._confirmed = connection.yes or connection.emulator
        self._line_ended = False

    @contextmanager
    def client(self, *, wrap: WrapTransport | None = None) -> Iterator[AbhaClient]:
        """A client by the options and the EKA_* variables; with ``--emulator`` one of an emulator of its own.

        ``wrap`` is given the client's transport and answers the one to use in its place, such as one that records.
        """
        connection = self.connection
        with ExitStack() as stack:
            environment, base_url = connection.environment, connection.base_url
            client_id = client_secret = None
            if connection.emulator:
                emulator, base_url = stack.enter_context(self._emulator())
                environment, client_id, client_secret = SANDBOX.name, emulator.client_id, emulator.client_secret
            target = resolve_target(environment, base_url, allow_http=False)
            options = ConnectionOptions(base_url=target.base_url, keepalive_expiry=KEEPALIVE_EXPIRY)
            transport = make_transport(httpx.HTTPTransport, options) if wrap else None
            client = AbhaClient(
                client_id=client_id,
                client_secret=client_secret,
                environment=environment,
                base_url=base_url,
                hip_id=connection.hip_id,
                rules=LENIENT if connection.lenient else LocalRules(),
                transport=wrap(transport) if wrap and transport else None,
                on_attempt=self.teller.attempted,
            )
            yield stack.enter_context(client)
        if connection.emulator:
            self.teller.note("The emulator has stopped; nothing left this machine.")

    @contextmanager
    def _emulator(self) -> Iterator[tuple[Emulator, str]]:
        if self.connection.environment or self.connection.base_url:
            raise UsageProblem("--emulator is a host of its own: leave out --environment and --base-url")
        from .demonstration import PATIENT, Phone, add_accounts, emulator_running

        with emulator_running() as (emulator, base_url):
            self._patient = dict(PATIENT)
            if self.patient_is_known:
                self._patient[questions.OID.field] = add_accounts(emulator)
            if self.patient_has_session:
                emulator.open_session(PATIENT[questions.ABHA_ADDRESS.field])
            self._phone = Phone(emulator, TextTeller(self.console))
            who = ENTER if self.interactive else "its made-up patient types the answers"
            self.teller.note(f"An emulator runs at {base_url}. It sends nothing; {who}.")
            yield emulator, base_url

    def desk(self, given: Mapping[str, str] | None = None) -> Desk:
        """The desk for a journey, with what was given up front. Only while ``client()`` is open."""
        return Desk(self.asker(), self.teller, given)

    def asker(self) -> Asker:
        """Who answers."""
        phone = self._phone
        if self.interactive:
            if phone is None:
                return Terminal(self.console, show=self.output.show)
            return Terminal(self.console, show=self.output.show, defaults=self._patient, before_otp=phone.show)
        if phone is not None:
            from .demonstration import MadeUpPatient

            return MadeUpPatient(phone, TextTeller(self.console), self._patient)
        return Lines(self._asked)

    def target(self) -> Target:
        """The host that the options and the EKA_* variables name."""
        return resolve_target(self.connection.environment, self.connection.base_url, allow_http=False)

    def confirm_changes(self) -> None:
        """Ask once before the first call that changes something or sends an OTP, where it would be in production.

        Raises:
            NotConfirmed: the answer is no, or there is neither a terminal nor ``--yes``.
        """
        if self._confirmed or self.target().environment is not PRODUCTION:
            return
        if not self.interactive:
            raise NotConfirmed("this would change something in production: say --yes")
        if not Terminal(self.console).confirm("This is production: a real patient, a real OTP. Go on?"):
            raise NotConfirmed("nothing was done")
        self._confirmed = True

    def answer(self, facts: showing.Facts, text: Callable[[TextTeller], object]) -> None:
        """The answer of a command: one JSON object, or what ``text`` shows."""
        if isinstance(self.teller, JsonTeller):
            self.teller.write(facts)
        else:
            text(self.teller)

    def end_line(self) -> None:
        """End the line, once, in which Ctrl-C was pressed: a question may stand there."""
        if not self._line_ended:
            print(file=self.console.file)
        self._line_ended = True

    def _asked(self, question: Question) -> None:
        if isinstance(self.teller, JsonTeller):
            self.teller.write({"kind": "asked", "field": question.field})


def execute(run: Run, body: Callable[[], int | None]) -> int:
    """Run a command and give its exit code. What went wrong is told in a line or two, never as a traceback."""
    try:
        code = body() or exits.DONE
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what reads our output has gone
        code = exits.FILE
    except KeyboardInterrupt:
        run.end_line()
        code = _told(run, exits.INTERRUPTED, "interrupted", "Interrupted.")
        _tell_state(run, Progress())
    except EkaError as error:
        code = exits.of_error(error)
        if isinstance(run.teller, JsonTeller):
            run.teller.write(showing.error_facts(error, final=True))
        else:
            run.errors.line("✗", "red", words.problem(error, in_full=True), f"[{error.key}]")
        _tell_state(run)
    except InputMissing as missing:
        code = _told(run, exits.INPUT_MISSING, "input_missing", f"{missing}.", field=missing.question.field)
        _tell_state(run)
    except NotConfirmed as error:
        code = _told(run, exits.NOT_CONFIRMED, "not_confirmed", f"Not confirmed: {error}.")
    except UsageProblem as error:
        code = _told(run, exits.USAGE, "usage", f"{error}.")
    except FileProblem as error:
        code = _told(run, exits.FILE, "file", f"{error}.")
        _tell_state(run)
    except Exception as error:  # a traceback's values may be a patient's
        place = place_of(error)
        code = _told(run, exits.INTERNAL, "internal", f"A mistake in this program: {type(error).__name__} at {place}.")
        _tell_state(run)
    return code


def _told(run: Run, code: int, key: str, message: str, **more: str) -> int:
    if isinstance(run.teller, JsonTeller):
        run.teller.write({"kind": "error", "key": key, "message": message, **more, "exit_code": code, "final": True})
    else:
        run.errors.line("✗", "red", message, f"[{key}]")
    return code


def _tell_state(run: Run, otherwise: Progress | None = None) -> None:
    progress, saved = run.stopped or (otherwise, None)
    if progress is None:
        return
    state = words.stopped(progress)
    if isinstance(run.teller, JsonTeller):
        kind = progress.step.kind if progress.step is not None else None
        facts = {"kind": "stopped", "step": kind, "txn_id": getattr(progress.step, "txn_id", None), "state": state}
        run.teller.write({**facts, "call_under_way": progress.calling, "saved": saved})
        return
    run.errors.line("!", "yellow", state)
    if saved is not None:
        run.errors.line(" ", "", f"To go on: eka-abha resume {saved}")


def place_of(error: BaseException) -> str:
    """Where an error came from: file and line, no values."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "eka_abha" in frame.filename] or list(frames)
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "an unknown place"
