"""The generated parts of ``docs/errors.md``, made from the code's own tables. ``python -m tests.docs.error_tables``
writes them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from eka_abha import errors
from eka_abha._errors import table
from eka_abha._errors.table import Meaning
from eka_abha.errors import Advice, ApiError, EkaError

from tests.docs.tables import DOCS

PAGE = DOCS / "errors.md"
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def current(text: str) -> str:
    """The page with every generated part as it is to be."""
    makers = {"tree": tree, "keys": keys, "codes": codes, "texts": texts, "statuses": statuses}
    return _PART.sub(lambda part: part[1] + "\n".join(makers[part[2]]()) + "\n" + part[3], text)


def tree() -> Iterator[str]:
    """The drawing of the docstring of ``eka_abha.errors``."""
    lines = (inspect.getdoc(errors) or "").splitlines()
    drawn = [line[4:] for line in lines if line.startswith("    ")]
    yield from ["", "```text", *drawn, "```", ""]


def keys() -> Iterator[str]:
    """What an error with a key can be; what differs from answer to answer stands together in a cell."""
    found = [_facts(meaning.error, meaning) for meaning in meanings()]
    raised = {(fact.key, fact.error) for fact in found}
    found += [fact for cls in classes() if ((fact := _facts(cls)).key, cls) not in raised]
    groups: dict[tuple[int, str], list[_Facts]] = {}
    for fact in found:
        groups.setdefault((classes().index(fact.error), fact.key), []).append(fact)
    rows = [
        (
            f"`{key}`",
            f"`{group[0].error.__name__}`",
            _either(f"`{fact.advice.name}`" for fact in group),
            _either(fact.caused_by for fact in group),
            _either("yes" if fact.retryable else "no" for fact in group),
            _either(fact.wait for fact in group),
        )
        for (_, key), group in sorted(groups.items())
    ]
    yield from _table(("key", "class", "advice", "caused by", "retryable", "wait"), rows)


def codes() -> Iterator[str]:
    """Every documented code."""
    rows = [
        (f"`{code}`", str(status), f"`{meaning.key or meaning.error.key}`", f"`{meaning.error.__name__}`")
        for (code, status), meaning in sorted(table.TABLE.items())
    ]
    yield from _table(("code", "status", "key", "class"), rows)


def texts() -> Iterator[str]:
    """Every known text."""
    rows = [
        (f"“{text}”", at, f"`{meaning.key or meaning.error.key}`", f"`{meaning.error.__name__}`")
        for known, at in ((table._TEXTS, "any"), (table._TEXTS_4XX, "4xx"))
        for text, meaning in known
    ]
    yield from _table(("text contains", "status", "key", "class"), rows)


def statuses() -> Iterator[str]:
    """What each status means by itself; those of one meaning stand together."""
    groups: dict[Meaning, list[int]] = {}
    for status, meaning in sorted(table._STATUSES.items()):
        groups.setdefault(meaning, []).append(status)
    rows = [
        (", ".join(_ranges(group)), f"`{meaning.key or meaning.error.key}`", f"`{meaning.error.__name__}`")
        for meaning, group in groups.items()
    ]
    for name, status in (("other 4xx", 418), ("other 5xx", 500), ("anything else", 700)):
        meaning = table.by_status(status)
        rows.append((name, f"`{meaning.key or meaning.error.key}`", f"`{meaning.error.__name__}`"))
    yield from _table(("status", "key", "class"), rows)


def classes() -> list[type[EkaError]]:
    """The whole tree, each class below its parent."""

    def below(cls: type[EkaError]) -> list[type[EkaError]]:
        return [cls, *(found for child in cls.__subclasses__() for found in below(child))]

    return [cls for cls in dict.fromkeys(below(EkaError)) if cls.__module__ == errors.__name__]


def meanings() -> list[Meaning]:
    """Everything that an answer can mean."""
    known = [*table.TABLE.values(), *(meaning for _, meaning in (*table._TEXTS, *table._TEXTS_4XX))]
    return [*known, *map(table.by_status, range(100, 700))]


@dataclass(frozen=True)
class _Facts:
    """What one answer, or a class by itself, comes out as."""

    error: type[EkaError]
    key: str
    advice: Advice
    caused_by: str
    retryable: bool
    wait: str


def _facts(cls: type[EkaError], meaning: Meaning | None = None) -> _Facts:
    given = meaning or Meaning(ApiError)
    return _Facts(
        cls,
        given.key or cls.key,
        given.advice or cls.advice,
        (given.caused_by or cls.caused_by).value,
        cls.retryable if given.retryable is None else given.retryable,
        _spoken(given.wait),
    )


def _either(values: Iterable[str]) -> str:
    found = sorted(set(values), reverse=True)
    return " or ".join(value or "not known" for value in found) if found != [""] else ""


def _spoken(wait: timedelta | None) -> str:
    seconds = wait.total_seconds() if wait else 0
    for unit, name in ((3600, "hours"), (60, "minutes"), (1, "seconds")):
        if seconds >= unit:
            return f"{seconds / unit:g} {name}"
    return ""


def _ranges(numbers: list[int]) -> Iterator[str]:
    start = 0
    for index, number in enumerate(numbers):
        if index + 1 == len(numbers) or numbers[index + 1] != number + 1:
            first = numbers[start]
            yield str(first) if first == number else f"{first}{', ' if first + 1 == number else ' to '}{number}"
            start = index + 1


def _table(head: tuple[str, ...], body: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for cells in body:
        yield f"| {' | '.join(cells)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(current(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
