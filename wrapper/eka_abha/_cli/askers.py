"""Who answers where there is no demonstration: a person at a terminal, or the lines of stdin."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO, cast

from rich.console import Console
from rich.text import Text

from . import questions, showing
from .desk import Choice, InputMissing, Question

if TYPE_CHECKING:
    from eka_abha._sync.steps import OtpStep


class Terminal:
    """A person at a terminal. OTPs and Aadhaar numbers are not echoed.

    Args:
        console: where the questions go.
        show: show in full what is otherwise masked.
        defaults: what an empty answer means, by field.
        before_otp: called before an OTP is asked for.
    """

    def __init__(
        self,
        console: Console,
        *,
        show: bool = False,
        defaults: Mapping[str, str] | None = None,
        before_otp: Callable[[], None] | None = None,
    ) -> None:
        self._console = console
        self._show = show
        self._defaults = defaults or {}
        self._before_otp = before_otp

    def ask(self, question: Question) -> str:
        default = self._defaults.get(question.field)
        if not default:
            return self._read(question, "")
        shown = "made up" if question.hidden else default
        return self._read(question, f" [{shown}]") or default

    def otp(self, question: Question, step: OtpStep, *, can_resend: bool) -> str:
        if self._before_otp is not None:
            self._before_otp()
        if not can_resend:
            return self._read(question, " (hidden)")
        left = showing.seconds_until(step.resend_at)
        return self._read(question, f" (hidden; r sends another, {f'in {left} s' if left else 'now'})")

    def choose(self, question: Question, choices: Sequence[Choice], *, new: str | None) -> str | None:
        show = self._show or all(choice.masked == choice.full for choice in choices)
        while True:
            self._list(choice.full if show else choice.masked for choice in choices)
            if new is not None:
                self._console.print(f"  n  {new}")
            keys = [f"1-{len(choices)}" if len(choices) > 1 else "1", *(["n"] if new is not None else [])]
            hint = "" if show else ", s shows them in full"
            typed = self._read(question, f" ({', '.join(keys)}{hint})").strip().casefold()
            if typed == "s":
                show = True
            elif typed == "n" and new is not None:
                return None
            elif typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(choices):
                return choices[int(typed) - 1].answer
            else:
                self._console.print(Text("Type one of the numbers."))

    def suggested(self, question: Question, suggestions: Callable[[], Sequence[str]]) -> str:
        offered = suggestions()
        if not offered:
            return self._read(question, "")
        self._list(offered)
        typed = self._read(question, f" (1-{len(offered)}, or another one) [1]").strip() or "1"
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(offered):
            return offered[int(typed) - 1]
        return typed

    def confirm(self, text: str) -> bool:
        """Whether the person says yes."""
        answer = self._read(Question("confirm", text, None), " [y/N]")
        return answer.strip().casefold() in ("y", "yes")

    def pick(self, question: Question, answers: Sequence[str]) -> str:
        """One of a few words."""
        picked = self.choose(question, [Choice(answer, answer, answer) for answer in answers], new=None)
        return picked or answers[0]

    def _list(self, lines: Iterable[str]) -> None:
        for number, line in enumerate(lines, 1):
            self._console.print(Text(f"  {number}  {line}"))

    def _read(self, question: Question, hint: str) -> str:
        prompt = f"{question.label}{hint}: "
        stream = self._console.file
        if question.hidden:
            try:
                return getpass.getpass(prompt, cast("TextIO", stream))
            except EOFError:
                raise self._ended(question) from None
        stream.write(prompt)
        stream.flush()
        line = sys.stdin.readline()
        if not line:
            raise self._ended(question)
        return line.rstrip("\r\n")

    def _ended(self, question: Question) -> InputMissing:
        self._console.file.write("\n")
        return InputMissing(question, ended=True)


class Lines:
    """Without a terminal: what is hidden comes from stdin, a line for each; all else must have been given up front.

    ``asked`` is told before each line is read, so that the program at the other end knows when to write it.
    """

    def __init__(self, asked: Callable[[Question], None]) -> None:
        self._asked = asked

    def ask(self, question: Question) -> str:
        if question.optional:
            return ""
        if not question.hidden:
            raise InputMissing(question)
        self._asked(question)
        line = sys.stdin.readline()
        if not line:
            raise InputMissing(question)
        return line.rstrip("\r\n")

    def otp(self, question: Question, step: OtpStep, *, can_resend: bool) -> str:
        return self.ask(question)

    def choose(self, question: Question, choices: Sequence[Choice], *, new: str | None) -> str | None:
        raise InputMissing(question)

    def suggested(self, question: Question, suggestions: Callable[[], Sequence[str]]) -> str:
        raise InputMissing(question)


class TakesSuggestions:
    """Another asker, but that it takes the suggestions, one after the other (``--suggested``)."""

    def __init__(self, asker: Lines | Terminal) -> None:
        self._asker = asker
        self._taken = 0
        self.ask = asker.ask
        self.otp = asker.otp
        self.choose = asker.choose

    def suggested(self, question: Question, suggestions: Callable[[], Sequence[str]]) -> str:
        offered = suggestions()
        if self._taken >= len(offered):
            return self._asker.suggested(questions.NEW_ADDRESS, suggestions)
        self._taken += 1
        return offered[self._taken - 1]
