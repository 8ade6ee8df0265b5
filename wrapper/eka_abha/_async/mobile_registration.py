"""Registration by mobile OTP: start → OTP → create an address, log in to an existing one, or done."""

from __future__ import annotations

from typing import ClassVar

from eka_abha_api.api.registration_mobile import (
    create_mobile_registration,
    init_mobile_registration,
    resend_mobile_registration,
    verify_mobile_registration,
)
from eka_abha_api.models.create_mobile_registration_request import CreateMobileRegistrationRequest
from eka_abha_api.models.create_mobile_registration_request_profile import CreateMobileRegistrationRequestProfile
from eka_abha_api.models.create_mobile_registration_request_profile_gender import (
    CreateMobileRegistrationRequestProfileGender,
)
from eka_abha_api.models.create_mobile_registration_response import CreateMobileRegistrationResponse
from eka_abha_api.models.init_mobile_registration_request import InitMobileRegistrationRequest
from eka_abha_api.models.resend_mobile_registration_request import ResendMobileRegistrationRequest
from eka_abha_api.models.verify_mobile_registration_request import VerifyMobileRegistrationRequest
from eka_abha_api.models.verify_mobile_registration_response import VerifyMobileRegistrationResponse
from eka_abha_api.operations import OPERATIONS
from eka_abha_api.types import UNSET

from eka_abha._http.call import unexpected
from eka_abha._io.aio import boundary
from eka_abha._journeys.otp import otp_sent
from eka_abha._reading import read_outcome
from eka_abha.errors import InvalidValueError
from eka_abha.values import NewProfile, check_mobile

from .address_steps import CreateStep, LogInStep
from .steps import Journey, LoggedIn, OtpStep, UnknownStep, end_of_journey, started

JOURNEY = "mobile_registration"


async def start(journey: Journey, mobile: str) -> MobileOtpSent:
    """Ask for the first OTP."""
    number = check_mobile(mobile)
    operation = "init_mobile_registration"
    with journey.audited(operation, MobileOtpSent.kind) as audit:
        answer = await init_mobile_registration.asyncio(
            client=journey.api, body=InitMobileRegistrationRequest(mobile_number=number)
        )
        txn_id = started(answer, operation)
        audit.reached(MobileOtpSent.kind, txn_id)
    return MobileOtpSent(journey, otp_sent(txn_id, answer.hint if answer else None, clock=journey.clock, number=number))


class MobileOtpSent(OtpStep):
    """An OTP went to the patient's mobile. Next: ``verify``, or ``resend`` from ``resend_at`` on."""

    kind: ClassVar[str] = "mobile_otp_sent"
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    async def resend(self) -> MobileOtpSent:
        """Send another OTP to the same mobile. This step is over then: go on with the one that comes back.

        Endpoint: ``POST /abdm/na/v1/registration/mobile/resend``

        Raises:
            OtpResendTooSoon: before ``resend_at`` (``retry_after`` says how long); no call was made.
            OtpAttemptsExceeded: too many OTPs were asked for.
            TransactionError: the transaction is over: start again.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        body = ResendMobileRegistrationRequest(txn_id=self.txn_id)
        return await self._again(
            "resend_mobile_registration",
            lambda: resend_mobile_registration.asyncio(client=self._journey.api, body=body),
        )

    @boundary
    async def verify(self, otp: str) -> CreateAddress | ChooseAccount | LoggedIn | UnknownStep:
        """Check the OTP that the patient typed (digits, 4 to 8).

        Endpoint: ``POST /abdm/na/v1/registration/mobile/verify``

        Raises:
            InvalidValueError: it is no OTP; no call was made, no attempt is lost.
            InvalidOtp: it is not the OTP that was sent; this step goes on.
            OtpExpired, OtpAttemptsExceeded, UserBlocked, TransactionError: see ``advice`` and ``retry_after``.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        body = VerifyMobileRegistrationRequest(otp=self._code(otp), txn_id=self.txn_id)
        return await self._go_on(
            "verify_mobile_registration",
            lambda: verify_mobile_registration.asyncio(client=self._journey.api, body=body),
            self._after,
        )

    def _after(
        self, answer: VerifyMobileRegistrationResponse
    ) -> CreateAddress | ChooseAccount | LoggedIn | UnknownStep:
        outcome = read_outcome(answer, before=self.txn_id, txn_id=answer.txn_id, accounts=answer.abha_profiles)
        if outcome.state == "abha_create":
            return CreateAddress(self._journey, outcome.txn_id, outcome.accounts)
        if outcome.state == "abha_select":
            return ChooseAccount(self._journey, outcome.txn_id, outcome.accounts)
        return end_of_journey(self._journey, outcome)


class _MobileAddressStep(CreateStep, LogInStep):
    journeys: ClassVar[frozenset[str]] = frozenset({JOURNEY})

    @boundary
    async def create(self, abha_address: str, *, profile: NewProfile) -> LoggedIn | UnknownStep:
        """Make a new ABHA address; the suffix of the environment is added when it is missing.

        Endpoint: ``POST /abdm/na/v1/registration/mobile/create-phr``

        Raises:
            InvalidValueError: the address breaks a rule for new addresses; no call was made.
            AddressTaken: somebody has it: ask for another, this step goes on.
            EkaError: see the tree in ``eka_abha.errors``; when ``may_have_been_processed``, ask
                ``lookup.address_exists`` first.
        """
        self._check_current()
        address = self._new_address(abha_address)
        if not isinstance(profile, NewProfile):
            raise InvalidValueError("profile", "must be a NewProfile")
        body = CreateMobileRegistrationRequest(abha_address=address, profile=_profile_body(profile), txn_id=self.txn_id)
        return await self._go_on(
            "create_mobile_registration",
            lambda: create_mobile_registration.asyncio(client=self._journey.api, body=body),
            lambda answer: self._created(answer, address),
        )

    def _created(self, answer: CreateMobileRegistrationResponse, address: str) -> LoggedIn | UnknownStep:
        if answer.success is False:
            operation = OPERATIONS["create_mobile_registration"]
            raise unexpected(operation, "the answer does not confirm the address", txn_id=self.txn_id)
        outcome = read_outcome(
            answer,
            before=self.txn_id,
            txn_id=answer.additional_properties.get("txn_id"),  # the specification has none here
            profile=answer.profile,
            token=answer.token,
            refresh_token=answer.refresh_token,
        )
        return end_of_journey(self._journey, outcome, created=True, abha_address=address)


class CreateAddress(_MobileAddressStep):
    """No address is chosen yet. Next: ``create`` one, or ``log_in`` to one of ``accounts`` where there are some."""

    kind: ClassVar[str] = "create_address"


class ChooseAccount(_MobileAddressStep):
    """Several addresses exist. Next: the patient picks one (``log_in``), or wants a new one (``create``)."""

    kind: ClassVar[str] = "choose_account"


def _profile_body(profile: NewProfile) -> CreateMobileRegistrationRequestProfile:
    return CreateMobileRegistrationRequestProfile(
        first_name=profile.first_name,
        middle_name=profile.middle_name or UNSET,
        last_name=profile.last_name or UNSET,
        gender=CreateMobileRegistrationRequestProfileGender(profile.gender),
        day_of_birth=profile.day_of_birth,
        month_of_birth=profile.month_of_birth,
        year_of_birth=profile.year_of_birth,
        pincode=profile.pincode,
        address=profile.address or UNSET,
    )
