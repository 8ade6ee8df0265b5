"""A page changes its own operation, and no other."""

from __future__ import annotations

import copy
import json

import pytest

from codegen.comparing.documents import compare_documents, shown_address
from codegen.inlining import inline
from codegen.jsontypes import JsonObject
from codegen.validating import validate
from codegen.vendoring.merging import Merged, merge_page, untouched
from codegen.vendoring.normalising import normalise
from codegen.vendoring.pages import Page
from tests.codegen.comparing.support import HERE
from tests.codegen.documents import Node, document, obj, operation, parameter, reference, source

TEXT: Node = {"type": "string"}
NUMBER: Node = {"type": "integer"}


def _page(made: Node, method: str = "post", path: str = "/a") -> Page:
    return Page(source(HERE, made), method, path)


def _vendored() -> Node:
    """Two operations share one schema and what it refers to; the first has one of its own."""
    return document(
        {
            "/a": {"post": operation(body=reference("Own"), answer=reference("Shared"))},
            "/b": {"post": operation(answer=reference("Shared"))},
            "/c": {"get": operation(answer=obj({"x": TEXT}))},
        },
        {"Own": obj({"a": TEXT}), "Shared": obj({"inner": reference("Inner")}), "Inner": obj({"i": TEXT})},
    )


def _merged(vendored: Node, page: Node, method: str = "post", path: str = "/a") -> tuple[Merged, Node]:
    """Merge, and check what holds of any page: valid, nothing else touched, the operation is the page's."""
    before = copy.deepcopy(vendored)
    merged = merge_page(vendored, _page(page, method, path))
    assert vendored == before
    made: Node = dict(merged.document)
    validate(source(HERE, made))
    assert untouched(vendored, made, _page(page, method, path))
    assert _said(made, method, path) == _said(page, method, path)
    again = merge_page(made, _page(page, method, path))
    assert normalise(again.document) == normalise(made)  # the same page a second time changes nothing
    return merged, made


def _said(made: Node, method: str, path: str) -> JsonObject:
    found: Node = dict(inline(source(HERE, made)))
    given: JsonObject = found["paths"][path][method]
    return given


def test_the_same_page_changes_nothing() -> None:
    """Whatever the order of its keys."""
    page = _vendored()
    del page["paths"]["/b"], page["paths"]["/c"]
    page["components"]["schemas"]["Own"] = {"properties": {"a": TEXT}, "type": "object"}
    merged, made = _merged(_vendored(), page)
    assert normalise(made) == normalise(_vendored())
    assert (merged.kept, merged.ignored) == ([], [])


def test_a_schema_of_its_own_is_replaced() -> None:
    """Under its name."""
    page = document({"/a": {"post": operation(body=reference("Own"))}}, {"Own": obj({"a": NUMBER})})
    merged, made = _merged(_vendored(), page)
    assert made["components"]["schemas"]["Own"] == obj({"a": NUMBER})
    assert merged.kept == []
    assert set(made["components"]["schemas"]) == {"Own", "Shared", "Inner"}


def test_a_schema_that_others_use_stays_theirs() -> None:
    """The page's comes in under another name, and the others are named."""
    page = document({"/a": {"post": operation(answer=reference("Shared"))}}, {"Shared": obj({"other": NUMBER})})
    merged, made = _merged(_vendored(), page)
    schemas = made["components"]["schemas"]
    assert schemas["Shared"] == obj({"inner": reference("Inner")})
    assert schemas["SharedForPostA"] == obj({"other": NUMBER})
    assert "Own" not in schemas  # nothing uses it any more
    ((kept,),) = (merged.kept,)
    assert (kept.part, kept.name, kept.users) == (("schemas", "Shared"), "SharedForPostA", ["POST /b"])


def test_what_refers_to_a_schema_that_stays_apart_does_so_too() -> None:
    """The inner one differs, so the outer one is not the same either."""
    page = document(
        {"/a": {"post": operation(answer=reference("Shared"))}},
        {"Shared": obj({"inner": reference("Inner")}), "Inner": obj({"i": NUMBER})},
    )
    merged, made = _merged(_vendored(), page)
    assert made["components"]["schemas"]["SharedForPostA"] == obj({"inner": reference("InnerForPostA")})
    assert [kept.part[1] for kept in merged.kept] == ["Inner", "Shared"]


def test_a_number_that_means_something_else_on_the_page_is_no_collision() -> None:
    """Schemas are numbered by position: the page's name may belong to another operation in the document."""
    vendored = _vendored()
    page = document({"/a": {"post": operation(body=reference("Shared"))}}, {"Shared": obj({"a": TEXT})})
    _, made = _merged(vendored, page)
    found = compare_documents(source(HERE, vendored), source(HERE, made))
    assert {shown_address(item.address) for item in found.changed} == {"POST /a"}


