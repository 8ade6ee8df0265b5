# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="LoginToAbhaAddressResponseEka")


@_attrs_define
class LoginToAbhaAddressResponseEka:
    """Ids of the person at Eka. Present when a journey has ended.

    Attributes:
        min_token (str | Unset): A token of the person at Eka, a secret. Its use is not documented.
        oid (str | Unset): Eka user id (OID). Keep it; it goes into `X-Pt-Id` and `oid` of later calls for this person.
        uuid (str | Unset): A second id of the person at Eka. Its use is not documented.
    """

    min_token: str | Unset = UNSET
    oid: str | Unset = UNSET
    uuid: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        min_token = self.min_token

        oid = self.oid

        uuid = self.uuid

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if min_token is not UNSET:
            field_dict["min_token"] = min_token
        if oid is not UNSET:
            field_dict["oid"] = oid
        if uuid is not UNSET:
            field_dict["uuid"] = uuid

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        min_token = not_null(d.pop("min_token", UNSET))

        oid = not_null(d.pop("oid", UNSET))

        uuid = not_null(d.pop("uuid", UNSET))

        login_to_abha_address_response_eka = cls(
            min_token=min_token,
            oid=oid,
            uuid=uuid,
        )

        login_to_abha_address_response_eka.additional_properties = d
        return login_to_abha_address_response_eka

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
