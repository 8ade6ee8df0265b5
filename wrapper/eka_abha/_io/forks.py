"""After a fork the child has copies of locks, threads' leftovers and sockets: what holds any of them is reset there."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet

FORKED = "a transport of your own belongs to the process that made it: make a new client after the fork"


class Resettable(Protocol):
    """Something that cannot be shared with a parent process."""

    def reset_after_fork(self) -> None:
        """Forget what belongs to the parent; never close it."""


_registered: WeakSet[Resettable] = WeakSet()


def reset_after_fork(thing: Resettable) -> None:
    """Have ``thing`` reset in each child process."""
    _registered.add(thing)


def _in_child() -> None:
    for thing in list(_registered):
        thing.reset_after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_in_child)
