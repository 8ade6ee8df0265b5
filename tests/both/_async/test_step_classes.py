"""What the service says comes next picks the class of the step: every journey, state and list of profiles."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from eka_abha._async.steps import Step
from eka_abha.aio import (
    AadhaarChooseAccount,
    AadhaarCreateAddress,
    AadhaarOtpSent,
    ChooseAccount,
    ConfirmMobile,
    CreateAddress,
    FacePending,
    FaceVerified,
    LoggedIn,
    LoginChooseAccount,
    LoginEnterAccount,
    LoginOtpSent,
    MobileOtpSent,
    UnknownStep,
)
from eka_abha.errors import UnexpectedResponse

from tests.both._async.journey_map import ACCOUNTS, MOVES, Move, Walk, client_on, shortest_paths

AFTER_AADHAAR = {
    "confirm_mobile_otp": ConfirmMobile,
    "abha_create": AadhaarCreateAddress,
    "abha_select": AadhaarChooseAccount,
    "abha_end": LoggedIn,
}
EXPECTED: Mapping[type[Step], Mapping[str, type[object]]] = {
    MobileOtpSent: {"abha_create": CreateAddress, "abha_select": ChooseAccount, "abha_end": LoggedIn},
    AadhaarOtpSent: AFTER_AADHAAR,
    ConfirmMobile: AFTER_AADHAAR,
    FaceVerified: AFTER_AADHAAR,
    LoginOtpSent: {"abha_select": LoginChooseAccount, "abha_create": LoginEnterAccount, "abha_end": LoggedIn},
    CreateAddress: {"abha_end": LoggedIn},
    ChooseAccount: {"abha_end": LoggedIn},
    AadhaarCreateAddress: {"abha_end": LoggedIn},
    AadhaarChooseAccount: {"abha_end": LoggedIn},
    LoginChooseAccount: {"abha_end": LoggedIn},
    LoginEnterAccount: {"abha_end": LoggedIn},
}
"""What each state leads to; every other state is an ``UnknownStep``."""

MISSING = object()
STATES = ["abha_end", "abha_create", "abha_select", "confirm_mobile_otp", "new", "ABHA_END", "", " ", None, MISSING]
WRONG_TYPES = [7, True, ["abha_end"], {"state": "abha_end"}]
PROFILES = [MISSING, None, [], ACCOUNTS, [{"name": "Nobody"}], [{}]]
ASKING = [(kind, move) for kind in EXPECTED for move in MOVES[kind] if move.name != "resend"]


async def after(kind: type[Step], move: Move, answer: Mapping[str, object]) -> Any:
    """What a move makes of an answer."""
    walk = Walk(shortest_paths()[kind])
    step = await walk.go(client_on(walk.transport))
    walk.transport.answers = [*walk.transport.answers, answer]
    return await move.act(step)


def without_missing(**fields: object) -> dict[str, object]:
    """An answer; what is missing is left out."""
    return {name: value for name, value in fields.items() if value is not MISSING}


@pytest.mark.anyio
@pytest.mark.parametrize(("kind", "move"), ASKING, ids=lambda part: getattr(part, "kind", repr(part)))
async def test_the_state_picks_the_class(kind: type[Step], move: Move) -> None:
    """Each state, with and without profiles: the class that belongs to it, and nothing of the answer is lost."""
    for state, profiles in itertools.product([*STATES, *WRONG_TYPES], PROFILES):
        answer = without_missing(
            txn_id="newest", skip_state=state, abha_profiles=profiles, profile={"first_name": "Nisha"}
        )
        step = await after(kind, move, answer)
        expected = EXPECTED[kind].get(state, UnknownStep) if isinstance(state, str) else UnknownStep
        reached: object = type(step)
        assert reached is expected, answer
        assert step.txn_id == "newest"
        assert step.reference == "visit-1"
        if hasattr(step, "profile") and kind is not MobileOtpSent:
            assert step.profile is not None
            assert step.profile.first_name == "Nisha"
            assert "Nisha" not in repr(step)
            assert not hasattr(step, "save") or "Nisha" not in str(step.save())
        if hasattr(step, "accounts"):
            offered = ACCOUNTS if profiles is ACCOUNTS else []
            assert [account.abha_address for account in step.accounts] == [item["abha_address"] for item in offered]
            assert [account.kyc_verified for account in step.accounts] == ([True, None] if offered else [])
        if isinstance(step, UnknownStep):
            assert step.skip_state == (state if isinstance(state, str) and state.strip() else None)
            assert step.raw.to_dict()["txn_id"] == "newest"
            assert step.raw.to_dict().get("skip_state") == (None if state is MISSING else state)


def test_every_move_that_reads_a_state_is_here() -> None:
    """A verify, create or log_in that is left out would go untested."""
    reading = {
        kind for kind, moves in MOVES.items() for move in moves for answer, _ in move.outcomes if "skip_state" in answer
    }
    assert reading == set(EXPECTED)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Verified", FaceVerified),
        ("VERIFIED", FaceVerified),
        (" verified ", FaceVerified),
        ("Pending", FacePending),
        ("Failed", FacePending),
        ("", FacePending),
        (None, FacePending),
        (MISSING, FacePending),
        (True, FacePending),
        (["Verified"], FacePending),
    ],
)
async def test_the_status_of_a_capture_picks_the_class(status: object, expected: type[object]) -> None:
    """Only ``Verified`` is verified; whatever else comes is looked at again."""
    answer = without_missing(txn_id="newest", status=status)
    step = await after(FacePending, MOVES[FacePending][0], answer)
    reached: object = type(step)
    assert reached is expected
    assert step.txn_id == "newest"


WEIRD_ANSWERS: list[dict[str, object]] = [
    {"eka": None, "profile": None, "token": None, "refresh_token": None, "hint": None},
    {"eka": {}, "profile": {}, "token": "", "refresh_token": ""},
    {"eka": {"oid": None, "uuid": None, "min_token": None}},
    {"eka": {"oid": 5, "uuid": [], "min_token": {}}, "hint": 5, "token": 5, "refresh_token": True},
    {"profile": {"abha_address": None, "kyc_verified": "true", "gender": "X", "year_of_birth": 0, "mobile": 9}},
    {"profile": {"year_of_birth": 1990, "month_of_birth": None, "abha_addresses": [], "a_field_of_tomorrow": [{}]}},
    {"profile": {"kyc_verified": "maybe", "gender": 1, "year_of_birth": "1990"}, "a_field_of_tomorrow": {"a": 1}},
    {"txn_id": None},
    {"txn_id": ""},
    {"txn_id": 7},
]


@pytest.mark.anyio
@pytest.mark.parametrize("weird", WEIRD_ANSWERS, ids=range(len(WEIRD_ANSWERS)))
@pytest.mark.parametrize(("kind", "move"), ASKING, ids=lambda part: getattr(part, "kind", repr(part)))
async def test_weird_answers_do_not_crash_a_journey(kind: type[Step], move: Move, weird: dict[str, object]) -> None:
    """An OTP may have been used up for this answer: what can be read of it is, and what cannot is absent."""
    step = await after(kind, move, {"skip_state": "abha_end", **weird})
    assert isinstance(step, LoggedIn)
    assert step.txn_id
    assert "9" not in repr(step)
    assert step.ids is None or (step.ids.oid, step.ids.uuid, step.ids.min_token) == (None, None, None)
    assert step.tokens is None
    if step.profile is not None:
        assert step.profile.gender in ("X", None)
        assert step.profile.abha_address is None


@pytest.mark.anyio
@pytest.mark.parametrize("broken", [{"abha_profiles": 5}, {"profile": "x"}, {"eka": [1]}], ids=str)
async def test_what_cannot_be_read_is_unexpected_and_the_step_goes_on(broken: dict[str, object]) -> None:
    """Off the specification: an honest error that says that the OTP may be used up."""
    walk = Walk(shortest_paths()[AadhaarOtpSent])
    step = await walk.go(client_on(walk.transport))
    walk.transport.answers = [*walk.transport.answers, {"skip_state": "abha_end", **broken}, {"skip_state": "abha_end"}]
    with pytest.raises(UnexpectedResponse) as caught:
        await step.verify("123456", mobile="9876543210")
    assert caught.value.may_have_been_processed
    assert caught.value.txn_id == "t1"
    assert isinstance(await step.verify("123456", mobile="9876543210"), LoggedIn)
