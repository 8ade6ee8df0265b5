"""Look-ups: whether an address exists, and addresses to suggest."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from eka_abha.emulator import rules
from eka_abha.emulator.errors import VALIDATION_FAILED, Refused
from eka_abha.emulator.routing import Route
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from eka_abha.emulator.wire import EmulatorResponse, Json
    from eka_abha.emulator.world import Call, World

_SUGGESTIONS: Final = 5
_SHORTEST, _LONGEST = 8, 18


def check_address(world: World, call: Call) -> EmulatorResponse:
    """POST /abdm/na/v1/registration/phr/check: whether an ABHA address exists."""
    address = call.fields().text("abha_address")
    return json_answer({"exists": world.accounts.find(address) is not None})


def suggest(world: World, call: Call) -> EmulatorResponse:
    """GET /abdm/na/v1/registration/suggest: free addresses made of a name and a date of birth."""
    first, last, birth = _letters(call.query("fn")), _letters(call.query("ln")), call.query("dob")
    born = None if birth is None else rules.iso_date(birth)
    if birth is not None and born is None:
        raise Refused(VALIDATION_FAILED, "dob: YYYY-MM-DD")
    txn_id = call.query("transactionId")
    if txn_id is not None:
        world.transactions.find(txn_id, call.workspace)
    if not first and not last:
        return json_answer({"suggestions": None})
    suffix = world.settings.address_suffix
    free = (part for part in _local_parts(first, last, born) if world.accounts.find(part + suffix) is None)
    ending = suffix if world.settings.suggestions_have_suffix else ""
    suggestions: list[Json] = [part + ending for part in itertools.islice(free, _SUGGESTIONS)]
    return json_answer({"suggestions": suggestions})


def _letters(name: str | None) -> str:
    return "".join(letter for letter in (name or "").lower() if "a" <= letter <= "z")


def _local_parts(first: str, last: str, born: date | None) -> Iterator[str]:
    """Yield valid local parts without end: names first, then with the year of birth, then with a number."""
    years = ["", str(born.year), f"{born.year % 100:02}"] if born else [""]
    joints = [".", "_", ""] if first and last else [""]
    seen: set[str] = set()
    for number in itertools.count():
        for year, joint in itertools.product(years, joints):
            end = year + (str(number) if number else "")
            room = _LONGEST - len(end) - len(joint)
            begin = first[: room - min(len(last), room // 2)]
            name = begin + joint + last[: room - len(begin)]
            part = name.ljust(_SHORTEST - len(end), "1") + end if number else name + end
            if part not in seen and rules.is_new_local_part(part):
                seen.add(part)
                yield part


ROUTES: Final = (
    Route("POST", "/abdm/na/v1/registration/phr/check", "check_abha_address", check_address),
    Route("GET", "/abdm/na/v1/registration/suggest", "suggest_abha_addresses", suggest),
)
