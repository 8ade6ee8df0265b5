"""Registration by mobile OTP: start → OTP → create an address, log in to an existing one, or done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Self

from eka_abha_api.api.login import login_to_abha_address
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
from eka_abha_api.models.init_mobile_registration_request import InitMobileRegistrationRequest
from eka_abha_api.models.login_to_abha_address_request import LoginToAbhaAddressRequest
from eka_abha_api.models.resend_mobile_registration_request import ResendMobileRegistrationRequest
from eka_abha_api.models.verify_mobile_registration_request import VerifyMobileRegistrationRequest
from eka_abha_api.operations import OPERATIONS
from eka_abha_api.types import UNSET

from eka_abha._http.call import unexpected
from eka_abha._io.aio import boundary
from eka_abha._journeys.otp import otp_sent
from eka_abha._journeys.saved import SavedFields, otp_fields
from eka_abha.errors import InvalidValueError
from eka_abha.results import Account, read_accounts, read_ids, read_profile, read_tokens, text
from eka_abha.values import NewProfile, check_abha_address, check_mobile, check_otp

from .lookup import suggest_addresses
from .steps import Journey, LoggedIn, OtpStep, Step, UnknownStep, end_of_journey

JOURNEY = "mobile_registration"


async def start(journey: Journey, mobile: str) -> MobileOtpSent:
    """Ask for the first OTP."""
    number = check_mobile(mobile)
    with journey.audited("init_mobile_registration", MobileOtpSent.kind) as audit:
        answer = await init_mobile_registration.asyncio(
            client=journey.client.api, body=InitMobileRegistrationRequest(mobile_number=number)
        )
        txn_id = text(answer.txn_id) if answer else None
        if answer is None or txn_id is None:
            raise unexpected(OPERATIONS["init_mobile_registration"], "the answer names no transaction")
        audit.reached(MobileOtpSent.kind, txn_id)
    return MobileOtpSent(journey, otp_sent(txn_id, answer.hint, number=number))


class MobileOtpSent(OtpStep):
    """An OTP went to the patient's mobile. Next: ``verify``, or ``resend`` from ``resend_at`` on."""

    kind: ClassVar[str] = "mobile_otp_sent"
    journey: ClassVar[str] = JOURNEY

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
        self._check_current()
        self._otp.check_resend("resend_mobile_registration")
        with self._journey.audited("resend_mobile_registration", self.kind, self.txn_id) as audit:
            answer = await resend_mobile_registration.asyncio(
                client=self._journey.client.api, body=ResendMobileRegistrationRequest(txn_id=self.txn_id)
            )
            txn_id = (text(answer.txn_id) if answer else None) or self.txn_id
            audit.reached(self.kind, txn_id)
        self._leave()
        return MobileOtpSent(self._journey, otp_sent(txn_id, answer.hint if answer else None, before=self._otp))

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
        code = check_otp(otp)
        journey = self._journey
        step: CreateAddress | ChooseAccount | LoggedIn | UnknownStep
        with journey.audited("verify_mobile_registration", self.kind, self.txn_id) as audit:
            answer = await verify_mobile_registration.asyncio(
                client=journey.client.api, body=VerifyMobileRegistrationRequest(otp=code, txn_id=self.txn_id)
            )
            if answer is None:
                raise unexpected(OPERATIONS["verify_mobile_registration"], "the answer is empty", txn_id=self.txn_id)
            txn_id = text(answer.txn_id) or self.txn_id
            accounts = read_accounts(answer.abha_profiles)
            state = text(answer.skip_state)
            if state == "abha_create":
                step = CreateAddress(journey, txn_id, accounts)
            elif state == "abha_select":
                step = ChooseAccount(journey, txn_id, accounts)
            else:
                step = end_of_journey(
                    journey,
                    state,
                    created=False,
                    abha_address=accounts[0].abha_address if len(accounts) == 1 else None,
                    ids=read_ids(answer.eka),
                    txn_id=txn_id,
                    raw=answer,
                )
            audit.reached(step.kind, txn_id)
        self._leave()
        return step

    def _saved_fields(self) -> Mapping[str, object]:
        return otp_fields(self._otp)

    @classmethod
    def _from_saved(cls, journey: Journey, fields: SavedFields) -> Self:
        return cls(journey, fields.otp())


