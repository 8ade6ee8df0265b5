"""Applications test themselves with pytest-httpx: it works with the clients, which have transports of httpx's own."""

from __future__ import annotations

import httpx
import pytest
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import ConnectionFailed, InvalidOtp, RequestTimeout
from pytest_httpx import HTTPXMock

SANDBOX = "https://api.dev.eka.care"
LOGIN = f"{SANDBOX}/connect-auth/v1/account/login"
START = f"{SANDBOX}/abdm/na/v1/registration/mobile/init"
VERIFY = f"{SANDBOX}/abdm/na/v1/registration/mobile/verify"


@pytest.mark.anyio
async def test_a_registration_against_mocked_answers(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(url=LOGIN, json={"access_token": "t", "expires_in": 1800})
    httpx_mock.add_response(
        url=START,
        match_headers={"Authorization": "Bearer t"},
        match_json={"mobile_number": "9876543210"},
        json={"txn_id": "txn-1", "hint": "OTP sent to ******3210"},
    )
    httpx_mock.add_response(url=VERIFY, status_code=400, json={"source_error": {"code": "ABDM-1035"}})
    async with AsyncAbhaClient(environment="sandbox", client_id="i", client_secret="s") as abha:
        step = await abha.registration.start_mobile("98765 43210")
        with pytest.raises(InvalidOtp):
            await step.verify("123456")
    assert [str(request.url) for request in httpx_mock.get_requests()] == [LOGIN, START, VERIFY]


@pytest.mark.anyio
async def test_mocked_failures_count_as_httpx_means_them(httpx_mock: HTTPXMock) -> None:
    """A mocked refusal was never sent and is tried again; a mocked read timeout is ambiguous and is not."""
    httpx_mock.add_exception(httpx.ConnectError("refused"), url=START)
    httpx_mock.add_exception(httpx.ReadTimeout("late"), url=START)
    async with AsyncAbhaClient(environment="sandbox", access_token="t") as abha:
        with pytest.raises(RequestTimeout) as caught:
            await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == 2
    assert caught.value.may_have_been_processed


@pytest.mark.anyio
async def test_mocked_failures_that_go_on(httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_exception(httpx.ConnectTimeout("x"), url=START, is_reusable=True)
    async with AsyncAbhaClient(environment="sandbox", access_token="t", max_retries=1) as abha:
        with pytest.raises(ConnectionFailed) as caught:
            await abha.registration.start_mobile("9876543210")
    assert caught.value.attempts == 2
    assert not caught.value.may_have_been_processed
