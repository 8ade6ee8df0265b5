"""What the emulator does, and how we know that the service does so, too."""

from __future__ import annotations

from typing import Final

from eka_abha.emulator.behaviours.basics import BASICS
from eka_abha.emulator.behaviours.otps import OTP_BEHAVIOURS
from eka_abha.emulator.behaviours.patients import PATIENTS
from eka_abha.emulator.behaviours.registrations import REGISTRATIONS
from eka_abha.emulator.behaviours.statement import Behaviour, Source

__all__ = ["BEHAVIOUR", "Behaviour", "Source"]

BEHAVIOUR: Final = (*BASICS, *OTP_BEHAVIOURS, *REGISTRATIONS, *PATIENTS)
