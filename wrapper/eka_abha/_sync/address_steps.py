# Derived from wrapper/eka_abha/_async/address_steps.py by `make generate`: change that file, not this one.
"""What the steps have in common in which an ABHA address is made or an existing one entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from eka_abha._checking import stripped
from eka_abha._io.threads import boundary
from eka_abha._journeys.saved import SavedFields
from eka_abha._reading import read_outcome
from eka_abha.errors import InvalidValueError
from eka_abha.results import Account, Profile
from eka_abha.values import check_abha_address
from eka_abha_api.api.login import login_to_abha_address
from eka_abha_api.models.login_to_abha_address_request import LoginToAbhaAddressRequest
from eka_abha_api.models.login_to_abha_address_response import LoginToAbhaAddressResponse

from .lookup import suggest_addresses
from .steps import Journey, LoggedIn, Step, UnknownStep, end_of_journey


class AddressStep(Step):
    """The patient has proven who they are; existing addresses are in ``accounts``."""

    def __init__(
        self, journey: Journey, txn_id: str, accounts: tuple[Account, ...] = (), profile: Profile | None = None
    ) -> None:
        super().__init__(journey, txn_id)
        self._accounts = accounts
        self._profile = profile

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The addresses that the patient may log in to; after ``resume`` they hold addresses only, no names."""
        return self._accounts

    @property
    def profile(self) -> Profile | None:
        """Who the patient is, where the service said so (Aadhaar and face do); None after ``resume``."""
        return self._profile

    def _new_address(self, abha_address: str) -> str:
        """An address by the rules for new ones, with the environment's suffix."""
        journey = self._journey
        any_pattern = not journey.rules.address_pattern
        return check_abha_address(abha_address, suffix=journey.suffix, creating=True, any_pattern=any_pattern)

    def _offered_address(self, abha_address: str) -> str:
        """One of ``accounts``, as the service spells it."""
        field, suffix = "abha_address", self._journey.suffix
        wanted = stripped(abha_address, field).casefold()
        spellings = {wanted} if "@" in wanted else {wanted, f"{wanted}{suffix or ''}"}
        for account in self._accounts:
            if account.abha_address.strip().casefold() in spellings:
                return account.abha_address
        check_abha_address(abha_address, suffix=suffix, creating=False)  # the rule that it breaks says more
        raise InvalidValueError(field, "must be one of the accounts that this step offers")

    def _saved_fields(self) -> Mapping[str, object]:
        return {"txn_id": self.txn_id, "accounts": [account.abha_address for account in self._accounts]}

    @classmethod
    def _from_saved(cls, journey: Journey, fields: SavedFields) -> Self:
        accounts = tuple(Account(address) for address in fields.texts("accounts"))
        return cls(journey, fields.text("txn_id"), accounts)


class LogInStep(AddressStep):
    """Offers ``log_in`` to one of ``accounts``."""

    @boundary
    def log_in(self, abha_address: str) -> LoggedIn | UnknownStep:
        """Enter one of ``accounts``.

        Endpoint: ``POST /abdm/na/v1/profile/login/phr``

        Raises:
            InvalidValueError: the address was not offered; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        self._check_current()
        address = self._offered_address(abha_address)
        body = LoginToAbhaAddressRequest(phr_address=address, txn_id=self.txn_id)
        return self._go_on(
            "login_to_abha_address",
            lambda: login_to_abha_address.sync(client=self._journey.api, body=body),
            lambda answer: self._entered(answer, address),
        )

    def _entered(self, answer: LoginToAbhaAddressResponse, address: str) -> LoggedIn | UnknownStep:
        outcome = read_outcome(answer, before=self.txn_id, txn_id=answer.txn_id, profile=answer.profile)
        return end_of_journey(self._journey, outcome, abha_address=address)


class CreateStep(AddressStep):
    """Offers suggestions for a new address; the subclasses offer ``create``."""

    @boundary
    def suggest(
        self,
        *,
        first_name: str,
        last_name: str | None = None,
        middle_name: str | None = None,
        birth_date: date | None = None,
    ) -> list[str]:
        """Free addresses made of the patient's name and birth date; may be empty. The step stays as it is.

        Endpoint: ``GET /abdm/na/v1/registration/suggest``

        Raises:
            InvalidValueError: a name or the birth date is not one; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        return suggest_addresses(
            self._journey.api,
            first_name=first_name,
            middle_name=middle_name,
            last_name=last_name,
            birth_date=birth_date,
            txn_id=self.txn_id,
        )
