# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.login_to_abha_address_response_abha_profiles_item import LoginToAbhaAddressResponseAbhaProfilesItem
    from ..models.login_to_abha_address_response_eka import LoginToAbhaAddressResponseEka
    from ..models.login_to_abha_address_response_profile import LoginToAbhaAddressResponseProfile


T = TypeVar("T", bound="LoginToAbhaAddressResponse")


@_attrs_define
class LoginToAbhaAddressResponse:
    """Result of a step of a login. Unlike a registration's, it holds no patient token.

    Attributes:
        abha_profiles (list[LoginToAbhaAddressResponseAbhaProfilesItem] | Unset): Accounts to pick from, for
            `abha_select`.
        eka (LoginToAbhaAddressResponseEka | Unset): Ids of the person at Eka. Present when a journey has ended.
        hint (str | Unset): Text for the person. Where it names a mobile number, the number is masked.
        profile (LoginToAbhaAddressResponseProfile | Unset): A person's ABHA profile. Every field is optional, and an
            account that is not KYC-verified has far fewer of them.
        skip_state (str | Unset): The next step: `abha_end` done; `abha_select` let the person pick one of
            `abha_profiles` and log in to it; `abha_create` go on with the Aadhaar registration's auto-login or create-phr.
            Be ready for values that are not listed.
        txn_id (str | Unset): Transaction id to send with the next step.
    """

    abha_profiles: list[LoginToAbhaAddressResponseAbhaProfilesItem] | Unset = UNSET
    eka: LoginToAbhaAddressResponseEka | Unset = UNSET
    hint: str | Unset = UNSET
    profile: LoginToAbhaAddressResponseProfile | Unset = UNSET
    skip_state: str | Unset = UNSET
    txn_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_profiles: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.abha_profiles, Unset):
            abha_profiles = []
            for abha_profiles_item_data in self.abha_profiles:
                abha_profiles_item = abha_profiles_item_data.to_dict()
                abha_profiles.append(abha_profiles_item)

        eka: dict[str, Any] | Unset = UNSET
        if not isinstance(self.eka, Unset):
            eka = self.eka.to_dict()

        hint = self.hint

        profile: dict[str, Any] | Unset = UNSET
        if not isinstance(self.profile, Unset):
            profile = self.profile.to_dict()

        skip_state = self.skip_state

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if abha_profiles is not UNSET:
            field_dict["abha_profiles"] = abha_profiles
        if eka is not UNSET:
            field_dict["eka"] = eka
        if hint is not UNSET:
            field_dict["hint"] = hint
        if profile is not UNSET:
            field_dict["profile"] = profile
        if skip_state is not UNSET:
            field_dict["skip_state"] = skip_state
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.login_to_abha_address_response_abha_profiles_item import (
            LoginToAbhaAddressResponseAbhaProfilesItem,  # noqa: PLC0415
        )
        from ..models.login_to_abha_address_response_eka import LoginToAbhaAddressResponseEka  # noqa: PLC0415
        from ..models.login_to_abha_address_response_profile import LoginToAbhaAddressResponseProfile  # noqa: PLC0415

        d = dict(src_dict)
        _abha_profiles = not_null(d.pop("abha_profiles", UNSET))
        abha_profiles: list[LoginToAbhaAddressResponseAbhaProfilesItem] | Unset = UNSET
        if _abha_profiles is not UNSET:
            abha_profiles = []
            for abha_profiles_item_data in _abha_profiles:
                abha_profiles_item = LoginToAbhaAddressResponseAbhaProfilesItem.from_dict(abha_profiles_item_data)

                abha_profiles.append(abha_profiles_item)

        _eka = not_null(d.pop("eka", UNSET))
        eka: LoginToAbhaAddressResponseEka | Unset
        if isinstance(_eka, Unset):
            eka = UNSET
        else:
            eka = LoginToAbhaAddressResponseEka.from_dict(_eka)

        hint = not_null(d.pop("hint", UNSET))

        _profile = not_null(d.pop("profile", UNSET))
        profile: LoginToAbhaAddressResponseProfile | Unset
        if isinstance(_profile, Unset):
            profile = UNSET
        else:
            profile = LoginToAbhaAddressResponseProfile.from_dict(_profile)

        skip_state = not_null(d.pop("skip_state", UNSET))

        txn_id = not_null(d.pop("txn_id", UNSET))

        login_to_abha_address_response = cls(
            abha_profiles=abha_profiles,
            eka=eka,
            hint=hint,
            profile=profile,
            skip_state=skip_state,
            txn_id=txn_id,
        )

        login_to_abha_address_response.additional_properties = d
        return login_to_abha_address_response

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
