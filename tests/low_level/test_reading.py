"""What the service really sends is read, and never raises for what is new or left out."""

from __future__ import annotations

import copy
import importlib
import pickle
from typing import Any

import httpx
import pytest
from eka_abha_api import models
from eka_abha_api.api.login import init_login
from eka_abha_api.api.profile import delete_profile, get_profile, get_profile_card
from eka_abha_api.api.registration_mobile import init_mobile_registration, verify_mobile_registration
from eka_abha_api.models import InitMobileRegistrationRequest, VerifyMobileRegistrationRequest
from eka_abha_api.types import UNSET, Unset

from codegen.pipeline import prepare
from codegen.shaping import shape
from tests.low_level.answering import answering

_SHAPED: Any = shape(prepare().document).document
_CLASSES: dict[str, Any] = _SHAPED["components"]["schemas"]
_ANSWERS = sorted(name for name in _CLASSES if "Response" in name)


@pytest.mark.parametrize("name", _ANSWERS)
def test_null_for_any_optional_field_of_any_answer_reads_as_absent(name: str) -> None:
    """Text, number, object and list alike; so does a field that is not there."""
    schema = _CLASSES[name]
    assert "required" not in schema
    model: Any = getattr(models, name)
    read = model.from_dict(dict.fromkeys(schema["properties"]))
    assert read == model.from_dict({}) == model()
    assert read.to_dict() == {}
    assert {getattr(read, field.name) for field in model.__attrs_attrs__ if field.name != "additional_properties"} == {
        UNSET
    }


def test_a_field_of_a_request_that_may_be_null_keeps_it() -> None:
    """Null is how a value is cleared."""
    profile = {"first_name": "A", "gender": "F", "day_of_birth": 1, "month_of_birth": 1, "year_of_birth": 2000}
    profile |= {"pincode": "110001", "last_name": None}
    model = models.UpdateProfileRequest.from_dict(profile)
    assert model.last_name is None
    assert model.middle_name is UNSET
    assert model.to_dict() == profile


def test_a_value_that_the_document_does_not_list_is_read() -> None:
    answer = httpx.Response(200, json={"skip_state": "abha_brand_new", "unknown": {"field": 1}})
    body = VerifyMobileRegistrationRequest(otp="1", txn_id="2")
    parsed = verify_mobile_registration.sync(client=answering(answer), body=body)
    assert parsed is not None
    assert parsed.skip_state == "abha_brand_new"
    assert parsed["unknown"] == {"field": 1}
    profile = get_profile.sync(client=answering(httpx.Response(200, json={"gender": "X"})))
    assert profile is not None
    assert profile.gender == "X"


def test_enums_of_requests_are_closed() -> None:
    with pytest.raises(ValueError, match="carrier pigeon"):
        models.InitLoginRequestMethod("carrier pigeon")
    body = models.InitLoginRequest(method=models.InitLoginRequestMethod.MOBILE, identifier="1")
    assert body.to_dict() == {"method": "mobile", "identifier": "1"}
    assert init_login.sync(client=answering(httpx.Response(200, json={})), body=body) == models.InitLoginResponse()


def test_the_card_is_bytes() -> None:
    image = b"\x89PNG\r\n\x1a\n\x00"
    answer = httpx.Response(200, content=image, headers={"content-type": "image/png"})
    card: bytes | None = get_profile_card.sync(client=answering(answer))
    assert card == image


def test_an_answer_without_a_body_is_none() -> None:
    response = delete_profile.sync_detailed(client=answering(httpx.Response(204)), oid="1")
    assert (response.status_code, response.parsed, response.content) == (204, None, b"")


@pytest.mark.parametrize("status", [299, 404, 491, 499, 520, 599])
@pytest.mark.anyio
async def test_a_status_that_nobody_registered_is_a_number(status: int) -> None:
    client = answering(httpx.Response(status, text="<html>"))
    body = InitMobileRegistrationRequest(mobile_number="1")
    response = init_mobile_registration.sync_detailed(client=client, body=body)
    assert (response.status_code, response.parsed, response.content) == (status, None, b"<html>")
    response = await init_mobile_registration.asyncio_detailed(client=client, body=body)
    assert (response.status_code, type(response.status_code), response.parsed) == (status, int, None)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_unset_stays_the_one_unset(again: Any) -> None:
    assert again(UNSET) is UNSET
    assert isinstance(UNSET, Unset)
    assert not UNSET
    assert repr(UNSET) == "UNSET"


@pytest.mark.parametrize("name", sorted(_CLASSES))
def test_every_model_survives_copy_and_pickle(name: str) -> None:
    made: Any = getattr(models, name)
    one = next(iter(made)) if _CLASSES[name].get("enum") else made.from_dict(_sample(name))
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert again == one
        if not _CLASSES[name].get("enum"):
            assert again.to_dict() == one.to_dict()
            assert [field.name for field in made.__attrs_attrs__ if getattr(again, field.name) is UNSET] == [
                field.name for field in made.__attrs_attrs__ if getattr(one, field.name) is UNSET
            ]


def _sample(name: str) -> dict[str, Any]:
    """The required fields of a class, and every other optional one."""
    schema = _CLASSES[name]
    required = schema.get("required", [])
    names = [key for index, key in enumerate(schema.get("properties", {})) if key in required or index % 2]
    return {key: _value(schema["properties"][key]) for key in names}


def _value(schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _CLASSES[name]["enum"][0] if "enum" in _CLASSES[name] else _sample(name)
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "array":
        return [_value(schema["items"])]
    return {"string": "text", "integer": 1, "boolean": True}[kind]


def test_the_client_decides_how_an_answer_is_read() -> None:
    """A wrapper turns whatever goes wrong while an answer is read into an error of its own."""
    client_module: Any = importlib.import_module("eka_abha_api.client")

    class Judging(client_module.AuthenticatedClient):  # type: ignore[misc]  # a class known at run time only
        def read_response(self, response: httpx.Response, parse: Any) -> Any:
            try:
                return super().read_response(response, parse)
            except Exception as error:
                raise LookupError("unreadable") from error

    html = httpx.MockTransport(lambda request: httpx.Response(200, text="<html>"))
    client = Judging(base_url="https://api.example", token="t", httpx_args={"transport": html})
    with pytest.raises(LookupError, match="unreadable"):
        get_profile.sync(client=client)
