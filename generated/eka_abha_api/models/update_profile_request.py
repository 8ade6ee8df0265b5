# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only
from ..models.update_profile_request_gender import UpdateProfileRequestGender
from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateProfileRequest")


@_attrs_define
class UpdateProfileRequest:
    """A person's profile, as given when an account is created by mobile number, and as written anew by an update. An
    update sends all required fields, too.

        Attributes:
            day_of_birth (int): Day of birth, 1 to 31. Example: 1.
            first_name (str): First name. Example: Shyam.
            gender (UpdateProfileRequestGender): `M` male, `F` female, `O` other. Example: M.
            month_of_birth (int): Month of birth, 1 to 12. Example: 1.
            pincode (str): Postal PIN code, 6 digits as a string, the first not 0. Example: 110001.
            year_of_birth (int): Year of birth, four digits. Example: 1990.
            address (None | str | Unset): Postal address without the PIN code. Example: 123, ABC Street.
            last_name (None | str | Unset): Last name. Not everybody has one. Example: Singh.
            middle_name (None | str | Unset): Middle name. Example: Kumar.
    """

    day_of_birth: int
    first_name: str
    gender: UpdateProfileRequestGender
    month_of_birth: int
    pincode: str
    year_of_birth: int
    address: None | str | Unset = UNSET
    last_name: None | str | Unset = UNSET
    middle_name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        day_of_birth = self.day_of_birth

        first_name = self.first_name

        gender = self.gender.value

        month_of_birth = self.month_of_birth

        pincode = self.pincode

        year_of_birth = self.year_of_birth

        address: None | str | Unset
        if isinstance(self.address, Unset):
            address = UNSET
        else:
            address = self.address

        last_name: None | str | Unset
        if isinstance(self.last_name, Unset):
            last_name = UNSET
        else:
            last_name = self.last_name

        middle_name: None | str | Unset
        if isinstance(self.middle_name, Unset):
            middle_name = UNSET
        else:
            middle_name = self.middle_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "day_of_birth": day_of_birth,
                "first_name": first_name,
                "gender": gender,
                "month_of_birth": month_of_birth,
                "pincode": pincode,
                "year_of_birth": year_of_birth,
            }
        )
        if address is not UNSET:
            field_dict["address"] = address
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if middle_name is not UNSET:
            field_dict["middle_name"] = middle_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day_of_birth = d.pop("day_of_birth")

        first_name = d.pop("first_name")

        gender = UpdateProfileRequestGender(d.pop("gender"))

        month_of_birth = d.pop("month_of_birth")

        pincode = d.pop("pincode")

        year_of_birth = d.pop("year_of_birth")

        def _parse_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        address = _parse_address(d.pop("address", UNSET))

        def _parse_last_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_name = _parse_last_name(d.pop("last_name", UNSET))

        def _parse_middle_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        middle_name = _parse_middle_name(d.pop("middle_name", UNSET))

        update_profile_request = cls(
            day_of_birth=day_of_birth,
            first_name=first_name,
            gender=gender,
            month_of_birth=month_of_birth,
            pincode=pincode,
            year_of_birth=year_of_birth,
            address=address,
            last_name=last_name,
            middle_name=middle_name,
        )

        update_profile_request.additional_properties = d
        return update_profile_request

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
