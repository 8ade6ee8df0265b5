"""What a generated operation sends."""

from __future__ import annotations

import json

import httpx
import pytest
from eka_abha_api.api.lookup import resolve_pincode
from eka_abha_api.api.registration_aadhaar import verify_aadhaar_mobile
from eka_abha_api.client import AuthenticatedClient, Client
from eka_abha_api.models import VerifyAadhaarMobileRequest
from eka_abha_api.types import UNSET

from tests.low_level.answering import TOKEN, client


@pytest.mark.anyio
async def test_a_request_carries_what_was_given_and_nothing_else() -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    body = VerifyAadhaarMobileRequest(otp="1", txn_id="2")
    api = client(handle)
    verify_aadhaar_mobile.sync_detailed(client=api, body=body, x_hip_id="h", oid="o")
    await verify_aadhaar_mobile.asyncio_detailed(client=api, body=body, x_hip_id="h", oid="o", x_pt_id=UNSET)
    for request in seen:
        assert request.method == "POST"
        assert str(request.url) == "https://api.example/abdm/na/v1/registration/aadhaar/mobile/verify?oid=o"
        assert json.loads(request.content) == {"otp": "1", "txn_id": "2"}
        assert request.headers["x-hip-id"] == "h"
        assert request.headers["authorization"] == f"Bearer {TOKEN}"
        assert "x-pt-id" not in request.headers
        assert request.extensions["operation"] == "verify_aadhaar_mobile"
    assert len(seen) == 2


def test_path_parameters_are_quoted() -> None:
    paths: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return httpx.Response(200, json={})

    resolve_pincode.sync("11/../00?x", client=client(handle))
    assert paths == [b"/abdm/v1/registration/pincode/11%2F..%2F00%3Fx"]


@pytest.mark.parametrize("made", [Client, AuthenticatedClient])
@pytest.mark.parametrize("name", ["with_headers", "with_cookies", "with_timeout"])
def test_nothing_mutates_a_shared_client(made: type, name: str) -> None:
    assert not hasattr(made, name)
