"""KYC: spelled as its own endpoints want it, with the patient's token where there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from eka_abha import PatientTokens, Secret
from eka_abha._journeys import otp as otp_module
from eka_abha.aio import AsyncAbhaClient, KycDone, KycOtpSent
from eka_abha.errors import GatewaySessionExpired, InvalidOtp, KycMismatch, OtpResendTooSoon

from tests.both._async.journey_map import AADHAAR, ABHA_NUMBER, OID, OTP, PATIENT_TOKEN, client_on, reached
from tests.support.canned import Canned, refusal
from tests.support.recorder import Recorder

KYC = "/abdm/v1/profile/kyc"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("start", "method", "identifier"),
    [
        (lambda kyc: kyc.start_abha_number("12 3456 7856 8912"), "abha-number", ABHA_NUMBER),
        (lambda kyc: kyc.start_aadhaar("2345 6789 0124"), "aadhaar", AADHAAR),
    ],
)
async def test_each_kyc_is_spelled_as_the_endpoint_wants_it(
    start: Callable[[Any], Any], method: str, identifier: str
) -> None:
    """Not as the logins are: ``abha-number`` with a dash, ``aadhaar`` without ``_number``."""
    transport = Canned([{"txn_id": "t1"}, {"txn_id": "t2"}])
    otp = await start(client_on(transport).kyc)
    assert isinstance(otp, KycOtpSent)
    done = await otp.verify(OTP)
    assert isinstance(done, KycDone)
    assert done.txn_id == "t2"
    assert transport.paths == [f"{KYC}/init", f"{KYC}/verify"]
    assert transport.asked == [
        {"method": method, "identifier": identifier, "user_x_token": PATIENT_TOKEN},
        {"txn_id": "t1", "otp": OTP, "user_x_token": PATIENT_TOKEN},
    ]


@pytest.mark.anyio
async def test_without_the_patients_tokens_none_is_sent() -> None:
    """Absent, neither null nor empty nor the partner's."""
    transport = Canned([{"txn_id": "t1"}, {"txn_id": "t2"}])
    abha = AsyncAbhaClient(access_token="the-partner-token", environment="sandbox", transport=transport)
    otp = await abha.for_patient(oid=OID).kyc.start_aadhaar(AADHAAR)
    await otp.verify(OTP)
    assert [set(body) for body in transport.asked] == [{"method", "identifier"}, {"txn_id", "otp"}]


@pytest.mark.anyio
async def test_the_patients_token_goes_nowhere_else() -> None:
    """Not into a header, not into other calls; the bearer is the partner's."""
    service = Recorder(lambda _: httpx.Response(200, json={"txn_id": "t1", "logged_in": True}))
    abha = AsyncAbhaClient(access_token="the-partner-token", environment="sandbox", transport=service)
    patient = abha.for_patient(oid=OID, tokens=PatientTokens(Secret(PATIENT_TOKEN), Secret("the-refresh-token")))
    await patient.kyc.start_aadhaar(AADHAAR)
    await patient.session.status()
    await patient.profile.get()
    await abha.kyc.start_aadhaar(AADHAAR)
    assert [request.headers["Authorization"] for request in service.requests] == ["Bearer the-partner-token"] * 4
    holding = [PATIENT_TOKEN in request.content.decode() for request in service.requests]
    assert holding == [True, False, False, False]
    everything = str([(request.url, request.headers, request.content) for request in service.requests])
    assert "the-refresh-token" not in everything


@pytest.mark.anyio
async def test_another_otp_by_its_own_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sooner than ``resend_at``; the transaction id alone is sent."""
    otp, transport = await reached(KycOtpSent, {"txn_id": "t2"}, refusal(400, "ABDM-1035"), {})
    with pytest.raises(OtpResendTooSoon):
        await otp.resend()
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=31))
    again = await otp.resend()
    assert (again.sends, again.txn_id) == (2, "t2")
    with pytest.raises(InvalidOtp):
        await again.verify("111111")
    assert (await again.verify(OTP)).txn_id == "t2"
    assert transport.paths == [f"{KYC}/resend", f"{KYC}/verify", f"{KYC}/verify"]
    assert transport.asked[0] == {"txn_id": "t1"}


@pytest.mark.anyio
async def test_refusals_have_their_classes() -> None:
    """No session, and somebody else's details."""
    otp, _ = await reached(KycOtpSent, refusal(500, "ABDM-1043"), refusal(491), refusal(491))
    with pytest.raises(KycMismatch):
        await otp.verify(OTP)
    with pytest.raises(GatewaySessionExpired):
        await otp.verify(OTP)
    with pytest.raises(GatewaySessionExpired):
        await otp._journey.client.kyc.start_aadhaar(AADHAAR)


@pytest.mark.anyio
async def test_the_patient_is_named_in_header_and_query() -> None:
    """Which of the two wins is not documented: both have the same."""
    service = Recorder(lambda _: httpx.Response(200, json={"txn_id": "t1"}))
    otp = await client_on(service).kyc.start_aadhaar(AADHAAR)
    await otp.verify(OTP)
    assert [(request.headers["X-Pt-Id"], request.url.params["oid"]) for request in service.requests] == [(OID, OID)] * 2
