# Derived from tests/both/_async/test_session.py by `make generate`: change that file, not this one.
"""The patient's session with the gateway: asked for first, then made with an OTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from eka_abha import PatientTokens, Secret, SessionActive, SessionOtpSent
from eka_abha._journeys import otp as otp_module
from eka_abha.errors import ConnectionFailed, GatewaySessionExpired, InvalidValueError, OtpResendTooSoon

from tests.both._sync.journey_map import ADDRESS, MOBILE, OID, OTP, client_on, reached
from tests.support.canned import Canned, refusal
from tests.support.recorder import Recorder

STATUS, INIT, VERIFY = "/abdm/v1/session/status", "/abdm/v1/session/init", "/abdm/v1/session/verify"
TOKENS = {"token": "the-token", "refresh_token": "the-refresh-token"}


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the client's clock stand ahead of the real one."""
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=seconds))


def test_a_session_is_made_with_an_otp() -> None:
    """start → verify: the patient's tokens go with the KYC calls of ``patient()``."""
    transport = Canned([{"txn_id": "t1"}, TOKENS, {"txn_id": "k1"}])
    abha = client_on(transport)
    otp = abha.session.start("nisha.rao", reference="visit-1")
    assert isinstance(otp, SessionOtpSent)
    assert (otp.txn_id, otp.sends, otp.sent_to, otp.reference) == ("t1", 1, None, "visit-1")
    active = otp.verify(OTP)
    assert isinstance(active, SessionActive)
    assert active.tokens == PatientTokens(Secret("the-token"), Secret("the-refresh-token"))
    assert active.reference == "visit-1"
    active.patient().kyc.start_abha_number("12345678568912")
    assert transport.paths == [INIT, VERIFY, "/abdm/v1/profile/kyc/init"]
    assert transport.asked[:2] == [{"abha_address": ADDRESS}, {"txn_id": "t1", "otp": OTP}]
    assert transport.asked[2]["user_x_token"] == "the-token"


@pytest.mark.parametrize("answer", [{}, {"token": None}, {"token": ""}, {"token": 5, "refresh_token": "r"}], ids=str)
def test_a_session_without_tokens_is_one(answer: object) -> None:
    """The patient keeps those that the client had."""
    otp, transport = reached(SessionOtpSent, answer, {"txn_id": "k1"})
    active = otp.verify(OTP)
    assert active.tokens is None
    active.patient().kyc.start_abha_number("12345678568912")
    assert transport.asked[-1]["user_x_token"] == "the-patients-token"


def test_ensuring_asks_for_the_status_first() -> None:
    """With a session no OTP is sent; without one it is."""
    transport = Canned([{"logged_in": True}, {"logged_in": "false"}, {"txn_id": "t1"}, {}, {"txn_id": "t2"}])
    session = client_on(transport).session
    active = session.ensure_session(ADDRESS, reference="visit-1")
    assert isinstance(active, SessionActive)
    assert (active.tokens, active.reference) == (None, "visit-1")
    assert transport.paths == [STATUS]
    for txn_id in ("t1", "t2"):
        otp = session.ensure_session(ADDRESS, reference="visit-1")
        assert isinstance(otp, SessionOtpSent)
        assert (otp.txn_id, otp.reference) == (txn_id, "visit-1")
    assert transport.paths == [STATUS, STATUS, INIT, STATUS, INIT]


def test_a_status_that_fails_sends_no_otp() -> None:
    """The person is not bothered because a question went wrong; only the service's own word starts a session."""
    transport = Canned([refusal(500), refusal(491)])
    session = client_on(transport).session
    for _ in range(2):
        with pytest.raises(Exception, match="get_session_status"):
            session.ensure_session(ADDRESS)
    assert transport.paths == [STATUS, STATUS]


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
def test_the_status_as_it_is(answer: object, expected: tuple[object, ...]) -> None:
    """What the service does not say is no session, and None."""
    status = client_on(Canned([answer])).session.status()
    assert (status.logged_in, status.kyc_verified, status.hpr_id) == expected


def test_the_patient_is_named_in_header_and_query() -> None:
    """Which of the two wins is not documented: both have the same."""
    service = Recorder(lambda _: httpx.Response(200, json={"logged_in": False, "txn_id": "t1", **TOKENS}))
    otp = client_on(service).session.ensure_session(ADDRESS)
    assert isinstance(otp, SessionOtpSent)
    otp.verify(OTP)
    assert [request.headers["X-Pt-Id"] for request in service.requests] == [OID] * 3
    assert [request.url.params.get("oid") for request in service.requests] == [None, OID, OID]


def test_starting_again_waits_as_a_resend_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """No call before ``resend_at``; a start whose answer is lost begins the wait anew."""
    otp, transport = reached(SessionOtpSent, ConnectionResetError(), {"txn_id": "t2"})
    session = otp._journey.client.session
    with pytest.raises(OtpResendTooSoon):
        session.start(ADDRESS, after=otp)
    assert transport.paths == []
    later(monkeypatch, 31)
    with pytest.raises(ConnectionFailed):
        session.start(ADDRESS, after=otp)
    with pytest.raises(OtpResendTooSoon):
        session.start(ADDRESS, after=otp)
    later(monkeypatch, 62)
    again = session.start(ADDRESS, after=otp)
    assert (again.sends, again.txn_id, again.reference) == (2, "t2", "visit-1")


def test_ensuring_again_waits_only_when_an_otp_is_needed() -> None:
    """A page that is loaded again sends no second OTP; a session that was made meanwhile is seen."""
    otp, transport = reached(SessionOtpSent, {"logged_in": False}, {"logged_in": True})
    session = otp._journey.client.session
    with pytest.raises(OtpResendTooSoon):
        session.ensure_session(ADDRESS, after=otp)
    assert isinstance(session.ensure_session(ADDRESS, after=otp), SessionActive)
    assert transport.paths == [STATUS, STATUS]


def test_what_came_before_must_be_a_session() -> None:
    """Another journey's step knows of another OTP."""
    transport = Canned([{"txn_id": "t1"}])
    abha = client_on(transport)
    other: list[Any] = [abha.login.start_mobile(MOBILE), "t1"]
    for step in other:
        with pytest.raises(InvalidValueError) as caught:
            abha.session.start(ADDRESS, after=step)
        assert caught.value.field == "after"
    assert len(transport.paths) == 1


def test_a_missing_session_is_told_apart_from_a_refused_partner_token() -> None:
    """491: the patient's session. No new partner token, no second call."""
    transport = Canned([refusal(491)])
    with pytest.raises(GatewaySessionExpired):
        client_on(transport).profile.get()
    assert len(transport.paths) == 1
