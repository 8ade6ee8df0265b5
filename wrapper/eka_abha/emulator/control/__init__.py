"""Control over a running emulator by HTTP, under `/emulator/` on the same server, and the page at `/`.

It is no part of the emulated API: it needs no bearer, and stands neither in the counts nor in the log of requests.
"""

from eka_abha.emulator.control.answering import Control
from eka_abha.emulator.control.endpoint import Endpoint
from eka_abha.emulator.control.endpoints import ENDPOINTS

__all__ = ["ENDPOINTS", "Control", "Endpoint"]
