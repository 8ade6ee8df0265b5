"""``docs/operations.md`` is complete and true: each method that it names was called and seen to call that operation."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import eka_abha
import pytest
from eka_abha import AbhaClient, AsyncAbhaClient, aio
from eka_abha._journeys import otp as otp_module
from eka_abha_api.operations import OPERATIONS

from tests.docs.obliging import CALLS, Ticking, desk
from tests.docs.tables import page, rows, sections
from tests.spec.reading import after_overlay, operations

PAGE = page("operations.md")


@dataclass(frozen=True)
class Row:
    """One row of the tables: an operation and a method that calls it."""

    group: str
    endpoint: str
    function: str
    only_reads: bool
    method: str


def read_rows() -> Iterator[Row]:
    """The rows; one without an operation belongs to the operation above it."""
    for group, text in sections(PAGE).items():
        endpoint = function = reads = ""
        for cells in rows(text):
            if cells[0]:
                endpoint, function, reads = cells[0].replace("`", ""), cells[1].strip("`"), cells[2]
            yield Row(group, endpoint, function, reads == "yes", cells[3].strip("`"))


ROWS = list(read_rows())
FUNCTIONS = {row.function: row for row in ROWS}
METHODS = list(dict.fromkeys(row.method for row in ROWS))


PARTS = ("registration", "login", "session", "kyc", "profile", "lookup")


def objects(abha: AbhaClient | AsyncAbhaClient, module: ModuleType) -> dict[str, object]:
    """What the table calls by name: the parts of a client, and the classes of the steps."""
    parts: dict[str, object] = {part: type(getattr(abha, part)) for part in PARTS}
    public = {name: getattr(module, name) for name in module.__all__}
    return parts | {name: found for name, found in public.items() if found not in parts.values()}


def endpoints_of(method: object) -> list[str]:
    """What a docstring says that the method calls."""
    line = re.search(r"^Endpoints?: (.*)$", inspect.getdoc(method) or "", re.MULTILINE)
    return re.findall(r"``(\S+ /[^`?]*)", line[1]) if line else []


def test_every_operation_of_the_document_is_listed_as_it_is() -> None:
    """Group, endpoint and name, and whether it only reads; 33 of them, none twice."""
    listed = {(row.group, row.endpoint, row.function, row.only_reads) for row in ROWS}
    specified = {
        (one["tags"][0], endpoint, one["operationId"], endpoint.startswith("GET") or bool(one.get("x-read-only")))
        for endpoint, one in operations(after_overlay())
    }
    assert len(specified) == 33
    assert listed == specified
    assert set(FUNCTIONS) == set(OPERATIONS)


def test_no_row_stands_twice() -> None:
    """Each says something of its own."""
    assert len(set(ROWS)) == len(ROWS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_generated_function_exists(name: str) -> None:
    """In the module that the group names, in the forms that the page names."""
    module = import_module(f"eka_abha_api.api.{FUNCTIONS[name].group}.{name}")
    forms = {form for form in ("sync", "sync_detailed", "asyncio", "asyncio_detailed") if hasattr(module, form)}
    without_answer = name in ("update_profile", "delete_profile")
    assert forms == {"sync_detailed", "asyncio_detailed"} | (set() if without_answer else {"sync", "asyncio"})


@pytest.mark.parametrize("method", METHODS)
def test_the_method_calls_just_these_operations(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this order, and nothing else; its docstring says so, too."""
    monkeypatch.setattr(otp_module, "utc_now", Ticking())
    listed = [row.endpoint for row in ROWS if row.method == method]
    one = desk()
    CALLS[method](one)
    asked = [f"{verb} {path.replace('/110001', '/{pincode}')}" for verb, path in one.service.asked]
    assert asked == listed
    owner, name = method.split(".")
    assert endpoints_of(getattr(objects(one.abha, eka_abha)[owner], name)) == listed


def test_every_method_that_calls_is_listed() -> None:
    """All that say so in their docstrings, in both clients."""
    with desk().abha as abha:
        calling = {
            f"{owner}.{name}"
            for owner, found in objects(abha, eka_abha).items()
            if inspect.isclass(found)
            for name, method in inspect.getmembers(found, callable)
            if not name.startswith("_") and endpoints_of(method)
        }
    assert calling == set(METHODS) == set(CALLS)


@pytest.mark.anyio
async def test_the_methods_exist_in_the_asynchronous_client() -> None:
    """Under the same names, to be awaited."""
    async with AsyncAbhaClient(access_token="fixed-token", environment="sandbox") as abha:
        named = objects(abha, aio)
    for method in METHODS:
        owner, name = method.split(".")
        assert inspect.iscoroutinefunction(getattr(named[owner], name))
