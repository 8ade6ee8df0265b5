# Derived from tests/both/_async/test_privacy_low_level.py by `make generate`: change that file, not this one.
"""The low-level client behind ``client.api``: every operation, called as it should be and in every wrong way."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.errors import ApiError, ConfigurationError, EkaError, InvalidValueError, UnexpectedResponse
from eka_abha_api.operations import OPERATIONS

from tests.privacy.canaries import ACCESS_TOKEN, BORN, FIRST, MOBILE, OTP, STREET
from tests.privacy.detectors import Watch
from tests.privacy.hostile import NUMBERS, TOKENS
from tests.privacy.low_level import MODULES, arguments_of
from tests.privacy.serving import FULL_ANSWER, Scripted

EVERY_OPERATION = pytest.mark.parametrize("operation", MODULES)


def client_of(transport: Scripted) -> AbhaClient:
    """A client that needs no login, bound to a patient."""
    abha = AbhaClient(access_token=ACCESS_TOKEN, environment="sandbox", transport=transport, max_retries=0)
    return abha.for_patient(oid="1", partner_patient_id="p-1", hip_id="hip-1")


@EVERY_OPERATION
def test_an_answer_shows_nothing(operation: str) -> None:
    """A success: the response, what was parsed, what was sent."""
    module = MODULES[operation]
    status = OPERATIONS[operation].success[0]
    body = b"" if status == 204 else json.dumps(FULL_ANSWER).encode()
    abha = client_of(Scripted(status, body, "image/png" if "card" in operation else "application/json"))
    with Watch() as watch:
        arguments = arguments_of(module)
        answer = module.sync_detailed(client=abha.api, **arguments)
        assert answer.status_code == status
        watch.look_at(answer, answer.parsed if "card" not in operation else None, arguments.get("body"), abha.api)
    assert watch.leaks() == []


@EVERY_OPERATION
def test_a_failure_shows_nothing(operation: str) -> None:
    """An error answer, one that cannot be read, no answer."""
    module = MODULES[operation]
    arguments = arguments_of(module)
    with Watch() as watch:
        for transport, expected in (
            (Scripted(400, json.dumps({"error": NUMBERS, "source_error": {"message": TOKENS}}).encode()), ApiError),
            (Scripted(200, f"<html>{NUMBERS}{FIRST}</html>".encode(), "text/html"), UnexpectedResponse),
            (Scripted(failure=OSError(f"{NUMBERS} {FIRST}")), EkaError),
        ):
            if operation == "get_profile_card" and expected is UnexpectedResponse:
                continue  # bytes are bytes
            with watch.failing(expected):
                module.sync_detailed(client=client_of(transport).api, **arguments)
    assert watch.leaks() == []


@EVERY_OPERATION
def test_wrong_arguments_show_nothing(operation: str) -> None:
    """An argument that does not exist, values of another type, text that cannot be sent."""
    module = MODULES[operation]
    abha = client_of(Scripted(body=json.dumps(FULL_ANSWER).encode()))
    arguments = arguments_of(module)
    with Watch() as watch:
        for wrong in ({"mobil": MOBILE}, {"x_pt_id": [FIRST]}, {"x_hip_id": {STREET: OTP}}, {"body": {"otp": OTP}}):
            if not (operation == "search_profiles" and "x_" in str(wrong)) or "mobil" in wrong:
                failing_somehow(watch, module.sync_detailed, client=abha.api, **{**arguments, **wrong})
        if "body" in arguments:
            for body in (MOBILE, None, [FIRST], {"mobile": MOBILE, "otp": OTP}, BORN):
                failing_somehow(watch, module.sync_detailed, client=abha.api, **{**arguments, "body": body})
        if any(name in arguments for name in ("body", "pincode", "fn")):
            for spoiled in ("\ud800", "é\udfff"):
                spoiled_arguments = arguments_of(module, spoiled=spoiled)
                failing_somehow(watch, module.sync_detailed, client=abha.api, **spoiled_arguments)
    assert watch.leaks() == []
    assert watch.errors


def failing_somehow(watch: Watch, call: Callable[..., object], **arguments: object) -> None:
    """The call has to fail, with whatever exception."""
    with watch.failing(Exception):
        call(**arguments)


def test_the_http_client_shows_nothing() -> None:
    """Behind the generated code stands an httpx client, of which only ``request`` is offered."""
    abha = client_of(Scripted(body=json.dumps(FULL_ANSWER).encode()))
    http = abha.api.get_httpx_client()
    secret = {"otp": OTP, "mobile": MOBILE, "name": FIRST}
    with Watch() as watch:
        answer = http.request("POST", "/abdm/na/v1/registration/mobile/verify", json=secret)
        assert answer.status_code == 200
        for name, value in (("json", {"name": f"{FIRST}\ud800"}), ("headers", {"X-Pt-Id": f"{FIRST}é"})):
            with watch.failing(InvalidValueError):
                http.request("POST", "/abdm/na/v1/registration/mobile/verify", **{name: value})  # type: ignore[arg-type]
        for url in (f"https://example.com/{MOBILE}", f"//{FIRST}.example.com", f"{MOBILE}"):
            with watch.failing(ConfigurationError):
                http.request("POST", url, json=secret)
        for options in (
            {"cookies": secret},
            {"auth": (FIRST, OTP)},
            {"files": {"a": (FIRST, b"x")}},
            {"timeout": MOBILE},
        ):
            with watch.failing(ConfigurationError):
                http.request("POST", "/abdm", json=secret, **options)
        with watch.failing(ConfigurationError):
            http.send(httpx.Request("GET", f"https://example.com/{FIRST}", headers={"x": MOBILE}))
        for method in (http.get, http.options, http.head, http.delete):
            with watch.failing(ConfigurationError):
                method(f"/abdm/{MOBILE}", params=secret, headers=secret)
        for sending in (http.post, http.put, http.patch):
            with watch.failing(ConfigurationError):
                sending(f"/abdm/{MOBILE}", json=secret, headers=secret)
        with watch.failing(ConfigurationError):
            with http.stream("POST", f"/abdm/{MOBILE}", json=secret):
                pass
        with watch.failing(ConfigurationError):
            http.build_request("POST", f"http://[{MOBILE}", json=secret)
        watch.look_at(http)

        def fail(*, client: object, response: httpx.Response) -> None:
            raise ValueError(f"{FIRST} is no {response.text}")

        request = httpx.Request("POST", f"https://example.com/{MOBILE}")
        with watch.failing(UnexpectedResponse):
            abha.api.read_response(httpx.Response(200, text=NUMBERS, request=request), fail)
    assert watch.leaks() == []
