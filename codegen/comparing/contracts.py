"""What an operation promises, and the changes from one such contract to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codegen.comparing.meaning import canonical, shown
from codegen.comparing.rules import Change, Direction, Kind
from codegen.comparing.schemas import Found, compare_schemas
from codegen.jsontypes import Json, JsonObject, as_list, as_object, as_text, strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REQUEST, RESPONSE = Direction.REQUEST, Direction.RESPONSE

#: Header parameters that OpenAPI says to ignore.
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
#: What HTTP and OpenAPI assume for a parameter that does not say how it is written.
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter."""

    where: str
    name: str
    required: bool
    schema: Json
    style: str
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes with one status."""

    content: Mapping[str, Json]
    headers: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Contract:
    """What an operation promises; texts are left out, and no name of a shared schema is in it.

    Path parameters are known by their position, other parameters by place and name.
    """

    parameters: Mapping[tuple[str, str], Parameter] = field(default_factory=dict)
    takes_body: bool = False
    body_required: bool = False
    body: Mapping[str, Json] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    security: Sequence[JsonObject] = ()
    deprecated: bool = False


def contract(path: str, operation: JsonObject) -> Contract:
    """Read an operation of an inlined document."""
    positions = {name: str(number) for number, name in enumerate(re.findall(r"\{([^}]*)\}", path), 1)}
    parameters = {}
    for item in as_list(operation.get("parameters")):
        parameter = _parameter(as_object(item))
        name = parameter.name.lower() if parameter.where == "header" else parameter.name
        if parameter.where == "header" and name in _IGNORED_HEADERS:
            continue
        key = positions.get(name, name) if parameter.where == "path" else name
        parameters[parameter.where, key] = parameter
    body = as_object(operation.get("requestBody"))
    return Contract(
        parameters=parameters,
        takes_body=bool(body),
        body_required=body.get("required") is True,
        body=_content(body),
        answers={
            status.upper() if status != "default" else status: Answer(_content(as_object(item)), _headers(item))
            for status, item in sorted(as_object(operation.get("responses")).items())
            if not status.startswith("x-")
        },
        security=_security(operation.get("security")),
        deprecated=operation.get("deprecated") is True,
    )


def _security(given: Json) -> list[JsonObject]:
    """The alternatives, in one order; none where no credentials are asked for, in either way of saying so."""
    alternatives = [as_object(item) for item in as_list(given)]
    return [] if alternatives == [{}] else sorted(alternatives, key=canonical)


def _parameter(item: JsonObject) -> Parameter:
    where = as_text(item.get("in"))
    schema = item.get("schema")
    if schema is None:
        schema = next(iter(_content(item).values()), {})
    style: JsonObject = {key: item[key] for key in ("style", "explode", "allowReserved") if key in item}
    style.setdefault("style", _STYLES.get(where, ""))
    style.setdefault("explode", style["style"] == "form")
    style["content"] = list[Json](_content(item))
    style = {key: value for key, value in style.items() if value not in (False, [])}
    return Parameter(
        where=where,
        name=as_text(item.get("name")),
        required=where == "path" or item.get("required") is True,
        schema=schema,
        style=canonical(style),
        deprecated=item.get("deprecated") is True,
    )


def _content(holder: JsonObject) -> dict[str, Json]:
    """Schemas by content type, without the parameters of the type."""
    return {
        kind.partition(";")[0].strip().lower(): as_object(media).get("schema", {})
        for kind, media in sorted(as_object(holder.get("content")).items())
    }


def _headers(answer: Json) -> dict[str, Json]:
    return {
        name.lower(): as_object(header).get("schema", {})
        for name, header in sorted(as_object(as_object(answer).get("headers")).items())
    }


def compare_contracts(before: Contract, after: Contract) -> list[Change]:
    """Every change, requests first; what changed alike in several answers is one change."""
    return [*_operation(before, after), *_parameters(before, after), *_body(before, after), *_answers(before, after)]


def _operation(before: Contract, after: Contract) -> Iterator[Change]:
    if before.deprecated != after.deprecated:
        kind = Kind.DEPRECATED if after.deprecated else Kind.NO_LONGER_DEPRECATED
        yield Change(REQUEST, "", kind, kind.value)
    if before.security != after.security:
        kind = Kind.SECURITY_LOOSENED if _suffices(before.security, after.security) else Kind.SECURITY_CHANGED
        text = f"security `{canonical(list(before.security))}` → `{canonical(list(after.security))}`"
        yield Change(REQUEST, "", kind, text)


def _suffices(before: Sequence[JsonObject], after: Sequence[JsonObject]) -> bool:
    """Whether whoever had the right credentials before has them still; more than is asked for does no harm."""
    nothing: Sequence[JsonObject] = [{}]
    return all(any(_covers(given, asked) for asked in after or nothing) for given in before or nothing)


def _covers(given: JsonObject, asked: JsonObject) -> bool:
    return all(name in given and set(strings(scopes)) <= set(strings(given[name])) for name, scopes in asked.items())


def _parameters(before: Contract, after: Contract) -> Iterator[Change]:
    for key in sorted(before.parameters.keys() | after.parameters.keys()):
        old, new = before.parameters.get(key), after.parameters.get(key)
        if new is None:
            if old is not None:
                yield Change(REQUEST, _named(old), Kind.PARAMETER_REMOVED, f"parameter removed ({shown(old.schema)})")
        elif old is None:
            kind = Kind.REQUIRED_PARAMETER_ADDED if new.required else Kind.PARAMETER_ADDED
            words = "required parameter added" if new.required else "optional parameter added"
            yield Change(REQUEST, _named(new), kind, f"{words} ({shown(new.schema)})")
        else:
            yield from _parameter_changes(old, new)


def _parameter_changes(old: Parameter, new: Parameter) -> Iterator[Change]:
    place = _named(new)
    if old.where == "path" and old.name != new.name:
        yield Change(REQUEST, place, Kind.PARAMETER_RENAMED, f"was named `{old.name}`")
    if old.required != new.required:
        if new.required:
            yield Change(REQUEST, place, Kind.NOW_REQUIRED, "optional → required")
        else:
            yield Change(REQUEST, place, Kind.NOW_OPTIONAL, "required → optional")
    if old.style != new.style:
        yield Change(REQUEST, place, Kind.STYLE_CHANGED, f"written as `{old.style}` → `{new.style}`")
    if old.deprecated != new.deprecated:
        kind = Kind.DEPRECATED if new.deprecated else Kind.NO_LONGER_DEPRECATED
        yield Change(REQUEST, place, kind, kind.value)
    for found in compare_schemas(old.schema, new.schema, REQUEST):
        yield Change(REQUEST, _within(place, found), found.kind, found.text)


def _named(parameter: Parameter) -> str:
    return f"{parameter.where} `{parameter.name}`"


def _within(place: str, found: Found) -> str:
    return f"{place} `{found.place}`" if found.place else place


def _body(before: Contract, after: Contract) -> Iterator[Change]:
    if not after.takes_body or not before.takes_body:
        if before.takes_body:
            yield Change(REQUEST, "body", Kind.BODY_REMOVED, "body removed")
        elif after.takes_body:
            kind = Kind.REQUIRED_BODY_ADDED if after.body_required else Kind.BODY_ADDED
            yield Change(REQUEST, "body", kind, "required body added" if after.body_required else "optional body added")
        return
    if before.body_required != after.body_required:
        if after.body_required:
            yield Change(REQUEST, "body", Kind.NOW_REQUIRED, "optional → required")
        else:
            yield Change(REQUEST, "body", Kind.NOW_OPTIONAL, "required → optional")
    for found in _contents(before.body, after.body, REQUEST):
        yield Change(REQUEST, _within("body", found), found.kind, found.text)


def _contents(before: Mapping[str, Json], after: Mapping[str, Json], direction: Direction) -> Iterator[Found]:
    """Changes of contents; the content type is named where there are several."""
    several = len({*before, *after}) > 1
    for kind in sorted({*before, *after}):
        if not after:
            yield Found("", Kind.CONTENT_REMOVED, f"content removed (`{kind}`)")
        elif kind not in after:
            yield Found("", Kind.CONTENT_TYPE_REMOVED, f"content type `{kind}` removed")
        elif kind not in before:
            yield Found("", Kind.CONTENT_TYPE_ADDED, f"content type `{kind}` added")
        else:
            for found in compare_schemas(before[kind], after[kind], direction):
                yield Found(found.place, found.kind, f"{found.text} (in `{kind}`)" if several else found.text)


def _answers(before: Contract, after: Contract) -> Iterator[Change]:
    statuses: dict[tuple[str, Found], list[str]] = {}
    for status in sorted({*before.answers, *after.answers}):
        old, new = before.answers.get(status), after.answers.get(status)
        if old is None or new is None:
            yield _status_change(status, before if new is None else after, added=old is None)
            continue
        for found in _contents(old.content, new.content, RESPONSE):
            statuses.setdefault(("", found), []).append(status)
        for where, found in _header_changes(old.headers, new.headers):
            statuses.setdefault((where, found), []).append(status)
    for (where, found), listed in statuses.items():
        place = _within(f"{', '.join(listed)}{where}", found)
        yield Change(RESPONSE, place, found.kind, found.text)


def _status_change(status: str, holder: Contract, *, added: bool) -> Change:
    only_default = not any(other.startswith("2") for other in holder.answers)
    is_success = status.startswith("2") or (status == "default" and only_default)
    if added:
        kind = Kind.SUCCESS_ADDED if is_success else Kind.ERROR_ADDED
    else:
        kind = Kind.SUCCESS_REMOVED if is_success else Kind.ERROR_REMOVED
    return Change(RESPONSE, status, kind, "status added" if added else "status removed")


def _header_changes(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[tuple[str, Found]]:
    for name in sorted(before.keys() | after.keys()):
        where = f" header `{name}`"
        if name not in after:
            yield where, Found("", Kind.HEADER_REMOVED, "header removed")
        elif name not in before:
            yield where, Found("", Kind.HEADER_ADDED, "header added")
        else:
            for found in compare_schemas(before[name], after[name], RESPONSE):
                yield where, found
