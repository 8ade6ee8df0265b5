"""No class of the package shows in its representation what its fields hold, but for fields named here."""

from __future__ import annotations

import copy
import dataclasses
import enum
import inspect
import logging
import pkgutil
import re
from importlib import import_module
from typing import Any, Final

import attrs
import eka_abha
import eka_abha.emulator
import eka_abha_api.models
import pytest
from eka_abha import BirthDate, NewProfile, Secret
from eka_abha_api import client as low_level_client
from eka_abha_api import types as low_level_types

from tests.privacy.canaries import (
    AADHAAR,
    ACCESS_TOKEN,
    ADDRESS,
    FIRST,
    LAST,
    MOBILE,
    PATIENT_TOKEN,
    PROFILE,
    STREET,
    found_in,
)
from tests.privacy.detectors import faces_of
from tests.privacy.public import is_protocol, public_classes

MAY_SHOW: Final = {
    "Attempt": {"operation", "method", "path", "attempt", "duration", "status_code", "outcome", "txn_id"},
    "StepEvent": {"journey", "kind", "operation", "txn_id", "hip_id", "outcome", "duration", "at"},
    "OtpSent": {"txn_id", "sent_to", "sent_at", "resend_at", "sends"},
    "Timeout": {"read", "connect"},
    "AttemptLimits": {"connect", "read", "deadline"},
    "Token": {"access", "expires_at", "refresh_from", "refresh", "refresh_expires_at"},
    "TokenKey": {"base_url", "client_id", "sharing_key"},
    "TokenLease": {"key", "token", "granted"},
    "ClientCredentials": {"client_id"},
    "FixedToken": {"access_token"},
    "Scope": {"target", "credential", "identity"},
    "Target": {"base_url", "environment"},
    "Environment": {"name", "base_url", "address_suffix"},
    "LocalRules": {"aadhaar_check_digit", "address_pattern", "otp_length"},
    "Meaning": {"error", "key", "advice", "caused_by", "retryable", "wait"},
    "Call": {"operation"},
    "FoundProfile": {"index"},
    "LoginMethods": {"auth_methods", "blocked_methods"},
    "SessionStatus": {"logged_in"},
    "Pincode": {"pincode", "district_name", "district_code", "state_name", "state_code"},
    "UnknownEvent": {"event", "transaction_id"},
    "AbhaCreated": {"transaction_id"},
}
"""Fields that hold nothing personal and no secret: operations, moments, ids of transactions, masked numbers, types that
do not show themselves."""


def dataclasses_of(package: Any) -> dict[str, type]:
    """Every dataclass, private ones too: they are locals of frames, and attributes of others."""
    found: dict[str, type] = {}
    for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if name.endswith("__main__"):
            continue
        module = import_module(name)
        for value in vars(module).values():
            if inspect.isclass(value) and dataclasses.is_dataclass(value) and value.__module__ == name:
                found[f"{name}.{value.__qualname__}"] = value
    return found


APART: Final = ("eka_abha.emulator", "eka_abha.transcripts")
"""Made-up patients, and what is scrubbed already."""
DATACLASSES: Final = {name: cls for name, cls in dataclasses_of(eka_abha).items() if not name.startswith(APART)}
MODELS: Final = {
    value.__name__: value
    for _, name, _ in pkgutil.iter_modules(eka_abha_api.models.__path__, "eka_abha_api.models.")
    for value in vars(import_module(name)).values()
    if inspect.isclass(value) and value.__module__ == name and attrs.has(value)
}


def filled(cls: type[Any]) -> tuple[object, dict[str, str]]:
    """An instance without its constructor's checks, and what each of its fields holds."""
    held = {field.name: f"zxfield{number}held" for number, field in enumerate(dataclasses.fields(cls))}
    instance: object = object.__new__(cls)
    for name, value in held.items():
        object.__setattr__(instance, name, value)
    return instance, held


@pytest.mark.parametrize("name", DATACLASSES)
def test_a_dataclass_shows_only_what_it_may(name: str) -> None:
    """Every other field is absent from repr, str and format."""
    cls = DATACLASSES[name]
    allowed = MAY_SHOW.get(cls.__name__, set())
    assert allowed <= {field.name for field in dataclasses.fields(cls)}
    instance, held = filled(cls)
    if cls.__name__ == "Call":
        instance = copy.copy(instance)
        object.__setattr__(instance, "operation", eka_abha_api.operations.OPERATIONS["init_login"])
    for face in (repr(instance), str(instance), f"{instance}"):
        assert {field for field, value in held.items() if value in face} <= allowed


def test_the_list_names_classes_that_there_are() -> None:
    """Nothing in it is a leftover."""
    assert MAY_SHOW.keys() <= {cls.__name__ for cls in DATACLASSES.values()}
    assert not filled(NewProfile)[1].keys() & MAY_SHOW.get("NewProfile", set())


