"""Next steps that magic inputs force, whatever the state of the journey."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ForcedStep:
    """A `skip_state` to answer (None: the field is left out), and how many accounts to offer, made up if need be."""

    skip_state: str | None
    accounts: int = 0


FORCED_STEPS: Final = {
    1: ForcedStep("abha_end", 1),
    2: ForcedStep("confirm_mobile_otp"),
    3: ForcedStep("abha_select", 2),
    4: ForcedStep("abha_create"),
    5: ForcedStep("abha_create", 1),
    6: ForcedStep("abha_review", 1),
    7: ForcedStep(None, 1),
    8: ForcedStep("abha_select"),
}
_MOBILE: Final = re.compile(r"609000(\d{4})")
_AADHAAR: Final = re.compile(r"2009000(\d{4})\d")


def forced_by(mobile: str | None, aadhaar: str | None = None) -> ForcedStep | None:
    """Return the next step that a mobile number or an Aadhaar number forces."""
    for pattern, number in ((_MOBILE, mobile), (_AADHAAR, aadhaar)):
        found = pattern.fullmatch(number or "")
        if found is not None:
            return FORCED_STEPS.get(int(found[1]))
    return None
