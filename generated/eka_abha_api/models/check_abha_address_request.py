# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only

T = TypeVar("T", bound="CheckAbhaAddressRequest")


@_attrs_define
class CheckAbhaAddressRequest:
    """An ABHA address to look for.

    Attributes:
        abha_address (str): Full ABHA address, with `@abdm` in production and `@sbx` on the sandbox.
    """

    abha_address: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_address = self.abha_address

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "abha_address": abha_address,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        abha_address = d.pop("abha_address")

        check_abha_address_request = cls(
            abha_address=abha_address,
        )

        check_abha_address_request.additional_properties = d
        return check_abha_address_request

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
