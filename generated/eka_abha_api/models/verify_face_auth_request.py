# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only

T = TypeVar("T", bound="VerifyFaceAuthRequest")


@_attrs_define
class VerifyFaceAuthRequest:
    """The Aadhaar number that the captured face has to match. Neither field is marked as required, but both are needed.

    Attributes:
        aadhaar (str): Aadhaar number, 12 digits without spaces. Must not be logged.
        txn_id (str): Transaction id of the capture that was answered with `Verified`.
    """

    aadhaar: str
    txn_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        aadhaar = self.aadhaar

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "aadhaar": aadhaar,
                "txn_id": txn_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        aadhaar = d.pop("aadhaar")

        txn_id = d.pop("txn_id")

        verify_face_auth_request = cls(
            aadhaar=aadhaar,
            txn_id=txn_id,
        )

        verify_face_auth_request.additional_properties = d
        return verify_face_auth_request

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
