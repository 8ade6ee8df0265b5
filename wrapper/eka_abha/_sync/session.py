# Derived from wrapper/eka_abha/_async/session.py by `make generate`: change that file, not this one.
"""The patient's session with the ABHA gateway, which KYC and profile calls need. ``client.session``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from eka_abha._boundary import plain_boundary
from eka_abha._io.threads import boundary
from eka_abha._journeys.otp import asking_again, otp_sent
from eka_abha._journeys.reference import check_reference
from eka_abha._reading import flag, read_tokens, text
from eka_abha.errors import InvalidValueError
from eka_abha.results import PatientTokens, SessionStatus
from eka_abha.values import check_abha_address
from eka_abha_api.api.session import get_session_status, init_session, verify_session
from eka_abha_api.models.init_session_request import InitSessionRequest
from eka_abha_api.models.verify_session_request import VerifySessionRequest

from .steps import Journey, OtpStep, present, started

if TYPE_CHECKING:
    from .client import AbhaClient

JOURNEY = "session"


class Session:
    """The gateway session of the patient that the client is bound to (``client.for_patient(oid=...)``).

    An OTP of a session has no resend: start again, and give the step before as ``after``.
    """

    def __init__(self, client: AbhaClient) -> None:
        self._client = client

    @boundary
    def status(self) -> SessionStatus:
        """Whether the patient has a session. Ask this before an OTP is sent to them.

        Endpoint: ``GET /abdm/v1/session/status``

        Raises:
            EkaError: see the tree in ``eka_abha.errors``.
        """
        answer = present(get_session_status.sync(client=self._client.api), "get_session_status")
        return SessionStatus(bool(flag(answer.logged_in)), flag(answer.kyc_verified), text(answer.hpr_id))

    @boundary
    def start(
        self, abha_address: str, *, reference: str | None = None, after: SessionOtpSent | None = None
    ) -> SessionOtpSent:
        """Send an OTP to the patient, for a new session.

        Endpoint: ``POST /abdm/v1/session/init``

        Args:
            abha_address: the patient's; the suffix of the environment is added when it is missing.
            reference: your own id of the consent or visit, for the audit trail.
            after: the step whose OTP did not arrive; sooner than its ``resend_at`` no call is made.

        Raises:
            InvalidValueError: it is no ABHA address of this environment; no call was made.
            OtpResendTooSoon: sooner than ``after.resend_at``; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        return self._start(abha_address, reference, after)

    @boundary
    def ensure_session(
        self, abha_address: str, *, reference: str | None = None, after: SessionOtpSent | None = None
    ) -> SessionActive | SessionOtpSent:
        """``SessionActive`` when the patient has a session; otherwise an OTP is sent for a new one.

        Endpoints: ``GET /abdm/v1/session/status``, then ``POST /abdm/v1/session/init``

        Args:
            abha_address: the patient's; the suffix of the environment is added when it is missing.
            reference: your own id of the consent or visit, for the audit trail.
            after: the step whose OTP did not arrive; sooner than its ``resend_at`` no OTP is sent.

        Raises:
            InvalidValueError: it is no ABHA address of this environment; no call was made.
            OtpResendTooSoon: there is no session yet, and it is sooner than ``after.resend_at``; no OTP was sent.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        journey = Journey(JOURNEY, self._client, check_reference(reference))
        check_abha_address(abha_address, suffix=journey.suffix, creating=False)
        answer = present(get_session_status.sync(client=self._client.api), "get_session_status")
        if flag(answer.logged_in):
            return SessionActive(journey, None)
        return self._start(abha_address, reference, after)

    def _start(self, abha_address: str, reference: str | None, after: SessionOtpSent | None) -> SessionOtpSent:
        if not isinstance(after, SessionOtpSent | None):
            raise InvalidValueError("after", "must be the SessionOtpSent whose OTP did not arrive")
        operation = "init_session"
        journey = Journey(JOURNEY, self._client, check_reference(reference) or (after.reference if after else None))
        address = check_abha_address(abha_address, suffix=journey.suffix, creating=False)
        with asking_again(after, operation), journey.audited(operation, SessionOtpSent.kind) as audit:
            answer = init_session.sync(client=journey.api, body=InitSessionRequest(abha_address=address))
            txn_id = started(answer, operation)
            audit.reached(SessionOtpSent.kind, txn_id)
        return SessionOtpSent(
            journey, otp_sent(txn_id, None, clock=journey.clock, before=after._otp if after else None)
        )


class SessionOtpSent(OtpStep):
    """An OTP for a gateway session went to the patient. Next: ``verify``."""

    kind: ClassVar[str] = "session_otp_sent"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    def verify(self, otp: str) -> SessionActive:
        """Check the OTP that the patient typed (digits, 4 to 8).

        Endpoint: ``POST /abdm/v1/session/verify``

        Raises:
            InvalidValueError: it is no OTP; no call was made, no attempt is lost.
            InvalidOtp: it is not the OTP that was sent; this step goes on.
            OtpExpired, OtpAttemptsExceeded, UserBlocked, TransactionError: see ``advice`` and ``retry_after``.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        code = self._code(otp)
        operation = "verify_session"
        with self._journey.audited(operation, self.kind, self.txn_id) as audit:
            found = verify_session.sync(
                client=self._journey.api, body=VerifySessionRequest(otp=code, txn_id=self.txn_id)
            )
            answer = present(found, operation, self.txn_id)
            audit.reached(SessionActive.kind, self.txn_id)
        self._leave()
        return SessionActive(self._journey, read_tokens(answer.token, answer.refresh_token))


class SessionActive:
    """The patient has a session with the gateway."""

    kind: ClassVar[str] = "session_active"

    def __init__(self, journey: Journey, tokens: PatientTokens | None) -> None:
        self._journey = journey
        self.tokens = tokens
        """The patient's own tokens when the session was made just now; None when there was one already."""

    @property
    def reference(self) -> str | None:
        """What the caller gave when the journey began."""
        return self._journey.reference

    @plain_boundary
    def patient(self) -> AbhaClient:
        """The client bound to this patient, with the tokens of the session: for the KYC calls."""
        return self._journey.client.for_patient(tokens=self.tokens)

    def __repr__(self) -> str:
        return "<SessionActive>"
