# Derived from wrapper/eka_abha/_async/kyc.py by `make generate`: change that file, not this one.
"""KYC: attaches an ABHA number to the patient's address. ``client.kyc``. Needs a gateway session."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from eka_abha._io.threads import boundary
from eka_abha._journeys.otp import otp_sent
from eka_abha._journeys.reference import check_reference
from eka_abha._reading import text
from eka_abha.values import check_aadhaar, check_abha_number
from eka_abha_api.api.kyc import init_kyc, resend_kyc, verify_kyc
from eka_abha_api.models.init_kyc_request import InitKycRequest
from eka_abha_api.models.init_kyc_request_method import InitKycRequestMethod
from eka_abha_api.models.resend_kyc_request import ResendKycRequest
from eka_abha_api.models.verify_kyc_request import VerifyKycRequest
from eka_abha_api.types import UNSET, Unset

from .steps import Journey, OtpStep, started

if TYPE_CHECKING:
    from .client import AbhaClient

JOURNEY = "kyc"


class Kyc:
    """KYC of the patient that the client is bound to: ``client.for_patient(oid=..., tokens=...)``.

    The patient's tokens, as a session or a registration gave them, go with the calls.
    """

    def __init__(self, client: AbhaClient) -> None:
        self._client = client

    @boundary
    def start_abha_number(self, abha_number: str, *, reference: str | None = None) -> KycOtpSent:
        """Send an OTP to the owner of an ABHA number (14 digits, with or without dashes).

        Endpoint: ``POST /abdm/v1/profile/kyc/init``, method ``abha-number``

        Raises:
            InvalidValueError: it is no ABHA number; no call was made.
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        return self._start(InitKycRequestMethod.ABHA_NUMBER, check_abha_number(abha_number), reference)

    @boundary
    def start_aadhaar(self, aadhaar: str, *, reference: str | None = None) -> KycOtpSent:
        """Send an OTP to the mobile that is linked to an Aadhaar number.

        Endpoint: ``POST /abdm/v1/profile/kyc/init``, method ``aadhaar``

        Raises:
            InvalidValueError: it is no Aadhaar number; no call was made.
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        number = check_aadhaar(aadhaar, verhoeff=self._client._settings.rules.aadhaar_check_digit)
        return self._start(InitKycRequestMethod.AADHAAR, number, reference)

    def _start(self, method: InitKycRequestMethod, identifier: str, reference: str | None) -> KycOtpSent:
        journey = Journey(JOURNEY, self._client, check_reference(reference))
        operation = "init_kyc"
        body = InitKycRequest(identifier=identifier, method=method, user_x_token=_patient_token(journey))
        with journey.audited(operation, KycOtpSent.kind) as audit:
            txn_id = started(init_kyc.sync(client=journey.api, body=body), operation)
            audit.reached(KycOtpSent.kind, txn_id)
        return KycOtpSent(journey, otp_sent(txn_id, None, clock=journey.clock))


class KycOtpSent(OtpStep):
    """An OTP for KYC went to the patient. Next: ``verify``, or ``resend`` from ``resend_at`` on.

    The patient's tokens are not put to rest: resume with the client that has them, ``for_patient(..., tokens=...)``.
    """

    kind: ClassVar[str] = "kyc_otp_sent"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    def resend(self) -> KycOtpSent:
        """Send another OTP. This step is over then: go on with the one that comes back.

        Endpoint: ``POST /abdm/v1/profile/kyc/resend``

        Raises:
            OtpResendTooSoon: before ``resend_at`` (``retry_after`` says how long); no call was made.
            OtpAttemptsExceeded: too many OTPs were asked for.
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        body = ResendKycRequest(txn_id=self.txn_id)
        return self._again("resend_kyc", lambda: resend_kyc.sync(client=self._journey.api, body=body))

    @boundary
    def verify(self, otp: str) -> KycDone:
        """Check the OTP that the patient typed (digits, 4 to 8).

        Endpoint: ``POST /abdm/v1/profile/kyc/verify``

        Raises:
            InvalidValueError: it is no OTP; no call was made, no attempt is lost.
            InvalidOtp: it is not the OTP that was sent; this step goes on.
            KycMismatch: the proven identity is not that of the ABHA address.
            OtpExpired, OtpAttemptsExceeded, UserBlocked, TransactionError: see ``advice`` and ``retry_after``.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        body = VerifyKycRequest(otp=self._code(otp), txn_id=self.txn_id, user_x_token=_patient_token(self._journey))
        return self._go_on(
            "verify_kyc",
            lambda: verify_kyc.sync(client=self._journey.api, body=body),
            lambda answer: KycDone(self._journey, text(answer.txn_id) or self.txn_id),
        )


class KycDone:
    """The patient's address is KYC-verified; ``profile.get`` now has the ABHA number."""

    kind: ClassVar[str] = "kyc_done"

    def __init__(self, journey: Journey, txn_id: str) -> None:
        self._journey = journey
        self.txn_id = txn_id
        """The transaction that ended here."""

    @property
    def reference(self) -> str | None:
        """What the caller gave when the journey began."""
        return self._journey.reference

    def __repr__(self) -> str:
        return f"<KycDone {self.txn_id}>"


def _patient_token(journey: Journey) -> str | Unset:
    tokens = journey.client._settings.patient_tokens
    return tokens.token.reveal() if tokens is not None else UNSET
