"""Every step of every journey at rest: it goes on in another client, and is refused where it does not belong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from eka_abha import PatientTokens, Secret
from eka_abha._async.steps import Step
from eka_abha.aio import (
    AsyncAbhaClient,
    FacePending,
    FoundProfiles,
    KycDone,
    KycOtpSent,
    LoggedIn,
    LoginOtpSent,
    MobileOtpSent,
    ResumableStep,
    SessionActive,
    SessionOtpSent,
    UnknownStep,
)
from eka_abha.errors import OtpResendTooSoon, StepError

from tests.both._async.journey_map import (
    AADHAAR,
    ABHA_NUMBER,
    ADDRESS,
    MOBILE,
    MOVES,
    OID,
    OTP,
    PATIENT_TOKEN,
    Walk,
    client_on,
    legs,
    shortest_paths,
    steps_in_the_code,
)
from tests.support.canned import Canned

STEPS = sorted(steps_in_the_code(), key=lambda kind: kind.kind)
FACE_URL = "https://face.example/x"
PERSONAL = (AADHAAR, MOBILE, OTP, ABHA_NUMBER, "Nisha", "Rao", PATIENT_TOKEN, "the-patients", FACE_URL, "a-fixed-token")
"""What no saved step may hold. Addresses of accounts it does: without them the patient could not pick one."""


def kind_of(step: object) -> str:
    """For the names of the tests."""
    return getattr(step, "__name__", "")


async def at_rest(kind: type[Step], context: str | None = None) -> dict[str, Any]:
    """A step, as a database or a session gives it back."""
    path = shortest_paths()[kind]
    walk = Walk(path)
    step: Any = await walk.go(client_on(walk.transport))
    saved = json.loads(json.dumps(step.save(context=context)))
    assert isinstance(saved, dict)
    return saved


@pytest.mark.anyio
@pytest.mark.parametrize("kind", STEPS, ids=kind_of)
async def test_each_step_goes_on_in_another_client(kind: type[Step]) -> None:
    """All that may be done next works after a rest, in the newest transaction, with the reference of the journey."""
    saved = await at_rest(kind, "browser-1")
    for leg in legs(MOVES[kind]):
        if leg.move.name == "resend":
            continue  # the wait lasts through the rest: see below
        walk = Walk((leg,))
        step: Any = client_on(walk.transport).resume(saved, kind, context="browser-1")
        assert type(step) is kind
        txn_id = step.txn_id
        following: Any = await walk.go(step)
        reached: object = type(following)
        assert reached is leg.leads_to
        assert walk.transport.asked[0]["txn_id"] == txn_id == saved["data"]["txn_id"]
        assert following.reference == "visit-1"


@pytest.mark.anyio
@pytest.mark.parametrize("kind", STEPS, ids=kind_of)
async def test_a_step_that_rests_twice_is_the_same(kind: type[Step]) -> None:
    """Saved, resumed and saved again: nothing is lost or added."""
    saved = await at_rest(kind)
    again = client_on(Canned([])).resume(saved, kind)
    assert again.save() == saved


@pytest.mark.anyio
@pytest.mark.parametrize("kind", STEPS, ids=kind_of)
async def test_a_step_is_resumed_whatever_its_kind(kind: type[Step]) -> None:
    """As the class that it was saved from."""
    saved = await at_rest(kind, "browser-1")
    step: object = client_on(Canned([])).resume_any(saved, context="browser-1")
    assert type(step) is kind
    assert isinstance(step, ResumableStep)


@pytest.mark.anyio
async def test_a_step_of_no_known_kind_is_refused() -> None:
    """A newer version's, one that cannot be saved, and nonsense: the error says which."""
    saved, abha = await at_rest(MobileOtpSent), client_on(Canned([]))
    for kind in ("a_kind_of_tomorrow", "logged_in", "session_active"):
        with pytest.raises(StepError, match="of a kind that no step of this client has"):
            abha.resume_any({**saved, "kind": kind})
    with pytest.raises(StepError, match="a newer version"):
        abha.resume_any({**saved, "version": 99, "kind": "a_kind_of_tomorrow"})
    with pytest.raises(StepError, match="malformed: kind"):
        abha.resume_any({**saved, "kind": ["mobile_otp_sent"]})
    with pytest.raises(StepError, match="malformed"):
        abha.resume_any([])  # type: ignore[arg-type]


@pytest.mark.anyio
@pytest.mark.parametrize("kind", STEPS, ids=kind_of)
async def test_no_saved_step_holds_personal_data(kind: type[Step]) -> None:
    """No number, OTP, name, token or address of a capture goes to rest."""
    text = json.dumps(await at_rest(kind, context="a-secret-of-the-browser"))
    assert not [value for value in (*PERSONAL, "a-secret-of-the-browser") if value in text]


