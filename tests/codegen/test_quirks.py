"""A document with every quirk of its family, generated, imported and called."""

from __future__ import annotations

import datetime
import importlib
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from codegen import pipeline
from tests.codegen.documents import Node, document, obj, operation, parameter, reference, write

if TYPE_CHECKING:
    from collections.abc import Iterator

STRING: Node = {"type": "string"}
NULLABLE: Node = {"type": ["null", "string"]}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
LONG = "a_property_with_quite_a_long_name"


def _answer(status: str, kind: str | None = None, schema: Node | None = None) -> Node:
    content = {"content": {kind: {"schema": schema}}} if kind and schema is not None else {}
    return {"responses": {status: {"description": "d", **content}}}


def _body(kind: str, schema: Node) -> Node:
    return {"requestBody": {"content": {kind: {"schema": schema}}, "required": True}}


def _paths(*names: str) -> list[Node]:
    return [parameter(name, "path") for name in names]


def _document() -> Node:
    deep = obj({"x": STRING})
    for _ in range(4):
        deep = obj({LONG: deep})
    request = obj(
        {
            "hfrId": STRING,
            "dist name": STRING,
            "dist_name": STRING,
            "status": {"type": "string", "enum": ["success", " processing", " failed"]},
            "choice": {"type": ["string", "null"], "enum": ["a", None]},
            "day": {"type": "string", "format": "date"},
            "amount": {"type": "number"},
            "anything": {},
            "cls": STRING,
            "class": STRING,
            "d": STRING,
            "nullable": NULLABLE,
            "list": {"type": "array", "items": obj({"x": STRING})},
            "list_item": STRING,
        },
        required=["hfrId"],
    )
    answer = obj(
        {
            "status": {"type": "string", "enum": ["success", " processing"]},
            "at": {"type": ["string", "null"], "format": "date-time"},
            "count": {"type": "integer", "enum": [1, 2]},
            "amount": {"type": "number"},
            "anything": {},
            "must": NULLABLE,
            "bare": {"type": ["array", "null"]},
            "inner": obj({"data": obj({"list": {"type": ["array", "null"], "items": obj({"x": STRING})}})}),
            "either": {"oneOf": [obj({"x": STRING}, required=["x"]), obj({"y": STRING}, required=["y"])]},
            "by_name": {"type": "object", "additionalProperties": obj({"x": STRING})},
        },
        required=["must"],
    )
    form = obj({"enable": {"type": "string", "enum": ["true", "false"]}, "n": {"type": "integer"}})
    nothing: Node = {"responses": {"202": {"description": "d"}}}
    paths: Node = {
        "/inline": {"post": operation(body=request, answer=answer)},
        "/form": {"patch": {**_answer("200", JSON, obj({"s": STRING})), **_body(FORM, form)}},
        "/array": {"get": _answer("200", JSON, {"type": ["array", "null"], "items": reference("Item")})},
        "/strings": {"get": _answer("200", JSON, {"type": "array", "items": STRING})},
        "/nothing": {"post": {**nothing, **_body(JSON, reference("Item"))}},
        "/created": {"post": _answer("204", JSON, obj({"id": STRING}))},
        "/card": {"get": _answer("200", "image/png", {"type": "string", "format": "binary"})},
        "/text": {"get": _answer("200", "text/plain", STRING)},
        "/xml": {"post": {**nothing, **_body("application/xml", STRING)}},
        "/any": {"get": _answer("200", JSON, {})},
        "/deep": {"get": _answer("200", JSON, deep)},
        "/tree": {"get": _answer("200", JSON, reference("Tree"))},
        "/by/{hfrId}/{class}": {
            "get": operation(
                parameters=[
                    parameter("class", "path"),
                    parameter("hfrId", "path"),
                    parameter("status", schema={"type": "string", "enum": ["on", " off"]}, required=True),
                    parameter("id", "query"),
                    parameter("id", "header"),
                    parameter("body"),
                    parameter("client"),
                    parameter("from"),
                    parameter("headers"),
                    parameter("X-Flag", "header", schema={"type": "boolean"}),
                ]
            )
        },
        "/import/x": {"get": operation()},
        "/several": {
            "put": {
                **operation(parameters=[parameter("a", "cookie"), parameter("b", "cookie", required=True)]),
                "requestBody": {"content": {JSON: {"schema": reference("Item")}, FORM: {"schema": form}}},
            }
        },
        "/taken/{body}/{params}": {"post": operation(body=obj(), parameters=[*_paths("body", "params")])},
    }
    tree = obj({"name": STRING, "children": {"type": "array", "items": reference("Tree")}})
    return document(paths, {"Item": obj({"id": STRING}), "Tree": tree})


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the generated package, importable while the tests run."""
    folder = tmp_path_factory.mktemp("quirks")
    result = pipeline.generate(write(folder / "spec.yaml", _document()), folder / "quirky_api")
    assert result.operations == 16
    sys.path.insert(0, str(folder))
    yield "quirky_api"
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == "quirky_api"]:
        del sys.modules[name]


class _Api:
    """Calls operations of the generated package; keeps the last request."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.models: Any = importlib.import_module(f"{package}.models")
        self.unset: Any = importlib.import_module(f"{package}.types").UNSET
        self.request: httpx.Request | None = None
        self.answer = httpx.Response(200)

    def call(self, module: str, answer: httpx.Response, **arguments: Any) -> Any:
        """Call an operation that answers with this."""
        client_class = importlib.import_module(f"{self.package}.client").Client

        def handle(request: httpx.Request) -> httpx.Response:
            self.request = request
            return answer

        client = client_class(base_url="http://api", httpx_args={"transport": httpx.MockTransport(handle)})
        return importlib.import_module(f"{self.package}.api.{module}").sync_detailed(client=client, **arguments)

    @property
    def sent(self) -> httpx.Request:
        """The last request."""
        assert self.request is not None
        return self.request


