"""A map of all journeys: how each begins, and what may be done next. Tests walk it; a new step must be added here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import httpx
from eka_abha import NewProfile, PatientTokens, Secret, StepEvent, _async
from eka_abha._async.steps import Step
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
    SessionActive,
    SessionOtpSent,
    UnknownStep,
)

from tests.support.canned import Canned

MOBILE = "9876543210"
AADHAAR = "234567890124"
ABHA_NUMBER = "12-3456-7856-8912"
ADDRESS = "nisha.rao@sbx"
NEW_ADDRESS = "nisha.rao90@sbx"
OTP = "123456"
OID = "oid-1"
PATIENT_TOKEN = "the-patients-token"
BORN = date(1990, 8, 17)
PROFILE = NewProfile(
    first_name="Nisha", gender="F", day_of_birth=17, month_of_birth=8, year_of_birth=1990, pincode="110001"
)
ACCOUNTS = [{"abha_address": ADDRESS, "name": "Nisha Rao", "kyc_verified": "true"}, {"abha_address": "rao.n@sbx"}]
FOUND = [{"index": 3, "abha_address": "ni*****@sbx"}, {"index": 8, "abha_address": "ra***@sbx"}]
NEW_STATE = "a_state_of_tomorrow"

Answer = Mapping[str, object]


class Act(Protocol):
    """One call, on a client or on a step."""

    async def __call__(self, subject: Any, /) -> Any: ...


@dataclass(frozen=True)
class Move:
    """One thing that may be done, the operation that it calls, and the class that comes of each answer."""

    name: str
    operation: str
    act: Act
    outcomes: Sequence[tuple[Answer, type[object]]]
    first: Sequence[Answer] = ()
    """Answers to calls before the operation's own."""

    def __repr__(self) -> str:
        return self.name


def _states(accounts: object, **classes: type[object]) -> list[tuple[Answer, type[object]]]:
    """An outcome for each ``skip_state``, the one that nobody knows included."""
    every = {**classes, NEW_STATE: UnknownStep}
    return [({"skip_state": state, "abha_profiles": accounts}, kind) for state, kind in every.items()]


_END = _states(None, abha_end=LoggedIn)
_AFTER_MOBILE = _states(ACCOUNTS, abha_create=CreateAddress, abha_select=ChooseAccount, abha_end=LoggedIn)
_AFTER_AADHAAR = _states(
    ACCOUNTS,
    confirm_mobile_otp=ConfirmMobile,
    abha_create=AadhaarCreateAddress,
    abha_select=AadhaarChooseAccount,
    abha_end=LoggedIn,
)
_AFTER_LOGIN = _states(ACCOUNTS, abha_select=LoginChooseAccount, abha_create=LoginEnterAccount, abha_end=LoggedIn)
_TOKENS = {"token": PATIENT_TOKEN, "refresh_token": "the-patients-refresh-token"}

STARTS = (
    Move(
        "registration.start_mobile",
        "init_mobile_registration",
        lambda abha: abha.registration.start_mobile(MOBILE, reference="visit-1"),
        [({}, MobileOtpSent)],
    ),
    Move(
        "registration.start_aadhaar",
        "init_aadhaar_registration",
        lambda abha: abha.registration.start_aadhaar(AADHAAR, reference="visit-1"),
        [({}, AadhaarOtpSent)],
    ),
    Move(
        "registration.start_face",
        "init_face_auth",
        lambda abha: abha.registration.start_face(reference="visit-1"),
        [({"url": "https://face.example/x"}, FacePending)],
    ),
    Move(
        "login.start_mobile",
        "init_login",
        lambda abha: abha.login.start_mobile(MOBILE, reference="visit-1"),
        [({}, LoginOtpSent)],
    ),
    Move(
        "login.start_aadhaar",
        "init_login",
        lambda abha: abha.login.start_aadhaar(AADHAAR, reference="visit-1"),
        [({}, LoginOtpSent)],
    ),
    Move(
        "login.start_abha_number",
        "init_login",
        lambda abha: abha.login.start_abha_number(ABHA_NUMBER, reference="visit-1"),
        [({}, LoginOtpSent)],
    ),
    Move(
        "login.start_address",
        "init_login",
        lambda abha: abha.login.start_address(ADDRESS, reference="visit-1"),
        [({}, LoginOtpSent)],
    ),
    Move(
        "login.search",
        "search_profiles",
        lambda abha: abha.login.search(MOBILE, reference="visit-1"),
        [({"profiles": FOUND}, FoundProfiles)],
    ),
    Move(
        "session.start",
        "init_session",
        lambda abha: abha.session.start(ADDRESS, reference="visit-1"),
        [({}, SessionOtpSent)],
    ),
    Move(
        "session.ensure_session",
        "init_session",
        lambda abha: abha.session.ensure_session(ADDRESS, reference="visit-1"),
        [({}, SessionOtpSent)],
        first=[{"logged_in": False}],
    ),
    Move(
        "kyc.start_abha_number",
        "init_kyc",
        lambda abha: abha.kyc.start_abha_number(ABHA_NUMBER, reference="visit-1"),
        [({}, KycOtpSent)],
    ),
    Move(
        "kyc.start_aadhaar",
        "init_kyc",
        lambda abha: abha.kyc.start_aadhaar(AADHAAR, reference="visit-1"),
        [({}, KycOtpSent)],
    ),
)
"""How each journey begins; a move takes the client."""

