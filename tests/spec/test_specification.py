"""The specification is valid, complete, and says what an integrator needs to know."""

from __future__ import annotations

from typing import Any

import openapi_spec_validator
import pytest
import yaml

from tests.spec.reading import DATA, SPECIFICATION, Node, operations

OPERATIONS = dict(operations(SPECIFICATION))
SCHEMAS: dict[str, Node] = SPECIFICATION["components"]["schemas"]
PROVIDED_PATH = "/abdm/na/v1/registration/mobile/init"


def provided_document() -> Node:
    """The OpenAPI document inside the page that the provider publishes for one operation."""
    page = (DATA / "generate_otp_page.txt").read_text(encoding="utf-8")
    _, _, rest = page.partition("````yaml")
    fenced, _, _ = rest.partition("````")
    document = yaml.safe_load(fenced.partition("\n")[2])
    assert isinstance(document, dict)
    return document


PROVIDED = provided_document()


def test_is_valid_openapi() -> None:
    """The document satisfies OpenAPI 3.1."""
    assert SPECIFICATION["openapi"] == "3.1.0"
    openapi_spec_validator.validate(SPECIFICATION)


def test_has_every_operation_and_schema() -> None:
    """There are 33 operations and 55 schemas."""
    assert (len(OPERATIONS), len(SCHEMAS)) == (33, 55)


def test_has_no_names_and_no_groups() -> None:
    """Operation ids and tags are the overlay's business; the document has none."""
    assert [name for name, operation in OPERATIONS.items() if "operationId" in operation or "tags" in operation] == []
    assert "tags" not in SPECIFICATION


def test_marks_no_request_body_as_required() -> None:
    """Required bodies are the overlay's business; the document marks none."""
    assert [name for name, operation in OPERATIONS.items() if "required" in operation.get("requestBody", {})] == []


@pytest.mark.parametrize("part", ["openapi", "info", "servers", "security"])
def test_head_is_the_provided_one(part: str) -> None:
    """Version, title, servers and default security are those of the provided document."""
    assert SPECIFICATION[part] == PROVIDED[part]


def test_servers() -> None:
    """The servers are production and the sandbox, in this order."""
    assert [server["url"] for server in SPECIFICATION["servers"]] == [
        "https://api.eka.care",
        "https://api.dev.eka.care",
    ]


def test_every_operation_needs_the_bearer() -> None:
    """Every operation is secured, by the provided scheme, on its own."""
    assert SPECIFICATION["components"]["securitySchemes"] == PROVIDED["components"]["securitySchemes"]
    assert [name for name, operation in OPERATIONS.items() if operation["security"] != [{"authApiKey": []}]] == []


def test_every_operation_answers_errors_alike() -> None:
    """Every operation answers 4XX and 5XX with the same error body."""
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/GenericError"}}}
    for name, operation in OPERATIONS.items():
        assert [operation["responses"][status]["content"] for status in ("4XX", "5XX")] == [error, error], name


def test_provided_operation_is_verbatim() -> None:
    """The operation that the provider's page describes is the page's, texts included."""
    assert list(PROVIDED["paths"]) == [PROVIDED_PATH]
    assert SPECIFICATION["paths"][PROVIDED_PATH] == PROVIDED["paths"][PROVIDED_PATH]


@pytest.mark.parametrize("name", PROVIDED["components"]["schemas"])
def test_provided_schema_is_verbatim(name: str) -> None:
    """The schemas that the provider's page describes are the page's, texts included."""
    assert SCHEMAS[name] == PROVIDED["components"]["schemas"][name]


def test_every_operation_is_described() -> None:
    """Every operation has a summary that no other has, and a description."""
    assert len({operation["summary"] for operation in OPERATIONS.values()}) == len(OPERATIONS)
    assert [name for name, operation in OPERATIONS.items() if not operation["description"].strip()] == []


def test_every_parameter_is_described() -> None:
    """Every parameter says what it is."""
    silent = [
        f"{name} {parameter['name']}"
        for name, operation in OPERATIONS.items()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description", "").strip()
    ]
    assert silent == []


def test_every_schema_and_field_is_described() -> None:
    """Every schema and field says what it is, but for the provided ones and for references to another schema."""

    def silent(node: dict[str, Any]) -> bool:
        return "$ref" not in node and not node.get("description", "").strip()

    own = {name: schema for name, schema in SCHEMAS.items() if name not in PROVIDED["components"]["schemas"]}
    assert [name for name, schema in own.items() if silent(schema)] == []
    fields = {f"{name}.{field}": node for name, schema in own.items() for field, node in schema["properties"].items()}
    assert [field for field, node in fields.items() if silent(node)] == []


def test_every_schema_is_used() -> None:
    """No schema is left over: each is referred to from somewhere."""

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            found = set[str]().union(*map(references, node.values()))
            return found | {node["$ref"]} if "$ref" in node else found
        return set[str]().union(*map(references, node)) if isinstance(node, list) else set()

    assert references(SPECIFICATION) == {f"#/components/schemas/{name}" for name in SCHEMAS}
