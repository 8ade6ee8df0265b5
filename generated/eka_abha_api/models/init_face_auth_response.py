# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="InitFaceAuthResponse")


@_attrs_define
class InitFaceAuthResponse:
    """A face authentication that was opened.

    Attributes:
        hint (str | Unset): Text for the person.
        txn_id (str | Unset): Transaction id, for capture and verify.
        url (str | Unset): Address that the person opens on a phone. Show it as a QR code.
    """

    hint: str | Unset = UNSET
    txn_id: str | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        hint = self.hint

        txn_id = self.txn_id

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if hint is not UNSET:
            field_dict["hint"] = hint
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        hint = not_null(d.pop("hint", UNSET))

        txn_id = not_null(d.pop("txn_id", UNSET))

        url = not_null(d.pop("url", UNSET))

        init_face_auth_response = cls(
            hint=hint,
            txn_id=txn_id,
            url=url,
        )

        init_face_auth_response.additional_properties = d
        return init_face_auth_response

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
