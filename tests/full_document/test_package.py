"""The package of the full document: complete, named as the inventories say, strictly typed, importable."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from codegen import layout
from tests.full_document.conftest import NAME
from tests.spec.reading import FULL_INVENTORY, INVENTORY, operations

if TYPE_CHECKING:
    from pathlib import Path

    from tests.full_document.conftest import Full

ENTRIES = {**INVENTORY["operations"], **FULL_INVENTORY["operations"]}
INDEXES = {"models/__init__.py", "operations.py"}


def _files(package: Path) -> dict[str, bytes]:
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in sorted(package.rglob("*.py"))}


def test_each_operation_has_one_module_under_its_name(full: Full) -> None:
    """105 modules, in the groups and with the names that the inventories list."""
    modules = [path.relative_to(full.folder / "api") for path in (full.folder / "api").rglob("*.py")]
    names = sorted(".".join(path.with_suffix("").parts) for path in modules if path.name != "__init__.py")
    assert names == sorted(entry["name"] for entry in ENTRIES.values())
    assert len(names) == full.result.operations == 105


def test_what_the_client_knows_of_each_operation_is_what_the_document_says(full: Full) -> None:
    """Method, path, success statuses, and which identity it takes."""
    known = importlib.import_module(f"{NAME}.operations").OPERATIONS
    for key, given in operations(full.prepared):
        found, parameters = known[given["operationId"]], {item["name"] for item in given.get("parameters", [])}
        assert f"{found.method} {found.path}" == key
        assert set(map(int, given["responses"])) <= set(found.success)
        assert found.takes_oid == ("oid" in parameters)
        assert bool(found.headers) == ("X-Pt-Id" in parameters)
        assert found.read_only == (found.method == "GET" or given.get("x-read-only", False))
    assert len(known) == 105


def test_every_module_is_imported_without_a_warning(full: Full) -> None:
    """Endpoints, models and the rest."""
    package = importlib.import_module(NAME)
    found = [module.name for module in pkgutil.walk_packages(package.__path__, f"{NAME}.")]
    assert len(found) > 105 + full.result.models
    for name in found:
        importlib.import_module(name)


def test_it_is_strictly_typed(full: Full) -> None:
    """As strictly as the committed client."""
    api = pytest.importorskip("mypy.api")
    report, _, status = api.run(
        ["--strict", "--config-file=", "--cache-dir=/dev/null", "--no-incremental", str(full.folder)]
    )
    assert (status, report.splitlines()[-1].split()[0]) == (0, "Success:")


def test_seventy_two_operations_more_change_no_file_of_the_others(full: Full) -> None:
    """Against the committed client: files come, the two indexes grow, and nothing else differs by a byte."""
    committed, made = _files(layout.GENERATED), _files(full.folder)
    assert committed.keys() < made.keys()
    assert {name for name in committed if made[name] != committed[name]} == INDEXES
    for name in INDEXES:
        assert set(committed[name].splitlines()) < set(made[name].splitlines())


def test_importing_the_client_loads_the_same_modules_whatever_the_number_of_operations(
    full: Full, tmp_path: Path
) -> None:
    """With 105 operations as with 33: what is not used is not loaded."""
    shutil.copytree(full.folder, tmp_path / "eka_abha_api", ignore=shutil.ignore_patterns("__pycache__"))
    loaded = []
    for first in ("", str(tmp_path)):
        program = (
            f"import sys; sys.path[:0] = [{first!r}] * {bool(first)}; import eka_abha, eka_abha_api.operations as o; "
            "print(len(o.OPERATIONS), *sorted(sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
        loaded.append(done.stdout.split())
    (few, *with_few), (many, *with_many) = loaded
    assert (few, many) == ("33", "105")
    assert with_few == with_many
