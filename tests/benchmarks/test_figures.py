"""What the benchmarks make of their rounds: ratios round by round, medians, and goals."""

from __future__ import annotations

import httpx
import pytest

from benchmarks.figures import Figures, Round, spread
from benchmarks.goals import Goal, explanations
from benchmarks.server import local_server

FAST = Figures([Round(calls=100, wall=wall, cpu=wall / 2, latencies=[0.01] * 99 + [0.5]) for wall in (1.0, 2.0, 10.0)])
SLOW = Figures([Round(calls=100, wall=wall, cpu=wall, latencies=[0.02] * 100) for wall in (2.0, 4.0, 10.0)])


def test_a_ratio_is_taken_round_by_round() -> None:
    """A round that the machine disturbed for both disturbs no ratio; medians of each would be 2.0 as well."""
    assert FAST.rate_ratio(SLOW).value == 2.0
    assert FAST.cpu_ratio(SLOW).value == pytest.approx(0.25)
    assert FAST.rate == 50.0
    assert FAST.cpu_per_call == pytest.approx(0.01)


def test_a_ratio_says_how_far_its_rounds_lie_apart() -> None:
    """The lowest and the highest."""
    ratio = spread([1.0, 2.0, 3.0, 4.0, 100.0])
    assert (ratio.value, ratio.low, ratio.high) == (3.0, 1.0, 100.0)
    assert str(ratio) == "3.00 (1.00 to 100.00)"


def test_two_passes_are_one_set_of_rounds() -> None:
    """In the order in which they were made, so that rounds still pair up."""
    assert (FAST + SLOW).rounds == [*FAST.rounds, *SLOW.rounds]


def test_latencies_are_those_of_all_rounds() -> None:
    """The median, and the slow ones at the end."""
    assert FAST.latency(0.5) == 0.01
    assert FAST.latency(0.995) == 0.5


@pytest.mark.parametrize(
    ("goal", "reached", "verdict"),
    [
        (Goal("a", 0.95, at_most=0.95), True, "reached"),
        (Goal("a", 0.96, at_most=0.95), False, "MISSED"),
        (Goal("a", 9.0, at_least=9), True, "reached"),
        (Goal("a", 8.9, at_least=9), False, "MISSED"),
        (Goal("a", None, at_most=1), None, "–"),
    ],
)
def test_a_goal_is_reached_or_not(goal: Goal, reached: bool | None, verdict: str) -> None:
    """At most, at least, and not measured."""
    assert goal.reached is reached
    assert goal.row()[-1] == verdict


def test_a_missed_goal_is_explained() -> None:
    """And only that."""
    goals = [Goal("fine", 1.0, at_most=2, cost="unsaid"), Goal("slow", 3.0, at_most=2, cost="It is the weather.")]
    assert explanations(goals) == "- Missed: slow. It is the weather.\n"


def test_the_server_answers_every_call_the_same() -> None:
    """From a process of its own, over a kept connection."""
    with local_server() as base_url, httpx.Client(base_url=base_url) as client:
        answers = [client.post("/any", json={"number": number}).json() for number in range(3)]
    assert answers[0]["txn_id"]
    assert answers == [answers[0]] * 3
