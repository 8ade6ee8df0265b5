"""The patients' sessions with the gateway, and the patients' own tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eka_abha.emulator.clock import Chance, Clock
    from eka_abha.emulator.settings import EmulatorSettings


@dataclass(frozen=True, slots=True, repr=False)
class PatientTokens:
    """What a registration or a session hands out for the patient."""

    token: str
    refresh_token: str


class Sessions:
    """Opens, looks up and ends sessions, one for each Eka user id."""

    def __init__(self, settings: EmulatorSettings, clock: Clock, chance: Chance) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._ends: dict[str, float] = {}
        self._owners: dict[str, str] = {}

    def issue_tokens(self, oid: str, *, opens: bool) -> PatientTokens:
        """Return new tokens of a patient; `opens`: with a session that they belong to."""
        tokens = PatientTokens(self._chance.token("patient", oid), self._chance.token("patient-refresh", oid))
        self._owners[tokens.token] = oid
        if opens:
            self.open(oid)
        return tokens

    def open(self, oid: str) -> None:
        """Open a session, or let an open one live its whole time again."""
        self._ends[oid] = self._clock.now + self._settings.session_lifetime

    def is_open(self, oid: str) -> bool:
        """Whether there is a session that has not expired."""
        return self._clock.now < self._ends.get(oid, float("-inf"))

    def was_open(self, oid: str) -> bool:
        """Whether there has ever been a session, which may have expired."""
        return oid in self._ends

    def owner_of(self, token: str) -> str | None:
        """Return the Eka user id that a patient's token was issued for."""
        return self._owners.get(token)

    def expire(self, oid: str | None = None) -> None:
        """Let the session of one patient, or of all, expire."""
        for each in self._ends if oid is None else (oid,):
            if each in self._ends:
                self._ends[each] = min(self._ends[each], self._clock.now)

    def forget(self, oid: str) -> None:
        """Drop what is known of a patient who is no more."""
        self._ends.pop(oid, None)
        self._owners = {token: owner for token, owner in self._owners.items() if owner != oid}
