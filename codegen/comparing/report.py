"""Everything that a reviewer of a changed document wants to know, collected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen import layout, pipeline
from codegen.comparing.documents import ApiChanges, by_path, compare_documents
from codegen.comparing.python import PythonChange, compare_packages, try_to_generate
from codegen.comparing.versions import Level, Step, next_step
from codegen.comparing.wrapper import wrapper_methods
from codegen.errors import PipelineError
from codegen.jsontypes import as_text, strings
from codegen.naming import derived_name, derived_tag, operations
from codegen.validating import validate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from codegen.comparing.moves import Address
    from codegen.overlay import Action
    from codegen.reading import Source


@dataclass(frozen=True, slots=True)
class MethodChange:
    """A method of ``eka_abha`` whose operation changed: ``how`` is moved, removed or changed."""

    method: str
    address: Address
    how: str
    breaking: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a change of the document means.

    Attributes:
        api: the changes of the API.
        names: the generated function of each operation of either document: ``login.init_login``.
        python: changes of names in ``eka_abha_api``.
        not_generated: why one of the packages could not be made, then ``python`` is empty.
        unmatched: actions of the overlay that matched the old document and do not match the new one.
        methods: methods whose operation changed.
        without_method: operations of the new document that no method calls.
        step: the version that ``eka_abha`` should get.
    """

    api: ApiChanges
    names: Mapping[Address, str]
    python: Sequence[PythonChange]
    not_generated: str | None
    unmatched: Sequence[Action]
    methods: Sequence[MethodChange]
    without_method: Sequence[Address]
    step: Step

    def function(self, address: Address) -> str:
        """The generated function of an operation; where there is none, what it would be without an overlay."""
        return self.names.get(address) or _derived(address)

    @property
    def broken_names(self) -> list[PythonChange]:
        """The names of ``eka_abha_api`` that callers use in vain."""
        return [change for change in self.python if change.breaking]

    @property
    def empty(self) -> bool:
        """Whether the documents say the same."""
        return self.step.level is Level.NOTHING


def make_report(before: Source, after: Source, *, changelog: Path = layout.CHANGELOG) -> Report:
    """Compare two documents, with the overlay and the wrapper as they are in the work tree.

    Args:
        changelog: says which version was released last, and which is pending.

    Raises:
        PipelineError: one of the documents is not valid.
    """
    validate(before)
    validate(after)
    api = compare_documents(before, after)
    old, new = _prepared(before), _prepared(after)
    calls = wrapper_methods()
    python, reason = _python(old, new) if api.contracts_changed else ([], None)
    methods = _methods(api, calls)
    names = _names(new, after)
    return Report(
        api=api,
        names={**_names(old, before), **names},
        python=python,
        not_generated=reason,
        unmatched=_unmatched(old, new),
        methods=methods,
        without_method=sorted(
            (address for address in names if address not in calls and api.earlier(address) not in calls), key=by_path
        ),
        step=next_step(changelog, _level(api, python, methods)),
    )


def _prepared(source: Source) -> pipeline.Prepared | str:
    """The prepared document, or why it cannot be prepared."""
    try:
        return pipeline.prepare_source(source)
    except PipelineError as error:
        return str(error)


def _python(old: pipeline.Prepared | str, new: pipeline.Prepared | str) -> tuple[list[PythonChange], str | None]:
    packages = [try_to_generate(old), try_to_generate(new)]
    for which, package in zip(("old", "new"), packages, strict=True):
        if isinstance(package, str):
            return [], f"the {which} document: {package}"
    before, after = packages
    assert not isinstance(before, str)
    assert not isinstance(after, str)
    return compare_packages(before, after), None


def _unmatched(old: pipeline.Prepared | str, new: pipeline.Prepared | str) -> list[Action]:
    if isinstance(old, str) or isinstance(new, str):
        return []
    skipped_before = {action.number for action in old.skipped}
    return [action for action in new.skipped if action.number not in skipped_before]


def _derived(address: Address) -> str:
    method, path = address
    return f"{derived_tag(path)}.{derived_name(method, path)}"


def _names(prepared: pipeline.Prepared | str, source: Source) -> dict[Address, str]:
    if isinstance(prepared, str):
        return {(method, path): _derived((method, path)) for method, path, _ in operations(source.document)}
    return {
        (method, path): f"{strings(operation['tags'])[0]}.{as_text(operation['operationId'])}"
        for method, path, operation in operations(prepared.document)
    }


def _methods(api: ApiChanges, calls: Mapping[Address, Sequence[str]]) -> list[MethodChange]:
    found: dict[str, MethodChange] = {}
    for changed in api.changed:
        for method in [*calls.get(changed.address, ()), *calls.get(api.earlier(changed.address), ())]:
            found[f"{method} {changed.address}"] = MethodChange(method, changed.address, "changed", changed.breaking)
    for new, old in api.moved.items():
        for method in [*calls.get(new, ()), *calls.get(old, ())]:
            found[f"{method} {new}"] = MethodChange(method, new, "moved", breaking=True)
    for address in api.removed:
        for method in calls.get(address, ()):
            found[f"{method} {address}"] = MethodChange(method, address, "removed", breaking=True)
    return [found[key] for key in sorted(found)]


def _level(api: ApiChanges, python: Sequence[PythonChange], methods: Sequence[MethodChange]) -> Level:
    if not api.contracts_changed:
        return Level.TEXTS if api.texts or api.document_texts else Level.NOTHING
    if any(change.breaking for change in methods):
        return Level.BREAK
    if any(change.verdict.breaking for address, change in api.every() if address is None):
        return Level.BREAK
    breaks_low = any(change.verdict.breaking for _, change in api.every()) or any(item.breaking for item in python)
    return Level.LOW_LEVEL_BREAK if breaks_low else Level.ADDITION