@pytest.fixture
def api(package: str) -> _Api:
    return _Api(package)


def test_a_body_with_every_kind_of_field(api: _Api) -> None:
    models = api.models
    body = models.PostInlineRequest(
        hfr_id="1",
        distname="2",
        dist_name="3",
        status=models.PostInlineRequestStatus.PROCESSING,
        choice=None,
        day=datetime.date(2000, 1, 2),
        amount=1.5,
        anything=[1],
        cls_="4",
        class_="5",
        d_="6",
        nullable=None,
        list_=[models.PostInlineRequestListItem(x="7")],
        list_item_="8",
    )
    api.call("inline.post_inline", httpx.Response(200, json={"must": None}), body=body)
    sent = json.loads(api.sent.content)
    assert sent == {
        "hfrId": "1",
        "dist name": "2",
        "dist_name": "3",
        "status": " processing",
        "choice": None,
        "day": "2000-01-02",
        "amount": 1.5,
        "anything": [1],
        "cls": "4",
        "class": "5",
        "d": "6",
        "nullable": None,
        "list": [{"x": "7"}],
        "list_item": "8",
    }
    assert models.PostInlineRequest.from_dict(sent) == body


def test_an_answer_with_every_kind_of_field(api: _Api) -> None:
    got = {
        "status": "brand new",
        "at": "yesterday",
        "count": 77,
        "amount": 1,
        "anything": {"a": None},
        "must": None,
        "bare": [1, "a"],
        "inner": {"data": {"list": [{"x": "1"}]}},
        "either": {"y": "2"},
        "by_name": {"k": {"x": "3"}},
        "unknown": 1,
    }
    body = api.models.PostInlineRequest(hfr_id="1")
    parsed = api.call("inline.post_inline", httpx.Response(200, json=got), body=body).parsed
    assert (parsed.status, parsed.at, parsed.count, parsed.must) == ("brand new", "yesterday", 77, None)
    assert parsed.inner.data.list_[0].x == "1"
    assert parsed.either.y == "2"
    assert parsed.by_name["k"].x == "3"
    assert parsed["unknown"] == 1
    assert parsed.to_dict() == got


def test_null_for_every_optional_field_reads_as_absent(api: _Api) -> None:
    names = ("status", "at", "count", "amount", "anything", "inner", "either", "by_name")
    body = api.models.PostInlineRequest(hfr_id="1")
    answer = httpx.Response(200, json={"must": None, **dict.fromkeys(names)})
    parsed = api.call("inline.post_inline", answer, body=body).parsed
    assert all(getattr(parsed, name) is api.unset for name in names)
    assert parsed.to_dict() == {"must": None}


def test_a_form_is_sent_as_one(api: _Api) -> None:
    body = api.models.PatchFormRequest(enable=api.models.PatchFormRequestEnable.TRUE, n=3)
    api.call("form.patch_form", httpx.Response(200, json={}), body=body)
    assert api.sent.headers["content-type"] == FORM
    assert api.sent.content == b"enable=true&n=3"


@pytest.mark.filterwarnings("ignore:Setting per-request cookies")
def test_a_body_in_one_of_several_types(api: _Api) -> None:
    body = api.models.PutSeveralRequest(id="1")
    api.call("several.put_several", httpx.Response(200), body=body, b="x")
    assert (api.sent.headers["content-type"], api.sent.headers["cookie"]) == (JSON, "b=x")
    assert json.loads(api.sent.content) == {"id": "1"}
    body = api.models.PutSeveralFormRequest(n=2)
    api.call("several.put_several", httpx.Response(200), body=body, a="y", b="x")
    assert (api.sent.headers["content-type"], api.sent.headers["cookie"]) == (FORM, "a=y; b=x")
    assert api.sent.content == b"n=2"
    api.call("several.put_several", httpx.Response(200), b="x")
    assert api.sent.content == b""


