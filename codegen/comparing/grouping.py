"""What many operations have in common is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codegen.comparing.documents import OperationChanges
    from codegen.comparing.moves import Address
    from codegen.comparing.rules import Change

#: A change that at least so many operations have in common is told once.
_COMMON = 4

#: Operations, and what changed in each of them.
Group = tuple[tuple["Address", ...], list["Change"]]


def grouped(changed: Sequence[OperationChanges]) -> list[Group]:
    """Changes by the operations that have them: what is common first, then one operation after another."""
    holders: dict[Change, list[Address]] = {}
    for item in changed:
        for change in item.changes:
            holders.setdefault(change, []).append(item.address)
    groups: dict[tuple[Address, ...], list[Change]] = {}
    for change, addresses in holders.items():
        keys: list[tuple[Address, ...]] = [(address,) for address in addresses]
        for key in keys if len(addresses) < _COMMON else [tuple(addresses)]:
            groups.setdefault(key, []).append(change)
    return sorted(groups.items(), key=lambda group: (-len(group[0]), [(path, method) for method, path in group[0]]))