_MOBILE_ADDRESS_MOVES = (
    Move(
        "create",
        "create_mobile_registration",
        lambda step: step.create(NEW_ADDRESS, profile=PROFILE),
        [({"success": True, **answer}, kind) for answer, kind in _END],
    ),
    Move("log_in", "login_to_abha_address", lambda step: step.log_in(ADDRESS), _END),
)
MOVES: Mapping[type[Step], Sequence[Move]] = {
    MobileOtpSent: (
        Move("resend", "resend_mobile_registration", lambda step: step.resend(), [({}, MobileOtpSent)]),
        Move("verify", "verify_mobile_registration", lambda step: step.verify(OTP), _AFTER_MOBILE),
    ),
    CreateAddress: _MOBILE_ADDRESS_MOVES,
    ChooseAccount: _MOBILE_ADDRESS_MOVES,
    AadhaarOtpSent: (
        Move("resend", "resend_aadhaar_registration", lambda step: step.resend(), [({}, AadhaarOtpSent)]),
        Move(
            "verify",
            "verify_aadhaar_registration",
            lambda step: step.verify(OTP, mobile=MOBILE),
            _AFTER_AADHAAR,
        ),
    ),
    ConfirmMobile: (
        Move("resend", "resend_aadhaar_mobile", lambda step: step.resend(), [({}, ConfirmMobile)]),
        Move("verify", "verify_aadhaar_mobile", lambda step: step.verify(OTP), _AFTER_AADHAAR),
    ),
    AadhaarCreateAddress: (
        Move("create", "create_aadhaar_registration", lambda step: step.create(NEW_ADDRESS), _END),
        Move("log_in", "auto_login_aadhaar_registration", lambda step: step.log_in(ADDRESS), _END),
    ),
    AadhaarChooseAccount: (Move("log_in", "login_to_abha_address", lambda step: step.log_in(ADDRESS), _END),),
    FacePending: (
        Move(
            "poll",
            "capture_face_auth",
            lambda step: step.poll(),
            [({"status": "Pending"}, FacePending), ({"status": "Verified"}, FaceVerified)],
        ),
        Move("wait", "capture_face_auth", lambda step: step.wait(), [({"status": "Verified"}, FaceVerified)]),
    ),
    FaceVerified: (Move("verify", "verify_face_auth", lambda step: step.verify(aadhaar=AADHAAR), _AFTER_AADHAAR),),
    LoginOtpSent: (Move("verify", "verify_login", lambda step: step.verify(OTP), _AFTER_LOGIN),),
    LoginChooseAccount: (Move("log_in", "login_to_abha_address", lambda step: step.log_in(ADDRESS), _END),),
    LoginEnterAccount: (Move("log_in", "auto_login_aadhaar_registration", lambda step: step.log_in(ADDRESS), _END),),
    FoundProfiles: (Move("start", "init_login", lambda step: step.start(8), [({}, LoginOtpSent)]),),
    SessionOtpSent: (Move("verify", "verify_session", lambda step: step.verify(OTP), [(_TOKENS, SessionActive)]),),
    KycOtpSent: (
        Move("resend", "resend_kyc", lambda step: step.resend(), [({}, KycOtpSent)]),
        Move("verify", "verify_kyc", lambda step: step.verify(OTP), [({}, KycDone)]),
    ),
}
"""What each step may do; a move takes the step."""

