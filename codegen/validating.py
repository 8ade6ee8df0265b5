"""Is this a valid OpenAPI document whose references all lead somewhere?"""

from __future__ import annotations

import re
from itertools import zip_longest

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from codegen.jsontypes import Json, JsonObject, as_list, as_object, is_data, is_name_map
from codegen.reading import Source
from codegen.references import find_target

_LONGEST_MESSAGE = 300


def validate(source: Source) -> None:
    """Check the document against OpenAPI 3.0 or 3.1, whichever it says it is.

    Raises:
        PipelineError: with file and line, for the first thing that is wrong.
    """
    version = source.document.get("openapi")
    if not isinstance(version, str) or not re.match(r"3\.[01]\.\d+", version):
        message = f"'openapi' must say 3.0.x or 3.1.x, found {version!r}"
        raise source.error(message, ("openapi",))
    _check_references(source, source.document, (), in_names=False)
    validator = OpenAPIV31SpecValidator if version.startswith("3.1") else OpenAPIV30SpecValidator
    try:
        problems = list(validator(source.document).iter_errors())
    except Exception as error:
        message = f"cannot be validated: {_short(str(error))}"
        raise source.error(message, ()) from error
    if problems:
        problem = problems[0]
        place = [str(part) for part in problem.absolute_path]
        where = " in " + " > ".join(place) if place else ""
        others = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        message = f"not a valid OpenAPI document: {_short(str(problem.message))}{where}{others}"
        raise source.error(message, place)


def validate_result(overlay: Source, before: JsonObject, after: JsonObject) -> None:
    """Check what an overlay made of a valid document. Schemas that it left as they were are not looked at again.

    Raises:
        PipelineError: for the first thing that is wrong, with the overlay as its file.
    """
    changed = as_object(_without_same_schemas(before, after))
    validate(Source(overlay.path, changed, {}))


#: One object for all: the validator looks at each object once.
_ANYTHING: JsonObject = {}


def _without_same_schemas(before: Json, after: Json) -> Json:
    if isinstance(after, dict):
        old = as_object(before)
        return {
            key: _ANYTHING if key == "schema" and old.get(key) == value else _without_same_schemas(old.get(key), value)
            for key, value in after.items()
        }
    if isinstance(after, list):
        return [_without_same_schemas(*pair) for pair in zip_longest(as_list(before)[: len(after)], after)]
    return after


def _check_references(source: Source, node: Json, place: tuple[str, ...], *, in_names: bool) -> None:
    if isinstance(node, list):
        for index, item in enumerate(node):
            _check_references(source, item, (*place, str(index)), in_names=False)
    if not isinstance(node, dict):
        return
    reference = node.get("$ref")
    if isinstance(reference, str) and not in_names:
        here = (*place, "$ref")
        if not reference.startswith("#"):
            raise source.error(f"$ref {reference!r}: only references inside the document are supported", here)
        if find_target(source.document, reference) is None:
            raise source.error(f"$ref {reference!r} leads nowhere", here)
    for key, value in node.items():
        if in_names or not is_data(key, value):
            _check_references(source, value, (*place, key), in_names=not in_names and is_name_map(key, value))


def _short(message: str) -> str:
    # The first line is the reason; what one of the validator's two engines adds is the schema and the document.
    line = " ".join((message.strip().splitlines() or [""])[0].split())
    return line if len(line) <= _LONGEST_MESSAGE else line[:_LONGEST_MESSAGE] + " ..."
