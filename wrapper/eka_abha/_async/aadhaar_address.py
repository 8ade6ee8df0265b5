"""After Aadhaar OTP or face authentication: an ABHA address is made, or an existing one entered."""

from __future__ import annotations

from typing import ClassVar

from eka_abha_api.api.registration_aadhaar import auto_login_aadhaar_registration, create_aadhaar_registration
from eka_abha_api.models.auto_login_aadhaar_registration_request import AutoLoginAadhaarRegistrationRequest
from eka_abha_api.models.create_aadhaar_registration_request import CreateAadhaarRegistrationRequest

from eka_abha._io.aio import boundary
from eka_abha._reading import AddressShape, read_outcome

from .address_steps import AddressStep, CreateStep, LogInStep
from .steps import Journey, LoggedIn, UnknownStep, end_of_journey

JOURNEYS = frozenset({"aadhaar_registration", "face_registration"})


class AutoLogInStep(AddressStep):
    """Offers ``log_in`` to one of ``accounts``, in a transaction that Aadhaar has proven."""

    @boundary
    async def log_in(self, abha_address: str) -> LoggedIn | UnknownStep:
        """Enter one of ``accounts``.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/auto-login``

        Raises:
            InvalidValueError: the address was not offered; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        address = self._offered_address(abha_address)
        body = AutoLoginAadhaarRegistrationRequest(abha_address=address, txn_id=self.txn_id)
        return await self._go_on(
            "auto_login_aadhaar_registration",
            lambda: auto_login_aadhaar_registration.asyncio(client=self._journey.api, body=body),
            lambda answer: _at_address(self._journey, answer, before=self.txn_id, abha_address=address, created=False),
        )


class AadhaarCreateAddress(CreateStep, AutoLogInStep):
    """No address is chosen yet. Next: ``create`` one, or ``log_in`` to one of ``accounts`` where there are some."""

    kind: ClassVar[str] = "aadhaar_create_address"
    journeys: ClassVar[frozenset[str]] = JOURNEYS

    @boundary
    async def create(self, abha_address: str) -> LoggedIn | UnknownStep:
        """Make a new ABHA address; name, gender and birth date come from Aadhaar.

        Endpoint: ``POST /abdm/na/v1/registration/aadhaar/create-phr``

        Raises:
            InvalidValueError: the address breaks a rule for new addresses; no call was made.
            AddressTaken: somebody has it: ask for another, this step goes on.
            EkaError: see the tree in ``eka_abha.errors``; when ``may_have_been_processed``, ask
                ``lookup.address_exists`` first.
        """
        self._check_current()
        address = self._new_address(abha_address)
        body = CreateAadhaarRegistrationRequest(abha_address=address, txn_id=self.txn_id)
        return await self._go_on(
            "create_aadhaar_registration",
            lambda: create_aadhaar_registration.asyncio(client=self._journey.api, body=body),
            lambda answer: _at_address(self._journey, answer, before=self.txn_id, abha_address=address, created=True),
        )


class AadhaarChooseAccount(LogInStep):
    """Several addresses exist. Next: the patient picks one (``log_in``)."""

    kind: ClassVar[str] = "aadhaar_choose_account"
    journeys: ClassVar[frozenset[str]] = JOURNEYS


def _at_address(
    journey: Journey, answer: AddressShape, *, before: str, abha_address: str, created: bool
) -> LoggedIn | UnknownStep:
    outcome = read_outcome(
        answer,
        before=before,
        txn_id=answer.txn_id,
        profile=answer.profile,
        token=answer.token,
        refresh_token=answer.refresh_token,
    )
    return end_of_journey(journey, outcome, created=created, abha_address=abha_address)
