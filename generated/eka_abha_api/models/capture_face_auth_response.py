# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="CaptureFaceAuthResponse")


@_attrs_define
class CaptureFaceAuthResponse:
    """How far the capture of the face is.

    Attributes:
        message (str | Unset): Text that explains the status.
        status (str | Unset): `Pending` while the capture is under way, `Verified` when it is done. Other values may
            come.
        txn_id (str | Unset): Transaction id to send with the next step.
    """

    message: str | Unset = UNSET
    status: str | Unset = UNSET
    txn_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        message = self.message

        status = self.status

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if message is not UNSET:
            field_dict["message"] = message
        if status is not UNSET:
            field_dict["status"] = status
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message = not_null(d.pop("message", UNSET))

        status = not_null(d.pop("status", UNSET))

        txn_id = not_null(d.pop("txn_id", UNSET))

        capture_face_auth_response = cls(
            message=message,
            status=status,
            txn_id=txn_id,
        )

        capture_face_auth_response.additional_properties = d
        return capture_face_auth_response

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
