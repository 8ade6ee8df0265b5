"""Whether something has come on a connection that is not in use: its end, or an answer that nobody asked for."""

from __future__ import annotations

import select
from typing import Protocol, runtime_checkable


@runtime_checkable
class HasFileno(Protocol):
    """A socket, or what an event loop shows of one."""

    def fileno(self) -> int:
        """The descriptor; negative once closed."""


class Readiness:
    """Of one socket. Pools ask for each of their idle connections at each call, so all is prepared once."""

    def __init__(self, sock: HasFileno) -> None:
        self._sock = sock
        self._poll = None
        if hasattr(select, "poll"):  # not on Windows
            self._poll = select.poll()
            self._poll.register(sock.fileno(), select.POLLIN)

    def __bool__(self) -> bool:
        """True when a read would not wait, or the socket is closed."""
        if self._sock.fileno() < 0:
            return True
        if self._poll is None:
            return bool(select.select([self._sock], [], [], 0)[0])
        return bool(self._poll.poll(0))
