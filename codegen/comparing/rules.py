"""Which changes break callers, and why: one row for each kind of change, requests and responses apart.

A change breaks when a caller that was right before is refused, or reads something that was not promised to it before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Direction(Enum):
    """Who is meant: what callers send, or what they read."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a kind of change breaks callers, and why."""

    breaking: bool
    reason: str


def _breaks(reason: str) -> Verdict:
    return Verdict(breaking=True, reason=reason)


def _fine(reason: str) -> Verdict:
    return Verdict(breaking=False, reason=reason)


_NEVER = _fine("cannot happen on this side")
_ALLOWED = _fine("what was accepted still is")
_REFUSED = _breaks("what was accepted may be refused")
_SAME_READ = _fine("callers read no more than they did")
_UNCHECKED = _fine("the client does not check answers for it")


class Kind(Enum):
    """Kinds of change; the value is their name in JSON."""

    SERVER_ADDED = "server added"
    SERVER_REMOVED = "server removed"
    SECURITY_SCHEME_ADDED = "security scheme added"
    SECURITY_SCHEME_REMOVED = "security scheme removed"
    SECURITY_SCHEME_CHANGED = "security scheme changed"
    SECURITY_SCHEME_RENAMED = "security scheme renamed"
    OPERATION_ADDED = "operation added"
    OPERATION_REMOVED = "operation removed"
    OPERATION_MOVED = "operation moved"
    SECURITY_CHANGED = "security changed"
    SECURITY_LOOSENED = "security loosened"
    BODY_ADDED = "body added"
    REQUIRED_BODY_ADDED = "required body added"
    BODY_REMOVED = "body removed"
    CONTENT_TYPE_ADDED = "content type added"
    CONTENT_TYPE_REMOVED = "content type removed"
    CONTENT_REMOVED = "content removed"
    PARAMETER_ADDED = "parameter added"
    REQUIRED_PARAMETER_ADDED = "required parameter added"
    PARAMETER_REMOVED = "parameter removed"
    PARAMETER_RENAMED = "parameter renamed"
    STYLE_CHANGED = "style changed"
    HEADER_ADDED = "header added"
    HEADER_REMOVED = "header removed"
    SUCCESS_ADDED = "success status added"
    SUCCESS_REMOVED = "success status removed"
    ERROR_ADDED = "error status added"
    ERROR_REMOVED = "error status removed"
    FIELD_ADDED = "field added"
    REQUIRED_FIELD_ADDED = "required field added"
    FIELD_REMOVED = "field removed"
    NOW_REQUIRED = "now required"
    NOW_OPTIONAL = "now optional"
    NOW_NULLABLE = "now nullable"
    OPTIONAL_NOW_NULLABLE = "optional, now nullable"
    NO_LONGER_NULLABLE = "no longer nullable"
    TYPE_CHANGED = "type changed"
    TYPE_WIDENED = "type widened"
    TYPE_NARROWED = "type narrowed"
    ENUM_VALUE_ADDED = "enum value added"
    ENUM_VALUE_REMOVED = "enum value removed"
    ENUM_ADDED = "enum added"
    ENUM_REMOVED = "enum removed"
    FORMAT_ADDED = "format added"
    FORMAT_CHANGED = "format changed"
    FORMAT_REMOVED = "format removed"
    LIMIT_TIGHTENED = "limit tightened"
    LIMIT_LOOSENED = "limit loosened"
    RULE_CHANGED = "rule changed"
    EXTRA_FIELDS_REFUSED = "extra fields refused"
    EXTRA_FIELDS_ALLOWED = "extra fields allowed"
    VARIANT_ADDED = "variant added"
    VARIANT_REMOVED = "variant removed"
    DEFAULT_ADDED = "default added"
    DEFAULT_CHANGED = "default changed"
    DEFAULT_REMOVED = "default removed"
    DEPRECATED = "deprecated"
    NO_LONGER_DEPRECATED = "no longer deprecated"


_STILL_WORKS = _fine("it works as before, and is announced to go")
_STAYS = _fine("it is no longer announced to go")

