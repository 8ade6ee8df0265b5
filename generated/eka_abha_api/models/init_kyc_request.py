# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..models.init_kyc_request_method import InitKycRequestMethod
from ..types import UNSET, Unset

T = TypeVar("T", bound="InitKycRequest")


@_attrs_define
class InitKycRequest:
    """What a patient's KYC is to be done with.

    Attributes:
        identifier (str): The ABHA number (14 digits, written as `12-3456-7856-8912`) or the Aadhaar number (12 digits),
            according to `method`. Must not be logged.
        method (InitKycRequestMethod): Which number is proved. Not the names of the login methods, where these are
            `abha_number` and `aadhaar_number`.
        user_x_token (str | Unset): The patient's ABDM token: the `token` that registration or session verify answered.
            Not the partner's bearer.
    """

    identifier: str
    method: InitKycRequestMethod
    user_x_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        identifier = self.identifier

        method = self.method.value

        user_x_token = self.user_x_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "identifier": identifier,
                "method": method,
            }
        )
        if user_x_token is not UNSET:
            field_dict["user_x_token"] = user_x_token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        identifier = d.pop("identifier")

        method = InitKycRequestMethod(d.pop("method"))

        user_x_token = not_null(d.pop("user_x_token", UNSET))

        init_kyc_request = cls(
            identifier=identifier,
            method=method,
            user_x_token=user_x_token,
        )

        init_kyc_request.additional_properties = d
        return init_kyc_request

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
