# Derived from tests/both/_async/test_pipeline.py by `make generate`: change that file, not this one.
"""What every call of the low-level client gets: bearer, identity, retries, typed errors; and what it never does."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.errors import (
    ApiError,
    ConfigurationError,
    EkaError,
    ServiceUnavailable,
    TransactionNotFound,
    UnexpectedResponse,
)
from eka_abha_api.api.login import init_login, verify_login
from eka_abha_api.api.lookup import check_abha_address, resolve_pincode
from eka_abha_api.api.profile import delete_profile, get_profile, get_profile_card, get_profile_qr, search_profiles
from eka_abha_api.models.check_abha_address_request import CheckAbhaAddressRequest
from eka_abha_api.models.init_login_request import InitLoginRequest
from eka_abha_api.models.init_login_request_method import InitLoginRequestMethod
from eka_abha_api.models.search_profiles_request import SearchProfilesRequest
from eka_abha_api.models.verify_login_request import VerifyLoginRequest

from tests.support.raw_server import Connection, RawRequest, raw_server
from tests.support.recorder import LOGIN, Recorder, answers
from tests.support.untyped import untyped

BODY = CheckAbhaAddressRequest(abha_address="nisha.rao@sbx")
LOGIN_BODY = InitLoginRequest(method=InitLoginRequestMethod.MOBILE, identifier="9876543210")


def client(service: httpx.BaseTransport, **options: object) -> AbhaClient:
    """A client that needs no login."""
    settings = {"access_token": "fixed", "base_url": "http://127.0.0.1:9/eka", "transport": service, **options}
    return AbhaClient(**untyped(settings))


def identity(request: httpx.Request) -> dict[str, str]:
    """The identity headers that were sent, and the query."""
    named = {
        name: request.headers[name] for name in ("X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id") if name in request.headers
    }
    return {**named, **dict(request.url.params)}


def test_a_generated_function_called_directly_gets_everything() -> None:
    """Base URL, bearer, who we are; the answer is read into its model, and the detailed form has the response."""
    service = answers({"exists": True})
    with client(service) as abha:
        answer = check_abha_address.sync(client=abha.api, body=BODY)
        detailed = check_abha_address.sync_detailed(client=abha.api, body=BODY)
    assert answer is not None
    assert answer.exists is True
    assert detailed.status_code == 200
    assert detailed.parsed == answer
    for request in service.requests:
        assert str(request.url) == "http://127.0.0.1:9/eka/abdm/na/v1/registration/phr/check"
        assert request.method == "POST"
        assert request.headers["Authorization"] == "Bearer fixed"
        assert request.headers["User-Agent"].startswith("eka-abha-python/")
        assert json.loads(request.content) == {"abha_address": "nisha.rao@sbx"}


def test_identity_goes_where_the_operation_has_it() -> None:
    """Headers, and ``oid`` as a query parameter for the operations that take it."""
    service = answers({"txn_id": "t"})
    with client(service, hip_id="hip-1") as abha:
        patient = abha.for_patient(oid="oid-1", partner_patient_id="partner-1")
        get_profile.sync(client=patient.api)
        init_login.sync(client=patient.api, body=LOGIN_BODY)
        search_profiles.sync(client=patient.api, body=SearchProfilesRequest(mobile="9876543210"))
        get_profile.sync(client=abha.api)
    headers = {"X-Pt-Id": "oid-1", "X-Partner-Pt-Id": "partner-1", "X-Hip-Id": "hip-1"}
    assert [identity(request) for request in service.requests] == [
        {**headers, "oid": "oid-1"},
        headers,
        {},
        {"X-Hip-Id": "hip-1"},
    ]


def test_explicit_arguments_win() -> None:
    """What is passed to the generated function replaces what the client is bound to."""
    service = answers({"txn_id": "t"})
    with client(service, hip_id="hip-1") as abha:
        api = abha.for_patient(oid="oid-1", partner_patient_id="partner-1").api
        get_profile.sync(client=api, oid="oid-2", x_pt_id="oid-2", x_partner_pt_id="p-2", x_hip_id="hip-2")
        get_profile.sync(client=api, oid="oid-2")
    assert identity(service.requests[0]) == {
        "X-Pt-Id": "oid-2",
        "X-Partner-Pt-Id": "p-2",
        "X-Hip-Id": "hip-2",
        "oid": "oid-2",
    }
    assert identity(service.requests[1])["X-Pt-Id"] == identity(service.requests[1])["oid"] == "oid-2"


def test_copies_change_nothing_in_the_client_they_come_from() -> None:
    service = answers({"txn_id": "t"})
    with client(service) as abha:
        one, two = abha.for_patient(oid="oid-1"), abha.for_patient(oid="oid-2")
        for each in (one, two, abha, one):
            get_profile.sync(client=each.api)
    seen = [identity(request).get("oid") for request in service.requests]
    assert seen == ["oid-1", "oid-2", None, "oid-1"]


def test_ids_that_do_not_fit_into_a_header_are_refused() -> None:
    """Nothing is smuggled into the request."""
    service = answers({})
    with client(service) as abha:
        for wrong in ("", " ", "a\r\nX-Evil: 1", "\u0967", "x\x00"):
            for name in ("oid", "partner_patient_id", "hip_id"):
                with pytest.raises(EkaError):
                    abha.for_patient(**untyped({name: wrong}))
            with pytest.raises(EkaError):
                get_profile.sync(client=abha.api, x_pt_id=wrong or "\n")
    assert service.requests == []


def test_a_low_level_read_is_repeated_and_a_change_is_not() -> None:
    service = answers(httpx.Response(503), {"exists": True})
    with client(service) as abha:
        assert check_abha_address.sync(client=abha.api, body=BODY)
    assert len(service.requests) == 2
    service = answers(httpx.Response(503), {"txn_id": "t"})
    with client(service) as abha:
        with pytest.raises(ServiceUnavailable) as caught:
            init_login.sync(client=abha.api, body=LOGIN_BODY)
    assert len(service.requests) == 1
    assert caught.value.may_have_been_processed


def test_a_low_level_error_is_typed_and_names_operation_and_transaction() -> None:
    service = answers(httpx.Response(500, json={"source_error": {"code": "ABDM-1017"}}))
    with client(service) as abha:
        with pytest.raises(TransactionNotFound) as caught:
            verify_login.sync_detailed(client=abha.api, body=VerifyLoginRequest(txn_id="txn-9", otp="123456"))
    assert caught.value.operation == "verify_login"
    assert caught.value.txn_id == "txn-9"


def test_answers_that_are_not_json() -> None:
    """A picture as bytes, a deletion as nothing."""
    service = answers(httpx.Response(200, content=b"\x89PNG\r\n", headers={"Content-Type": "image/png"}))
    with client(service) as abha:
        assert get_profile_card.sync(client=abha.api) == b"\x89PNG\r\n"
    service = answers(httpx.Response(204))
    with client(service) as abha:
        assert (delete_profile.sync_detailed(client=abha.api)).status_code == 204
    assert service.requests[0].method == "DELETE"


def test_values_in_a_path_stay_in_their_place() -> None:
    """A pincode is no way to another endpoint."""
    service = answers({})
    with client(service) as abha:
        resolve_pincode.sync("../../v1/profile?x=1", client=abha.api)
    path = service.requests[0].url.raw_path.decode()
    assert path == "/eka/abdm/v1/registration/pincode/..%2F..%2Fv1%2Fprofile%3Fx%3D1"


# What the low-level client does not do


@pytest.mark.parametrize(
    "url", ["https://evil.example/abdm/v1/profile", "//evil.example/x", "abdm/v1/profile", "", "@evil.example/x"]
)
def test_whole_urls_are_refused(url: str) -> None:
    """The bearer belongs to one host."""
    service = answers({})
    with client(service) as abha:
        with pytest.raises(ConfigurationError, match="path"):
            abha.api.get_httpx_client().request("GET", url)
    assert service.requests == []


@pytest.mark.parametrize("path", ["/\\evil.example/x", "/..//evil.example", "/@evil.example", "/%2F%2Fevil.example"])
def test_no_path_leads_to_another_host(path: str) -> None:
    service = answers({})
    with client(service) as abha:
        abha.api.get_httpx_client().request("GET", path)
    assert {request.url.host for request in service.requests} == {"127.0.0.1"}


@pytest.mark.parametrize("option", ["auth", "cookies", "timeout", "follow_redirects", "files"])
def test_options_that_would_go_around_the_pipeline_are_refused(option: str) -> None:
    service = answers({})
    with client(service) as abha:
        with pytest.raises(ConfigurationError, match=option):
            abha.api.get_httpx_client().request("GET", "/x", **untyped({option: {"a": "b"}}))
    assert service.requests == []


@pytest.mark.parametrize("method", ["send", "stream", "get", "post", "put", "patch", "delete", "head", "options"])
def test_other_ways_of_httpx_are_not_offered(method: str) -> None:
    """They know nothing of tokens, retries and patients' cookies."""
    service = answers({})
    with client(service) as abha:
        offered: Any = getattr(abha.api.get_httpx_client(), method)
        with pytest.raises(ConfigurationError):
            offered(httpx.Request("GET", "http://127.0.0.1:9/x"))
    assert service.requests == []


