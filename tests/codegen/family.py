"""Documents of the provider's family, one for each trait that one of them has had or may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.codegen.documents import Node, document, obj, operation, parameter, reference

if TYPE_CHECKING:
    from collections.abc import Callable

_STRING: Node = {"type": "string"}
_JSON = "application/json"
_IDENTITY = [parameter(name, "header") for name in ("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id")]


def _answering(answer: Node, **more: Node) -> Node:
    return {"responses": {"200": answer, **more}}


def _content(schema: Node, kind: str = _JSON) -> Node:
    return {"description": "d", "content": {kind: {"schema": schema}}}


def _hundreds() -> Node:
    schemas = {
        f"InitRequestType{number}": obj({"id": _STRING, "kind": {"type": "string", "enum": ["a", f" k{number}"]}})
        for number in range(200)
    }
    paths = {
        f"/abdm/v{number % 3}/group{number % 9}/thing{number}": {
            "get": operation(answer=reference(f"InitRequestType{number % 200}"), parameters=_IDENTITY),
        }
        if number % 2
        else {"post": operation(body=reference(f"InitRequestType{199 - number % 200}"))}
        for number in range(400)
    }
    return document(paths, schemas)


def _other_errors() -> Node:
    problem = obj({"type": _STRING, "title": _STRING, "status": {"type": "integer"}, "detail": _STRING})
    older = obj({"error": obj({"code": _STRING, "message": _STRING}), "errors": {"type": "array", "items": _STRING}})
    errors = {
        "4XX": _content(reference("Problem"), "application/problem+json"),
        "500": _content(reference("Older")),
        "502": _content(_STRING, "text/html"),
        "503": {"description": "no body"},
        "default": _content({}),
    }
    paths = {f"/abdm/v1/thing{status}": {"get": _answering(_content(obj()), **errors)} for status in range(3)}
    return document(paths, {"Problem": problem, "Older": older})


def _everything_inline() -> Node:
    address = obj({"pin_code": _STRING, "lines": {"type": "array", "items": obj({"text": _STRING})}})
    patient = obj({"name": _STRING, "address": address, "gender": {"type": "string", "enum": ["M", "F"]}})
    paths = {
        "/abdm/v1/share": {
            "post": operation(
                body=obj({"patient": patient, "other": patient}, required=["patient"]),
                answer=obj({"data": obj({"patient": patient}), "all": {"type": "array", "items": patient}}),
            )
        }
    }
    return document(paths)


def _components_for_everything() -> Node:
    made = document(
        {
            "/abdm/v1/{id}": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "post": {
                    "requestBody": {"$ref": "#/components/requestBodies/Body"},
                    "responses": {"200": {"$ref": "#/components/responses/Done"}},
                },
            }
        },
        {"Only": obj({"a": reference("Inner")}), "Inner": obj({"b": _STRING}), "Unused": obj()},
    )
    made["components"] |= {
        "parameters": {"Id": parameter("id", "path")},
        "requestBodies": {"Body": {"content": {_JSON: {"schema": reference("Only")}}}},
        "responses": {"Done": _content(reference("Only"))},
    }
    return made


def _enums() -> Node:
    values: dict[str, Node] = {
        "leading spaces": {"type": "string", "enum": ["success", " processing", " failed"]},
        "nullable": {"type": ["null", "string"], "enum": ["on", "off"]},
        "with null": {"type": ["string", "null"], "enum": ["on", None]},
        "spaces inside": {"type": "string", "enum": ["Self Requested", "Care management"]},
        "same but for case": {"type": "string", "enum": ["active", "Active", "ACTIVE"]},
        "same but for signs": {"type": "string", "enum": ["a-b", "a_b", "a b", " a b"]},
        "numbers": {"type": "integer", "enum": [1, 2, 3]},
        "digits": {"type": "string", "enum": ["1", "2", "10"]},
        "blank": {"type": "string", "enum": ["", " ", "x"]},
        "media type": {"type": "string", "enum": ["application/fhir+json"]},
        "words of python": {"type": "string", "enum": ["None", "name", "value", "mro", "class"]},
        "other scripts": {"type": "string", "enum": ["हाँ", "नहीं"]},
        "mixed": {"enum": [1, "one", None]},
        "one": {"const": "fixed"},
        "untyped": {"enum": ["a", "b"]},
    }
    lists = {f"list of {name}": {"type": ["array", "null"], "items": schema} for name, schema in values.items()}
    both = obj({**values, **lists}, required=["nullable", "with null"])
    queries = [
        parameter(name.replace(" ", "_"), schema=values[name]) for name in ("leading spaces", "nullable", "blank")
    ]
    return document({"/abdm/v1/enums": {"post": operation(body=both, answer=both, parameters=queries)}})


def _property_names() -> Node:
    names = ["dist name", "State Name", "districtLGDCode", "villageCityTownLGDCode", "hprId", "HPRID", "X", "x y z"]
    names += ["2fa", "abha-number", "a.b", "a/b", "from", "class", "self", "type", "id", "d", "été", "नाम", "_id"]
    schema = obj({name: obj({"x": _STRING}) if name.islower() else _STRING for name in names}, required=names[:9])
    return document({"/abdm/v1/names": {"put": operation(body=schema, answer=schema)}})


def _forms() -> Node:
    form = "application/x-www-form-urlencoded"
    schema = obj({"oid": _STRING, "status": {"type": "string", "enum": ["on", " off"]}, "n": {"type": "integer"}})
    patch = {**operation(answer=obj({"status": _STRING})), "requestBody": {"content": {form: {"schema": schema}}}}
    several = {**operation(), "requestBody": {"content": {form: {"schema": schema}, _JSON: {"schema": schema}}}}
    multipart: Node = obj({"file": {"type": "string", "format": "binary"}, "note": _STRING})
    upload = {**operation(), "requestBody": {"content": {"multipart/form-data": {"schema": multipart}}}}
    return document({"/abdm/v1/form": {"patch": patch, "post": several, "put": upload}})


def _answers() -> Node:
    item = obj({"id": _STRING})
    listed: Node = {"type": ["array", "null"], "items": reference("Item")}
    given: dict[str, Node] = {
        "body-with-204": {"responses": {"204": _content(reference("Item"))}},
        "empty-200": _answering({"description": "d"}),
        "content-without-schema": _answering({"description": "d", "content": {_JSON: {}}}),
        "empty-content": _answering({"description": "d", "content": {}}),
        "accepted": {"responses": {"202": {"description": "d"}}},
        "accepted-with-body": {"responses": {"202": _content(item)}},
        "list": _answering(_content({"type": "array", "items": item})),
        "nullable-list": _answering(_content(listed)),
        "list-of-lists": _answering(_content({"type": "array", "items": {"type": "array", "items": item}})),
        "bare-list": _answering(_content({"type": ["array", "null"]})),
        "text": _answering(_content(_STRING)),
        "number": _answering(_content({"type": "number"})),
        "anything": _answering(_content({})),
        "image": _answering(_content({"type": "string", "format": "binary"}, "image/png")),
        "two": _answering(_content(item), **{"201": _content(listed)}),
        "only-errors": {"responses": {"4XX": _content(item)}},
        "default": {"responses": {"default": _content(item)}},
    }
    return document({f"/abdm/v1/{name}": {"get": made} for name, made in given.items()}, {"Item": item})


def _path_parameters() -> Node:
    paths = {}
    for path in ("/abdm/v1/{hfrId}", "/abdm/v1/{request_id}/of/{hip_id}", "/abdm/v1/{class}", "/abdm/v2/{id}/x/{body}"):
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        given = operation(parameters=[*(parameter(name, "path") for name in reversed(names)), parameter("id", "query")])
        paths[path] = {"get": given, "delete": operation(parameters=[parameter(name, "path") for name in names])}
    return document(paths)


def _long_names() -> Node:
    name = "HandlerTypedAPIResponseGithubComEkaCareNdhmInternalNhprRepoModelsFacility" * 3
    deep = obj(
        {"an_inner_property_with_quite_a_long_name": obj({"and_one_more_below_it_that_is_long": obj({"x": _STRING})})}
    )
    path = "/abdm/v1/" + "/".join(["physical-consultation-booking-confirmation"] * 4)
    return document({path: {"post": operation(body=reference(name), answer=reference(name))}}, {name: deep})


def _headers_on_some() -> Node:
    paths = {
        "/abdm/v1/none": {"get": operation()},
        "/abdm/v1/all": {"get": operation(parameters=_IDENTITY)},
        "/abdm/v1/one": {"get": operation(parameters=[parameter("X-Hip-Id", "header"), parameter("oid")])},
        "/abdm/v1/other": {"get": operation(parameters=[parameter("X-Request-Id", "header", required=True)])},
        "/abdm/v1/shared": {"parameters": _IDENTITY, "get": operation(), "delete": operation()},
    }
    return document(paths)


def _older_openapi() -> Node:
    schema = obj(
        {"hint": {"type": "string", "nullable": True}, "kind": {"type": "string", "nullable": True, "enum": ["a"]}}
    )
    return {**document({"/abdm/v1/older": {"post": operation(body=schema, answer=schema)}}), "openapi": "3.0.3"}


#: By trait; each makes a valid document.
FAMILY: dict[str, Callable[[], Node]] = {
    "hundreds of operations": _hundreds,
    "other error schemas": _other_errors,
    "no components, everything inline": _everything_inline,
    "components for everything": _components_for_everything,
    "enums": _enums,
    "property names": _property_names,
    "forms": _forms,
    "answers": _answers,
    "path parameters": _path_parameters,
    "very long names": _long_names,
    "headers on some operations": _headers_on_some,
    "an older OpenAPI": _older_openapi,
}
