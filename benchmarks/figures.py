"""Figures of alternating rounds: medians, and the ratio of two peers with its spread."""

from __future__ import annotations

import statistics
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Round:
    """One round of one peer. Times are seconds; `cpu` is that of this process, without the server's."""

    calls: int
    wall: float
    cpu: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Calls per second."""
        return self.calls / self.wall

    @property
    def cpu_per_call(self) -> float:
        """CPU seconds that one call takes."""
        return self.cpu / self.calls


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of the rounds' ratios, with the range that all of them lie in."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True, slots=True)
class Figures:
    """The rounds of one peer, and what is told of them."""

    rounds: list[Round]

    @property
    def rate(self) -> float:
        """Calls per second, median."""
        return statistics.median(one.rate for one in self.rounds)

    @property
    def cpu_per_call(self) -> float:
        """CPU seconds per call, median."""
        return statistics.median(one.cpu_per_call for one in self.rounds)

    def latency(self, share: float) -> float:
        """Seconds within which that share of all calls was answered."""
        ordered = sorted(latency for one in self.rounds for latency in one.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    def __add__(self, later: Figures) -> Figures:
        """The rounds of two passes."""
        return Figures([*self.rounds, *later.rounds])

    def rate_ratio(self, other: Figures) -> Ratio:
        """Calls per second of this peer to those of another, round by round."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return spread([mine.rate / theirs.rate for mine, theirs in pairs])

    def cpu_ratio(self, other: Figures) -> Ratio:
        """CPU per call of this peer to that of another, round by round."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return spread([mine.cpu_per_call / theirs.cpu_per_call for mine, theirs in pairs])


def spread(values: list[float]) -> Ratio:
    """The median of several ratios, the lowest and the highest."""
    return Ratio(statistics.median(values), min(values), max(values))