def test_a_dataclass_that_shows_itself_is_noticed() -> None:
    """The check can fail."""

    @dataclasses.dataclass
    class Talkative:
        mobile: str

    instance, held = filled(Talkative)
    assert held["mobile"] in repr(instance)


HANDWRITTEN: Final = {
    name: cls
    for name, cls in public_classes().items()
    if not dataclasses.is_dataclass(cls)
    and not issubclass(cls, BaseException | enum.Enum)
    and not is_protocol(cls)
    and not cls.__name__.endswith(("Client", "TokenStore"))  # the journeys look at these
    and cls is not Secret
}


@pytest.mark.parametrize("name", HANDWRITTEN)
def test_a_handwritten_class_shows_only_what_it_may(name: str) -> None:
    """Steps, groups of journeys, the card: a transaction's id and whether an address is new."""
    cls = HANDWRITTEN[name]
    instance = object.__new__(cls)
    attributes = {attribute for base in cls.__mro__[:-1] for attribute in _attributes(base)}
    held = {attribute: f"zxfield{number}held" for number, attribute in enumerate(sorted(attributes))}
    assert held
    for attribute, value in held.items():
        setattr(instance, attribute, value)
    for face in (repr(instance), str(instance), f"{instance}"):
        assert {attribute for attribute, value in held.items() if value in face} <= {"_txn_id", "txn_id", "created"}


def _attributes(cls: type) -> list[str]:
    if not cls.__module__.startswith("eka_abha"):
        return []
    return re.findall(r"self\.(\w+)(?:: [^=\n]+)? = ", inspect.getsource(cls))


@pytest.mark.parametrize("name", MODELS)
def test_a_generated_model_names_its_fields_only(name: str) -> None:
    """Values of every field, additional ones, nested ones: none is in repr or str."""
    model = MODELS[name]
    instance = object.__new__(model)
    held = []
    for number, field in enumerate(attrs.fields(model)):
        value: object = f"zxfield{number}held"
        if field.name == "additional_properties":
            value = {MOBILE: [FIRST], "name": {AADHAAR: LAST}}
        held.append(field.name)
        setattr(instance, field.name, value)
    assert all(f"{name}=..." in repr(instance) for name in held)
    for face in faces_of(instance):
        assert "zxfield" not in face.text
        assert not found_in(face.text)


def test_the_low_level_client_and_responses_show_nothing() -> None:
    """Token, headers, cookies, arguments of httpx; content, headers and what was parsed."""
    things = [
        low_level_client.AuthenticatedClient(
            base_url="https://example.com",
            token=ACCESS_TOKEN,
            headers={"X-Pt-Id": MOBILE},
            cookies={"session": PATIENT_TOKEN},
            httpx_args={"proxy": f"http://{FIRST}:{MOBILE}@localhost"},
        ),
        low_level_types.Response(200, MOBILE.encode(), {"x-name": FIRST}, {"name": LAST}),
    ]
    for thing in things:
        for face in (repr(thing), str(thing), f"{thing}", repr([thing])):
            assert not found_in(face)


def test_a_secret_shows_itself_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """repr, str, every way of formatting, containers, logs; it cannot be pickled, and copies are as quiet."""
    secret = Secret(ACCESS_TOKEN)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("tests").debug("%s %r", secret, secret)
    texts = [*(face.text for face in faces_of(secret)), "%s" % secret, format(secret, ""), caplog.text]  # noqa: UP031
    texts += [repr({secret: secret}), repr(copy.copy(secret)), repr(copy.deepcopy([secret])), secret.fingerprint()]
    assert not any(found_in(text) for text in texts)
    assert secret.reveal() == ACCESS_TOKEN


@pytest.mark.parametrize("thing", [PROFILE, BirthDate(1987, 6, 23), copy.copy(PROFILE), copy.deepcopy(PROFILE)])
def test_values_show_nothing(thing: object) -> None:
    """Checked values that callers keep."""
    assert not any(found_in(face.text) for face in faces_of(thing))


def test_the_emulators_objects_show_nothing() -> None:
    """A test that fails prints them; a demo logs them."""
    for name, cls in dataclasses_of(eka_abha.emulator).items():
        personal = {"mobile", "otp", "first_name", "last_name", "address", "abha_address", "sharing_key", "body"}
        personal |= {"access_token", "refresh_token", "headers", "query", "client_id", "abha_number", "identity"}
        fields = {field.name for field in dataclasses.fields(cls)}
        instance, held = filled(cls)
        face = repr(instance)
        for field in (fields & personal) - ({"headers"} if cls.__name__ == "Failure" else set()):
            assert held[field] not in face, f"{name}.{field}"


def test_the_canaries_would_be_found() -> None:
    """A representation that shows them is noticed."""
    assert found_in(repr({"address": STREET, "abha": ADDRESS})) == {"street", "ABHA address"}
