"""Every document of the provider's family is generated: no warning, one module for each operation, stable names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen import layout, pipeline
from codegen.generating import generate
from codegen.naming import LONGEST_NAME, derived_name, derived_tag
from codegen.templates import write_patched_templates
from codegen.validating import validate
from tests.codegen.addresses import addresses
from tests.codegen.documents import Node, document, obj, operation, parameter, shaped, source
from tests.codegen.family import FAMILY
from tests.spec.reading import FULL_DOCUMENT

if TYPE_CHECKING:
    from pathlib import Path


def _generated(made: Node, folder: Path) -> Path:
    """The package of a document, given as JSON; any warning of the generator fails the run."""
    (folder / "spec.json").write_text(json.dumps(made), "utf-8")
    return pipeline.generate(folder / "spec.json", folder / "client").out


def _modules(package: Path, part: str) -> set[str]:
    found = (path.relative_to(package).as_posix() for path in (package / part).rglob("*.py"))
    return {name for name in found if not name.endswith("__init__.py")}


@pytest.mark.parametrize("trait", FAMILY)
def test_a_document_with_this_trait_is_generated(trait: str, tmp_path: Path) -> None:
    """One endpoint module per operation, named by method and path; the models are those that the names promise."""
    made = FAMILY[trait]()
    validate(source(tmp_path, made))
    package, found = _generated(made, tmp_path), addresses(made)
    keys = {
        f"{method.upper()} {path}": (method, path)
        for path, item in made["paths"].items()
        for method in item
        if method != "parameters"
    }
    assert found.keys() == keys.keys()
    for key, (method, path) in keys.items():
        assert found[key].module == f"api/{derived_tag(path)}/{derived_name(method, path)}.py"
    assert _modules(package, "api") == {address.module for address in found.values()}
    assert len(_modules(package, "api")) == len(keys)
    assert _modules(package, "models") == set[str]().union(*(address.models for address in found.values()))


@pytest.mark.parametrize("trait", FAMILY)
def test_no_name_of_a_class_depends_on_the_rest_of_the_document(trait: str) -> None:
    """Beside the provider's 105 operations as alone; and none is longer than file systems take."""
    made = FAMILY[trait]()
    alone = addresses(made)
    schemas = {**FULL_DOCUMENT["components"]["schemas"], **made.get("components", {}).get("schemas", {})}
    parts = {**FULL_DOCUMENT["components"], **made.get("components", {}), "schemas": schemas}
    together = addresses({**FULL_DOCUMENT, "paths": {**FULL_DOCUMENT["paths"], **made["paths"]}, "components": parts})
    assert {key: (together[key].module, together[key].models) for key in alone} == {
        key: (address.module, address.models) for key, address in alone.items()
    }
    longest = max((len(name) for address in alone.values() for name in address.models), default=0)
    assert longest < 2 * LONGEST_NAME


# Combinations

_NAMES = st.sampled_from(
    [
        *(
            "dist name",
            "State Name",
            "hfrId",
            "districtLGDCode",
            "HPRID",
            "class",
            "from",
            "self",
            "id",
            "format",
            "2fa",
        ),
        *("x-y", "a.b", "_id", "été", "None", "list", "str", "datetime", "json", "field", "d", "src_dict", "errors"),
        *("headers", "body", "client", "response", "params", "cast", "Any", "UNSET", "File", "data", "items", "keys"),
        *("additional_properties", "to_dict", "from_dict", " leading", "trailing ", "UPPER", "mixedCASE", "A", "uuid"),
    ]
)
_ENUMS = st.sampled_from(
    [["a", "b"], ["success", " processing"], ["A", "a"], ["", "x"], ["1", "2"], ["on", "no"], ["é", "è"], ["a", "a b"]]
)


def _nullable(kind: str) -> st.SearchStrategy[object]:
    return st.sampled_from([kind, ["null", kind], [kind, "null"]])


_SCALARS: st.SearchStrategy[Node] = st.one_of(
    st.fixed_dictionaries({"type": _nullable("string")}, optional={"format": st.sampled_from(["date", "date-time"])}),
    st.fixed_dictionaries({"type": st.one_of(_nullable("integer"), _nullable("number"), _nullable("boolean"))}),
    st.fixed_dictionaries({"type": _nullable("string"), "enum": _ENUMS}),
    st.just({}),
)


def _objects(schemas: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    fields = st.dictionaries(_NAMES, schemas, max_size=5)
    return st.tuples(fields, st.integers(0, 5)).map(lambda made: obj(made[0], required=list(made[0])[: made[1]]))


_SCHEMAS: st.SearchStrategy[Node] = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        _objects(inner),
        st.fixed_dictionaries({"type": _nullable("array"), "items": inner}),
        st.fixed_dictionaries({"oneOf": st.lists(inner, min_size=1, max_size=2)}),
        st.fixed_dictionaries({"type": st.just("object"), "additionalProperties": inner}),
    ),
    max_leaves=12,
)
_KINDS = st.sampled_from(["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/xml"])


@st.composite
def _operations(draw: st.DrawFn) -> Node:
    given = operation()
    names = draw(st.lists(st.tuples(_NAMES, st.sampled_from(["query", "header"])), unique=True, max_size=4))
    given["parameters"] = [parameter(name, where, schema=draw(_SCALARS)) for name, where in names]
    if draw(st.booleans()):
        content = {draw(_KINDS): {"schema": draw(_SCHEMAS)}}
        given["requestBody"] = {"content": content, "required": draw(st.booleans())}
    status = draw(st.sampled_from(["200", "201", "202", "204", "2XX", "default"]))
    answer: Node = {"description": "d"}
    if draw(st.booleans()):
        answer["content"] = {
            draw(st.sampled_from(["application/json", "*/*", "image/png"])): {"schema": draw(_SCHEMAS)}
        }
    given["responses"] = {status: answer, "4XX": {"description": "e"}}
    return given


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(_operations(), min_size=1, max_size=3))
def test_combinations_of_traits_are_generated(made: list[Node], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever names, types and bodies come together: no warning, and every file compiles."""
    folder = tmp_path_factory.mktemp("combination")
    (folder / "templates").mkdir()
    write_patched_templates(layout.TEMPLATE_PATCHES, folder / "templates")
    paths = {f"/abdm/v1/thing{number}": {"post": given} for number, given in enumerate(made)}
    result = shaped(folder, document(paths))
    generate(result, config_path=layout.GENERATOR_CONFIG, templates=folder / "templates", out=folder / "out")
    files = list((folder / "out").rglob("*.py"))
    assert len([path for path in files if path.parent.name.startswith("thing") and path.stem != "__init__"]) == len(
        made
    )
    for path in files:
        compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True)
