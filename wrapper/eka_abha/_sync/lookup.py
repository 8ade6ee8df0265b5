# Derived from wrapper/eka_abha/_async/lookup.py by `make generate`: change that file, not this one.
"""Questions that change nothing: is an address taken, which ones are free."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from eka_abha._http.call import unexpected
from eka_abha._io.threads import boundary
from eka_abha._reading import flag, text
from eka_abha.errors import InvalidValueError
from eka_abha.results import Pincode
from eka_abha.values import check_abha_address, check_birth_date, check_name, check_pincode, check_txn_id
from eka_abha_api.api.lookup import check_abha_address as check_operation
from eka_abha_api.api.lookup import resolve_pincode
from eka_abha_api.api.lookup import suggest_abha_addresses as suggest_operation
from eka_abha_api.client import AuthenticatedClient
from eka_abha_api.models.check_abha_address_request import CheckAbhaAddressRequest
from eka_abha_api.operations import OPERATIONS
from eka_abha_api.types import UNSET

if TYPE_CHECKING:
    from .client import AbhaClient


class Lookup:
    """Look-ups of a client: ``client.lookup``."""

    def __init__(self, client: AbhaClient) -> None:
        self._client = client

    @boundary
    def address_exists(self, abha_address: str) -> bool:
        """True when somebody has this ABHA address. The suffix of the environment is added when it is missing.

        Endpoint: ``POST /abdm/na/v1/registration/phr/check``

        Raises:
            InvalidValueError: it is no ABHA address of this environment; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        suffix = self._client._settings.target.address_suffix
        address = check_abha_address(abha_address, suffix=suffix, creating=False)
        answer = check_operation.sync(client=self._client.api, body=CheckAbhaAddressRequest(abha_address=address))
        exists = flag(answer.exists) if answer else None
        if exists is None:
            raise unexpected(OPERATIONS["check_abha_address"], "the answer does not say whether the address exists")
        return exists

    @boundary
    def suggest_addresses(
        self,
        *,
        first_name: str,
        txn_id: str,
        last_name: str | None = None,
        middle_name: str | None = None,
        birth_date: date | None = None,
    ) -> list[str]:
        """Free ABHA addresses made of a name and a birth date; may be empty. Steps that create offer it as ``suggest``.

        Endpoint: ``GET /abdm/na/v1/registration/suggest``

        Raises:
            InvalidValueError: a name, the birth date or the transaction id is not one; no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        return suggest_addresses(
            self._client.api,
            first_name=first_name,
            middle_name=middle_name,
            last_name=last_name,
            birth_date=birth_date,
            txn_id=txn_id,
        )

    @boundary
    def pincode(self, pincode: str) -> Pincode:
        """The district and state of a pincode.

        Endpoint: ``GET /abdm/v1/registration/pincode/{pincode}``

        Raises:
            InvalidValueError: it is no pincode (6 digits, the first not 0); no call was made.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        code = check_pincode(pincode)
        answer = resolve_pincode.sync(code, client=self._client.api)
        if answer is None:
            raise unexpected(OPERATIONS["resolve_pincode"], "the answer is empty")
        return Pincode(
            pincode=text(answer.pincode) or code,
            district_name=text(answer.dist_name),
            district_code=text(answer.dist_code),
            state_name=text(answer.state_name),
            state_code=text(answer.state_code),
        )


def suggest_addresses(
    api: AuthenticatedClient,
    *,
    first_name: str,
    middle_name: str | None,
    last_name: str | None,
    birth_date: date | None,
    txn_id: str,
) -> list[str]:
    """Check the values and ask."""
    if not isinstance(birth_date, date | None):
        raise InvalidValueError("birth_date", f"must be a datetime.date, not {type(birth_date).__name__}")
    born = check_birth_date(birth_date.year, birth_date.month, birth_date.day) if birth_date is not None else None
    answer = suggest_operation.sync(
        client=api,
        fn=check_name(first_name, "first_name"),
        mn=check_name(middle_name, "middle_name") if middle_name is not None else UNSET,
        ln=check_name(last_name, "last_name") if last_name is not None else UNSET,
        dob=born.isoformat() if born is not None else UNSET,
        transaction_id=check_txn_id(txn_id),
    )
    suggestions = (answer.suggestions if answer else None) or ()
    return [address for address in suggestions if text(address)]
