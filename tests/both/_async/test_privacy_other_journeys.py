"""Every call of the other journeys, failing in each way and then succeeding: errors and steps show nothing."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from eka_abha import Attempt, Card, StepEvent
from eka_abha._journeys import otp as otp_module
from eka_abha.aio import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    AsyncAbhaClient,
    ConfirmMobile,
    FacePending,
    FaceVerified,
    FoundProfiles,
    KycOtpSent,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    SessionActive,
    SessionOtpSent,
)
from eka_abha.errors import EkaError, InvalidValueError, OtpResendTooSoon

from tests.privacy.canaries import (
    AADHAAR,
    ABHA_NUMBER,
    ACCESS_TOKEN,
    ADDRESS,
    BORN,
    FIRST,
    LAST,
    MIDDLE,
    MOBILE,
    OTP,
    PATIENT_TOKEN,
    STREET,
)
from tests.privacy.detectors import Watch
from tests.privacy.hostile import ERROR_ANSWERS, UNREADABLE_ANSWERS, Answer
from tests.privacy.serving import FULL_ANSWER, PROFILE_ANSWER, Scripted

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + STREET.encode() + b"IEND\xaeB`\x82"
FAILURES = [answer for answer in (*ERROR_ANSWERS, *UNREADABLE_ANSWERS) if answer.status not in (204, 302)]
FOUND = {"index": 1, "abha_number": ABHA_NUMBER, "abha_address": ADDRESS, "name": f"{FIRST} {LAST}", "age": 38}
METHODS = {"auth_methods": ["AADHAAR_OTP"], "fullname": f"{FIRST} {LAST}", "mobile": MOBILE, "abha_address": ADDRESS}


class Script:
    """A client whose next answers are told beforehand, and everything that comes of them is looked at."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.transport = Scripted()
        client = AsyncAbhaClient(
            access_token=ACCESS_TOKEN,
            environment="sandbox",
            transport=self.transport,
            max_retries=0,
            on_attempt=self._show,
            on_step=self._show,
        )
        self.abha = client.for_patient(oid="1", partner_patient_id="p-1", hip_id="hip-1")

    def _show(self, event: Attempt | StepEvent) -> None:
        self.watch.look_at(event)

    def answer(self, state: str, **more: object) -> None:
        """What the next calls are answered."""
        answer = {**FULL_ANSWER, "skip_state": state, "profiles": [FOUND], **METHODS, **more}
        self._become(Answer("", 200, json.dumps(answer, ensure_ascii=False).encode()))

    def _become(self, answer: Answer) -> None:
        self.transport.status, self.transport.body = answer.status, answer.body
        self.transport.content_type = answer.content_type

    async def each_way(self, call: Callable[[], Any]) -> Any:
        """The call fails with every answer that is an error or cannot be read, then it succeeds."""
        good = dataclasses.replace(self.transport)
        for failure in FAILURES:
            self._become(failure)
            with self.watch.failing(EkaError):
                await call()
        self._become(Answer("", good.status, good.body, good.content_type))
        result = await call()
        self.watch.look_at(result, without={"ABHA address"} if hasattr(result, "abha_address") else ())
        return result


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between any two looks at the clock, more time passes than has to lie between two OTPs."""
    ticks = itertools.count(1)
    monkeypatch.setattr(otp_module, "utc_now", lambda: datetime.now(UTC) + timedelta(seconds=40 * next(ticks)))


@contextmanager
def scripted() -> Iterator[Script]:
    """A script, and at its end the verdict."""
    with Watch() as watch:
        script = Script(watch)
        yield script
        watch.look_at(script.abha, script.abha._settings, script.abha._tokens)
    assert watch.leaks() == []
    assert len(watch.errors) >= len(FAILURES)


@pytest.mark.anyio
async def test_a_registration_by_aadhaar_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """start → resend → verify → confirm the mobile → resend → verify → create."""
    with scripted() as script:
        script.answer("confirm_mobile_otp")
        start = functools.partial(script.abha.registration.start_aadhaar, f"{AADHAAR[:4]} {AADHAAR[4:]}")
        first = await script.each_way(start)
        assert isinstance(first, AadhaarOtpSent)
        with script.watch.failing(OtpResendTooSoon):
            await first.resend()
        script.watch.look_at(first.save(context=AADHAAR))
        hurry(monkeypatch)
        first = await script.each_way(first.resend)
        for otp, mobile in ((f"{OTP}9", MOBILE), (OTP, f"{MOBILE}1")):
            with script.watch.failing(InvalidValueError):
                await first.verify(otp, mobile=mobile)
        second = await script.each_way(functools.partial(first.verify, OTP, mobile=MOBILE))
        assert isinstance(second, ConfirmMobile)
        script.watch.look_at(second.save(context=MOBILE))
        second = await script.each_way(second.resend)
        script.answer("abha_create")
        third = await script.each_way(functools.partial(second.verify, OTP))
        assert isinstance(third, AadhaarCreateAddress)
        script.watch.look_at(third.accounts)
        script.answer("abha_end")
        done = await script.each_way(functools.partial(third.create, ADDRESS))
        script.watch.look_at(done.kind)


@pytest.mark.anyio
async def test_entering_an_account_by_aadhaar_shows_nothing() -> None:
    """verify → choose → log in, by both endpoints that there are for it."""
    for state, kind in (("abha_select", AadhaarChooseAccount), ("abha_create", AadhaarCreateAddress)):
        with scripted() as script:
            script.answer(state)
            first = await script.abha.registration.start_aadhaar(AADHAAR)
            second = await first.verify(OTP, mobile=MOBILE)
            assert isinstance(second, kind)
            assert isinstance(second, AadhaarChooseAccount | AadhaarCreateAddress)
            with script.watch.failing(InvalidValueError):
                await second.log_in("vexqor.blen@sbx")
            script.answer("abha_end")
            await script.each_way(functools.partial(second.log_in, ADDRESS))


@pytest.mark.anyio
async def test_a_registration_by_face_shows_nothing() -> None:
    """start → poll → wait → verify with the Aadhaar number."""
    with scripted() as script:
        script.answer("", url="https://example.com/face", status="Pending")
        pending = await script.each_way(script.abha.registration.start_face)
        assert isinstance(pending, FacePending)
        again = await script.each_way(pending.poll)
        assert isinstance(again, FacePending)
        script.answer("", status="Verified")
        verified = await again.wait(interval=0.01, limit=1.0)
        assert isinstance(verified, FaceVerified)
        script.watch.look_at(verified, verified.save())
        with script.watch.failing(InvalidValueError):
            await verified.verify(aadhaar=f"{AADHAAR}1")
        script.answer("abha_end")
        await script.each_way(functools.partial(verified.verify, aadhaar=AADHAAR))


@pytest.mark.anyio
async def test_a_login_shows_nothing() -> None:
    """By every method, to each end; the search, and the methods there are."""
    with scripted() as script:
        login = script.abha.login
        script.answer("abha_select")
        script.watch.look_at(login)
        await script.each_way(functools.partial(login.methods, ADDRESS))
        found = await script.each_way(functools.partial(login.search, MOBILE))
        assert isinstance(found, FoundProfiles)
        script.watch.look_at(found.profiles, found.save())
        await script.each_way(functools.partial(found.start, 1))
        for start in (
            functools.partial(login.start_mobile, MOBILE),
            functools.partial(login.start_aadhaar, AADHAAR),
            functools.partial(login.start_abha_number, ABHA_NUMBER),
            functools.partial(login.start_address, ADDRESS),
        ):
            step = await script.each_way(start)
            assert isinstance(step, LoginOtpSent)
            script.watch.look_at(step.save(context=OTP))
            with script.watch.failing(OtpResendTooSoon):
                await start(after=step)
        for state, kind in (("abha_select", LoginChooseAccount), ("abha_create", LoginEnterAccount)):
            script.answer(state)
            step = await login.start_mobile(MOBILE)
            choice = await script.each_way(functools.partial(step.verify, OTP))
            assert isinstance(choice, kind)
            assert isinstance(choice, LoginChooseAccount | LoginEnterAccount)
            script.answer("abha_end")
            await script.each_way(functools.partial(choice.log_in, ADDRESS))
        step = await login.start_mobile(MOBILE)
        await script.each_way(functools.partial(step.verify, OTP))


@pytest.mark.anyio
async def test_a_session_and_kyc_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """status → start → verify, then KYC with the patient's own token."""
    with scripted() as script:
        script.answer("", logged_in=False, kyc_verified=True)
        session = script.abha.session
        script.watch.look_at(session)
        await script.each_way(session.status)
        await script.each_way(functools.partial(session.ensure_session, ADDRESS))
        step = await script.each_way(functools.partial(session.start, ADDRESS))
        assert isinstance(step, SessionOtpSent)
        script.watch.look_at(step.save(context=STREET))
        active = await script.each_way(functools.partial(step.verify, OTP))
        assert isinstance(active, SessionActive)
        assert active.tokens is not None
        assert active.tokens.token.reveal() == PATIENT_TOKEN
        patient = active.patient()
        script.watch.look_at(active.tokens, patient, patient._settings, patient._settings.patient_tokens)
        script.watch.look_at(patient.kyc)
        for start in (
            functools.partial(patient.kyc.start_aadhaar, AADHAAR),
            functools.partial(patient.kyc.start_abha_number, ABHA_NUMBER),
        ):
            sent = await script.each_way(start)
            assert isinstance(sent, KycOtpSent)
            script.watch.look_at(sent.save())
            with script.watch.failing(OtpResendTooSoon):
                await sent.resend()
            with monkeypatch.context() as patch:
                hurry(patch)
                sent = await script.each_way(sent.resend)
            done = await script.each_way(functools.partial(sent.verify, OTP))
            script.watch.look_at(done.kind)


