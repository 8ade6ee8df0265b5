# Derived from wrapper/eka_abha/_async/profile.py by `make generate`: change that file, not this one.
"""The patient's ABHA profile: read, change, delete, card and QR code. ``client.profile``. Needs a gateway session."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from eka_abha._http.call import unexpected
from eka_abha._io.threads import boundary
from eka_abha._journeys.profile_changes import ProfileChanges, changed_profile, check_changes
from eka_abha._reading import read_profile
from eka_abha.card import Card, is_png
from eka_abha.errors import ConfigurationError
from eka_abha.qr import AbhaQr, qr_from_fields
from eka_abha.results import Profile
from eka_abha_api.api.profile import delete_profile, get_profile, get_profile_card, get_profile_qr, update_profile
from eka_abha_api.models.get_profile_qr_query_format import GetProfileQrQueryFormat
from eka_abha_api.models.update_profile_request import UpdateProfileRequest
from eka_abha_api.models.update_profile_request_gender import UpdateProfileRequestGender
from eka_abha_api.operations import OPERATIONS
from eka_abha_api.types import UNSET, Unset

from .steps import present

if TYPE_CHECKING:
    from .client import AbhaClient


class PatientProfile:
    """The profile of the patient that the client is bound to (``client.for_patient(oid=...)``)."""

    def __init__(self, client: AbhaClient) -> None:
        self._client = client

    @boundary
    def get(self) -> Profile:
        """The profile.

        Endpoint: ``GET /abdm/v1/profile``

        Raises:
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        return self._get()

    @boundary
    def update(
        self,
        *,
        first_name: str | None = None,
        middle_name: str | None = None,
        last_name: str | None = None,
        gender: str | None = None,
        birth_date: date | None = None,
        pincode: str | None = None,
        address: str | None = None,
    ) -> None:
        """Change what is given; the required rest is read from the profile first and sent with it.

        Endpoints: ``GET /abdm/v1/profile``, then ``PATCH /abdm/v1/profile``

        Args:
            first_name: locked once the profile is KYC-verified, as the other names, ``gender`` and ``birth_date`` are.
            middle_name: an empty string takes it away; likewise ``last_name`` and ``address``.
            last_name: see there.
            gender: ``M``, ``F`` or ``O``.
            birth_date: a day that exists.
            pincode: 6 digits.
            address: free text.

        Raises:
            InvalidValueError: a value breaks its rule (no call was made) or is locked, or a required one is neither
                given nor in the profile; nothing was changed.
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        given = ProfileChanges(
            first_name=first_name,
            middle_name=middle_name,
            last_name=last_name,
            gender=gender,
            birth_date=birth_date,
            pincode=pincode,
            address=address,
        )
        changes = check_changes(given)
        profile = changed_profile(self._get(), changes)
        year, month, day = profile.birth_date
        body = UpdateProfileRequest(
            first_name=profile.first_name,
            middle_name=_or_removed(profile.middle_name),
            last_name=_or_removed(profile.last_name),
            gender=UpdateProfileRequestGender(profile.gender),
            day_of_birth=day,
            month_of_birth=month,
            year_of_birth=year,
            pincode=profile.pincode,
            address=_or_removed(profile.address),
        )
        update_profile.sync_detailed(client=self._client.api, body=body)

    @boundary
    def delete(self, *, confirm: Literal[True]) -> None:
        """Delete the patient's ABHA profile. This cannot be undone.

        Endpoint: ``DELETE /abdm/v1/profile``

        Args:
            confirm: must be ``True``.

        Raises:
            ConfigurationError: ``confirm`` is not ``True``; no call was made.
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        if confirm is not True:
            raise ConfigurationError("delete cannot be undone: say confirm=True")
        delete_profile.sync_detailed(client=self._client.api)

    @boundary
    def card(self) -> Card:
        """The ABHA card, as a PNG picture.

        Endpoint: ``GET /abdm/v1/profile/asset/card``

        Raises:
            UnexpectedResponse: what came is no PNG.
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        operation = "get_profile_card"
        content = present(get_profile_card.sync(client=self._client.api), operation)
        if not is_png(content):
            raise unexpected(OPERATIONS[operation], "the card is not a PNG picture")
        return Card(content)

    @boundary
    def qr(self) -> AbhaQr:
        """What the patient's QR code says.

        Endpoint: ``GET /abdm/v1/profile/asset/qr?format=json``

        Raises:
            GatewaySessionExpired: the patient has no session: ``session.ensure_session`` first.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        found = get_profile_qr.sync(client=self._client.api, format_=GetProfileQrQueryFormat.JSON)
        return qr_from_fields(present(found, "get_profile_qr").to_dict())

    def _get(self) -> Profile:
        operation = "get_profile"
        profile = read_profile(get_profile.sync(client=self._client.api))
        return present(profile, operation)


def _or_removed(value: str | None) -> str | Unset | None:
    """The value; null for one that the caller took away; absent for one that never was."""
    if value is None:
        return UNSET
    return value or None
