# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="GetSessionStatusResponse")


@_attrs_define
class GetSessionStatusResponse:
    """State of a patient's session with the ABHA gateway.

    Attributes:
        hpr_id (str | Unset): Id in the Healthcare Professionals Registry, when the person has one.
        kyc_verified (bool | Unset): Whether the account is KYC-verified and thus has an ABHA number.
        logged_in (bool | Unset): Whether there is a session. When false, session init comes before profile and KYC
            calls.
    """

    hpr_id: str | Unset = UNSET
    kyc_verified: bool | Unset = UNSET
    logged_in: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        hpr_id = self.hpr_id

        kyc_verified = self.kyc_verified

        logged_in = self.logged_in

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if hpr_id is not UNSET:
            field_dict["hpr_id"] = hpr_id
        if kyc_verified is not UNSET:
            field_dict["kyc_verified"] = kyc_verified
        if logged_in is not UNSET:
            field_dict["logged_in"] = logged_in

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        hpr_id = not_null(d.pop("hpr_id", UNSET))

        kyc_verified = not_null(d.pop("kyc_verified", UNSET))

        logged_in = not_null(d.pop("logged_in", UNSET))

        get_session_status_response = cls(
            hpr_id=hpr_id,
            kyc_verified=kyc_verified,
            logged_in=logged_in,
        )

        get_session_status_response.additional_properties = d
        return get_session_status_response

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