@pytest.mark.anyio
async def test_the_profile_shows_nothing() -> None:
    """get → update → card → QR code → delete."""
    with scripted() as script:
        profile = script.abha.profile
        script.transport.body = json.dumps({**PROFILE_ANSWER, "kyc_verified": True}).encode()
        found = await script.each_way(profile.get)
        script.watch.look_at(profile, found.raw, found.birth_date)
        for change in ({"first_name": LAST}, {"birth_date": BORN}):
            with script.watch.failing(EkaError):
                await profile.update(**change)
        with script.watch.failing(EkaError):
            await profile.update(address=STREET, pincode=f"{MOBILE}")
        script.transport.body = json.dumps({**PROFILE_ANSWER, "kyc_verified": False}).encode()
        with script.watch.failing(EkaError):  # the change is not answered with 204
            await profile.update(first_name=FIRST, middle_name=MIDDLE, birth_date=BORN, address=STREET)
        qr = {"name": f"{FIRST} {LAST}", "hidn": ABHA_NUMBER, "phr": ADDRESS, "dob": "23-06-1987", "mobile": MOBILE}
        script.transport.body = json.dumps(qr).encode()
        code = await script.each_way(profile.qr)
        assert code.mobile == MOBILE
        with script.watch.failing(EkaError):
            await profile.card()
        script.transport.body, script.transport.content_type = PNG, "image/png"
        card = await profile.card()
        assert isinstance(card, Card)
        assert STREET not in repr(card)
        script.transport.status, script.transport.body = 204, b""
        with script.watch.failing(EkaError):
            await profile.delete(confirm=False)  # type: ignore[arg-type]
        await profile.delete(confirm=True)
        script.transport.status, script.transport.body = 400, json.dumps({"error": f"{MOBILE} {ADDRESS}"}).encode()
        with script.watch.failing(EkaError):
            await profile.delete(confirm=True)


@pytest.mark.anyio
async def test_a_pincode_look_up_shows_nothing() -> None:
    """The place it names may be shown, the errors of the server are masked."""
    with scripted() as script:
        script.answer("", pincode="785001")
        with script.watch.failing(InvalidValueError):
            await script.abha.lookup.pincode(MOBILE)
        for failure in FAILURES:
            script._become(failure)
            with script.watch.failing(EkaError):
                await script.abha.lookup.pincode("785001")