@pytest.mark.anyio
@pytest.mark.parametrize("kind", STEPS, ids=kind_of)
async def test_each_step_is_refused_where_it_does_not_belong(kind: type[Step]) -> None:
    """The error says which: environment, credential, HIP, patient, context, kind or version."""
    saved = await at_rest(kind, "browser-1")
    abha = client_on(Canned([]))
    production = AsyncAbhaClient(access_token="a-fixed-token", environment="production", transport=Canned([]))
    other_kind = next(other for other in STEPS if other is not kind)
    refusals: list[tuple[str, Callable[[], object]]] = [
        ("another environment", lambda: production.resume(saved, kind, context="browser-1")),
        ("another credential", lambda: abha.with_options(access_token="b").resume(saved, kind, context="browser-1")),
        ("another HIP", lambda: abha.for_patient(hip_id="hip-2").resume(saved, kind, context="browser-1")),
        (r"another patient \(oid\)", lambda: abha.for_patient(oid="oid-2").resume(saved, kind, context="browser-1")),
        (
            r"another patient \(partner_patient_id\)",
            lambda: abha.for_patient(partner_patient_id="p-2").resume(saved, kind, context="browser-1"),
        ),
        ("another context", lambda: abha.resume(saved, kind, context="browser-2")),
        ("another context", lambda: abha.resume(saved, kind)),
        ("another context", lambda: abha.resume_any(saved, context="browser-2")),
        (f"{kind.kind}, not {other_kind.kind}", lambda: abha.resume(saved, other_kind, context="browser-1")),
        ("an older version", lambda: abha.resume({**saved, "version": 0}, kind, context="browser-1")),
        ("a newer version", lambda: abha.resume({**saved, "version": 99}, kind, context="browser-1")),
        ("no such step", lambda: abha.resume({**saved, "journey": "x"}, kind, context="browser-1")),
    ]
    for words, resume in refusals:
        with pytest.raises(StepError, match=words) as caught:
            resume()
        assert caught.value.attempts == 0


@pytest.mark.anyio
@pytest.mark.parametrize("kind", STEPS, ids=kind_of)
async def test_each_malformed_field_is_refused_by_name(kind: type[Step]) -> None:
    """Each field of each step, missing or of a wrong type: a StepError that names it, and nothing else."""
    saved = await at_rest(kind)
    abha = client_on(Canned([]))
    optional = {"sent_to"}
    wrong_values: list[object] = [True, 5.5, {"a": 1}, [None], [""], "", object()]
    for name in saved["data"]:
        wrong = wrong_values if name in optional else [None, *wrong_values]
        for value in wrong:
            with pytest.raises(StepError, match=f"malformed: {name}"):
                abha.resume({**saved, "data": {**saved["data"], name: value}}, kind)
        rest = {other: value for other, value in saved["data"].items() if other != name}
        if name not in optional:
            with pytest.raises(StepError, match=f"malformed: {name}"):
                abha.resume({**saved, "data": rest}, kind)


@pytest.mark.anyio
async def test_the_wait_for_another_otp_lasts_through_the_rest() -> None:
    """Whoever resumes can neither resend nor start again sooner than the one who saved."""
    abha = client_on(Canned([]))
    saved = await at_rest(MobileOtpSent)
    resumed = abha.resume(saved, MobileOtpSent)
    assert resumed.resend_at.isoformat() == saved["data"]["resend_at"]
    with pytest.raises(OtpResendTooSoon):
        await resumed.resend()
    with pytest.raises(OtpResendTooSoon):
        await abha.login.start_mobile(MOBILE, after=abha.resume(await at_rest(LoginOtpSent), LoginOtpSent))
    with pytest.raises(OtpResendTooSoon):
        await abha.session.start(ADDRESS, after=abha.resume(await at_rest(SessionOtpSent), SessionOtpSent))


@pytest.mark.anyio
async def test_the_address_of_a_capture_is_not_put_to_rest() -> None:
    """Who has it can be captured in the patient's place; polling goes on without it."""
    resumed = client_on(Canned([])).resume(await at_rest(FacePending), FacePending)
    assert resumed.url is None


@pytest.mark.anyio
async def test_the_patients_tokens_are_not_put_to_rest() -> None:
    """They come from the client that resumes, which must be bound to the same patient."""
    saved = await at_rest(KycOtpSent)
    transport = Canned([{"txn_id": "t2"}, {"txn_id": "t2"}])
    plain = AsyncAbhaClient(access_token="a-fixed-token", environment="sandbox", transport=transport)
    bound = plain.for_patient(oid=OID, tokens=PatientTokens(Secret("another-token")))
    assert isinstance(await plain.resume(saved, KycOtpSent).verify(OTP), KycDone)
    assert isinstance(await bound.resume(saved, KycOtpSent).verify(OTP), KycDone)
    assert [body.get("user_x_token") for body in transport.asked] == [None, "another-token"]


@pytest.mark.anyio
async def test_found_profiles_keep_their_index_only() -> None:
    """The login to one of them is started by its index; what names the patient stays behind."""
    resumed = client_on(Canned([])).resume(await at_rest(FoundProfiles), FoundProfiles)
    assert [(profile.index, profile.abha_address, profile.name) for profile in resumed.profiles] == [
        (3, None, None),
        (8, None, None),
    ]
    assert ADDRESS not in json.dumps(resumed.save())


@pytest.mark.parametrize("kind", [LoggedIn, UnknownStep, SessionActive, KycDone], ids=kind_of)
def test_the_ends_are_not_saved(kind: type[object]) -> None:
    """There is nothing to go on with; a client refuses to resume them."""
    assert not hasattr(kind, "save")
    assert not issubclass(kind, Step)
    with pytest.raises(StepError, match="step class"):
        client_on(Canned([])).resume({}, kind)  # type: ignore[type-var]
