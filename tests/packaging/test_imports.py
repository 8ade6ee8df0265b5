"""What importing costs: counted in modules, because seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys

import eka_abha
import eka_abha.aio
import pytest


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement."""
    script = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_next_to_nothing() -> None:
    """Each name is loaded when it is first used: not even httpx comes with the package itself."""
    loaded = {name for name in loaded_by("import eka_abha") if name.startswith(("eka_abha", "httpx", "attr"))}
    assert loaded == {"eka_abha", "eka_abha._version"}


def test_importing_the_client_is_lean() -> None:
    """No emulator, no asynchronous half, no journey, no error table, and so none of the models."""
    loaded = loaded_by("from eka_abha import AbhaClient")
    later = (
        "eka_abha.emulator",
        "eka_abha._async",
        "eka_abha.aio",
        "eka_abha._sync.steps",
        "eka_abha._errors.table",
        "eka_abha.results",
        "eka_abha_api.api.",
        "eka_abha_api.models",
        "eka_abha._redis",
        "redis",
        "cryptography",
    )
    assert "eka_abha._sync.client" in loaded
    assert not [name for name in loaded if name.startswith(later)]


def test_a_journey_loads_only_its_own_models() -> None:
    """Not those of the other operations."""
    models = [name for name in loaded_by("from eka_abha import MobileOtpSent") if ".models." in name]
    assert 0 < len(models) < 30
    assert not [name for name in models if "aadhaar" in name or "kyc" in name]


def test_the_client_adds_few_modules_to_httpx() -> None:
    """A budget: whoever raises it has a reason."""
    added = loaded_by("from eka_abha import AbhaClient") - loaded_by("import httpx, attrs")
    assert len(added) <= 40, sorted(added)


def test_public_modules_are_there_without_an_import_of_their_own() -> None:
    """`import eka_abha` is enough for `eka_abha.errors` and its like."""
    names = ("aio", "card", "errors", "qr", "results", "values", "webhooks")
    loaded = loaded_by("import eka_abha\n" + "\n".join(f"eka_abha.{name}" for name in names))
    assert {f"eka_abha.{name}" for name in names} <= loaded


def test_the_asynchronous_client_is_loaded_on_demand() -> None:
    """One name in the synchronous package, imported when it is first used."""
    loaded = loaded_by("from eka_abha import AsyncAbhaClient")
    assert "eka_abha._async.client" in loaded


@pytest.mark.parametrize("module", [eka_abha, eka_abha.aio])
def test_public_names_exist(module: object) -> None:
    """``__all__`` is the public surface: sorted, without duplicates, all there."""
    names = module.__all__  # type: ignore[attr-defined]
    assert list(names) == sorted(set(names))
    assert all(hasattr(module, name) for name in names)


def test_the_two_halves_offer_the_same_names() -> None:
    """What ``eka_abha.aio`` has is in ``eka_abha`` under the same name, and is another class."""
    for name in eka_abha.aio.__all__:
        twin = "AbhaClient" if name == "AsyncAbhaClient" else name
        assert getattr(eka_abha, twin) is not getattr(eka_abha.aio, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy import does not hide misspelt names."""
    with pytest.raises(AttributeError, match="AbhaKlient"):
        _ = eka_abha.AbhaKlient
