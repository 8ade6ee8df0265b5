# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="VerifyAadhaarRegistrationResponseAbhaProfilesItem")


@_attrs_define
class VerifyAadhaarRegistrationResponseAbhaProfilesItem:
    """An existing account that the person may log in to.

    Attributes:
        abha_address (str | Unset): ABHA address. Send it back exactly as it stands here.
        kyc_verified (str | Unset): Whether the account is KYC-verified, as a string such as `true`, not a boolean.
        name (str | Unset): Name of the holder, to tell the accounts of a family apart.
    """

    abha_address: str | Unset = UNSET
    kyc_verified: str | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_address = self.abha_address

        kyc_verified = self.kyc_verified

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if abha_address is not UNSET:
            field_dict["abha_address"] = abha_address
        if kyc_verified is not UNSET:
            field_dict["kyc_verified"] = kyc_verified
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        abha_address = not_null(d.pop("abha_address", UNSET))

        kyc_verified = not_null(d.pop("kyc_verified", UNSET))

        name = not_null(d.pop("name", UNSET))

        verify_aadhaar_registration_response_abha_profiles_item = cls(
            abha_address=abha_address,
            kyc_verified=kyc_verified,
            name=name,
        )

        verify_aadhaar_registration_response_abha_profiles_item.additional_properties = d
        return verify_aadhaar_registration_response_abha_profiles_item

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
