# Derived from wrapper/eka_abha/_async/login_steps.py by `make generate`: change that file, not this one.
"""The steps of a login: profiles found → OTP → pick an account, or done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from eka_abha._io.threads import boundary
from eka_abha._journeys.otp import asking_again, otp_sent
from eka_abha._journeys.saved import SavedFields
from eka_abha._reading import read_outcome, text
from eka_abha.errors import InvalidValueError
from eka_abha.results import FoundProfile
from eka_abha_api.api.login import init_login, verify_login
from eka_abha_api.models.init_login_request import InitLoginRequest
from eka_abha_api.models.init_login_request_method import InitLoginRequestMethod
from eka_abha_api.models.init_login_request_otp_system import InitLoginRequestOtpSystem
from eka_abha_api.models.verify_login_request import VerifyLoginRequest
from eka_abha_api.models.verify_login_response import VerifyLoginResponse
from eka_abha_api.types import UNSET

from .aadhaar_address import AutoLogInStep
from .address_steps import LogInStep
from .steps import Journey, LoggedIn, OtpStep, Step, UnknownStep, end_of_journey, present, started

JOURNEY = "login"

OtpSystem = Literal["abdm", "aadhaar"]
"""Who sends the OTP: ABDM to the mobile of the ABHA, or UIDAI to the mobile linked to the Aadhaar number."""


def start_login(
    journey: Journey,
    method: InitLoginRequestMethod,
    identifier: str,
    otp_system: OtpSystem,
    *,
    kind: str | None = None,
    txn_id: str | None = None,
    number: str | None = None,
    after: LoginOtpSent | None = None,
) -> LoginOtpSent:
    """Ask for the OTP of a login, whichever way it begins; ``after`` is the step whose OTP did not arrive."""
    if otp_system not in ("abdm", "aadhaar"):
        raise InvalidValueError("otp_system", "must be 'abdm' or 'aadhaar'")
    if not isinstance(after, LoginOtpSent | None):
        raise InvalidValueError("after", "must be the LoginOtpSent whose OTP did not arrive")
    operation = "init_login"
    body = InitLoginRequest(
        identifier=identifier,
        method=method,
        otp_system=InitLoginRequestOtpSystem(otp_system),
        txn_id=txn_id or UNSET,
    )
    with asking_again(after, operation), journey.audited(operation, kind or LoginOtpSent.kind, txn_id) as audit:
        answer = present(init_login.sync(client=journey.api, body=body), operation, txn_id)
        newest = text(answer.txn_id) or txn_id or started(answer, operation)
        audit.reached(LoginOtpSent.kind, newest)
    return LoginOtpSent(
        journey, otp_sent(newest, answer.hint, clock=journey.clock, number=number, before=after._otp if after else None)
    )


class LoginOtpSent(OtpStep):
    """An OTP went to the patient. Next: ``verify``. There is no resend: start again from ``resend_at`` on."""

    kind: ClassVar[str] = "login_otp_sent"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    def verify(self, otp: str) -> LoginChooseAccount | LoginEnterAccount | LoggedIn | UnknownStep:
        """Check the OTP that the patient typed (digits, 4 to 8).

        Endpoint: ``POST /abdm/na/v1/profile/login/verify``

        Raises:
            InvalidValueError: it is no OTP; no call was made, no attempt is lost.
            InvalidOtp: it is not the OTP that was sent; this step goes on.
            OtpExpired, OtpAttemptsExceeded, UserBlocked, TransactionError: see ``advice`` and ``retry_after``.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        body = VerifyLoginRequest(otp=self._code(otp), txn_id=self.txn_id)
        return self._go_on("verify_login", lambda: verify_login.sync(client=self._journey.api, body=body), self._after)

    def _after(self, answer: VerifyLoginResponse) -> LoginChooseAccount | LoginEnterAccount | LoggedIn | UnknownStep:
        outcome = read_outcome(
            answer, before=self.txn_id, txn_id=answer.txn_id, accounts=answer.abha_profiles, profile=answer.profile
        )
        if outcome.state == "abha_select":
            return LoginChooseAccount(self._journey, outcome.txn_id, outcome.accounts, outcome.profile)
        if outcome.state == "abha_create":
            return LoginEnterAccount(self._journey, outcome.txn_id, outcome.accounts, outcome.profile)
        return end_of_journey(self._journey, outcome)


class LoginChooseAccount(LogInStep):
    """Several addresses belong to the patient. Next: they pick one (``log_in``)."""

    kind: ClassVar[str] = "login_choose_account"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})


class LoginEnterAccount(AutoLogInStep):
    """The service would have an address made now: a login by Aadhaar number ends so. Next: ``log_in``.

    Without accounts the patient has no ABHA address yet: register them instead.
    """

    kind: ClassVar[str] = "login_enter_account"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})


class FoundProfiles(Step):
    """Profiles that belong to a mobile. Next: ``start`` the login to one of them."""

    kind: ClassVar[str] = "found_profiles"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    def __init__(self, journey: Journey, txn_id: str, profiles: tuple[FoundProfile, ...] = ()) -> None:
        super().__init__(journey, txn_id)
        self._profiles = profiles

    @property
    def profiles(self) -> tuple[FoundProfile, ...]:
        """What was found; may be empty. After ``resume`` they hold their index only."""
        return self._profiles

    @boundary
    def start(
        self, profile: FoundProfile | int, *, otp_system: OtpSystem = "abdm", after: LoginOtpSent | None = None
    ) -> LoginOtpSent:
        """Send an OTP to the owner of one of ``profiles``.

        Endpoint: ``POST /abdm/na/v1/profile/login/init``, method ``search``

        Args:
            profile: one of ``profiles``, or its ``index``.
            otp_system: who sends the OTP.
            after: the step whose OTP did not arrive, when the patient was searched for again.

        Raises:
            InvalidValueError: it is none of ``profiles``; no call was made.
            OtpResendTooSoon: sooner than ``after.resend_at``; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        index = profile.index if isinstance(profile, FoundProfile) else profile
        if isinstance(index, bool) or index not in {known.index for known in self._profiles}:
            raise InvalidValueError("profile", "must be one of the profiles that this step offers, or its index")
        method, txn_id = InitLoginRequestMethod.SEARCH, self.txn_id
        step = start_login(self._journey, method, str(index), otp_system, kind=self.kind, txn_id=txn_id, after=after)
        self._leave()
        return step

    def _saved_fields(self) -> Mapping[str, object]:
        return {"txn_id": self.txn_id, "indexes": [profile.index for profile in self._profiles]}

    @classmethod
    def _from_saved(cls, journey: Journey, fields: SavedFields) -> Self:
        return cls(journey, fields.text("txn_id"), tuple(map(FoundProfile, fields.numbers("indexes"))))
