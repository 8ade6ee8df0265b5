"""The desk at which a journey is run: who is asked, what is told, and how far the journey has come.

The journeys in ``flows`` know only this. Who answers is an ``Asker`` (a person at a terminal, the lines of stdin, the
emulator that plays the patient), what is shown a ``Teller`` (text or JSON).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from eka_abha.errors import InvalidValueError

if TYPE_CHECKING:
    from eka_abha import Attempt, EkaError, LoggedIn, Step, UnknownStep
    from eka_abha._sync.session import SessionActive
    from eka_abha._sync.steps import OtpStep

    Told = Step | LoggedIn | UnknownStep | SessionActive

RESEND = ("r", "resend")
"""What is answered, where an OTP is asked for, to have another one sent."""


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """Something that a journey needs to know."""

    field: str
    """Its stable name: the key in ``--input`` and in JSON."""
    label: str
    option: str | None
    """The option that gives it; None for what is never taken from the command line."""
    hidden: bool = False
    """Not echoed at a terminal, and read from stdin where there is none."""
    optional: bool = False

    @property
    def name(self) -> str:
        """The label without what explains it."""
        return self.label.partition(",")[0].partition(" (")[0]


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """One of several things to choose from: what is answered, and how it is shown, masked and in full."""

    answer: str
    masked: str
    full: str


class InputMissing(Exception):
    """Something is needed that was not given, and there is nobody to ask, or nobody who answers (``ended``)."""

    def __init__(self, question: Question, *, ended: bool = False) -> None:
        self.question = question
        if ended:
            super().__init__(f"{question.name} is missing: the input has ended")
            return
        if question.option is None:
            how = f"write it to stdin, one line, or give it as {question.field!r} in the JSON of --input"
        else:
            how = f"give {question.option}, or {question.field!r} in the JSON of --input"
        super().__init__(f"{question.name} is missing and there is no terminal to ask at: {how}")


class Asker(Protocol):
    """Who answers."""

    def ask(self, question: Question) -> str:
        """The answer; empty for an optional question that is not answered. Raises InputMissing."""
        ...

    def otp(self, question: Question, step: OtpStep, *, can_resend: bool) -> str:
        """An OTP, or one of ``RESEND``. Raises InputMissing."""
        ...

    def choose(self, question: Question, choices: Sequence[Choice], *, new: str | None) -> str | None:
        """The answer of a choice, or None for the one that ``new`` describes. Raises InputMissing."""
        ...

    def suggested(self, question: Question, suggestions: Callable[[], Sequence[str]]) -> str:
        """One of the suggestions, or something else. Raises InputMissing."""
        ...


class Teller(Protocol):
    """What is shown."""

    def reached(self, step: Told) -> None:
        """A step was reached."""

    def refused(self, error: EkaError) -> None:
        """Something was refused, and will be asked for again."""

    def attempted(self, attempt: Attempt) -> None:
        """A request was made."""

    def note(self, text: str) -> None:
        """Something worth knowing, without personal data."""


@dataclass(repr=False)
class Progress:
    """How far a journey has come."""

    step: Told | None = None
    calling: bool = False
    """A call is under way: it may take effect although nobody waits for it any more."""


class Desk:
    """Asks and tells for a journey. What was given up front is taken first, and once."""

    def __init__(self, asker: Asker, teller: Teller, given: Mapping[str, str] | None = None) -> None:
        self.progress = Progress()
        self.teller = teller
        self._asker = asker
        self._given = dict(given or {})
        self._refusal: EkaError | None = None

    def ask(self, question: Question) -> str:
        """The answer to a question.

        Raises:
            InputMissing: nobody answers.
            EkaError: nobody answers after an answer was refused: what it was refused with.
        """
        given = self._take(question.field)
        if given is not None:
            return given
        with self._last_refusal_counts():
            return self._asker.ask(question)

    def otp(self, question: Question, step: OtpStep, *, can_resend: bool) -> str | None:
        """The OTP, or None when another one is to be sent. Raises as ``ask``."""
        given = self._take(question.field)
        if given is None:
            with self._last_refusal_counts():
                given = self._asker.otp(question, step, can_resend=can_resend)
        return None if given.strip().casefold() in RESEND else given

    def choose(
        self, question: Question, choices: Sequence[Choice], *, new: str | None = None, create: bool = False
    ) -> str | None:
        """The answer of one of the choices, or None for a new one (where ``new`` says what that is).

        Args:
            question: what to choose; an answer given up front must be one of the choices.
            choices: what is on offer.
            new: how the way out is described; None where there is none.
            create: a new one is wanted, unless the answer given up front is one of the choices.

        Raises:
            InvalidValueError: what was given up front is not on offer.
            InputMissing: nobody answers.
        """
        given = self._given.get(question.field)
        if given is None:
            if new is not None and create:
                return None
            with self._last_refusal_counts():
                return self._asker.choose(question, choices, new=new)
        wanted = given.strip().casefold()
        for choice in choices:
            answer = choice.answer.casefold()
            if wanted in (answer, answer.partition("@")[0]):
                del self._given[question.field]
                return choice.answer
        if new is not None and create:
            return None
        way_out = "; --create makes a new one" if new is not None else ""
        raise InvalidValueError(question.field, f"must be one of the {len(choices)} on offer{way_out}")

    def suggested(self, question: Question, suggestions: Callable[[], Sequence[str]]) -> str:
        """An answer with suggestions at hand, which are asked for only when they are needed. Raises as ``ask``."""
        given = self._take(question.field)
        if given is not None:
            return given
        with self._last_refusal_counts():
            return self._asker.suggested(question, suggestions)

    def give(self, question: Question, answer: str) -> None:
        """Keep an answer for when it is asked for next."""
        self._given[question.field] = answer

    def gives(self, field: str) -> bool:
        """Whether something was given up front and is not yet used."""
        return field in self._given

    def reached(self, step: Told) -> None:
        """The journey has come to a step."""
        self.progress.step = step
        self._refusal = None
        self.teller.reached(step)

    def refused(self, error: EkaError) -> None:
        """An answer was refused; it will be asked for again."""
        self._refusal = error
        self.teller.refused(error)

    @contextmanager
    def calling(self) -> Iterator[None]:
        """Around a call; after an interruption ``progress`` knows that it was under way."""
        self.progress.calling = True
        try:
            yield
        except Exception:
            self.progress.calling = False
            raise
        self.progress.calling = False

    def _take(self, field: str) -> str | None:
        return self._given.pop(field, None)

    @contextmanager
    def _last_refusal_counts(self) -> Iterator[None]:
        try:
            yield
        except InputMissing:
            if self._refusal is None:
                raise
            refusal = self._refusal
        else:
            return
        raise refusal
