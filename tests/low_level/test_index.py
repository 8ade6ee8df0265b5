"""What importing costs, and the table of operations."""

from __future__ import annotations

import dataclasses
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import eka_abha_api
import pytest
from eka_abha_api import models
from eka_abha_api.operations import OPERATIONS, Operation

from codegen import layout
from codegen.reading import read

_PACKAGE = Path(eka_abha_api.__file__).parent
_DOCUMENT: Any = read(layout.SPECIFICATION).document
_METHODS = {"get", "post", "patch", "delete", "put", "head"}
_GIVEN = {
    (method.upper(), path): given
    for path, item in _DOCUMENT["paths"].items()
    for method, given in item.items()
    if method in _METHODS
}


def _loaded(statement: str) -> set[str]:
    """The package's modules that a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*[name for name in sys.modules if name.startswith('eka_abha_api')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_the_same_few_modules_however_many_there_are() -> None:
    assert _loaded("import eka_abha_api") == {"eka_abha_api", "eka_abha_api.client"}


def test_importing_an_operation_loads_its_own_models_only() -> None:
    loaded = _loaded("from eka_abha_api.api.registration_mobile import init_mobile_registration")
    assert {name for name in loaded if name.startswith("eka_abha_api.models.")} == {
        "eka_abha_api.models.init_mobile_registration_request",
        "eka_abha_api.models.init_mobile_registration_response",
    }
    assert {name for name in loaded if name.startswith("eka_abha_api.api.")} == {
        "eka_abha_api.api.registration_mobile",
        "eka_abha_api.api.registration_mobile.init_mobile_registration",
    }


def test_importing_a_model_from_the_index_loads_that_model_only() -> None:
    loaded = _loaded("from eka_abha_api.models import GetProfileResponse")
    assert {name for name in loaded if name.startswith("eka_abha_api.models.")} == {
        "eka_abha_api.models.get_profile_response"
    }


def test_asking_the_index_for_a_module_loads_nothing() -> None:
    """As tools do that look for attributes of every kind."""
    loaded = _loaded("import eka_abha_api.models as index\nhasattr(index, 'get_profile_response')")
    assert not {name for name in loaded if name.startswith("eka_abha_api.models.")}


def test_the_index_finds_every_model_and_nothing_else() -> None:
    modules = sorted(path.stem for path in (_PACKAGE / "models").glob("*.py") if path.stem != "__init__")
    text = (_PACKAGE / "models" / "__init__.py").read_text()
    lines = [line.split() for line in text.splitlines() if line.startswith("    from .")]
    assert sorted(line[1] for line in lines) == [f".{module}" for module in modules]
    for line in lines:
        assert getattr(models, line[3]).__module__ == f"eka_abha_api.models{line[1]}"
    for name in ("Nothing", "__path_of_nothing__", "_private", "init_mobile_registration_request_"):
        with pytest.raises(AttributeError, match=name):
            getattr(models, name)


def test_the_package_is_typed() -> None:
    assert (_PACKAGE / "py.typed").is_file()


def test_the_table_covers_every_operation_module() -> None:
    modules = {path.stem for path in (_PACKAGE / "api").rglob("*.py") if path.stem != "__init__"}
    assert modules == set(OPERATIONS)
    assert list(OPERATIONS) == sorted(OPERATIONS)
    assert all(operation.name == name for name, operation in OPERATIONS.items())


def test_the_table_agrees_with_the_specification() -> None:
    assert {(operation.method, operation.path) for operation in OPERATIONS.values()} == set(_GIVEN)
    for operation in OPERATIONS.values():
        given = _GIVEN[operation.method, operation.path]
        parameters = {(item["in"], item["name"]) for item in given.get("parameters", [])}
        assert operation.takes_oid == (("query", "oid") in parameters)
        assert {("header", name) for name in operation.headers} == {item for item in parameters if item[0] == "header"}
        assert operation.success == tuple(sorted(int(status) for status in given["responses"] if status.isdecimal()))


def test_reads_are_read_only_and_only_known_posts_are() -> None:
    read_only = {name for name, operation in OPERATIONS.items() if operation.read_only}
    gets = {name for name, operation in OPERATIONS.items() if operation.method == "GET"}
    assert read_only - gets == {"check_abha_address", "list_login_methods", "search_profiles"}
    assert gets <= read_only


def test_the_table_cannot_be_changed() -> None:
    operation = OPERATIONS["get_profile"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        operation.path = "/"  # type: ignore[misc]  # that is the point
    with pytest.raises(TypeError):
        OPERATIONS["x"] = operation  # type: ignore[index]  # that is the point
    assert not hasattr(operation, "__dict__")
    assert isinstance(operation, Operation)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_can_be_called_in_four_ways_or_two(name: str) -> None:
    """Those without an answer to read have only the detailed pair."""
    (path,) = (_PACKAGE / "api").rglob(f"{name}.py")
    module = importlib.import_module(f"eka_abha_api.api.{path.parent.name}.{name}")
    public = {key for key in ("sync", "sync_detailed", "asyncio", "asyncio_detailed") if hasattr(module, key)}
    detailed = {"sync_detailed", "asyncio_detailed"}
    assert public == (detailed if OPERATIONS[name].success == (204,) else detailed | {"sync", "asyncio"})