def test_arrays_at_the_top(api: _Api) -> None:
    (item,) = api.call("array.get_array", httpx.Response(200, json=[{"id": "1"}])).parsed
    assert item.id == "1"
    assert api.call("array.get_array", httpx.Response(200, content=b"null")).parsed is None
    assert api.call("strings.get_strings", httpx.Response(200, json=["a"])).parsed == ["a"]


@pytest.mark.parametrize("answer", [{"id": "1"}, "a", 1, [1]])
def test_what_is_neither_a_list_nor_null_is_not_handed_on_as_one(api: _Api, answer: object) -> None:
    """It is an error, which the wrapper turns into its own."""
    with pytest.raises((TypeError, ValueError, AttributeError)):
        api.call("array.get_array", httpx.Response(200, json=answer))


def test_answers_without_a_body(api: _Api) -> None:
    body = api.models.PostNothingRequest(id="1")
    assert api.call("nothing.post_nothing", httpx.Response(202), body=body).parsed is None


def test_an_answer_that_may_be_anything(api: _Api) -> None:
    assert api.call("any_.get_any", httpx.Response(200, json={"a": [1]})).parsed == {"a": [1]}


def test_a_body_documented_with_204_is_read_if_it_comes(api: _Api) -> None:
    assert api.call("created.post_created", httpx.Response(204)).parsed is None
    assert api.call("created.post_created", httpx.Response(200, json={"id": "1"})).parsed.id == "1"


def test_bytes_and_text(api: _Api) -> None:
    assert api.call("card.get_card", httpx.Response(200, content=b"\x89PNG")).parsed == b"\x89PNG"
    assert api.call("text.get_text", httpx.Response(200, text="hello")).parsed == "hello"


def test_a_body_of_a_type_that_is_only_bytes(api: _Api, package: str) -> None:
    payload = io.BytesIO(b"<a/>")
    body = importlib.import_module(f"{package}.types").File(payload=payload)
    api.call("xml.post_xml", httpx.Response(202), body=body)
    assert (api.sent.content, api.sent.headers["content-type"]) == (b"<a/>", "application/xml")


def test_very_long_names(api: _Api) -> None:
    got: Node = {"x": "1"}
    for _ in range(4):
        got = {LONG: got}
    parsed = api.call("deep.get_deep", httpx.Response(200, json=got)).parsed
    for _ in range(4):
        parsed = getattr(parsed, LONG)
    assert parsed.x == "1"
    assert len(type(parsed).__name__) == 80


def test_a_schema_that_contains_itself(api: _Api) -> None:
    got = {"name": "a", "children": [{"name": "b", "children": [{"name": "c"}]}]}
    parsed = api.call("tree.get_tree", httpx.Response(200, json=got)).parsed
    assert parsed.children[0].children[0].name == "c"
    assert type(parsed.children[0]) is type(parsed)
    assert parsed.to_dict() == got


def test_parameters_whose_names_are_taken(api: _Api) -> None:
    status = api.models.GetByByHfrIdByClassQueryStatus.OFF
    api.call(
        "by.get_by_by_hfr_id_by_class",
        httpx.Response(200),
        hfr_id="a/b",
        class_="c",
        status=status,
        id_query="1",
        id_header="2",
        body_="3",
        client_query="4",
        from_="5",
        headers_="6",
        x_flag=True,
    )
    assert api.sent.url.raw_path.split(b"?")[0] == b"/by/a%2Fb/c"
    assert dict(api.sent.url.params) == {
        "status": " off",
        "id": "1",
        "body": "3",
        "client": "4",
        "from": "5",
        "headers": "6",
    }
    assert (api.sent.headers["id"], api.sent.headers["x-flag"]) == ("2", "true")


def test_path_parameters_whose_names_are_taken(api: _Api) -> None:
    body = api.models.PostTakenByBodyByParamsRequest()
    api.call("taken.post_taken_by_body_by_params", httpx.Response(200), body_="a", params_="b", body=body)
    assert api.sent.url.path == "/taken/a/b"


def test_a_group_named_like_a_keyword(api: _Api) -> None:
    assert api.call("import_.get_import_x", httpx.Response(200)).status_code == 200


def test_every_operation_names_itself(api: _Api, package: str) -> None:
    operations = importlib.import_module(f"{package}.operations").OPERATIONS
    assert len(operations) == 16
    assert operations["post_created"].success == (200, 204)
    assert operations["get_by_by_hfr_id_by_class"].path == "/by/{hfrId}/{class}"
    api.call("text.get_text", httpx.Response(200, text=""))
    assert api.sent.extensions["operation"] == "get_text"


def test_the_package_is_strictly_typed(package: str) -> None:
    """As strictly as the committed one, which `make check` looks at."""
    folder = importlib.import_module(package).__path__[0]
    api = pytest.importorskip("mypy.api")
    report, _, status = api.run(["--strict", "--config-file=", "--cache-dir=/dev/null", "--no-incremental", folder])
    assert (status, report.splitlines()[-1].split()[0]) == (0, "Success:")
