"""Steps at rest: saved in one request, resumed in another, and refused where they do not belong."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from eka_abha.aio import AsyncAbhaClient, ChooseAccount, CreateAddress, LoggedIn, MobileOtpSent, UnknownStep
from eka_abha.emulator import Emulator
from eka_abha.errors import StepError

from tests.support.canned import Canned

MOBILE = "9876543210"


def client_of(emulator: Emulator, **options: str) -> AsyncAbhaClient:
    """A client of the emulator, in this process."""
    settings = {"client_id": emulator.client_id, "client_secret": emulator.client_secret, "environment": "sandbox"}
    return AsyncAbhaClient(**{**settings, **options}, transport=emulator.transport())  # type: ignore[arg-type]


def through_json(saved: Mapping[str, object]) -> dict[str, object]:
    """As a session or a queue gives it back."""
    loaded = json.loads(json.dumps(saved))
    assert isinstance(loaded, dict)
    return loaded


async def otp_step(abha: AsyncAbhaClient) -> MobileOtpSent:
    """A journey that has just begun."""
    return await abha.registration.start_mobile(MOBILE, reference="visit-1")


@pytest.mark.anyio
async def test_a_journey_goes_on_in_other_processes() -> None:
    """Each step is saved, and resumed by a client of its own, to the end."""
    emulator = Emulator(seed=1)
    emulator.add_account("nisha.rao@sbx", mobile=MOBILE)
    emulator.add_account("nisha1990@sbx", mobile=MOBILE)
    async with client_of(emulator) as first:
        bound = first.for_patient(partner_patient_id="p-1", hip_id="hip-1")
        sent = await otp_step(bound)
        saved = through_json(sent.save(context="browser-1"))
    async with client_of(emulator) as second:
        resumed = second.resume(saved, MobileOtpSent, context="browser-1")
        assert (resumed.txn_id, resumed.sent_to, resumed.sent_at, resumed.resend_at, resumed.sends) == (
            sent.txn_id,
            sent.sent_to,
            sent.sent_at,
            sent.resend_at,
            sent.sends,
        )
        assert resumed.reference == "visit-1"
        choice = await resumed.verify(emulator.otp_for(MOBILE))
        assert isinstance(choice, ChooseAccount)
        saved = through_json(choice.save())
    async with client_of(emulator) as third:
        again = third.resume(saved, ChooseAccount)
        assert {account.name for account in again.accounts} == {None}
        identity = again._journey.client._settings.identity
        assert (identity.partner_patient_id, identity.hip_id) == ("p-1", "hip-1")
        done = await again.log_in("nisha1990@sbx")
    assert isinstance(done, LoggedIn)


@pytest.mark.anyio
async def test_a_step_is_refused_where_it_does_not_belong() -> None:
    """Another environment, credential, sharing key, HIP, patient, context or kind: the error says which."""
    emulator = Emulator(seed=1)
    async with client_of(emulator) as abha:
        saved = (await otp_step(abha.for_patient(oid="oid-1", hip_id="hip-1"))).save(context="browser-1")
        others = {
            "environment": client_of(emulator, environment="production"),
            "credential": client_of(emulator, client_id="another-client"),
            "another credential": client_of(emulator, sharing_key="shared"),
            "HIP": client_of(emulator, hip_id="hip-2"),
            "oid": abha.for_patient(oid="oid-2"),
            "partner_patient_id": abha.for_patient(partner_patient_id="p-2"),
        }
        for word, other in others.items():
            with pytest.raises(StepError, match=word):
                other.resume(saved, MobileOtpSent, context="browser-1")
            await other.aclose()
        for context in (None, "browser-2", ""):
            with pytest.raises(StepError, match="context"):
                abha.resume(saved, MobileOtpSent, context=context)
        with pytest.raises(StepError, match="mobile_otp_sent, not create_address"):
            abha.resume(saved, CreateAddress, context="browser-1")
        with pytest.raises(StepError, match="step class"):
            abha.resume(saved, str, context="browser-1")  # type: ignore[type-var]
        assert abha.resume(saved, MobileOtpSent, context="browser-1").txn_id


@pytest.mark.anyio
async def test_a_step_of_another_version_is_refused() -> None:
    """An older or a newer library wrote it: the error says which."""
    emulator = Emulator(seed=1)
    async with client_of(emulator) as abha:
        saved = (await otp_step(abha)).save()
        with pytest.raises(StepError, match="newer"):
            abha.resume({**saved, "version": 2}, MobileOtpSent)
        with pytest.raises(StepError, match="older"):
            abha.resume({**saved, "version": 0}, MobileOtpSent)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "change",
    [
        {"version": None},
        {"version": "1"},
        {"version": True},
        {"kind": None},
        {"kind": ["x"]},
        {"environment": 1},
        {"credential": None},
        {"hip_id": 5},
        {"reference": 5},
        {"data": None},
        {"data": []},
        {"data": {}},
        {"data": {"txn_id": 5}},
        {"data": {"txn_id": "t", "sends": 0}},
        {"data": {"txn_id": "t", "sends": 1, "sent_at": "yesterday"}},
        {"data": {"txn_id": "t", "sends": 1, "sent_at": "2026-01-01T00:00:00", "resend_at": "2026-01-01T00:00:30"}},
    ],
)
async def test_a_malformed_step_is_refused(change: dict[str, object]) -> None:
    """Whatever a session or a stranger made of it: a StepError, nothing else."""
    emulator = Emulator(seed=1)
    async with client_of(emulator) as abha:
        saved = (await otp_step(abha)).save()
        with pytest.raises(StepError, match="cannot be resumed"):
            abha.resume({**saved, **change}, MobileOtpSent)
        nonsenses: list[object] = [None, [], "x", 5, {}]
        for nonsense in nonsenses:
            with pytest.raises(StepError, match="malformed"):
                abha.resume(nonsense, MobileOtpSent)  # type: ignore[arg-type]


@pytest.mark.anyio
async def test_a_fixed_token_names_itself_by_a_digest() -> None:
    """The saved step tells two tokens apart and shows neither."""
    async with AsyncAbhaClient(
        access_token="first-token", environment="sandbox", transport=Canned([{"txn_id": "t1"}])
    ) as abha:
        saved = (await otp_step(abha)).save()
        assert "first-token" not in json.dumps(saved)
        assert abha.resume(saved, MobileOtpSent).txn_id == "t1"
        other = abha.with_options(access_token="second-token")
        with pytest.raises(StepError, match="credential"):
            other.resume(saved, MobileOtpSent)


@pytest.mark.anyio
async def test_an_address_step_keeps_addresses_only() -> None:
    """No name goes to rest."""
    profiles = [{"abha_address": "nisha@sbx", "name": "Nisha Rao", "kyc_verified": "true"}]
    answers = [{"txn_id": "t1"}, {"txn_id": "t2", "skip_state": "abha_create", "abha_profiles": profiles}]
    async with AsyncAbhaClient(access_token="a-token", environment="sandbox", transport=Canned(answers)) as abha:
        step = await (await otp_step(abha)).verify("123456")
        assert isinstance(step, CreateAddress)
        saved = through_json(step.save())
        assert "Nisha" not in json.dumps(saved)
        resumed = abha.resume(saved, CreateAddress)
        assert [account.abha_address for account in resumed.accounts] == ["nisha@sbx"]
        assert resumed.txn_id == "t2"
        with pytest.raises(StepError, match="malformed"):
            abha.resume({**saved, "data": {"txn_id": "t2", "accounts": "nisha@sbx"}}, CreateAddress)


def test_the_ends_of_a_journey_are_not_saved() -> None:
    """LoggedIn and UnknownStep have nothing to go on with."""
    assert not hasattr(LoggedIn, "save")
    assert not hasattr(UnknownStep, "save")
