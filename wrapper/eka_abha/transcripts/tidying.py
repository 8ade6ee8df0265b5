"""The labels of a transcript, as few as say something."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from eka_abha.transcripts.document import Asked
from eka_abha.transcripts.shapes import Fields, Shape, leaves, relabelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eka_abha.transcripts.document import Exchange


def tidied(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """Drop the labels that stand in lists only, since they would count the items; number the others as they come."""
    order = dict.fromkeys(label for exchange in exchanges for label, _ in labels_of(exchange))
    outside = {label for exchange in exchanges for label, in_list in labels_of(exchange) if not in_list}
    counts = Counter[str]()
    names: dict[str, str] = {}
    for label in order:
        if label in outside:
            kind = label.partition("#")[0]
            counts[kind] += 1
            names[label] = f"{kind}#{counts[kind]}"
    return tuple(_renamed(exchange, names) for exchange in exchanges)


def header_label(header: str) -> str | None:
    """The label behind the name of a header, if there is one."""
    return header.partition(" ")[2] or None


def labels_of(exchange: Exchange) -> Iterator[tuple[str, bool]]:
    """Yield each label and whether it stands in a list."""
    for header in exchange.asked.headers:
        label = header_label(header)
        if label is not None:
            yield label, False
    for shape in shapes_of(exchange):
        for path, leaf in leaves(shape):
            if leaf.label is not None:
                yield leaf.label, "[]" in path


def shapes_of(exchange: Exchange) -> tuple[Shape, ...]:
    answer = () if exchange.answered is None else (exchange.answered.body,)
    return (exchange.asked.query, exchange.asked.body, *answer)


def _renamed(exchange: Exchange, names: Mapping[str, str]) -> Exchange:
    asked, answered = exchange.asked, exchange.answered
    query = relabelled(asked.query, names)
    assert isinstance(query, Fields)
    headers = tuple(_renamed_header(header, names) for header in asked.headers)
    return replace(
        exchange,
        asked=Asked(headers, query, relabelled(asked.body, names)),
        answered=None if answered is None else replace(answered, body=relabelled(answered.body, names)),
    )


def _renamed_header(header: str, names: Mapping[str, str]) -> str:
    name, _, label = header.partition(" ")
    return f"{name} {names[label]}" if label else name
