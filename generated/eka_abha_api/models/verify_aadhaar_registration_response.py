# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.verify_aadhaar_registration_response_abha_profiles_item import (
        VerifyAadhaarRegistrationResponseAbhaProfilesItem,
    )
    from ..models.verify_aadhaar_registration_response_eka import VerifyAadhaarRegistrationResponseEka
    from ..models.verify_aadhaar_registration_response_profile import VerifyAadhaarRegistrationResponseProfile


T = TypeVar("T", bound="VerifyAadhaarRegistrationResponse")


@_attrs_define
class VerifyAadhaarRegistrationResponse:
    """Result of proving an Aadhaar number, by OTP or by face.

    Attributes:
        abha_profiles (list[VerifyAadhaarRegistrationResponseAbhaProfilesItem] | Unset): Existing accounts of the
            person. May be present with `abha_create`, too.
        eka (VerifyAadhaarRegistrationResponseEka | Unset): Ids of the person at Eka. Present when a journey has ended.
        hint (str | Unset): Text for the person. For `confirm_mobile_otp` it says where the second OTP went, masked.
        profile (VerifyAadhaarRegistrationResponseProfile | Unset): A person's ABHA profile. Every field is optional,
            and an account that is not KYC-verified has far fewer of them.
        refresh_token (str | Unset): The patient's ABDM refresh token, a secret. It is not the refresh token of the
            partner.
        skip_state (str | Unset): The next step: `abha_end` done; `confirm_mobile_otp` verify the second OTP, which was
            already sent; `abha_select` let the person pick one of the addresses; `abha_create` create an address, or log in
            to one that was offered. Be ready for values that are not listed.
        token (str | Unset): The patient's ABDM token, a secret. It goes back only as `user_x_token` of the KYC calls
            and is never the bearer of a request.
        txn_id (str | Unset): Transaction id to send with the next step.
    """

    abha_profiles: list[VerifyAadhaarRegistrationResponseAbhaProfilesItem] | Unset = UNSET
    eka: VerifyAadhaarRegistrationResponseEka | Unset = UNSET
    hint: str | Unset = UNSET
    profile: VerifyAadhaarRegistrationResponseProfile | Unset = UNSET
    refresh_token: str | Unset = UNSET
    skip_state: str | Unset = UNSET
    token: str | Unset = UNSET
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

        refresh_token = self.refresh_token

        skip_state = self.skip_state

        token = self.token

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
        if refresh_token is not UNSET:
            field_dict["refresh_token"] = refresh_token
        if skip_state is not UNSET:
            field_dict["skip_state"] = skip_state
        if token is not UNSET:
            field_dict["token"] = token
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.verify_aadhaar_registration_response_abha_profiles_item import (
            VerifyAadhaarRegistrationResponseAbhaProfilesItem,  # noqa: PLC0415
        )
        from ..models.verify_aadhaar_registration_response_eka import VerifyAadhaarRegistrationResponseEka  # noqa: PLC0415
        from ..models.verify_aadhaar_registration_response_profile import VerifyAadhaarRegistrationResponseProfile  # noqa: PLC0415

        d = dict(src_dict)
        _abha_profiles = not_null(d.pop("abha_profiles", UNSET))
        abha_profiles: list[VerifyAadhaarRegistrationResponseAbhaProfilesItem] | Unset = UNSET
        if _abha_profiles is not UNSET:
            abha_profiles = []
            for abha_profiles_item_data in _abha_profiles:
                abha_profiles_item = VerifyAadhaarRegistrationResponseAbhaProfilesItem.from_dict(
                    abha_profiles_item_data
                )

                abha_profiles.append(abha_profiles_item)

        _eka = not_null(d.pop("eka", UNSET))
        eka: VerifyAadhaarRegistrationResponseEka | Unset
        if isinstance(_eka, Unset):
            eka = UNSET
        else:
            eka = VerifyAadhaarRegistrationResponseEka.from_dict(_eka)

        hint = not_null(d.pop("hint", UNSET))

        _profile = not_null(d.pop("profile", UNSET))
        profile: VerifyAadhaarRegistrationResponseProfile | Unset
        if isinstance(_profile, Unset):
            profile = UNSET
        else:
            profile = VerifyAadhaarRegistrationResponseProfile.from_dict(_profile)

        refresh_token = not_null(d.pop("refresh_token", UNSET))

        skip_state = not_null(d.pop("skip_state", UNSET))

        token = not_null(d.pop("token", UNSET))

        txn_id = not_null(d.pop("txn_id", UNSET))

        verify_aadhaar_registration_response = cls(
            abha_profiles=abha_profiles,
            eka=eka,
            hint=hint,
            profile=profile,
            refresh_token=refresh_token,
            skip_state=skip_state,
            token=token,
            txn_id=txn_id,
        )

        verify_aadhaar_registration_response.additional_properties = d
        return verify_aadhaar_registration_response

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
