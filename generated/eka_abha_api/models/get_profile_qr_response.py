# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="GetProfileQrResponse")


@_attrs_define
class GetProfileQrResponse:
    """Content of an ABHA QR code. Not a fixed structure, and some names have a space.

    Attributes:
        address (str | Unset): Postal address.
        dist_name (str | Unset): Name of the district, under another name than `district_name`.
        distlgd (str | Unset): Code of the district in the Local Government Directory (LGD).
        district_name (str | Unset): Name of the district.
        dob (str | Unset): Birth date as text, as printed; the format is not documented.
        gender (str | Unset): Gender as one letter, as in a profile.
        hid (str | Unset): Health ID, an older name of the ABHA address.
        hidn (str | Unset): Health ID number, an older name of the ABHA number.
        mobile (str | Unset): Mobile number.
        name (str | Unset): Full name.
        phr (str | Unset): PHR address, another older name of the ABHA address.
        state_name (str | Unset): Name of the state.
        statelgd (str | Unset): Code of the state in the Local Government Directory (LGD).
    """

    address: str | Unset = UNSET
    dist_name: str | Unset = UNSET
    distlgd: str | Unset = UNSET
    district_name: str | Unset = UNSET
    dob: str | Unset = UNSET
    gender: str | Unset = UNSET
    hid: str | Unset = UNSET
    hidn: str | Unset = UNSET
    mobile: str | Unset = UNSET
    name: str | Unset = UNSET
    phr: str | Unset = UNSET
    state_name: str | Unset = UNSET
    statelgd: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        dist_name = self.dist_name

        distlgd = self.distlgd

        district_name = self.district_name

        dob = self.dob

        gender = self.gender

        hid = self.hid

        hidn = self.hidn

        mobile = self.mobile

        name = self.name

        phr = self.phr

        state_name = self.state_name

        statelgd = self.statelgd

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if address is not UNSET:
            field_dict["address"] = address
        if dist_name is not UNSET:
            field_dict["dist name"] = dist_name
        if distlgd is not UNSET:
            field_dict["distlgd"] = distlgd
        if district_name is not UNSET:
            field_dict["district_name"] = district_name
        if dob is not UNSET:
            field_dict["dob"] = dob
        if gender is not UNSET:
            field_dict["gender"] = gender
        if hid is not UNSET:
            field_dict["hid"] = hid
        if hidn is not UNSET:
            field_dict["hidn"] = hidn
        if mobile is not UNSET:
            field_dict["mobile"] = mobile
        if name is not UNSET:
            field_dict["name"] = name
        if phr is not UNSET:
            field_dict["phr"] = phr
        if state_name is not UNSET:
            field_dict["state name"] = state_name
        if statelgd is not UNSET:
            field_dict["statelgd"] = statelgd

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        address = not_null(d.pop("address", UNSET))

        dist_name = not_null(d.pop("dist name", UNSET))

        distlgd = not_null(d.pop("distlgd", UNSET))

        district_name = not_null(d.pop("district_name", UNSET))

        dob = not_null(d.pop("dob", UNSET))

        gender = not_null(d.pop("gender", UNSET))

        hid = not_null(d.pop("hid", UNSET))

        hidn = not_null(d.pop("hidn", UNSET))

        mobile = not_null(d.pop("mobile", UNSET))

        name = not_null(d.pop("name", UNSET))

        phr = not_null(d.pop("phr", UNSET))

        state_name = not_null(d.pop("state name", UNSET))

        statelgd = not_null(d.pop("statelgd", UNSET))

        get_profile_qr_response = cls(
            address=address,
            dist_name=dist_name,
            distlgd=distlgd,
            district_name=district_name,
            dob=dob,
            gender=gender,
            hid=hid,
            hidn=hidn,
            mobile=mobile,
            name=name,
            phr=phr,
            state_name=state_name,
            statelgd=statelgd,
        )

        get_profile_qr_response.additional_properties = d
        return get_profile_qr_response

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
