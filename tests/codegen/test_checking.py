"""A package that is not complete is not put in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.checking import check_package
from codegen.errors import PipelineError
from codegen.finishing import HEADER
from tests.codegen.documents import Node, document, operation

if TYPE_CHECKING:
    from pathlib import Path

_PREPARED: Node = document({"/a": {"get": operation(operationId="get_a", tags=["x"])}})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """As much of a package as the checks look at."""
    for name, text in (
        ("__init__.py", ""),
        ("api/x/__init__.py", ""),
        ("api/x/get_a.py", ""),
        ("models/__init__.py", ""),
        ("models/get_a_response.py", "class GetAResponse: ..."),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text)
    return tmp_path


def _refusal(package: Path) -> str:
    with pytest.raises(PipelineError) as caught:
        check_package(package, _PREPARED, {"GetAResponse"})
    return str(caught.value)


def test_a_complete_package_passes(package: Path) -> None:
    check_package(package, _PREPARED, {"GetAResponse"})


def test_an_operation_without_a_module_is_named(package: Path) -> None:
    (package / "api/x/get_a.py").unlink()
    assert _refusal(package) == "operations and endpoint modules differ (1 and 0): missing x/get_a"


def test_a_module_without_an_operation_is_named(package: Path) -> None:
    (package / "api/x/get_b.py").write_text(HEADER)
    assert _refusal(package) == "operations and endpoint modules differ (1 and 2): unexpected x/get_b"


def test_a_model_that_is_missing_is_named(package: Path) -> None:
    (package / "models/get_a_response.py").rename(package / "models/other.py")
    (package / "models/other.py").write_text(HEADER + "class Other: ...")
    assert _refusal(package) == "classes and models differ (1 and 1): missing GetAResponse; unexpected Other"


def test_a_model_that_the_index_would_not_find_is_named(package: Path) -> None:
    (package / "models/get_a_response.py").rename(package / "models/geta_response.py")
    assert _refusal(package) == "the index would look for GetAResponse in get_a_response, but it is in geta_response"


def test_a_module_without_the_header_is_named(package: Path) -> None:
    (package / "api/x/get_a.py").write_text("pass")
    assert _refusal(package) == "api/x/get_a.py has no header"


def test_a_module_that_does_not_compile_is_named_with_its_line(package: Path) -> None:
    (package / "api/x/get_a.py").write_text(HEADER + "\ndef f(:")
    assert _refusal(package) == "the generated api/x/get_a.py does not compile: invalid syntax (line 3)"
