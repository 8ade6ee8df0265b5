"""Compare two documents, and write down what the report says of each operation."""

from __future__ import annotations

from pathlib import Path

from codegen.comparing.documents import ApiChanges, compare_documents, shown_address
from codegen.reading import Source
from codegen.validating import validate
from tests.codegen.documents import Node, document, obj, parameter, reference, source

HERE = Path("document.yaml")
TEXT: Node = {"type": "string"}
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def read(made: Node) -> Source:
    """A document as if it had been read; it is valid."""
    found = source(HERE, made)
    validate(found)
    return found


def compared(before: Node, after: Node) -> ApiChanges:
    """What changed."""
    return compare_documents(read(before), read(after))


def lines(before: Node, after: Node) -> list[str]:
    """Each change with its operation, as the report words it."""
    return [
        f"{shown_address(address)} {change}" if address else str(change)
        for address, change in compared(before, after).every()
    ]


def start() -> Node:
    """An operation with everything that an operation can have."""
    answers: Node = {
        "200": {
            "description": "OK",
            "headers": {"X-Left": {"schema": {"type": "integer"}}},
            "content": {JSON: {"schema": obj({"a": TEXT})}},
        },
        "4XX": {"description": "", "content": {JSON: {"schema": reference("Error")}}},
        "5XX": {"description": "", "content": {JSON: {"schema": reference("Error")}}},
    }
    given: Node = {
        "summary": "Does it",
        "parameters": [
            parameter("id", "path"),
            parameter("X-Pt-Id", "header"),
            parameter("oid", "query"),
            parameter("token", "cookie"),
            parameter("Accept", "header"),
        ],
        "requestBody": {"content": {JSON: {"schema": obj({"x": TEXT})}}},
        "responses": answers,
        "security": [{"bearer": []}],
    }
    schemes = {"bearer": {"type": "http", "scheme": "bearer", "description": "The token."}}
    made = document({"/things/{id}": {"post": given}}, {"Error": obj({"code": TEXT})})
    made["components"]["securitySchemes"] = schemes
    made["servers"] = [{"url": "https://one.example"}, {"url": "https://two.example", "description": "Two"}]
    return made
