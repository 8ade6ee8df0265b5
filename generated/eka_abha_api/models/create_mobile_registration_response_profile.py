# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateMobileRegistrationResponseProfile")


@_attrs_define
class CreateMobileRegistrationResponseProfile:
    """A person's ABHA profile. Every field is optional, and an account that is not KYC-verified has far fewer of them.

    Attributes:
        abha_address (str | Unset): ABHA address in use. Example: shyam@abdm.
        abha_addresses (list[str] | Unset): All ABHA addresses of the person.
        abha_number (str | Unset): ABHA number, 14 digits with dashes; null while the account is not KYC-verified.
            Example: 12-3456-7856-8912.
        address (str | Unset): Postal address.
        day_of_birth (int | Unset): Day of birth, 1 to 31.
        district_code (str | Unset): Code of the district, digits as a string.
        district_name (str | Unset): Name of the district.
        first_name (str | Unset): First name.
        full_name (str | Unset): Full name, as one text.
        gender (str | Unset): `M` male, `F` female, `O` other. Be ready for other values. Example: M.
        kyc_verified (bool | Unset): Whether the account is KYC-verified. A boolean here, a string where accounts are
            listed.
        last_name (str | Unset): Last name.
        middle_name (str | Unset): Middle name.
        mobile (str | Unset): Mobile number. May be masked.
        month_of_birth (int | Unset): Month of birth, 1 to 12.
        pincode (str | Unset): Postal PIN code, 6 digits.
        profile_photo (str | Unset): Photograph of the person, encoded as text. Can be large.
        state_code (str | Unset): Code of the state, digits as a string.
        state_name (str | Unset): Name of the state.
        sub_district_code (str | Unset): Code of the sub-district, digits as a string.
        sub_district_name (str | Unset): Name of the sub-district.
        town_code (str | Unset): Code of the town, digits as a string.
        town_name (str | Unset): Name of the town.
        village_code (str | Unset): Code of the village, digits as a string.
        village_name (str | Unset): Name of the village.
        ward_code (str | Unset): Code of the ward, digits as a string.
        ward_name (str | Unset): Name of the ward.
        year_of_birth (int | Unset): Year of birth, four digits.
    """

    abha_address: str | Unset = UNSET
    abha_addresses: list[str] | Unset = UNSET
    abha_number: str | Unset = UNSET
    address: str | Unset = UNSET
    day_of_birth: int | Unset = UNSET
    district_code: str | Unset = UNSET
    district_name: str | Unset = UNSET
    first_name: str | Unset = UNSET
    full_name: str | Unset = UNSET
    gender: str | Unset = UNSET
    kyc_verified: bool | Unset = UNSET
    last_name: str | Unset = UNSET
    middle_name: str | Unset = UNSET
    mobile: str | Unset = UNSET
    month_of_birth: int | Unset = UNSET
    pincode: str | Unset = UNSET
    profile_photo: str | Unset = UNSET
    state_code: str | Unset = UNSET
    state_name: str | Unset = UNSET
    sub_district_code: str | Unset = UNSET
    sub_district_name: str | Unset = UNSET
    town_code: str | Unset = UNSET
    town_name: str | Unset = UNSET
    village_code: str | Unset = UNSET
    village_name: str | Unset = UNSET
    ward_code: str | Unset = UNSET
    ward_name: str | Unset = UNSET
    year_of_birth: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_address = self.abha_address

        abha_addresses: list[str] | Unset = UNSET
        if not isinstance(self.abha_addresses, Unset):
            abha_addresses = self.abha_addresses

        abha_number = self.abha_number

        address = self.address

        day_of_birth = self.day_of_birth

        district_code = self.district_code

        district_name = self.district_name

        first_name = self.first_name

        full_name = self.full_name

        gender = self.gender

        kyc_verified = self.kyc_verified

        last_name = self.last_name

        middle_name = self.middle_name

        mobile = self.mobile

        month_of_birth = self.month_of_birth

        pincode = self.pincode

        profile_photo = self.profile_photo

        state_code = self.state_code

        state_name = self.state_name

        sub_district_code = self.sub_district_code

        sub_district_name = self.sub_district_name

        town_code = self.town_code

        town_name = self.town_name

        village_code = self.village_code

        village_name = self.village_name

        ward_code = self.ward_code

        ward_name = self.ward_name

        year_of_birth = self.year_of_birth

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if abha_address is not UNSET:
            field_dict["abha_address"] = abha_address
        if abha_addresses is not UNSET:
            field_dict["abha_addresses"] = abha_addresses
        if abha_number is not UNSET:
            field_dict["abha_number"] = abha_number
        if address is not UNSET:
            field_dict["address"] = address
        if day_of_birth is not UNSET:
            field_dict["day_of_birth"] = day_of_birth
        if district_code is not UNSET:
            field_dict["district_code"] = district_code
        if district_name is not UNSET:
            field_dict["district_name"] = district_name
        if first_name is not UNSET:
            field_dict["first_name"] = first_name
        if full_name is not UNSET:
            field_dict["full_name"] = full_name
        if gender is not UNSET:
            field_dict["gender"] = gender
        if kyc_verified is not UNSET:
            field_dict["kyc_verified"] = kyc_verified
        if last_name is not UNSET:
            field_dict["last_name"] = last_name
        if middle_name is not UNSET:
            field_dict["middle_name"] = middle_name
        if mobile is not UNSET:
            field_dict["mobile"] = mobile
        if month_of_birth is not UNSET:
            field_dict["month_of_birth"] = month_of_birth
        if pincode is not UNSET:
            field_dict["pincode"] = pincode
        if profile_photo is not UNSET:
            field_dict["profile_photo"] = profile_photo
        if state_code is not UNSET:
            field_dict["state_code"] = state_code
        if state_name is not UNSET:
            field_dict["state_name"] = state_name
        if sub_district_code is not UNSET:
            field_dict["sub_district_code"] = sub_district_code
        if sub_district_name is not UNSET:
            field_dict["sub_district_name"] = sub_district_name
        if town_code is not UNSET:
            field_dict["town_code"] = town_code
        if town_name is not UNSET:
            field_dict["town_name"] = town_name
        if village_code is not UNSET:
            field_dict["village_code"] = village_code
        if village_name is not UNSET:
            field_dict["village_name"] = village_name
        if ward_code is not UNSET:
            field_dict["ward_code"] = ward_code
        if ward_name is not UNSET:
            field_dict["ward_name"] = ward_name
        if year_of_birth is not UNSET:
            field_dict["year_of_birth"] = year_of_birth

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        abha_address = not_null(d.pop("abha_address", UNSET))

        abha_addresses = cast(list[str], not_null(d.pop("abha_addresses", UNSET)))

        abha_number = not_null(d.pop("abha_number", UNSET))

        address = not_null(d.pop("address", UNSET))

        day_of_birth = not_null(d.pop("day_of_birth", UNSET))

        district_code = not_null(d.pop("district_code", UNSET))

        district_name = not_null(d.pop("district_name", UNSET))

        first_name = not_null(d.pop("first_name", UNSET))

        full_name = not_null(d.pop("full_name", UNSET))

        gender = not_null(d.pop("gender", UNSET))

        kyc_verified = not_null(d.pop("kyc_verified", UNSET))

        last_name = not_null(d.pop("last_name", UNSET))

        middle_name = not_null(d.pop("middle_name", UNSET))

        mobile = not_null(d.pop("mobile", UNSET))

        month_of_birth = not_null(d.pop("month_of_birth", UNSET))

        pincode = not_null(d.pop("pincode", UNSET))

        profile_photo = not_null(d.pop("profile_photo", UNSET))

        state_code = not_null(d.pop("state_code", UNSET))

        state_name = not_null(d.pop("state_name", UNSET))

        sub_district_code = not_null(d.pop("sub_district_code", UNSET))

        sub_district_name = not_null(d.pop("sub_district_name", UNSET))

        town_code = not_null(d.pop("town_code", UNSET))

        town_name = not_null(d.pop("town_name", UNSET))

        village_code = not_null(d.pop("village_code", UNSET))

        village_name = not_null(d.pop("village_name", UNSET))

        ward_code = not_null(d.pop("ward_code", UNSET))

        ward_name = not_null(d.pop("ward_name", UNSET))

        year_of_birth = not_null(d.pop("year_of_birth", UNSET))

        create_mobile_registration_response_profile = cls(
            abha_address=abha_address,
            abha_addresses=abha_addresses,
            abha_number=abha_number,
            address=address,
            day_of_birth=day_of_birth,
            district_code=district_code,
            district_name=district_name,
            first_name=first_name,
            full_name=full_name,
            gender=gender,
            kyc_verified=kyc_verified,
            last_name=last_name,
            middle_name=middle_name,
            mobile=mobile,
            month_of_birth=month_of_birth,
            pincode=pincode,
            profile_photo=profile_photo,
            state_code=state_code,
            state_name=state_name,
            sub_district_code=sub_district_code,
            sub_district_name=sub_district_name,
            town_code=town_code,
            town_name=town_name,
            village_code=village_code,
            village_name=village_name,
            ward_code=ward_code,
            ward_name=ward_name,
            year_of_birth=year_of_birth,
        )

        create_mobile_registration_response_profile.additional_properties = d
        return create_mobile_registration_response_profile

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