def test_a_path_beyond_the_specification_goes_through_the_pipeline_too() -> None:
    """With bearer, judged by status, repeated only if it reads."""
    service = answers(httpx.Response(503), {"new": 1})
    with client(service) as abha:
        answer = abha.api.get_httpx_client().request("GET", "/abdm/v9/new", params={"a": "b"})
    assert answer.json() == {"new": 1}
    assert service.requests[1].headers["Authorization"] == "Bearer fixed"
    assert str(service.requests[1].url).endswith("/abdm/v9/new?a=b")
    service = answers(httpx.Response(503))
    with client(service) as abha:
        with pytest.raises(ServiceUnavailable) as caught:
            abha.api.get_httpx_client().request("POST", "/abdm/v9/new", json={})
    assert len(service.requests) == 1
    assert caught.value.may_have_been_processed


def test_redirects_are_not_followed() -> None:
    """The bearer and the patient's data would go wherever the answer says."""
    elsewhere = httpx.Response(307, headers={"Location": "https://evil.example/x"})
    service = answers(elsewhere)
    with client(service) as abha:
        with pytest.raises(EkaError):
            get_profile.sync(client=abha.api)
        with pytest.raises(EkaError):
            init_login.sync(client=abha.api, body=LOGIN_BODY)
    assert len(service.requests) == 2


