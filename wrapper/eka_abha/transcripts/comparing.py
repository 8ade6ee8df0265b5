"""Where two transcripts of the same calls differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from eka_abha.transcripts.shapes import Leaf, Listing, leaf_at, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from eka_abha.transcripts.document import Answered, Exchange, Transcript
    from eka_abha.transcripts.shapes import Shape

_ABSENT: Final = "absent"
_BODY: Final = "body"
_STATUS: Final = "HTTP status"
_OTP: Final = "otp"

_Seen: TypeAlias = "dict[str, frozenset[str]]"
_Place: TypeAlias = "tuple[int, str, str]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that the service did and the emulator does otherwise.

    `where`: a field of the answer (`profile.mobile`, `abha_profiles[].name`), or `HTTP status`, `content type`,
    `Retry-After`, `length of the OTP`.
    `follows`: the number of an exchange before, whose answers differed in status; this may be a consequence of it.
    `switches`: settings of the emulator that each by itself remove the difference.
    """

    exchange: int
    operation: str | None
    where: str
    service: str
    emulator: str
    follows: int | None = None
    switches: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[int, str]:
        """What two comparisons know the difference by."""
        return self.exchange, self.where


def differences(service: Transcript, emulator: Transcript) -> tuple[Difference, ...]:
    """Compare the answers of two transcripts, exchange by exchange.

    Compared are statuses, source codes, content types, `Retry-After`, which fields there are, their types, what is
    shown of their values, and which values are the same as earlier ones: so, whether a `txn_id` was renewed. Timings
    are not.
    """
    answered = [exchange for exchange in service.exchanges if exchange.answered is not None]
    ours, theirs = _relations(answered), _relations(list(emulator.exchanges))
    found: list[Difference] = []
    follows: int | None = None
    for index, (real, copy) in enumerate(zip(answered, emulator.exchanges, strict=True)):
        here = [replace(one, follows=follows) for one in _of_exchange(real, copy, ours[index], theirs[index])]
        found += here
        if follows is None and any(one.where == _STATUS for one in here):
            follows = real.number
    return tuple(found)


def _of_exchange(
    real: Exchange, copy: Exchange, ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Iterator[Difference]:
    assert real.answered is not None
    assert copy.answered is not None

    def difference(where: str, service: str, emulator: str) -> Difference:
        return Difference(
            exchange=real.number, operation=real.operation, where=where, service=service, emulator=emulator
        )

    if _outcome(real.answered) != _outcome(copy.answered):
        yield difference(_STATUS, _outcome(real.answered), _outcome(copy.answered))
        return
    if (otps := _otp_forms(real, copy)) is not None:
        yield difference("length of the OTP", *otps)
    for where, service, emulator in (
        ("content type", real.answered.content_type, copy.answered.content_type),
        ("Retry-After", real.answered.retry_after, copy.answered.retry_after),
    ):
        if service != emulator:
            yield difference(
                where, _ABSENT if service is None else str(service), _ABSENT if emulator is None else str(emulator)
            )
    seen, seen_there = _seen(real.answered.body, ours), _seen(copy.answered.body, theirs)
    reported: list[str] = []
    for path in sorted(seen.keys() | seen_there.keys()):
        service_has, emulator_has = seen.get(path, _NOTHING), seen_there.get(path, _NOTHING)
        if service_has != emulator_has and not any(_is_below(path, parent) for parent in reported):
            reported.append(path)
            yield difference(path or _BODY, _text(service_has), _text(emulator_has))


_NOTHING: Final = frozenset({_ABSENT})


def _outcome(answer: Answered) -> str:
    """Status and source code; where there is no code, the text."""
    if answer.status < 400:
        return str(answer.status)
    code, text = leaf_at(answer.body, "source_error", "code"), leaf_at(answer.body, "error")
    if code is not None and code.value is not None:
        return f"{answer.status} {code.value}"
    return f"{answer.status}: {text.text}" if text is not None and text.text is not None else str(answer.status)


def _otp_forms(real: Exchange, copy: Exchange) -> tuple[str, str] | None:
    """The lengths of the OTP, where they differ and it was right: the emulator's is the one that it sent."""
    sent, made = leaf_at(real.asked.body, _OTP), leaf_at(copy.asked.body, _OTP)
    if sent is None or made is None or sent.form == made.form or real.answered is None or real.answered.status >= 400:
        return None
    return sent.form or "not digits", made.form or "not digits"


def _relations(exchanges: list[Exchange]) -> list[dict[str, str]]:
    """For each answer, by path: where each labelled value stood last before."""
    last: dict[str, _Place] = {}
    relations = []
    for index, exchange in enumerate(exchanges):
        for shape, part in ((exchange.asked.query, "query"), (exchange.asked.body, "request")):
            last |= {leaf.label: (index, part, path) for path, leaf in leaves(shape) if leaf.label is not None}
        here: dict[str, str] = {}
        if exchange.answered is not None:
            for path, leaf in leaves(exchange.answered.body):
                if leaf.label is not None and "[]" not in path:
                    here[path] = _relation(last.get(leaf.label), index, exchanges)
                    last[leaf.label] = (index, "answer", path)
        relations.append(here)
    return relations


def _relation(place: _Place | None, index: int, exchanges: list[Exchange]) -> str:
    if place is None:
        return "new"
    before, part, path = place
    if before == index:
        return f"the same as {path} of this {part}"
    return f"the same as {path} in the {part} of {exchanges[before].operation} (call {before + 1})"


def _seen(shape: Shape, relations: Mapping[str, str], path: str = "") -> _Seen:
    """What stands at each path; in lists, all that stands there in one item or another."""
    if isinstance(shape, Leaf):
        relation = relations.get(path)
        written = str(replace(shape, label=None))
        return {path: frozenset({written if relation is None else f"{written}, {relation}"})}
    if isinstance(shape, Listing):
        found: _Seen = {path: frozenset({f"list of {shape.length}"})}
        items = [_seen(item, relations, f"{path}[]") for item in shape.items]
        for name in {name for item in items for name in item}:
            found[name] = frozenset().union(*(item.get(name, _NOTHING) for item in items))
        return found
    found = {path: frozenset({"object"})}
    for name, part in shape.fields.items():
        found |= _seen(part, relations, f"{path}.{name}" if path else name)
    return found


def _is_below(path: str, parent: str) -> bool:
    return not parent or path.startswith((f"{parent}.", f"{parent}[]"))


def _text(seen: frozenset[str]) -> str:
    return " or ".join(sorted(seen))
