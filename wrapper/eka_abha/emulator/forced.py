"""Next steps that magic inputs force, whatever the state of the journey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ForcedStep:
    """A `skip_state` to answer (None: the field is left out), and how many accounts to offer, made up if need be."""

    skip_state: str | None
    accounts: int = 0


FORCED_STEPS: Final = {
    1: (ForcedStep("abha_end", 1), "abha_end: the journey ends with an account, made up if there is none"),
    2: (ForcedStep("confirm_mobile_otp"), "confirm_mobile_otp: a second OTP goes to the mobile number"),
    3: (ForcedStep("abha_select", 2), "abha_select with two accounts or more"),
    4: (ForcedStep("abha_create"), "abha_create without accounts"),
    5: (ForcedStep("abha_create", 1), "abha_create with one account or more"),
    6: (ForcedStep("abha_review", 1), "abha_review: a skip_state that does not exist today"),
    7: (ForcedStep(None, 1), "an answer without skip_state"),
    8: (ForcedStep("abha_select"), "abha_select without accounts"),
}
