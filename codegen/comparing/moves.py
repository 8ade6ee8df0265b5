"""Which of the operations that came are those that went, at another path."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from codegen.comparing.contracts import Contract, compare_contracts
from codegen.comparing.rules import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Method and path.
Address = tuple[str, str]

#: Words that most paths of this provider have; two paths that share only these have nothing in common.
_COMMON = frozenset({"abdm", "na"})


def same_contract(before: Contract, after: Contract) -> bool:
    """Whether two operations promise the same.

    A path parameter may have another name; error answers do not count, since all operations share theirs.
    """
    changes = compare_contracts(_without_errors(before), _without_errors(after))
    return all(change.kind is Kind.PARAMETER_RENAMED for change in changes)


def _without_errors(given: Contract) -> Contract:
    answers = {status: answer for status, answer in given.answers.items() if status[0] not in "45"}
    return replace(given, answers=answers)


def moves(before: Mapping[Address, Contract], after: Mapping[Address, Contract]) -> dict[Address, Address]:
    """New address → old address of every operation that moved: same method, same contract, another path.

    Where an operation that went has a contract of its own, it is recognised wherever it came up. Where others have the
    same contract, before or after, the paths must have a telling word in common, and the nearest path wins.
    """
    same = same_addresses(before, after)
    gone = [address for address in before if address not in after and address not in same.values()]
    came = [address for address in after if address not in before and address not in same]
    ranked = []
    for old in gone:
        for new in came:
            if old[0] == new[0] and same_contract(before[old], after[new]):
                shared = _shared(old[1], new[1])
                if shared or (_is_one_of_its_kind(old, before) and _is_one_of_its_kind(new, after)):
                    ranked.append((-shared, old, new))
    found: dict[Address, Address] = {}
    for _, old, new in sorted(ranked):
        if new not in found and old not in found.values():
            found[new] = old
    return found


def same_addresses(before: Iterable[Address], after: Iterable[Address]) -> dict[Address, Address]:
    """New address → old address of every operation whose path parameters have other names."""
    gone = {_as_called(address): address for address in sorted(set(before) - set(after))}
    came = {_as_called(address): address for address in sorted(set(after) - set(before))}
    return {came[key]: gone[key] for key in sorted(gone.keys() & came.keys())}


def _as_called(address: Address) -> Address:
    method, path = address
    return method, re.sub(r"\{[^}]*\}", "{}", path)


def _is_one_of_its_kind(address: Address, contracts: Mapping[Address, Contract]) -> bool:
    own = contracts[address]
    return not any(
        same_contract(own, other) for key, other in contracts.items() if key != address and key[0] == address[0]
    )


def _shared(old: str, new: str) -> int:
    """How many telling segments two paths have in common, counted from both ends."""
    left, right = list(_telling(old)), list(_telling(new))
    count = 0
    for at in (0, -1):
        while left and right and left[at] == right[at]:
            del left[at], right[at]
            count += 1
    return count


def _telling(path: str) -> Iterator[str]:
    for segment in path.strip("/").split("/"):
        is_version = segment[:1] == "v" and segment[1:].isdecimal()
        if segment not in _COMMON and not is_version and not segment.startswith("{"):
            yield segment