class _AddressStep(Step):
    """The mobile is verified: an address is made, or one of the existing ones entered."""

    journey: ClassVar[str] = JOURNEY

    def __init__(self, journey: Journey, txn_id: str, accounts: tuple[Account, ...]) -> None:
        super().__init__(journey, txn_id)
        self._accounts = accounts

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The addresses that exist for this mobile; after ``resume`` they hold addresses only, no names."""
        return self._accounts

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
        journey = self._journey
        suffix = journey.client._settings.target.address_suffix
        address = check_abha_address(abha_address, suffix=suffix, creating=True)
        operation = "create_mobile_registration"
        with journey.audited(operation, self.kind, self.txn_id) as audit:
            answer = await create_mobile_registration.asyncio(
                client=journey.client.api,
                body=CreateMobileRegistrationRequest(
                    abha_address=address, profile=_profile_body(profile), txn_id=self.txn_id
                ),
            )
            if answer is None or answer.success is False:
                raise unexpected(OPERATIONS[operation], "the answer does not confirm the address", txn_id=self.txn_id)
            step = end_of_journey(
                journey,
                text(answer.skip_state),
                created=True,
                abha_address=address,
                ids=read_ids(answer.eka),
                profile=read_profile(answer.profile),
                tokens=read_tokens(answer.token, answer.refresh_token),
                txn_id=self.txn_id,
                raw=answer,
            )
            audit.reached(step.kind, self.txn_id)
        self._leave()
        return step

    @boundary
    async def log_in(self, abha_address: str) -> LoggedIn | UnknownStep:
        """Enter one of ``accounts``.

        Endpoint: ``POST /abdm/na/v1/profile/login/phr``

        Raises:
            InvalidValueError: the address was not offered; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        journey = self._journey
        suffix = journey.client._settings.target.address_suffix
        wanted = check_abha_address(abha_address, suffix=suffix, creating=False).casefold()
        address = next(
            (known.abha_address for known in self._accounts if known.abha_address.casefold() == wanted), None
        )
        if address is None:
            raise InvalidValueError("abha_address", "must be one of the accounts that this step offers")
        operation = "login_to_abha_address"
        with journey.audited(operation, self.kind, self.txn_id) as audit:
            answer = await login_to_abha_address.asyncio(
                client=journey.client.api,
                body=LoginToAbhaAddressRequest(phr_address=address, txn_id=self.txn_id),
            )
            if answer is None:
                raise unexpected(OPERATIONS[operation], "the answer is empty", txn_id=self.txn_id)
            step = end_of_journey(
                journey,
                text(answer.skip_state),
                created=False,
                abha_address=address,
                ids=read_ids(answer.eka),
                profile=read_profile(answer.profile),
                txn_id=text(answer.txn_id) or self.txn_id,
                raw=answer,
            )
            audit.reached(step.kind, step.txn_id)
        self._leave()
        return step

    @boundary
    async def suggest(
        self, *, first_name: str, last_name: str | None = None, middle_name: str | None = None, birth_date: date
    ) -> list[str]:
        """Free addresses made of the patient's name and birth date; may be empty.

        Endpoint: ``GET /abdm/na/v1/registration/suggest``
        """
        return await suggest_addresses(
            self._journey.client.api,
            first_name=first_name,
            middle_name=middle_name,
            last_name=last_name,
            birth_date=birth_date,
            txn_id=self.txn_id,
        )

    def _saved_fields(self) -> Mapping[str, object]:
        return {"txn_id": self.txn_id, "accounts": [account.abha_address for account in self._accounts]}

    @classmethod
    def _from_saved(cls, journey: Journey, fields: SavedFields) -> Self:
        accounts = tuple(Account(address) for address in fields.texts("accounts"))
        return cls(journey, fields.text("txn_id"), accounts)


class CreateAddress(_AddressStep):
    """No address is chosen yet. Next: ``create`` one, or ``log_in`` to one of ``accounts`` where there are some."""

    kind: ClassVar[str] = "create_address"


class ChooseAccount(_AddressStep):
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
