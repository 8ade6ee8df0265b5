"""Changes to a document that leave what an operation says as it was."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from tests.codegen.documents import Node, obj, operation, parameter, reference

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

_PREFIX = "#/components/schemas/"


def _references(node: Any) -> Iterator[Node]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str) and node["$ref"].startswith(_PREFIX):
            yield node
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def renumber(made: Node, rng: random.Random) -> None:
    """Every schema gets another's kind of name."""
    names = list(made["components"]["schemas"])
    numbers = rng.sample(range(10 * len(names)), len(names))
    new = {name: f"InitRequestType{number}" for name, number in zip(names, numbers, strict=True)}
    made["components"]["schemas"] = {new[name]: made["components"]["schemas"][name] for name in names}
    for node in _references(made):
        node["$ref"] = _PREFIX + new[node["$ref"].removeprefix(_PREFIX)]


def split(made: Node, rng: random.Random) -> None:
    """Some schemas that are used in several places become a copy for each."""
    schemas = made["components"]["schemas"]
    for index, node in enumerate(list(_references(made))):
        if rng.random() < 0.5:
            name = node["$ref"].removeprefix(_PREFIX)
            schemas[f"{name}Copy{index}"] = copy.deepcopy(schemas[name])
            node["$ref"] = f"{_PREFIX}{name}Copy{index}"


def merge(made: Node, rng: random.Random) -> None:
    """Schemas that say the same become one."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for name, schema in made["components"]["schemas"].items():
        same[name] = first.setdefault(json.dumps(schema, sort_keys=True), name)
    for node in _references(made):
        node["$ref"] = _PREFIX + same[node["$ref"].removeprefix(_PREFIX)]


def prune(made: Node, rng: random.Random) -> None:
    """Schemas that nothing uses any more go."""
    schemas = made["components"]["schemas"]
    used: set[str] = set()
    pending = [made["paths"]]
    while pending:
        names = {node["$ref"].removeprefix(_PREFIX) for node in _references(pending.pop())} - used
        used |= names
        pending += [schemas[name] for name in names]
    made["components"]["schemas"] = {name: schema for name, schema in schemas.items() if name in used}


def write_out(made: Node, rng: random.Random) -> None:
    """Some references become what they refer to."""
    schemas = made["components"]["schemas"]
    for node in list(_references(made["paths"])):
        if rng.random() < 0.5:
            target = copy.deepcopy(schemas[node.pop("$ref").removeprefix(_PREFIX)])
            node.update(target)


def take_out(made: Node, rng: random.Random) -> None:
    """Some objects that are written out become schemas with names."""
    schemas = made["components"]["schemas"]
    inline = [node for node in _schemas_below(made["paths"]) if "properties" in node and rng.random() < 0.5]
    for node in inline:
        name = next(name for name in (f"Taken{rng.randrange(10**6)}" for _ in range(100)) if name not in schemas)
        schemas[name] = copy.copy(node)
        node.clear()
        node["$ref"] = _PREFIX + name


def _schemas_below(node: Any) -> Iterator[Node]:
    """Inner ones first."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _schemas_below(value)
            if key in ("schema", "items") and isinstance(value, dict):
                yield value
            elif key == "properties":
                yield from (inner for inner in value.values() if isinstance(inner, dict))
    elif isinstance(node, list):
        for value in node:
            yield from _schemas_below(value)


def shuffle_keys(made: Node, rng: random.Random) -> None:
    """All keys come in another order."""

    def shuffled(node: Any) -> Any:
        if isinstance(node, dict):
            keys = rng.sample(list(node), len(node))
            return {key: shuffled(node[key]) for key in keys}
        return [shuffled(item) for item in node] if isinstance(node, list) else node

    new = shuffled(made)
    made.clear()
    made.update(new)


def add_operations(made: Node, rng: random.Random) -> None:
    """Operations come that look like those that are there."""
    made["components"]["schemas"]["Added"] = obj({"added": {"type": "string"}})
    for number in range(rng.randint(1, 5)):
        given = operation(
            body=reference("Added"), answer=reference("Added"), parameters=[parameter("X-Pt-Id", "header")]
        )
        made["paths"] = {f"/abdm/v1/registration/mobile/added{number}": {"post": given}, **made["paths"]}


def remove_operations(made: Node, rng: random.Random) -> None:
    """A few operations go."""
    for path in rng.sample(list(made["paths"]), min(5, len(made["paths"]) - 1)):
        del made["paths"][path]


def document_own_names(made: Node, rng: random.Random) -> None:
    """The provider starts to give names."""
    for number, (_, item) in enumerate(made["paths"].items()):
        for given in item.values():
            given["operationId"] = f"op{number}{rng.random()}"
            given["tags"] = ["theirs"]


def errors(made: Node, rng: random.Random) -> None:
    """Error answers change."""
    for item in made["paths"].values():
        for given in item.values():
            given["responses"].pop("4XX", None)
            given["responses"]["418"] = {"description": "new"}


CHANGES: dict[str, Callable[[Node, random.Random], None]] = {
    change.__name__: change
    for change in (
        renumber,
        split,
        merge,
        prune,
        write_out,
        take_out,
        shuffle_keys,
        add_operations,
        remove_operations,
        document_own_names,
        errors,
    )
}

#: Those after which every operation is there and says what it said, errors included.
SILENT = {
    name: change for name, change in CHANGES.items() if name not in {"add_operations", "remove_operations", "errors"}
}
