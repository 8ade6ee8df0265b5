# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="VerifyKycRequest")


@_attrs_define
class VerifyKycRequest:
    """The OTP that ends a KYC.

    Attributes:
        otp (str): OTP that the person received, digits as a string. Must not be logged.
        txn_id (str): Newest transaction id of the KYC.
        user_x_token (str | Unset): The patient's ABDM token: the `token` that registration or session verify answered.
            Not the partner's bearer.
    """

    otp: str
    txn_id: str
    user_x_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        otp = self.otp

        txn_id = self.txn_id

        user_x_token = self.user_x_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "otp": otp,
                "txn_id": txn_id,
            }
        )
        if user_x_token is not UNSET:
            field_dict["user_x_token"] = user_x_token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        otp = d.pop("otp")

        txn_id = d.pop("txn_id")

        user_x_token = not_null(d.pop("user_x_token", UNSET))

        verify_kyc_request = cls(
            otp=otp,
            txn_id=txn_id,
            user_x_token=user_x_token,
        )

        verify_kyc_request.additional_properties = d
        return verify_kyc_request

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
