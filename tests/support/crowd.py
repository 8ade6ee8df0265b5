"""Many threads that do the same at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def at_once(count: int, work: Callable[[int], T], *, seconds: float = 30.0) -> list[T | Exception]:
    """What each of ``count`` threads returned or raised, by its number; they begin together."""
    results: dict[int, T | Exception] = {}
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait(seconds)
        try:
            results[number] = work(number)
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    assert not any(thread.is_alive() for thread in threads), "some threads never ended"
    return [results[number] for number in range(count)]
