"""What the patient sees of an error: texts of our own by `error.key`, in texts.json; never the error's own text."""

from __future__ import annotations

import json
import math
from pathlib import Path

from eka_abha import Advice, CausedBy, EkaError
from eka_abha.errors import InvalidValueError

TEXTS: dict[str, str] = json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))


def text_for_patient(error: EkaError) -> str:
    """By the key, else by the advice; what only the clinic can mend is not the patient's business."""
    keys = [error.key, f"advice.{error.advice.value}", "at_the_desk"]
    if error.may_have_been_processed:
        keys = [f"lost.{error.operation}", "lost"]
    elif isinstance(error, InvalidValueError):
        keys.insert(0, f"{error.key}.{error.field}")
    elif error.caused_by is CausedBy.INTEGRATOR and error.advice is not Advice.RESTART:
        keys = ["at_the_desk"]
    return next(TEXTS[key] for key in keys if key in TEXTS).format(wait=spoken(error))


def spoken(error: EkaError) -> str:
    """How long to wait, as one says it."""
    seconds = math.ceil(error.retry_after.total_seconds()) if error.retry_after else 0
    if seconds < 120:
        return f"in {seconds} seconds" if seconds else "later"
    return f"in {math.ceil(seconds / 60)} minutes" if seconds < 7200 else f"in {math.ceil(seconds / 3600)} hours"