def test_a_version_of_its_own_goes_when_it_is_the_shared_one_again() -> None:
    """Nothing is left behind."""
    apart = document({"/a": {"post": operation(answer=reference("Shared"))}}, {"Shared": obj({"other": NUMBER})})
    _, once = _merged(_vendored(), apart)
    page = _vendored()
    del page["paths"]["/b"], page["paths"]["/c"]
    _, made = _merged(once, page)
    assert normalise(made) == normalise(_vendored())


def test_a_schema_that_contains_itself_comes_in_whole() -> None:
    """Also when it has to stay apart."""
    tree = obj({"children": {"type": "array", "items": reference("Shared")}})
    page = document({"/a": {"post": operation(answer=reference("Shared"))}}, {"Shared": tree})
    merged = merge_page(_vendored(), _page(page))
    made: Node = dict(merged.document)
    assert made["components"]["schemas"]["SharedForPostA"]["properties"]["children"]["items"] == reference(
        "SharedForPostA"
    )
    assert untouched(_vendored(), made, _page(page))


def test_a_new_operation_is_added() -> None:
    """At a new path, or beside another method."""
    for path in ("/new", "/c"):
        page = document({path: {"post": operation(answer=reference("New"))}}, {"New": obj({"n": TEXT})})
        merged, made = _merged(_vendored(), page, path=path)
        found = compare_documents(source(HERE, _vendored()), source(HERE, made))
        assert [shown_address(address) for address in found.added] == [f"POST {path}"]
        assert (found.removed, found.changed, found.texts) == ([], [], [])
        assert merged.kept == []


def test_parameters_of_the_path_item_stay_with_the_other_operations() -> None:
    """The page's operation has those of the page, wherever they stand there."""
    vendored = document(
        {"/a": {"parameters": [parameter("old")], "post": operation(), "get": operation(parameters=[parameter("own")])}}
    )
    page = document({"/a": {"parameters": [parameter("new", "header")], "post": operation()}})
    _, made = _merged(vendored, page)
    assert made["paths"]["/a"]["post"]["parameters"] == [parameter("new", "header")]
    assert made["paths"]["/a"]["get"]["parameters"] == [parameter("old"), parameter("own")]


def test_credentials_that_the_page_asks_for_everywhere_are_those_of_its_operation() -> None:
    """The document asks for others, and goes on to."""
    schemes: Node = {"bearer": {"type": "http", "scheme": "bearer"}, "basic": {"type": "http", "scheme": "basic"}}
    vendored = {**_vendored(), "security": [{"bearer": []}]}
    vendored["components"]["securitySchemes"] = {"bearer": schemes["bearer"]}
    page = document(
        {"/a": {"post": operation()}}, None, security=[{"basic": []}], components={"securitySchemes": schemes}
    )
    merged, made = _merged(vendored, page)
    assert made["paths"]["/a"]["post"]["security"] == [{"basic": []}]
    assert made["security"] == [{"bearer": []}]
    assert made["components"]["securitySchemes"] == schemes
    assert list(merged.ignored) == ["security"]


@pytest.mark.parametrize(
    ("more", "ignored"),
    [
        ({"servers": [{"url": "https://other.example"}]}, ["servers"]),
        ({"info": {"title": "Other", "version": "2"}}, ["info"]),
        (
            {"components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "basic"}}}},
            ["securitySchemes > bearer"],
        ),
    ],
)
def test_what_concerns_all_operations_is_left_alone_and_named(more: Node, ignored: list[str]) -> None:
    """A page speaks for one operation only."""
    vendored = _vendored()
    vendored["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    page = {**document({"/a": {"post": operation()}}), **more}
    merged = merge_page(vendored, _page(page))
    assert list(merged.ignored) == ignored
    after: Node = dict(merged.document)
    assert [after["info"], after["components"]["securitySchemes"], after.get("servers")] == [
        vendored["info"],
        vendored["components"]["securitySchemes"],
        None,
    ]


def test_a_reference_in_data_is_left_alone() -> None:
    """An example may hold anything."""
    schema = obj({"x": TEXT}, example={"$ref": "#/components/schemas/Shared"})
    page = document(
        {"/a": {"post": operation(answer=reference("Shared"))}},
        {"Shared": obj({"other": reference("Data")}), "Data": schema},
    )
    _, made = _merged(_vendored(), page)
    assert made["components"]["schemas"]["Data"] == schema
    assert json.dumps(made).count("SharedForPostA") == 2
