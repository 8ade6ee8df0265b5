"""Every public method with arguments of every wrong kind: whatever is raised holds nothing of them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

import pytest
from eka_abha.aio import (
    AadhaarCreateAddress,
    AadhaarOtpSent,
    AsyncAbhaClient,
    CreateAddress,
    FoundProfiles,
    KycOtpSent,
    LoginOtpSent,
    MobileOtpSent,
    SessionOtpSent,
)

from tests.privacy.canaries import (
    AADHAAR,
    ABHA_NUMBER,
    ACCESS_TOKEN,
    ADDRESS,
    BORN,
    CLIENT_SECRET,
    FIRST,
    LAST,
    MIDDLE,
    MOBILE,
    OTP,
    PROFILE,
    SHARING_KEY,
    STREET,
)
from tests.privacy.detectors import Watch
from tests.privacy.serving import FULL_ANSWER, Scripted


class Talkative:
    """Shows a number, whatever is asked of it."""

    def __repr__(self) -> str:
        return MOBILE


WRONG_VALUES = (
    f"{FIRST}\ud800",
    f"{MOBILE}\n{AADHAAR}",
    f"{STREET}\x00",
    int(MOBILE),
    float(AADHAAR),
    MOBILE.encode(),
    [OTP, FIRST],
    {FIRST: MOBILE, "kind": MOBILE, "version": MOBILE},
    {"version": 1, "kind": MOBILE, "journey": MOBILE, "environment": STREET, "credential": CLIENT_SECRET},
    Talkative(),
    Talkative,
    BORN,
    PROFILE,
    ValueError(MOBILE),
    lambda: MOBILE,
    "",
    None,
    "x" * 100_000 + MOBILE,
)


def client() -> AsyncAbhaClient:
    """A client whose calls succeed, as far as the answer fits."""
    body = json.dumps(
        {**FULL_ANSWER, "skip_state": "abha_create", "exists": True, "suggestions": [], "profiles": [{"index": 1}]}
    ).encode()
    return AsyncAbhaClient(access_token=ACCESS_TOKEN, environment="sandbox", transport=Scripted(body=body))


async def call(watch: Watch, method: Callable[..., Any], *positional: object, **named: object) -> None:
    """Call, look at what is raised, if anything is."""
    try:
        answer = method(*positional, **named)
        if inspect.isawaitable(answer):
            await answer
    except Exception as error:
        watch.look_at_error(error)


async def spoil(watch: Watch, make: Callable[[], Any], name: str, **good: object) -> None:
    """One method: each argument wrong in every way, one missing, one too many."""
    for argument in good:
        for wrong in WRONG_VALUES:
            await call(watch, getattr(make(), name), **{**good, argument: wrong})
        await call(watch, getattr(make(), name), **{other: value for other, value in good.items() if other != argument})
    await call(watch, getattr(make(), name), **good, mobil=MOBILE)
    await call(watch, getattr(make(), name), *good.values(), MOBILE, AADHAAR, OTP)


@pytest.mark.anyio
async def test_steps_and_starts_hold_nothing_of_their_arguments() -> None:
    """start, verify, create, log in, suggest, save, resume, and the look-ups."""
    async with client() as abha:
        first = await abha.registration.start_mobile(MOBILE)
        saved = first.save(context=STREET)
        second = (await abha.resume(saved, MobileOtpSent, context=STREET).verify(OTP)).save()  # type: ignore[union-attr]

        def otp_sent() -> MobileOtpSent:
            return abha.resume(saved, MobileOtpSent, context=STREET)

        def create_address() -> CreateAddress:
            return abha.resume(second, CreateAddress)

        names = {"first_name": FIRST, "middle_name": MIDDLE, "last_name": LAST, "birth_date": BORN}
        with Watch() as watch:
            await spoil(watch, lambda: abha.registration, "start_mobile", mobile=MOBILE, reference="visit-1")
            await spoil(watch, otp_sent, "verify", otp=OTP)
            await spoil(watch, otp_sent, "save", context=STREET)
            await spoil(watch, otp_sent, "resend")
            await spoil(watch, create_address, "create", abha_address=ADDRESS, profile=PROFILE)
            await spoil(watch, create_address, "log_in", abha_address=ADDRESS)
            await spoil(watch, create_address, "suggest", **names)
            await spoil(watch, lambda: abha.lookup, "suggest_addresses", txn_id="txn-1", **names)
            await spoil(watch, lambda: abha.lookup, "address_exists", abha_address=ADDRESS)
            await spoil(watch, lambda: abha, "resume", saved=saved, kind=MobileOtpSent, context=STREET)
            for field in saved:
                for wrong in WRONG_VALUES:
                    await call(watch, abha.resume, {**saved, field: wrong}, MobileOtpSent, context=STREET)
            data = saved["data"]
            assert isinstance(data, dict)
            for field in data:
                for wrong in WRONG_VALUES:
                    spoiled = {**saved, "data": {**data, field: wrong}}
                    await call(watch, abha.resume, spoiled, MobileOtpSent, context=STREET)
    assert watch.leaks() == []
    assert len(watch.errors) > 300


@pytest.mark.anyio
async def test_other_journeys_hold_nothing_of_their_arguments() -> None:
    """Aadhaar, face, login, session, KYC, profile: starts and what follows them."""
    async with client() as abha:
        patient = abha.for_patient(oid="1")
        aadhaar = (await abha.registration.start_aadhaar(AADHAAR)).save()
        login = (await abha.login.start_mobile(MOBILE)).save()
        found = (await abha.login.search(MOBILE)).save()
        session = (await patient.session.start(ADDRESS)).save()
        kyc = (await patient.kyc.start_aadhaar(AADHAAR)).save()
        created = (await abha.resume(aadhaar, AadhaarOtpSent).verify(OTP, mobile=MOBILE)).save()  # type: ignore[union-attr]
        started = {"reference": "visit-1", "after": None}
        changes = {"first_name": FIRST, "middle_name": MIDDLE, "last_name": LAST, "gender": "F", "birth_date": BORN}
        with Watch() as watch:
            await spoil(watch, lambda: abha.registration, "start_aadhaar", aadhaar=AADHAAR, reference="visit-1")
            await spoil(watch, lambda: abha.registration, "start_face", reference="visit-1")
            await spoil(watch, lambda: abha.resume(aadhaar, AadhaarOtpSent), "verify", otp=OTP, mobile=MOBILE)
            await spoil(watch, lambda: abha.resume(created, AadhaarCreateAddress), "create", abha_address=ADDRESS)
            await spoil(watch, lambda: abha.resume(created, AadhaarCreateAddress), "log_in", abha_address=ADDRESS)
            await spoil(watch, lambda: abha.login, "start_mobile", mobile=MOBILE, **started)
            await spoil(watch, lambda: abha.login, "start_aadhaar", aadhaar=AADHAAR, **started)
            await spoil(watch, lambda: abha.login, "start_abha_number", abha_number=ABHA_NUMBER, **started)
            await spoil(watch, lambda: abha.login, "start_address", abha_address=ADDRESS, otp_system="abdm", **started)
            await spoil(watch, lambda: abha.login, "search", mobile=MOBILE, reference="visit-1")
            await spoil(watch, lambda: abha.login, "methods", abha_address=ADDRESS)
            await spoil(watch, lambda: abha.resume(login, LoginOtpSent), "verify", otp=OTP)
            await spoil(watch, lambda: abha.resume(found, FoundProfiles), "start", profile=1, otp_system="abdm")
            await spoil(watch, lambda: patient.session, "start", abha_address=ADDRESS, **started)
            await spoil(watch, lambda: patient.session, "ensure_session", abha_address=ADDRESS, reference="visit-1")
            await spoil(watch, lambda: patient.resume(session, SessionOtpSent), "verify", otp=OTP)
            await spoil(watch, lambda: patient.kyc, "start_abha_number", abha_number=ABHA_NUMBER, reference="visit-1")
            await spoil(watch, lambda: patient.kyc, "start_aadhaar", aadhaar=AADHAAR, reference="visit-1")
            await spoil(watch, lambda: patient.resume(kyc, KycOtpSent), "verify", otp=OTP)
            await spoil(watch, lambda: patient.profile, "update", **changes, pincode="785001", address=STREET)
            await spoil(watch, lambda: patient.profile, "delete", confirm=True)
            await spoil(watch, lambda: abha.lookup, "pincode", pincode="785001")
    assert watch.leaks() == []
    assert len(watch.errors) > 300


@pytest.mark.anyio
async def test_clients_hold_nothing_of_their_arguments() -> None:
    """The constructor, with_options, for_patient, access_token."""
    given = {"client_id": "c", "client_secret": CLIENT_SECRET, "sharing_key": SHARING_KEY, "hip_id": "hip-1"}
    more = {"timeout": 1.0, "deadline": 1.0, "max_retries": 1, "on_attempt": None, "on_step": None}
    only_new = {
        "environment": "sandbox",
        "base_url": "https://example.com",
        "keepalive_expiry": 1.0,
        "transport": None,
        "token_store": None,
        "allow_http": False,
    }

    class Module:
        """So that the class is found by name."""

        Client = AsyncAbhaClient

    with Watch() as watch:
        async with client() as abha:
            await spoil(watch, Module, "Client", **given, **more, **only_new)
            await spoil(watch, Module, "Client", access_token=ACCESS_TOKEN, environment="sandbox")
            await spoil(watch, lambda: abha, "with_options", **given, **more)
            await spoil(watch, lambda: abha, "with_options", access_token=ACCESS_TOKEN)
            await spoil(watch, lambda: abha, "for_patient", oid="1", partner_patient_id="p-1", hip_id="hip-1")
            await spoil(watch, lambda: abha, "access_token")
    assert watch.leaks() == []
    assert len(watch.errors) > 300