ASIDE = frozenset({"suggest"})
"""Methods of steps that ask something and do not lead on."""


@dataclass(frozen=True)
class Leg:
    """One move of a journey, and which answer it gets."""

    move: Move
    answer: Answer
    leads_to: type[object]

    def __repr__(self) -> str:
        state = self.answer.get("skip_state") or self.answer.get("status")
        return f"{self.move.name}{f'={state}' if state else ''}"


Path = tuple[Leg, ...]


def legs(moves: Sequence[Move]) -> Iterator[Leg]:
    """Each move with each of its answers."""
    for move in moves:
        for answer, kind in move.outcomes:
            yield Leg(move, answer, kind)


def all_paths() -> list[Path]:
    """Every way through every journey, from its start to an end; no leg is gone twice."""
    found: list[Path] = []
    growing: list[Path] = [(leg,) for leg in legs(STARTS)]
    while growing:
        path = growing.pop()
        further = [leg for leg in legs(MOVES.get(_step(path), ())) if leg not in path]
        found += [] if further else [path]
        growing += [(*path, leg) for leg in further]
    return found


def shortest_paths() -> dict[type[object], Path]:
    """A shortest way to each class that is a step or an end."""
    found: dict[type[object], Path] = {}
    waiting: list[Path] = [(leg,) for leg in legs(STARTS)]
    while waiting:
        path = waiting.pop(0)
        if path[-1].leads_to not in found:
            found[path[-1].leads_to] = path
            waiting += [(*path, leg) for leg in legs(MOVES.get(_step(path), ()))]
    return found


def _step(path: Path) -> Any:
    return path[-1].leads_to


def steps_in_the_code() -> set[type[Step]]:
    """Every step class that exists, whether anybody exports it or not."""
    for module in pkgutil.iter_modules(_async.__path__):
        importlib.import_module(f"{_async.__name__}.{module.name}")
    found, waiting = set[type[Step]](), [Step]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "kind" in vars(kind):
            found.add(kind)
    return found


def client_on(transport: httpx.AsyncBaseTransport, events: list[StepEvent] | None = None) -> AsyncAbhaClient:
    """A client of a script, bound to a patient."""
    client = AsyncAbhaClient(
        access_token="a-fixed-token",
        environment="sandbox",
        transport=transport,
        max_retries=0,
        on_step=events.append if events is not None else None,
    )
    return client.for_patient(oid=OID, tokens=PatientTokens(Secret(PATIENT_TOKEN)))


@dataclass
class Walk:
    """Goes a path: each answer names a new transaction, unless ``named`` says otherwise."""

    path: Path
    transport: Canned = field(default_factory=lambda: Canned([]))
    txn_ids: list[str] = field(default_factory=list)
    """The newest transaction id after each leg."""
    passed: list[Any] = field(default_factory=list)
    """The steps that the path went through, the client at its start included."""

    def answers_of(self, leg: Leg, txn_id: str | None) -> list[object]:
        """What the service says to the calls of a leg."""
        return [*leg.move.first, {**leg.answer, **({"txn_id": txn_id} if txn_id else {})}]

    async def go(self, subject: Any, *, named: bool = True) -> Any:
        """From the client, or from the step that the path begins at, to what its last leg leads to."""
        for number, leg in enumerate(self.path, start=1):
            txn_id = f"t{number}" if named or not self.txn_ids else None
            self.transport.answers = [*self.transport.answers, *self.answers_of(leg, txn_id)]
            self.txn_ids.append(txn_id or self.txn_ids[-1])
            self.passed.append(subject)
            subject = await leg.move.act(subject)
        return subject


async def reached(kind: type[Step], *answers: object, events: list[StepEvent] | None = None) -> tuple[Any, Canned]:
    """A step, by the shortest way, and the script that it goes on with: these answers come next."""
    walk = Walk(shortest_paths()[kind])
    step = await walk.go(client_on(walk.transport, events))
    walk.transport.answers = answers
    walk.transport.asked.clear()
    walk.transport.paths.clear()
    return step, walk.transport
