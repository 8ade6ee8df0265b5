"""The steps from a document to the low-level client, in their order."""

from __future__ import annotations

import copy
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codegen import layout
from codegen.checking import check_package, differences
from codegen.errors import PipelineError
from codegen.finishing import finish
from codegen.generating import generate as run_generator
from codegen.inlining import inline
from codegen.jsontypes import JsonObject, as_object
from codegen.naming import name_operations, operations
from codegen.overlay import Action, apply
from codegen.pins import check_pins
from codegen.reading import Source, read
from codegen.shaping import shape
from codegen.swapping import beside, check_replaceable, swap_in
from codegen.templates import write_patched_templates
from codegen.validating import validate, validate_result

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document after inlining, overlay and naming: still OpenAPI, and what everything else is made from."""

    document: JsonObject
    skipped: Sequence[Action]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made."""

    out: Path
    operations: int
    models: int
    skipped: Sequence[Action]


def prepare(specification: Path = layout.SPECIFICATION, *, overlay: Path = layout.OVERLAY) -> Prepared:
    """Read, validate, inline, apply the overlay, name.

    For the vendored document every action of the overlay must match; for any other one those that do not are skipped.

    Raises:
        PipelineError: with the reason, and file and line where there is one.
    """
    strict = specification.resolve() == layout.SPECIFICATION.resolve()
    source = read(specification)
    validate(source)
    return prepare_source(source, overlay=overlay, strict=strict)


def prepare_source(source: Source, *, overlay: Path = layout.OVERLAY, strict: bool = False) -> Prepared:
    """The same for a document that is known to be valid; unless strict, actions that match nothing are skipped."""
    document = inline(source)
    before = copy.deepcopy(document)
    actions = read(overlay)
    skipped = apply(document, actions, strict=strict)
    _complete_answers(document)
    validate_result(actions, before, document)
    name_operations(document)
    if not any(True for _ in operations(document)):
        raise source.error("the document has no operations", ("paths",))
    return Prepared(document, skipped)


def _complete_answers(document: JsonObject) -> None:
    """An operation of which only errors are documented, and the overlay took those away, succeeds somehow."""
    for _, _, operation in operations(document):
        if not as_object(operation.get("responses")):
            operation["responses"] = {"default": {"description": ""}}


def build(prepared: Prepared, workspace: Path) -> tuple[Path, int]:
    """Generate, format and check a package in an empty folder; gives the package and the number of its models."""
    check_pins(layout.PROJECT)
    shaped = shape(prepared.document)
    templates, package = workspace / "templates", workspace / "package"
    templates.mkdir()
    write_patched_templates(layout.TEMPLATE_PATCHES, templates)
    run_generator(shaped, config_path=layout.GENERATOR_CONFIG, templates=templates, out=package)
    finish(package, prepared.document, shaped.document)
    classes = set(as_object(as_object(shaped.document["components"])["schemas"]))
    check_package(package, prepared.document, classes)
    return package, len(classes)


def generate(specification: Path = layout.SPECIFICATION, out: Path = layout.GENERATED) -> Result:
    """Make the low-level client for a document, and put it in place when it is complete.

    Raises:
        PipelineError: with the reason; what was at ``out`` is untouched.
    """
    out = out.resolve()
    check_replaceable(out)
    prepared = prepare(specification)
    with beside(out) as workspace:
        package, models = build(prepared, workspace)
        swap_in(package, out, workspace)
    count = sum(1 for _ in operations(prepared.document))
    return Result(out, count, models, prepared.skipped)


def check(specification: Path = layout.SPECIFICATION, committed: Path = layout.GENERATED) -> None:
    """Whether a committed package is what the pipeline makes.

    Raises:
        PipelineError: it is not; the message lists the files.
    """
    prepared = prepare(specification)
    with tempfile.TemporaryDirectory(prefix="codegen-") as folder:
        package, _ = build(prepared, Path(folder))
        lines = differences(package, committed)
    if lines:
        listed = "\n".join(f"  {line}" for line in lines[:20]) + ("\n  ..." if len(lines) > 20 else "")
        raise PipelineError(f"{committed} is not what the pipeline makes, run `make generate`:\n{listed}")