#: Kind of change → what it does to those who send, to those who read.
RULES: dict[Kind, tuple[Verdict, Verdict]] = {
    Kind.SERVER_ADDED: (_fine("nobody calls it yet"), _NEVER),
    Kind.SERVER_REMOVED: (_breaks("callers of it may get no answer any more"), _NEVER),
    Kind.SECURITY_SCHEME_ADDED: (_fine("operations that ask for it say so themselves"), _NEVER),
    Kind.SECURITY_SCHEME_REMOVED: (_fine("operations that asked for it say so themselves"), _NEVER),
    Kind.SECURITY_SCHEME_CHANGED: (_breaks("other credentials are asked for"), _NEVER),
    Kind.SECURITY_SCHEME_RENAMED: (_fine("a name within the document; the credentials are the same"), _NEVER),
    Kind.OPERATION_ADDED: (_fine("nobody calls it yet"), _NEVER),
    Kind.OPERATION_REMOVED: (_breaks("callers of it get no answer any more"), _NEVER),
    Kind.OPERATION_MOVED: (_breaks("callers of the old path, older clients among them, may get no answer"), _NEVER),
    Kind.SECURITY_CHANGED: (_breaks("other credentials are asked for"), _NEVER),
    Kind.SECURITY_LOOSENED: (_ALLOWED, _NEVER),
    Kind.BODY_ADDED: (_fine("it may be left out"), _NEVER),
    Kind.REQUIRED_BODY_ADDED: (_breaks("callers do not send it yet"), _NEVER),
    Kind.BODY_REMOVED: (_breaks("callers that send it may be refused, and what it said is lost"), _NEVER),
    Kind.CONTENT_TYPE_ADDED: (_ALLOWED, _breaks("an answer may come in a form that callers do not read")),
    Kind.CONTENT_TYPE_REMOVED: (_REFUSED, _SAME_READ),
    Kind.CONTENT_REMOVED: (_REFUSED, _breaks("callers that read it find nothing")),
    Kind.PARAMETER_ADDED: (_fine("it may be left out"), _NEVER),
    Kind.REQUIRED_PARAMETER_ADDED: (_breaks("callers do not send it yet"), _NEVER),
    Kind.PARAMETER_REMOVED: (_breaks("callers that send it may be refused, and what it said is lost"), _NEVER),
    Kind.PARAMETER_RENAMED: (_fine("a name within the document; the address is the same"), _NEVER),
    Kind.STYLE_CHANGED: (_breaks("lists and objects are written in another way"), _NEVER),
    Kind.HEADER_ADDED: (_NEVER, _fine("callers do not read it yet")),
    Kind.HEADER_REMOVED: (_NEVER, _breaks("callers that read it find nothing")),
    Kind.SUCCESS_ADDED: (_NEVER, _breaks("an answer that callers do not expect")),
    Kind.SUCCESS_REMOVED: (_NEVER, _fine("an answer that no longer comes")),
    Kind.ERROR_ADDED: (_NEVER, _fine("every status from 400 on is an ApiError, documented or not")),
    Kind.ERROR_REMOVED: (_NEVER, _fine("an error that no longer comes")),
    Kind.FIELD_ADDED: (_fine("it may be left out"), _fine("callers do not read it yet")),
    Kind.REQUIRED_FIELD_ADDED: (_breaks("callers do not send it yet"), _fine("callers do not read it yet")),
    Kind.FIELD_REMOVED: (
        _breaks("callers that send it may be refused, and what it said is lost"),
        _breaks("callers that read it find nothing"),
    ),
    Kind.NOW_REQUIRED: (_breaks("callers that leave it out are refused"), _fine("it is promised now")),
    Kind.NOW_OPTIONAL: (_ALLOWED, _breaks("callers that rely on it may find nothing")),
    Kind.NOW_NULLABLE: (_ALLOWED, _breaks("callers may find null where a value was promised")),
    Kind.OPTIONAL_NOW_NULLABLE: (_ALLOWED, _fine("null reads as absent, which it could be before")),
    Kind.NO_LONGER_NULLABLE: (_breaks("callers that send null are refused"), _SAME_READ),
    Kind.TYPE_CHANGED: (_breaks("callers send the other type"), _breaks("callers read the other type")),
    Kind.TYPE_WIDENED: (_ALLOWED, _breaks("callers may find a type that they do not read")),
    Kind.TYPE_NARROWED: (_REFUSED, _SAME_READ),
    Kind.ENUM_VALUE_ADDED: (_ALLOWED, _fine("enums of answers are open: a new value reads as text")),
    Kind.ENUM_VALUE_REMOVED: (_breaks("callers that send it are refused"), _SAME_READ),
    Kind.ENUM_ADDED: (_REFUSED, _SAME_READ),
    Kind.ENUM_REMOVED: (_ALLOWED, _fine("enums of answers are open: a new value reads as text")),
    Kind.FORMAT_ADDED: (_REFUSED, _SAME_READ),
    Kind.FORMAT_CHANGED: (_REFUSED, _breaks("callers that parse the text meet another form")),
    Kind.FORMAT_REMOVED: (_ALLOWED, _breaks("callers that parse the text may meet another form")),
    Kind.LIMIT_TIGHTENED: (_REFUSED, _UNCHECKED),
    Kind.LIMIT_LOOSENED: (_ALLOWED, _UNCHECKED),
    Kind.RULE_CHANGED: (_REFUSED, _UNCHECKED),
    Kind.EXTRA_FIELDS_REFUSED: (_breaks("callers that send more than is listed are refused"), _SAME_READ),
    Kind.EXTRA_FIELDS_ALLOWED: (_ALLOWED, _fine("callers read what is listed")),
    Kind.VARIANT_ADDED: (_ALLOWED, _breaks("callers may find a variant that they do not read")),
    Kind.VARIANT_REMOVED: (_REFUSED, _SAME_READ),
    Kind.DEFAULT_ADDED: (_fine("what happens when it is left out is said now"), _SAME_READ),
    Kind.DEFAULT_REMOVED: (_fine("what happens when it is left out is no longer said"), _SAME_READ),
    Kind.DEFAULT_CHANGED: (
        _breaks("callers that leave it out get another behaviour"),
        _fine("the service fills it in, callers read what comes"),
    ),
    Kind.DEPRECATED: (_STILL_WORKS, _STILL_WORKS),
    Kind.NO_LONGER_DEPRECATED: (_STAYS, _STAYS),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one operation.

    Attributes:
        direction: whom it concerns.
        place: where: ``body `profile.name```, ``header `X-Hip-Id```, ``200 `eka.oid```; empty for the whole operation.
        kind: what kind of change it is.
        text: what changed, in words.
    """

    direction: Direction
    place: str
    kind: Kind
    text: str

    @property
    def verdict(self) -> Verdict:
        """Whether it breaks callers, and why."""
        sent, read = RULES[self.kind]
        return sent if self.direction is Direction.REQUEST else read

    def __str__(self) -> str:
        mark = "**breaking**" if self.verdict.breaking else "not breaking"
        where = f"{self.direction.value} {self.place}".strip()
        return f"{where}: {self.text}: {mark}, {self.verdict.reason}"
