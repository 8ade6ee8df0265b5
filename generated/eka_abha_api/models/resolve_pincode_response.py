# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="ResolvePincodeResponse")


@_attrs_define
class ResolvePincodeResponse:
    """District and state of a PIN code.

    Attributes:
        dist_code (str | Unset): Code of the district, digits as a string. Example: 339.
        dist_name (str | Unset): Name of the district. Example: Ranchi.
        pincode (str | Unset): PIN code that was asked for. Example: 834001.
        state_code (str | Unset): Code of the state, digits as a string. Example: 20.
        state_name (str | Unset): Name of the state. Example: Jharkhand.
    """

    dist_code: str | Unset = UNSET
    dist_name: str | Unset = UNSET
    pincode: str | Unset = UNSET
    state_code: str | Unset = UNSET
    state_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        dist_code = self.dist_code

        dist_name = self.dist_name

        pincode = self.pincode

        state_code = self.state_code

        state_name = self.state_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if dist_code is not UNSET:
            field_dict["dist_code"] = dist_code
        if dist_name is not UNSET:
            field_dict["dist_name"] = dist_name
        if pincode is not UNSET:
            field_dict["pincode"] = pincode
        if state_code is not UNSET:
            field_dict["state_code"] = state_code
        if state_name is not UNSET:
            field_dict["state_name"] = state_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        dist_code = not_null(d.pop("dist_code", UNSET))

        dist_name = not_null(d.pop("dist_name", UNSET))

        pincode = not_null(d.pop("pincode", UNSET))

        state_code = not_null(d.pop("state_code", UNSET))

        state_name = not_null(d.pop("state_name", UNSET))

        resolve_pincode_response = cls(
            dist_code=dist_code,
            dist_name=dist_name,
            pincode=pincode,
            state_code=state_code,
            state_name=state_name,
        )

        resolve_pincode_response.additional_properties = d
        return resolve_pincode_response

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
