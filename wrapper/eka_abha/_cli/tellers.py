"""What a journey shows: text for people, or one JSON object per line for programs."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from . import showing, words

if TYPE_CHECKING:
    from eka_abha import Attempt, EkaError

    from .desk import Told


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console_on(stream: IO[str]) -> Console:
    """A console that takes texts as they are, and does not break lines where no terminal is."""
    return _Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty())


class TextTeller:
    """Lines of text: what was reached, what comes next."""

    def __init__(self, console: Console, *, show: bool = False, calls: bool = False) -> None:
        self.console = console
        self._show = show
        self._calls = calls

    def reached(self, step: Told) -> None:
        what, next_ = words.reached(step, show=self._show)
        self.line("✓", "green", what, f"[{step.kind}]")
        if next_:
            self.line(" ", "", next_)

    def refused(self, error: EkaError) -> None:
        self.line("✗", "red", words.problem(error), f"[{error.key}]")

    def attempted(self, attempt: Attempt) -> None:
        if self._calls:
            how = attempt.status_code if attempt.status_code is not None else attempt.outcome
            text = f"{attempt.method} {attempt.path} → {how} in {attempt.duration * 1000:.0f} ms"
            self.line("·", "dim", text, style="dim")

    def note(self, text: str) -> None:
        self.line("!", "yellow", text)

    def line(self, mark: str, mark_style: str, text: str, aside: str = "", *, style: str = "") -> None:
        """One paragraph behind a mark; continued lines are indented."""
        content = Text(text, style=style)
        if aside:
            content.append(f"  {aside}", style="dim")
        if self.console.soft_wrap:
            self.console.print(Text(mark, style=mark_style) + Text(" ") + content)
            return
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text(mark, style=mark_style), content)
        self.console.print(grid)


class JsonTeller:
    """One JSON object per line, each with a ``kind``. Nothing else goes to this stream; notes go to the other."""

    def __init__(self, stream: IO[str], notes: IO[str], *, show: bool = False, calls: bool = False) -> None:
        self._stream = stream
        self._notes = TextTeller(console_on(notes))
        self._show = show
        self._calls = calls

    def reached(self, step: Told) -> None:
        self.write(showing.step_facts(step, show=self._show))

    def refused(self, error: EkaError) -> None:
        self.write(showing.error_facts(error, final=False))

    def attempted(self, attempt: Attempt) -> None:
        if self._calls:
            self.write(
                {
                    "kind": "call",
                    "operation": attempt.operation,
                    "method": attempt.method,
                    "path": attempt.path,
                    "status_code": attempt.status_code,
                    "outcome": attempt.outcome,
                    "milliseconds": round(attempt.duration * 1000),
                }
            )

    def note(self, text: str) -> None:
        self._notes.note(text)

    def write(self, facts: showing.Facts) -> None:
        """One line."""
        print(json.dumps(facts), file=self._stream, flush=True)