@pytest.mark.usefixtures("either_transport")
def test_cookies_of_one_answer_never_go_out_with_another_call() -> None:
    """One patient's would go out with the next patient's call; nor does a login's go out with a patient's."""

    def set_cookies(request: RawRequest, connection: Connection) -> None:
        body = {"access_token": "t", "exists": True, "txn_id": "t"}
        status = 503 if len(server.requests) == 2 else 200
        connection.answer(body, status=status, headers={"Set-Cookie": f"patient={len(server.requests)}; Path=/"})

    with raw_server(set_cookies) as server:
        with AbhaClient(client_id="i", client_secret="s", base_url=server.base_url) as abha:
            check_abha_address.sync(client=abha.api, body=BODY)
            get_profile.sync(client=abha.for_patient(oid="1").api)
            get_profile_qr.sync(client=abha.for_patient(oid="2").api)
            abha.registration.start_mobile("9876543210")
        assert server.paths()[0] == LOGIN
        assert len(server.requests) == 6
        assert not any("cookie" in request.headers for request in server.requests)


def test_each_attempt_carries_the_newest_token() -> None:
    """A token that was renewed while the call waited is the one that is sent."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(LOGIN):
            return httpx.Response(200, json={"access_token": f"t{len(service.requests)}"})
        if request.headers["Authorization"] == "Bearer t1":
            return httpx.Response(401)
        return httpx.Response(503) if len(service.requests) < 5 else httpx.Response(200, json={"exists": True})

    service = Recorder(handle)
    with client(service, access_token=None, client_id="i", client_secret="s") as abha:
        assert check_abha_address.sync(client=abha.api, body=BODY)
    assert [request.headers.get("Authorization") for request in service.requests] == [
        None,
        "Bearer t1",
        None,
        "Bearer t3",
        "Bearer t3",
    ]


def test_a_value_that_cannot_be_sent_is_an_error_of_ours() -> None:
    """Low-level models check nothing: what cannot become JSON or a header fails before anything is sent."""
    service = answers({})
    with client(service) as abha:
        for wrong in (object(), float("nan"), {1, 2}, "\ud800"):
            with pytest.raises(EkaError) as caught:
                check_abha_address.sync(client=abha.api, body=CheckAbhaAddressRequest(abha_address=untyped(wrong)))
            assert not isinstance(caught.value, ApiError)
            assert not caught.value.may_have_been_processed
    assert service.requests == []


def test_an_answer_that_cannot_be_read_counts_its_attempts() -> None:
    """Also when the first of them was refused and repeated."""
    soon = httpx.Response(429, headers={"Retry-After": "0"})
    service = answers(soon, httpx.Response(200, text="<html>maintenance</html>"))
    with client(service) as abha:
        with pytest.raises(UnexpectedResponse) as caught:
            abha.registration.start_mobile("9876543210")
    assert len(service.requests) == 2
    assert caught.value.attempts == 2
