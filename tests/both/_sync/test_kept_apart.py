# Derived from tests/both/_async/test_kept_apart.py by `make generate`: change that file, not this one.
"""What belongs to one patient, one caller or one host stays there."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from eka_abha import AbhaClient, LoggedIn, MobileOtpSent, PatientTokens, Secret, Step, StepEvent
from eka_abha._journeys import otp as otp_module
from eka_abha.emulator import Emulator
from eka_abha.errors import (
    AuthenticationError,
    ConfigurationError,
    EkaError,
    OtpResendTooSoon,
    RequestTimeout,
    StepError,
)

from tests.support.canned import Canned
from tests.support.raw_server import Connection, RawRequest, head, raw_server

MOBILE = "9876543210"


def client_on(transport: Canned) -> AbhaClient:
    """A client of a script."""
    return AbhaClient(access_token="fixed-token", environment="sandbox", transport=transport)


def test_another_patient_inherits_nothing() -> None:
    """Neither the tokens nor the partner's id of the patient that the client was bound to before."""
    transport = Canned([{"txn_id": "t1"}, {"txn_id": "t2"}])
    tokens = PatientTokens(Secret("token-of-a"))
    with client_on(transport) as abha:
        first = abha.for_patient(oid="oid-a", partner_patient_id="p-a", hip_id="hip-1", tokens=tokens)
        first.for_patient(partner_patient_id="p-a").kyc.start_abha_number("12-3456-7856-8912")
        second = first.for_patient(oid="oid-b")
        second.kyc.start_abha_number("12-3456-7856-8912")
        identity = second._settings.identity
    assert transport.asked[0]["user_x_token"] == "token-of-a"
    assert "user_x_token" not in transport.asked[1]
    assert (identity.oid, identity.partner_patient_id, identity.hip_id) == ("oid-b", None, "hip-1")


def test_a_patient_who_is_known_stays_known() -> None:
    """An end that names no oid: the one bound holds; where none is, it is an error that says so."""
    end = {"txn_id": "t2", "skip_state": "abha_end", "abha_profiles": [{"abha_address": "nisha@sbx"}]}
    with client_on(Canned([{"txn_id": "t1"}, end, {"txn_id": "t1"}, end])) as abha:
        done = (abha.for_patient(oid="oid-a").registration.start_mobile(MOBILE)).verify("123456")
        assert isinstance(done, LoggedIn)
        assert done.patient()._settings.identity.oid == "oid-a"
        unknown = (abha.registration.start_mobile(MOBILE)).verify("123456")
        assert isinstance(unknown, LoggedIn)
        with pytest.raises(StepError, match="oid"):
            unknown.patient()


def test_a_claimed_resend_is_not_sent_by_a_second_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one caller's resend is under way, another is refused; a refusal of the service gives the claim back."""
    refusal = httpx.Response(400, json={"code": 400, "error": "Something went wrong"})
    transport = Canned([{"txn_id": "t1"}, refusal, {"txn_id": "t2"}])
    with client_on(transport) as abha:
        step = abha.registration.start_mobile(MOBILE)
        monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=31))
        with otp_module.asking_again(step, "resend_mobile_registration"), pytest.raises(OtpResendTooSoon):
            step.resend()
        step._otp = otp_module.otp_sent("t1", None, clock=None)
        monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=90))
        with pytest.raises(EkaError):
            step.resend()
        assert (step.resend()).txn_id == "t2"
    assert len(transport.paths) == 3


@pytest.mark.usefixtures("either_transport")
def test_dripped_headers_end_with_the_deadline() -> None:
    """A header line every 20 ms, for six seconds: the call and its connection end after one."""

    def drip(request: RawRequest, connection: Connection) -> None:
        connection.send(head(200, 2)[:-2])
        for _ in range(300):
            connection.send(b"X-More: and more\r\n")
            time.sleep(0.02)

    with raw_server(drip) as server:
        began = time.monotonic()
        with AbhaClient(access_token="t", base_url=server.base_url, timeout=0.5, deadline=1.0) as abha:
            with pytest.raises(RequestTimeout) as caught:
                abha.registration.start_mobile(MOBILE)
        assert time.monotonic() - began < 5
    assert caught.value.may_have_been_processed


def test_a_step_hook_sees_no_frames() -> None:
    """It may log the exception under way: that has no frames, and so none of what the patient typed."""
    seen: list[object] = []

    def hook(event: StepEvent) -> None:
        _, error, traceback = sys.exc_info()
        seen.append((type(error), traceback))

    answers = [httpx.Response(400, json={"code": 400, "error": "no"})]
    with client_on(Canned(answers)).with_options(on_step=hook) as abha:
        with pytest.raises(EkaError) as caught:
            abha.registration.start_mobile(MOBILE)
    assert seen == [(type(caught.value), None)]


def test_a_saved_step_belongs_to_its_host() -> None:
    """Refused: another base URL under the same name, a class without a kind, an id that is no id."""
    emulator = Emulator(seed=1)
    with client_on(Canned([{"txn_id": "t1"}])) as abha:
        saved = (abha.registration.start_mobile(MOBILE)).save()
        with pytest.raises(StepError, match="step class"):
            abha.resume(saved, Step)
        with pytest.raises(StepError, match="oid"):
            abha.resume({**saved, "oid": "x\r\ny"}, MobileOtpSent)
        assert abha.resume(saved, MobileOtpSent).txn_id == "t1"
    with AbhaClient(
        access_token="fixed-token",
        environment="sandbox",
        base_url="http://127.0.0.1:9",
        transport=emulator.transport(),
    ) as other:
        with pytest.raises(StepError, match="environment"):
            other.resume(saved, MobileOtpSent)


def test_refused_credentials_are_not_sent_with_every_call() -> None:
    """Many calls in a row, one login: the service is not stormed."""
    emulator = Emulator(seed=1)
    with AbhaClient(
        client_id=emulator.client_id, client_secret="wrong", environment="sandbox", transport=emulator.transport()
    ) as abha:
        for _ in range(20):
            with pytest.raises(AuthenticationError):
                abha.lookup.address_exists("nisha.rao")
    assert emulator.counts["login"] == 1


def test_a_transport_that_keeps_cookies_is_refused() -> None:
    """It would send one patient's cookie with the next patient's call."""
    kind = type("AiohttpTransport", (Canned,), {"__module__": "httpx_aiohttp.transport"})
    with pytest.raises(ConfigurationError, match="cookies"):
        client_on(kind([]))
