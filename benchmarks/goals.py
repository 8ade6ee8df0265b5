"""What is to be reached, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """One ratio with its bound. `measured` is None where this machine could not measure it.

    `cost` says what the figure is made of, for whoever reads that the bound was missed.
    """

    what: str
    measured: float | None
    at_most: float | None = None
    at_least: float | None = None
    cost: str = ""

    @property
    def bound(self) -> str:
        """The bound in words."""
        return f"at most {self.at_most:g}" if self.at_most is not None else f"at least {self.at_least:g}"

    @property
    def reached(self) -> bool | None:
        """Whether the bound holds; None where nothing was measured."""
        if self.measured is None:
            return None
        if self.at_most is not None:
            return self.measured <= self.at_most
        return self.at_least is not None and self.measured >= self.at_least

    def row(self) -> list[str]:
        """What, measured, bound, verdict."""
        measured = "not measured" if self.measured is None else f"{self.measured:.2f}"
        verdict = {True: "reached", False: "MISSED", None: "–"}[self.reached]
        return [self.what, measured, self.bound, verdict]


def explanations(goals: list[Goal]) -> str:
    """For each goal that was missed, what the figure is made of."""
    missed = [goal for goal in goals if goal.reached is False]
    return "".join(f"- Missed: {goal.what}. {goal.cost}\n" for goal in missed)
