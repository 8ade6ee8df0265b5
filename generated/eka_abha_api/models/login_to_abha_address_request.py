# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only

T = TypeVar("T", bound="LoginToAbhaAddressRequest")


@_attrs_define
class LoginToAbhaAddressRequest:
    """The ABHA address that a person picked. Neither field is marked as required, but both are needed.

    Attributes:
        phr_address (str): One of the addresses in `abha_profiles` of the step before, exactly as it was offered.
        txn_id (str): Newest transaction id of the journey.
    """

    phr_address: str
    txn_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        phr_address = self.phr_address

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "phr_address": phr_address,
                "txn_id": txn_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        phr_address = d.pop("phr_address")

        txn_id = d.pop("txn_id")

        login_to_abha_address_request = cls(
            phr_address=phr_address,
            txn_id=txn_id,
        )

        login_to_abha_address_request.additional_properties = d
        return login_to_abha_address_request

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
