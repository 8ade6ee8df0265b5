# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="VerifySessionResponse")


@_attrs_define
class VerifySessionResponse:
    """The patient's tokens for the session with the ABHA gateway.

    Attributes:
        refresh_token (str | Unset): The patient's ABDM refresh token, a secret. It is not the refresh token of the
            partner.
        token (str | Unset): The patient's ABDM token, a secret. It goes back only as `user_x_token` of the KYC calls
            and is never the bearer of a request.
    """

    refresh_token: str | Unset = UNSET
    token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        refresh_token = self.refresh_token

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if refresh_token is not UNSET:
            field_dict["refresh_token"] = refresh_token
        if token is not UNSET:
            field_dict["token"] = token

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        refresh_token = not_null(d.pop("refresh_token", UNSET))

        token = not_null(d.pop("token", UNSET))

        verify_session_response = cls(
            refresh_token=refresh_token,
            token=token,
        )

        verify_session_response.additional_properties = d
        return verify_session_response

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
