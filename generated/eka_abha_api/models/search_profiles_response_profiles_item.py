# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="SearchProfilesResponseProfilesItem")


@_attrs_define
class SearchProfilesResponseProfilesItem:
    """A profile that a search by mobile number found.

    Attributes:
        abha_address (str | Unset): ABHA address.
        abha_number (str | Unset): ABHA number, masked but for its last four digits. Example: xx-xxxx-xxxx-1525.
        age (int | Unset): Age in years.
        gender (str | Unset): Gender as one letter. Example: M.
        index (int | Unset): Position in this search. As a string, it is the `identifier` of a login with the method
            `search`. Example: 1.
        internal (bool | Unset): A flag whose meaning is not documented. Example: True.
        kyc_verified (str | Unset): Whether the account is KYC-verified, as a string, not a boolean. Example: true.
        name (str | Unset): Name of the holder. Example: John Doe.
    """

    abha_address: str | Unset = UNSET
    abha_number: str | Unset = UNSET
    age: int | Unset = UNSET
    gender: str | Unset = UNSET
    index: int | Unset = UNSET
    internal: bool | Unset = UNSET
    kyc_verified: str | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_address = self.abha_address

        abha_number = self.abha_number

        age = self.age

        gender = self.gender

        index = self.index

        internal = self.internal

        kyc_verified = self.kyc_verified

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if abha_address is not UNSET:
            field_dict["abha_address"] = abha_address
        if abha_number is not UNSET:
            field_dict["abha_number"] = abha_number
        if age is not UNSET:
            field_dict["age"] = age
        if gender is not UNSET:
            field_dict["gender"] = gender
        if index is not UNSET:
            field_dict["index"] = index
        if internal is not UNSET:
            field_dict["internal"] = internal
        if kyc_verified is not UNSET:
            field_dict["kyc_verified"] = kyc_verified
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        abha_address = not_null(d.pop("abha_address", UNSET))

        abha_number = not_null(d.pop("abha_number", UNSET))

        age = not_null(d.pop("age", UNSET))

        gender = not_null(d.pop("gender", UNSET))

        index = not_null(d.pop("index", UNSET))

        internal = not_null(d.pop("internal", UNSET))

        kyc_verified = not_null(d.pop("kyc_verified", UNSET))

        name = not_null(d.pop("name", UNSET))

        search_profiles_response_profiles_item = cls(
            abha_address=abha_address,
            abha_number=abha_number,
            age=age,
            gender=gender,
            index=index,
            internal=internal,
            kyc_verified=kyc_verified,
            name=name,
        )

        search_profiles_response_profiles_item.additional_properties = d
        return search_profiles_response_profiles_item

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
