"""The patient's session with the gateway: asked for first, then made with an OTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from eka_abha import PatientTokens, Secret
from eka_abha._journeys import otp as otp_module
from eka_abha.aio import SessionActive, SessionOtpSent
from eka_abha.errors import ConnectionFailed, GatewaySessionExpired, InvalidValueError, OtpResendTooSoon

from tests.both._async.journey_map import ADDRESS, MOBILE, OID, OTP, client_on, reached
from tests.support.canned import Canned, refusal
from tests.support.recorder import Recorder

STATUS, INIT, VERIFY = "/abdm/v1/session/status", "/abdm/v1/session/init", "/abdm/v1/session/verify"
TOKENS = {"token": "the-token", "refresh_token": "the-refresh-token"}


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the client's clock stand ahead of the real one."""
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=seconds))


@pytest.mark.anyio
async def test_a_session_is_made_with_an_otp() -> None:
    """start → verify: the patient's tokens go with the KYC calls of ``patient()``."""
    transport = Canned([{"txn_id": "t1"}, TOKENS, {"txn_id": "k1"}])
    abha = client_on(transport)
    otp = await abha.session.start("nisha.rao", reference="visit-1")
    assert isinstance(otp, SessionOtpSent)
    assert (otp.txn_id, otp.sends, otp.sent_to, otp.reference) == ("t1", 1, None, "visit-1")
    active = await otp.verify(OTP)
    assert isinstance(active, SessionActive)
    assert active.tokens == PatientTokens(Secret("the-token"), Secret("the-refresh-token"))
    assert active.reference == "visit-1"
    await active.patient().kyc.start_abha_number("12345678568912")
    assert transport.paths == [INIT, VERIFY, "/abdm/v1/profile/kyc/init"]
    assert transport.asked[:2] == [{"abha_address": ADDRESS}, {"txn_id": "t1", "otp": OTP}]
    assert transport.asked[2]["user_x_token"] == "the-token"


@pytest.mark.anyio
@pytest.mark.parametrize("answer", [{}, {"token": None}, {"token": ""}, {"token": 5, "refresh_token": "r"}], ids=str)
async def test_a_session_without_tokens_is_one(answer: object) -> None:
    """The patient keeps those that the client had."""
    otp, transport = await reached(SessionOtpSent, answer, {"txn_id": "k1"})
    active = await otp.verify(OTP)
    assert active.tokens is None
    await active.patient().kyc.start_abha_number("12345678568912")
    assert transport.asked[-1]["user_x_token"] == "the-patients-token"


@pytest.mark.anyio
async def test_ensuring_asks_for_the_status_first() -> None:
    """With a session no OTP is sent; without one it is."""
    transport = Canned([{"logged_in": True}, {"logged_in": "false"}, {"txn_id": "t1"}, {}, {"txn_id": "t2"}])
    session = client_on(transport).session
    active = await session.ensure_session(ADDRESS, reference="visit-1")
    assert isinstance(active, SessionActive)
    assert (active.tokens, active.reference) == (None, "visit-1")
    assert transport.paths == [STATUS]
    for txn_id in ("t1", "t2"):
        otp = await session.ensure_session(ADDRESS, reference="visit-1")
        assert isinstance(otp, SessionOtpSent)
        assert (otp.txn_id, otp.reference) == (txn_id, "visit-1")
    assert transport.paths == [STATUS, STATUS, INIT, STATUS, INIT]


@pytest.mark.anyio
async def test_a_status_that_fails_sends_no_otp() -> None:
    """The person is not bothered because a question went wrong; only the service's own word starts a session."""
    transport = Canned([refusal(500), refusal(491)])
    session = client_on(transport).session
    for _ in range(2):
        with pytest.raises(Exception, match="get_session_status"):
            await session.ensure_session(ADDRESS)
    assert transport.paths == [STATUS, STATUS]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"logged_in": True, "kyc_verified": True, "hpr_id": "hpr-1"}, (True, True, "hpr-1")),
        ({"logged_in": False, "kyc_verified": False, "hpr_id": ""}, (False, False, None)),
        ({"logged_in": "true", "kyc_verified": "false"}, (True, False, None)),
        ({"logged_in": None, "kyc_verified": None, "hpr_id": None}, (False, None, None)),
        ({}, (False, None, None)),
        ({"logged_in": 1, "kyc_verified": "perhaps", "hpr_id": 7}, (False, None, None)),
    ],
)
async def test_the_status_as_it_is(answer: object, expected: tuple[object, ...]) -> None:
    """What the service does not say is no session, and None."""
    status = await client_on(Canned([answer])).session.status()
    assert (status.logged_in, status.kyc_verified, status.hpr_id) == expected


@pytest.mark.anyio
async def test_the_patient_is_named_in_header_and_query() -> None:
    """Which of the two wins is not documented: both have the same."""
    service = Recorder(lambda _: httpx.Response(200, json={"logged_in": False, "txn_id": "t1", **TOKENS}))
    otp = await client_on(service).session.ensure_session(ADDRESS)
    assert isinstance(otp, SessionOtpSent)
    await otp.verify(OTP)
    assert [request.headers["X-Pt-Id"] for request in service.requests] == [OID] * 3
    assert [request.url.params.get("oid") for request in service.requests] == [None, OID, OID]


@pytest.mark.anyio
async def test_starting_again_waits_as_a_resend_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """No call before ``resend_at``; a start whose answer is lost begins the wait anew."""
    otp, transport = await reached(SessionOtpSent, ConnectionResetError(), {"txn_id": "t2"})
    session = otp._journey.client.session
    with pytest.raises(OtpResendTooSoon):
        await session.start(ADDRESS, after=otp)
    assert transport.paths == []
    later(monkeypatch, 31)
    with pytest.raises(ConnectionFailed):
        await session.start(ADDRESS, after=otp)
    with pytest.raises(OtpResendTooSoon):
        await session.start(ADDRESS, after=otp)
    later(monkeypatch, 62)
    again = await session.start(ADDRESS, after=otp)
    assert (again.sends, again.txn_id, again.reference) == (2, "t2", "visit-1")


@pytest.mark.anyio
async def test_ensuring_again_waits_only_when_an_otp_is_needed() -> None:
    """A page that is loaded again sends no second OTP; a session that was made meanwhile is seen."""
    otp, transport = await reached(SessionOtpSent, {"logged_in": False}, {"logged_in": True})
    session = otp._journey.client.session
    with pytest.raises(OtpResendTooSoon):
        await session.ensure_session(ADDRESS, after=otp)
    assert isinstance(await session.ensure_session(ADDRESS, after=otp), SessionActive)
    assert transport.paths == [STATUS, STATUS]


@pytest.mark.anyio
async def test_what_came_before_must_be_a_session() -> None:
    """Another journey's step knows of another OTP."""
    transport = Canned([{"txn_id": "t1"}])
    abha = client_on(transport)
    other: list[Any] = [await abha.login.start_mobile(MOBILE), "t1"]
    for step in other:
        with pytest.raises(InvalidValueError) as caught:
            await abha.session.start(ADDRESS, after=step)
        assert caught.value.field == "after"
    assert len(transport.paths) == 1


@pytest.mark.anyio
async def test_a_missing_session_is_told_apart_from_a_refused_partner_token() -> None:
    """491: the patient's session. No new partner token, no second call."""
    transport = Canned([refusal(491)])
    with pytest.raises(GatewaySessionExpired):
        await client_on(transport).profile.get()
    assert len(transport.paths) == 1
