"""A document that is no OpenAPI, or whose references lead nowhere, is refused with the place."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen.errors import PipelineError
from codegen.inlining import inline
from codegen.reading import Source, read
from codegen.validating import validate, validate_result
from tests.codegen.documents import Node, document, obj, operation, parameter, reference, source, write

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_dangling_reference_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "x.yaml", document({"/a": {"get": operation(answer=reference("Gone"))}}, {"Here": obj()}))
    line = path.read_text().splitlines().index("                $ref: '#/components/schemas/Gone'") + 1
    with pytest.raises(PipelineError) as caught:
        validate(read(path))
    assert str(caught.value) == f"{path}:{line}: $ref '#/components/schemas/Gone' leads nowhere"


@pytest.mark.parametrize("target", ["other.yaml#/A", "https://example.org/a.yaml", "A", ""])
def test_references_to_other_documents_are_refused(tmp_path: Path, target: str) -> None:
    made = document({"/a": {"get": operation(answer={"$ref": target})}})
    with pytest.raises(PipelineError, match="only references inside the document"):
        validate(source(tmp_path, made))


def test_a_reference_in_data_or_in_a_name_is_none(tmp_path: Path) -> None:
    """Examples may hold anything, and a property may be called $ref."""
    schema = obj({"$ref": {"type": "string"}, "example": {"type": "string"}}, example={"$ref": "#/nowhere"})
    validate(source(tmp_path, document({"/a": {"get": operation(answer=schema)}})))


def test_a_reference_below_a_property_with_a_keywords_name_counts(tmp_path: Path) -> None:
    made = document({"/a": {"get": operation(answer=obj({"example": {"$ref": "#/nowhere"}}))}})
    with pytest.raises(PipelineError, match="leads nowhere"):
        validate(source(tmp_path, made))


@pytest.mark.parametrize("version", [None, 3.1, "2.0", "3.2.0", "4.0.0"])
def test_only_openapi_3_0_and_3_1_are_read(tmp_path: Path, version: object) -> None:
    with pytest.raises(PipelineError, match="'openapi' must say"):
        validate(source(tmp_path, {**document({}), "openapi": version}))


def test_openapi_3_0_is_read(tmp_path: Path) -> None:
    schema = {"type": "string", "nullable": True}
    validate(source(tmp_path, {**document({"/a": {"get": operation(answer=schema)}}), "openapi": "3.0.3"}))


def test_an_invalid_document_is_refused_in_one_short_line_with_the_place(tmp_path: Path) -> None:
    made = document({"/a": {"get": operation(parameters=[{"name": "x", "in": "nowhere"}])}})
    path = write(tmp_path / "x.yaml", made)
    with pytest.raises(PipelineError) as caught:
        validate(read(path))
    message = str(caught.value)
    assert message.startswith(f"{path}:{path.read_text().splitlines().index('        in: nowhere') + 1}: ")
    assert re.search("""['"]nowhere['"] is not one of""", message)  # either engine of the validator
    assert "\n" not in message
    assert len(caught.value.message) < 600


# What an overlay makes of a valid document

_OVERLAY = Source(Path("overlay.yaml"), {}, {})


def _overlaid(change: Callable[[Node], None]) -> None:
    answer = obj({"a": {"type": "string"}})
    made = document({"/a": {"get": operation(answer=answer, parameters=[parameter("x"), parameter("y")])}})
    before = inline(source(Path("x.yaml"), made))
    after: Node = copy.deepcopy(before)
    change(after["paths"]["/a"]["get"])
    validate_result(_OVERLAY, before, after)


def _schema(get: Node) -> Node:
    found: Node = get["responses"]["200"]["content"]["application/json"]["schema"]
    return found


def test_what_an_overlay_leaves_valid_is_accepted() -> None:
    """Nothing changed, or a name, or a schema, or one parameter less."""
    _overlaid(lambda get: None)
    _overlaid(lambda get: get.update(operationId="name"))
    _overlaid(lambda get: _schema(get).update(required=["a"]))
    _overlaid(lambda get: get["parameters"].pop(0))


@pytest.mark.parametrize(
    "change",
    [
        lambda get: get["responses"]["200"].pop("description"),
        lambda get: get["parameters"][1].update({"in": "nowhere"}),
        lambda get: get["parameters"][1]["schema"].update(type="nothing"),
        lambda get: _schema(get).update(required="a"),
        lambda get: _schema(get)["properties"].update(b={"type": 3}),
        lambda get: get["responses"]["200"]["content"].update({"text/plain": {"schema": {"type": "x"}}}),
    ],
)
def test_what_an_overlay_makes_invalid_is_refused_with_its_file(change: Callable[[Node], None]) -> None:
    """Wherever it is, in a schema or around one."""
    with pytest.raises(PipelineError, match=r"^overlay\.yaml: not a valid OpenAPI document"):
        _overlaid(change)
