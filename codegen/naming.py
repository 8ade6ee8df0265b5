"""Names: of operations that the overlay does not name, of classes, of enum members.

Every name is made from the operation alone. None depends on what else the document holds.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from openapi_python_client.strings import ClassName, PythonIdentifier, pascal_case, snake_case

from codegen.errors import PipelineError
from codegen.jsontypes import METHODS, JsonObject, as_object, strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Longer class names end in a hash; their module names would meet the limits of file systems.
LONGEST_NAME = 80
_HASH_LENGTH = 8

#: Words of this provider's paths that tell nothing: the product, its first version, the layer of ABDM behind it.
_NOISE = frozenset({"abdm", "v1"})
_TAG_NOISE = re.compile(r"abdm|na|v\d+|\{.*\}")


def operations(document: JsonObject) -> Iterator[tuple[str, str, JsonObject]]:
    """Every operation as (method, path, operation), in document order."""
    for path, item in as_object(document.get("paths")).items():
        for method in METHODS:
            operation = as_object(item).get(method)
            if isinstance(operation, dict):
                yield method, path, operation


def name_operations(document: JsonObject) -> None:
    """Give an id and a tag to each operation that has none, in place.

    Raises:
        PipelineError: two operations have one name; the message names both.
    """
    taken: dict[str, str] = {}
    for method, path, operation in operations(document):
        title = f"{method.upper()} {path}"
        identity = operation.setdefault("operationId", derived_name(method, path))
        if not isinstance(identity, str) or identity != PythonIdentifier(identity, "operation"):
            raise PipelineError(f"{title}: the operation id {identity!r} is no snake_case name")
        if identity in taken:
            raise PipelineError(f"{taken[identity]} and {title} would both be named {identity!r}")
        taken[identity] = title
        tags = strings(operation.setdefault("tags", [derived_tag(path)]))
        if not tags or tags[0] != group_name(tags[0]):
            raise PipelineError(f"{title}: the tags {tags!r} are no snake_case names")


def derived_name(method: str, path: str) -> str:
    """The name of an operation by its method and path: ``get_nhpr_hfr_search_by_hfr_id``."""
    words = [method]
    for segment in path.strip("/").split("/"):
        if segment in _NOISE:
            continue
        parameter = re.fullmatch(r"\{(.*)\}", segment)
        words += ["by", _word(parameter[1])] if parameter else [_word(segment)]
    return "_".join(word for word in words if word)


def derived_tag(path: str) -> str:
    """The group of an operation: the first word of its path that says something."""
    for segment in path.strip("/").split("/"):
        word = _word(segment)
        if word and not _TAG_NOISE.fullmatch(segment):
            return group_name(word)
    return "root"


def group_name(tag: str) -> str:
    """The package that the generator makes for a tag; not the tag itself when that is a word of Python's."""
    return str(PythonIdentifier(tag, "tag"))


def _word(text: str) -> str:
    return snake_case(re.sub(r"[^0-9A-Za-z]+", "_", text)).strip("_")


def class_name(operation: str, parts: Sequence[str], *, owner: str, distinct: bool = False) -> str:
    """The class of one place in one operation: ``VerifyMobileRegistrationResponseEka``.

    Args:
        operation: the operation id.
        parts: direction and property path, for instance ``("response", "eka")``.
        owner: method and path of the operation, which the hash of a long name is made from.
        distinct: end in a hash although the name is short, because another place in this operation has the same.
    """
    name = pascal_case(operation) + "".join(pascal_case(part) for part in parts)
    for _ in range(4):  # "Foo1st" becomes "Foo1St" only when it is read a second time
        name = ClassName(name, "Class")
    if len(name) <= LONGEST_NAME and not distinct:
        return name
    digest = hashlib.sha256("\n".join((owner, *parts)).encode()).hexdigest()[:_HASH_LENGTH].upper()
    return name[: LONGEST_NAME - _HASH_LENGTH] + digest


def module_name(name: str) -> str:
    """The module that holds a class; the index of the generated package derives it in the same way."""
    return "_".join(re.sub("([A-Z]?[a-z]+)", r" \1 ", name).split()).lower()


def member_names(values: Sequence[str]) -> list[str]:
    """The names of an enum's members, made from the value alone and not from its position."""
    plain = [_member_name(value) for value in values]
    return [
        f"{name}_{hashlib.sha256(value.encode()).hexdigest()[:_HASH_LENGTH].upper()}" if plain.count(name) > 1 else name
        for name, value in zip(plain, values, strict=True)
    ]


def _member_name(value: str) -> str:
    name = snake_case(re.sub(r"\W+", "_", value)).strip("_").upper()
    if not name:
        return "BLANK"
    return name if name[0].isalpha() else f"VALUE_{name}"
