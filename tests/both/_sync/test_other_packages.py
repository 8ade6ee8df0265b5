# Derived from tests/both/_async/test_other_packages.py by `make generate`: change that file, not this one.
"""``api_for``: a package generated from another document has all that ``eka_abha_api`` has."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import eka_abha_api
import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.errors import ConfigurationError, RateLimited, ServiceUnavailable, UnexpectedResponse

from tests.support.recorder import Recorder, answers
from tests.support.untyped import untyped


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a package like ``eka_abha_api``, in which one operation is called otherwise."""
    folder = tmp_path_factory.mktemp("packages")
    name = f"other_api_{folder.name}"
    other = folder / name
    shutil.copytree(Path(eka_abha_api.__file__).parent, other, ignore=shutil.ignore_patterns("__pycache__"))
    for changed in (other / "operations.py", other / "api" / "lookup" / "check_abha_address.py"):
        text = changed.read_text("utf-8").replace('"check_abha_address"', '"is_address_taken"')
        changed.write_text(text, "utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    yield name
    sys.path.remove(str(folder))
    for imported in [imported for imported in sys.modules if imported.split(".")[0] == name]:
        del sys.modules[imported]


def part(package: str, name: str) -> Any:
    """A module of the package."""
    return importlib.import_module(f"{package}.{name}")


def client(service: httpx.BaseTransport, **options: object) -> AbhaClient:
    """A client that needs no login."""
    settings = {"access_token": "fixed", "base_url": "http://127.0.0.1:9/eka", "transport": service, **options}
    return AbhaClient(**untyped(settings))


def test_its_calls_get_everything(package: str) -> None:
    """Base URL, bearer, and the identity of a bound patient where the operation has it; answers in its own models."""
    service = answers({"exists": True})
    operation = part(package, "api.lookup.check_abha_address")
    body = part(package, "models").CheckAbhaAddressRequest(abha_address="nisha.rao@sbx")
    with client(service, hip_id="hip-1") as abha:
        api = abha.for_patient(oid="oid-1").api_for(part(package, "client").AuthenticatedClient)
        answer = operation.sync(client=api, body=body)
    (request,) = service.requests
    assert type(answer) is part(package, "models").CheckAbhaAddressResponse
    assert answer.exists is True
    assert request.url.path == "/eka/abdm/na/v1/registration/phr/check"
    assert request.headers["Authorization"] == "Bearer fixed"
    assert (request.headers["X-Pt-Id"], request.headers["X-Hip-Id"]) == ("oid-1", "hip-1")


def test_its_operations_say_what_may_be_repeated(package: str) -> None:
    """A POST that is marked as read-only is, one that changes something is not; errors are typed."""
    address, mobile = part(package, "api.lookup.check_abha_address"), part(package, "api.registration_mobile")
    models = part(package, "models")
    init = importlib.import_module(f"{mobile.__name__}.init_mobile_registration")
    service = Recorder(lambda request: httpx.Response(503))
    with client(service, max_retries=1) as abha:
        api = abha.api_for(part(package, "client").AuthenticatedClient)
        with pytest.raises(ServiceUnavailable) as caught:
            address.sync(client=api, body=models.CheckAbhaAddressRequest(abha_address="nisha.rao@sbx"))
        assert (len(service.requests), caught.value.operation) == (2, "is_address_taken")
        with pytest.raises(ServiceUnavailable):
            init.sync(client=api, body=models.InitMobileRegistrationRequest(mobile_number="9876543210"))
        assert len(service.requests) == 3


def test_what_it_cannot_read_is_an_unexpected_response(package: str) -> None:
    """As with the client's own package, and errors of the service have their class."""
    get_profile = part(package, "api.profile.get_profile")
    client_class = part(package, "client").AuthenticatedClient
    with client(answers(httpx.Response(200, json=["no", "object"]))) as abha:
        with pytest.raises(UnexpectedResponse):
            get_profile.sync(client=abha.api_for(client_class))
    with client(Recorder(lambda request: httpx.Response(429)), max_retries=0) as abha:
        with pytest.raises(RateLimited):
            get_profile.sync(client=abha.api_for(client_class))


def test_its_operations_are_refused_by_the_wrong_api(package: str) -> None:
    """They would go out without the identity of the patient; the error says what to do. Nothing is sent."""
    service = answers({"exists": True})
    operation = part(package, "api.lookup.check_abha_address")
    body = part(package, "models").CheckAbhaAddressRequest(abha_address="nisha.rao@sbx")
    with client(service) as abha:
        with pytest.raises(ConfigurationError, match="api_for"):
            operation.sync(client=abha.api, body=body)
    assert service.requests == []


def test_only_the_client_class_of_a_generated_package_is_taken(package: str) -> None:
    """Anything else is refused with what to give."""
    alone = type("AuthenticatedClient", (), {"__module__": "nowhere.client"})
    top = type("AuthenticatedClient", (), {"__module__": "nowhere"})
    other = part(package, "client").Client
    refused: list[object] = [other, alone, top, package, None, [], AbhaClient]
    with client(answers({})) as abha:
        for given in refused:
            with pytest.raises(ConfigurationError, match="AuthenticatedClient of a package"):
                abha.api_for(untyped(given))


def test_its_httpx_client_is_as_fixed_as_the_other(package: str) -> None:
    """It cannot be replaced by one without token, retries and typed errors, and shows nothing in its repr."""
    with client(answers({})) as abha:
        api = abha.api_for(part(package, "client").AuthenticatedClient)
        with pytest.raises(ConfigurationError):
            api.set_httpx_client(untyped(None))
        assert repr(api) == repr(abha.api)
