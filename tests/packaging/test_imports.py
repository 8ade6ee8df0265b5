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


def test_importing_the_wrapper_is_lean() -> None:
    """No emulator, no asynchronous half, no journey, and so none of the models; no Redis."""
    loaded = loaded_by("import eka_abha")
    later = ("eka_abha.emulator", "eka_abha._async", "eka_abha.aio", "eka_abha_api.api.", "eka_abha_api.models")
    extras = ("eka_abha.redis", "eka_abha._redis", "redis", "cryptography")
    assert not [name for name in loaded if name.startswith((*later, *extras))]


def test_a_journey_loads_only_its_own_models() -> None:
    """Not those of the other operations."""
    models = [name for name in loaded_by("from eka_abha import MobileOtpSent") if ".models." in name]
    assert 0 < len(models) < 30
    assert not [name for name in models if "aadhaar" in name or "kyc" in name]


def test_the_wrapper_adds_few_modules_to_httpx() -> None:
    """A budget: whoever raises it has a reason."""
    added = loaded_by("import eka_abha") - loaded_by("import httpx, attrs")
    assert len(added) <= 55, sorted(added)


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
