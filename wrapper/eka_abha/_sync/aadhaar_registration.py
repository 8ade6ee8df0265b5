# Derived from wrapper/eka_abha/_async/aadhaar_registration.py by `make generate`: change that file, not this one.
"""Registration by Aadhaar OTP: start → OTP (→ a second OTP to the mobile) → create an address or enter one, or done."""

from __future__ import annotations

from typing import ClassVar

from eka_abha._io.threads import boundary
from eka_abha._journeys.otp import otp_sent
from eka_abha._reading import AadhaarShape, read_outcome
from eka_abha.values import check_aadhaar, check_mobile
from eka_abha_api.api.registration_aadhaar import (
    init_aadhaar_registration,
    resend_aadhaar_mobile,
    resend_aadhaar_registration,
    verify_aadhaar_mobile,
    verify_aadhaar_registration,
)
from eka_abha_api.models.init_aadhaar_registration_request import InitAadhaarRegistrationRequest
from eka_abha_api.models.resend_aadhaar_mobile_request import ResendAadhaarMobileRequest
from eka_abha_api.models.resend_aadhaar_registration_request import ResendAadhaarRegistrationRequest
from eka_abha_api.models.verify_aadhaar_mobile_request import VerifyAadhaarMobileRequest
from eka_abha_api.models.verify_aadhaar_registration_request import VerifyAadhaarRegistrationRequest

from .aadhaar_address import JOURNEYS, AadhaarChooseAccount, AadhaarCreateAddress
from .steps import Journey, LoggedIn, OtpStep, UnknownStep, end_of_journey, started

JOURNEY = "aadhaar_registration"


def start(journey: Journey, aadhaar: str) -> AadhaarOtpSent:
    """Ask for the first OTP."""
    number = check_aadhaar(aadhaar, verhoeff=journey.rules.aadhaar_check_digit)
    operation = "init_aadhaar_registration"
    with journey.audited(operation, AadhaarOtpSent.kind) as audit:
        answer = init_aadhaar_registration.sync(
            client=journey.api, body=InitAadhaarRegistrationRequest(aadhaar_number=number)
        )
        txn_id = started(answer, operation)
        audit.reached(AadhaarOtpSent.kind, txn_id)
    return AadhaarOtpSent(journey, otp_sent(txn_id, answer.hint if answer else None, clock=journey.clock))


class AadhaarOtpSent(OtpStep):
    """An OTP went to the mobile that is linked to the Aadhaar number. Next: ``verify``, or ``resend``."""

    kind: ClassVar[str] = "aadhaar_otp_sent"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    def resend(self) -> AadhaarOtpSent:
        """Send another OTP. This step is over then: go on with the one that comes back.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/resend``

        Raises:
            OtpResendTooSoon: before ``resend_at`` (``retry_after`` says how long); no call was made.
            OtpAttemptsExceeded: too many OTPs were asked for.
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        body = ResendAadhaarRegistrationRequest(txn_id=self.txn_id)
        return self._again(
            "resend_aadhaar_registration",
            lambda: resend_aadhaar_registration.sync(client=self._journey.api, body=body),
        )

    @boundary
    def verify(
        self, otp: str, *, mobile: str
    ) -> ConfirmMobile | AadhaarCreateAddress | AadhaarChooseAccount | LoggedIn | UnknownStep:
        """Check the OTP that the patient typed, and name the mobile that the ABHA is to have.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/verify``

        Args:
            otp: digits, 4 to 8.
            mobile: 10 digits. When it is not the one linked to the Aadhaar number, a second OTP goes to it:
                ``ConfirmMobile``.

        Raises:
            InvalidValueError: ``otp`` or ``mobile`` is none; no call was made, no attempt is lost.
            InvalidOtp: it is not the OTP that was sent; this step goes on.
            OtpExpired, OtpAttemptsExceeded, UserBlocked, TransactionError: see ``advice`` and ``retry_after``.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        code, number = self._code(otp), check_mobile(mobile)
        body = VerifyAadhaarRegistrationRequest(mobile=number, otp=code, txn_id=self.txn_id)
        return self._go_on(
            "verify_aadhaar_registration",
            lambda: verify_aadhaar_registration.sync(client=self._journey.api, body=body),
            lambda answer: after_aadhaar(self._journey, answer, before=self.txn_id, mobile=number),
        )


class ConfirmMobile(OtpStep):
    """The mobile given is not the one linked to the Aadhaar number: a second OTP went to it.

    Next: ``verify``, or ``resend`` from ``resend_at`` on.
    """

    kind: ClassVar[str] = "confirm_mobile"
    journeys: ClassVar[frozenset[str]] = JOURNEYS

    @boundary
    def resend(self) -> ConfirmMobile:
        """Send another OTP to the mobile. This step is over then: go on with the one that comes back.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/mobile/resend``

        Raises:
            OtpResendTooSoon: before ``resend_at`` (``retry_after`` says how long); no call was made.
            OtpAttemptsExceeded: too many OTPs were asked for.
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        body = ResendAadhaarMobileRequest(txn_id=self.txn_id)
        return self._again(
            "resend_aadhaar_mobile", lambda: resend_aadhaar_mobile.sync(client=self._journey.api, body=body)
        )

    @boundary
    def verify(self, otp: str) -> ConfirmMobile | AadhaarCreateAddress | AadhaarChooseAccount | LoggedIn | UnknownStep:
        """Check the OTP that went to the mobile.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/mobile/verify``

        Raises:
            InvalidValueError: it is no OTP; no call was made, no attempt is lost.
            InvalidOtp: it is not the OTP that was sent; this step goes on.
            OtpExpired, OtpAttemptsExceeded, UserBlocked, TransactionError: see ``advice`` and ``retry_after``.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        body = VerifyAadhaarMobileRequest(otp=self._code(otp), txn_id=self.txn_id)
        return self._go_on(
            "verify_aadhaar_mobile",
            lambda: verify_aadhaar_mobile.sync(client=self._journey.api, body=body),
            lambda answer: after_aadhaar(self._journey, answer, before=self.txn_id),
        )


def after_aadhaar(
    journey: Journey, answer: AadhaarShape, *, before: str, mobile: str | None = None
) -> ConfirmMobile | AadhaarCreateAddress | AadhaarChooseAccount | LoggedIn | UnknownStep:
    """The step that the service names, once the patient has proven who they are by Aadhaar or by face."""
    outcome = read_outcome(
        answer,
        before=before,
        txn_id=answer.txn_id,
        accounts=answer.abha_profiles,
        profile=answer.profile,
        token=answer.token,
        refresh_token=answer.refresh_token,
    )
    if outcome.state == "confirm_mobile_otp":
        return ConfirmMobile(journey, otp_sent(outcome.txn_id, answer.hint, clock=journey.clock, number=mobile))
    if outcome.state == "abha_create":
        return AadhaarCreateAddress(journey, outcome.txn_id, outcome.accounts, outcome.profile)
    if outcome.state == "abha_select":
        return AadhaarChooseAccount(journey, outcome.txn_id, outcome.accounts, outcome.profile)
    return end_of_journey(journey, outcome)
