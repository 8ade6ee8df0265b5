"""What a service developer writes, as the type checkers see it: each step's `match` is exhaustive. Never run.

Checked by strict mypy and strict pyright. A step that some method may answer and that has no case here is an error at
its ``assert_never``.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from eka_abha import (
    Account,
    BirthDate,
    Card,
    EkaIds,
    FoundProfile,
    Gender,
    LocalRules,
    NewProfile,
    PatientTokens,
    Profile,
    SavedStep,
)
from eka_abha.aio import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    AsyncAbhaClient,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    FoundProfiles,
    KycDone,
    KycOtpSent,
    LoggedIn,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    MobileOtpSent,
    ResumableStep,
    SessionActive,
    SessionOtpSent,
    SharedTokenStore,
    UnknownStep,
)
from eka_abha.redis import AsyncRedisTokenStore
from eka_abha_api.client import AuthenticatedClient


def another_package(abha: AsyncAbhaClient, client_class: type[AuthenticatedClient]) -> AuthenticatedClient:
    """What ``api_for`` gives is of the class that it is given, so that the functions of that package take it."""
    return abha.api_for(client_class)


def over_redis(store: AsyncRedisTokenStore) -> AsyncAbhaClient:
    """A token store is one for the checkers, too, although its methods are decorated."""
    shared: SharedTokenStore = store
    return AsyncAbhaClient(token_store=shared)


def done(step: LoggedIn) -> str:
    """What every journey that goes well ends with."""
    ids: EkaIds | None = step.ids
    profile: Profile | None = step.profile
    tokens: PatientTokens | None = step.tokens
    number: str | None = step.abha_number
    if profile is not None and profile.birth_date is not None:
        born: BirthDate = profile.birth_date
        day: date | None = born.as_date()
        print(day, profile.gender is Gender.FEMALE, profile.raw.to_dict().get("district_name"))
    if tokens is not None and ids is not None and ids.oid is not None:
        step.patient().for_patient(oid=ids.oid, tokens=tokens)
    return f"{step.kind} {number or step.abha_address} {step.created}"


def unknown(step: UnknownStep) -> str:
    """A state that is newer than this version."""
    return f"{step.skip_state} {step.txn_id} {sorted(step.raw.to_dict())}"


def picked(accounts: tuple[Account, ...]) -> str:
    """What the patient picked from the list that they were shown."""
    return accounts[0].abha_address


async def after_MobileOtpSent_verify(otp: MobileOtpSent, profile: NewProfile) -> str:
    """Mobile registration."""
    step = await otp.verify("123456")
    match step:
        case CreateAddress() if step.accounts:
            ended = await step.log_in(picked(step.accounts))
        case CreateAddress():
            suggestions = await step.suggest(first_name=profile.first_name, birth_date=profile.birth_date)
            ended = await step.create(suggestions[0], profile=profile)
        case ChooseAccount():
            ended = await step.log_in(picked(step.accounts))
        case LoggedIn() | UnknownStep():
            ended = step
        case _:
            assert_never(step)
    return at_the_end(ended)


def at_the_end(step: LoggedIn | UnknownStep) -> str:
    """After every ``create`` and ``log_in``."""
    match step:
        case LoggedIn():
            return done(step)
        case UnknownStep():
            return unknown(step)
        case _:
            assert_never(step)


async def after_CreateAddress_create(step: CreateAddress, profile: NewProfile) -> str:
    """A new address by mobile."""
    return at_the_end(await step.create("nisha.rao", profile=profile))


async def after_CreateAddress_log_in(step: CreateAddress) -> str:
    """An existing one instead."""
    return at_the_end(await step.log_in(picked(step.accounts)))


async def after_ChooseAccount_create(step: ChooseAccount, profile: NewProfile) -> str:
    """A new one although there are some."""
    return at_the_end(await step.create("nisha.rao", profile=profile))


async def after_ChooseAccount_log_in(step: ChooseAccount) -> str:
    """One of several."""
    return at_the_end(await step.log_in(picked(step.accounts)))


async def with_aadhaar(
    step: ConfirmMobile | AadhaarCreateAddress | AadhaarChooseAccount | LoggedIn | UnknownStep,
) -> str:
    """What Aadhaar and face have in common."""
    match step:
        case ConfirmMobile():
            return f"another OTP went to {step.sent_to}"
        case AadhaarCreateAddress():
            return at_the_end(await step.create("nisha.rao"))
        case AadhaarChooseAccount():
            return at_the_end(await step.log_in(picked(step.accounts)))
        case LoggedIn():
            return done(step)
        case UnknownStep():
            return unknown(step)
        case _:
            assert_never(step)


async def after_AadhaarOtpSent_verify(otp: AadhaarOtpSent) -> str:
    """Aadhaar registration; the mobile cannot be left out."""
    return await with_aadhaar(await otp.verify("123456", mobile="9876543210"))


async def after_ConfirmMobile_verify(otp: ConfirmMobile) -> str:
    """The second OTP."""
    return await with_aadhaar(await otp.verify("123456"))


async def after_AadhaarCreateAddress_create(step: AadhaarCreateAddress) -> str:
    """A new address; name and birth date come from Aadhaar."""
    return at_the_end(await step.create("nisha.rao"))


async def after_AadhaarCreateAddress_log_in(step: AadhaarCreateAddress) -> str:
    """An existing one instead."""
    return at_the_end(await step.log_in(picked(step.accounts)))


async def after_AadhaarChooseAccount_log_in(step: AadhaarChooseAccount) -> str:
    """One of several."""
    return at_the_end(await step.log_in(picked(step.accounts)))


async def after_FacePending_poll(step: FacePending) -> str:
    """One look."""
    found = await step.poll()
    match found:
        case FacePending():
            return f"show {found.url}"
        case FaceVerified():
            return await with_aadhaar(await found.verify(aadhaar="234567890124"))
        case _:
            assert_never(found)


async def after_FacePending_wait(step: FacePending) -> str:
    """Look after look, with everything that can be said about it."""
    found = await step.wait(
        interval=2.0, limit=120, on_poll=lambda pending: print(pending.txn_id), cancelled=lambda: False
    )
    match found:
        case FacePending():
            return "not in time"
        case FaceVerified():
            return found.kind
        case _:
            assert_never(found)


async def after_FaceVerified_verify(step: FaceVerified) -> str:
    """The number is asked for again."""
    return await with_aadhaar(await step.verify(aadhaar="234567890124"))


async def after_LoginOtpSent_verify(otp: LoginOtpSent) -> str:
    """Any login."""
    step = await otp.verify("123456")
    match step:
        case LoginChooseAccount() | LoginEnterAccount():
            return at_the_end(await step.log_in(picked(step.accounts)))
        case LoggedIn():
            return done(step)
        case UnknownStep():
            return unknown(step)
        case _:
            assert_never(step)


async def after_LoginChooseAccount_log_in(step: LoginChooseAccount) -> str:
    """One of several."""
    return at_the_end(await step.log_in(picked(step.accounts)))


async def after_LoginEnterAccount_log_in(step: LoginEnterAccount) -> str:
    """By Aadhaar number."""
    return at_the_end(await step.log_in(picked(step.accounts)))


async def after_session_ensure_session(abha: AsyncAbhaClient, abha_address: str) -> str:
    """A session, made when there is none."""
    step = await abha.for_patient(oid="oid-1").session.ensure_session(abha_address)
    match step:
        case SessionActive():
            return step.kind
        case SessionOtpSent():
            active: SessionActive = await step.verify("123456")
            otp: KycOtpSent = await active.patient().kyc.start_abha_number("12-3456-7856-8912")
            verified: KycDone = await otp.verify("123456")
            return verified.txn_id
        case _:
            assert_never(step)


async def every_start(abha: AsyncAbhaClient, lost: LoginOtpSent | None) -> list[str]:
    """How journeys begin."""
    found: FoundProfiles = await abha.login.search("9876543210", reference="visit-1")
    first: FoundProfile = found.profiles[0]
    started: list[LoginOtpSent] = [
        await abha.login.start_mobile("9876543210", after=lost),
        await abha.login.start_aadhaar("234567890124", after=lost),
        await abha.login.start_abha_number("12-3456-7856-8912", otp_system="aadhaar", after=lost),
        await abha.login.start_address("nisha.rao", otp_system="abdm", after=lost),
        await found.start(first, after=lost),
        await found.start(first.index),
    ]
    mobile: MobileOtpSent = await abha.registration.start_mobile("9876543210", reference="visit-1")
    aadhaar: AadhaarOtpSent = await abha.registration.start_aadhaar("234567890124")
    face: FacePending = await abha.registration.start_face()
    again: MobileOtpSent = await mobile.resend()
    return [step.txn_id for step in (*started, again, aadhaar, face)]


async def saved_and_resumed(abha: AsyncAbhaClient, step: MobileOtpSent) -> str:
    """The class of a resumed step is the one that was asked for."""
    saved: SavedStep = step.save(context="browser-1")
    resumed = abha.resume(saved, MobileOtpSent, context="browser-1")
    return (await resumed.resend()).txn_id


def shown(abha: AsyncAbhaClient, saved: SavedStep) -> str:
    """What a page shows of a journey that rests, whichever it is: the match covers every step that can be saved."""
    step: ResumableStep = abha.resume_any(saved)
    match step:
        case MobileOtpSent() | AadhaarOtpSent() | ConfirmMobile() | LoginOtpSent() | SessionOtpSent() | KycOtpSent():
            return step.sent_to or ""
        case CreateAddress() | ChooseAccount() | AadhaarCreateAddress() | AadhaarChooseAccount():
            return picked(step.accounts)
        case LoginChooseAccount() | LoginEnterAccount():
            return picked(step.accounts)
        case FacePending() | FaceVerified() | FoundProfiles():
            return step.txn_id
        case _:
            assert_never(step)


async def a_profile(abha: AsyncAbhaClient) -> str:
    """Read, change, print, delete."""
    lenient = abha.with_options(rules=LocalRules(aadhaar_check_digit=False))
    profile: Profile = await lenient.profile.get()
    await lenient.profile.update(pincode="560001", gender=Gender.OTHER, birth_date=date(1990, 8, 17))
    card: Card = await lenient.profile.card()
    card.save("card.png")
    code = await lenient.profile.qr()
    await lenient.profile.delete(confirm=True)
    return f"{profile.kyc_verified} {code.abha_number}"
