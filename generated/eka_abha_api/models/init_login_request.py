# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..models.init_login_request_method import InitLoginRequestMethod
from ..models.init_login_request_otp_system import InitLoginRequestOtpSystem
from ..types import UNSET, Unset

T = TypeVar("T", bound="InitLoginRequest")


@_attrs_define
class InitLoginRequest:
    """How and as whom a person logs in. No field is marked as required, but `method` and `identifier` are always needed.

    Attributes:
        identifier (str): What `method` says: an ABHA address, ABHA number (14 digits), Aadhaar number (12 digits),
            mobile number (10 digits), or for `search` the `index` of a profile, as a string. Must not be logged. Example:
            9876543210.
        method (InitLoginRequestMethod): Kind of the identifier. `search` goes on from a profile search. The KYC calls
            spell two of these `abha-number` and `aadhaar`. Example: mobile.
        otp_system (InitLoginRequestOtpSystem | Unset): Who sends the OTP. `abdm` to the mobile number of the ABHA
            account, `aadhaar` to the one linked to Aadhaar. Example: abdm.
        txn_id (str | Unset): Only for the method `search`, the transaction id of the profile search.
    """

    identifier: str
    method: InitLoginRequestMethod
    otp_system: InitLoginRequestOtpSystem | Unset = UNSET
    txn_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        identifier = self.identifier

        method = self.method.value

        otp_system: str | Unset = UNSET
        if not isinstance(self.otp_system, Unset):
            otp_system = self.otp_system.value

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "identifier": identifier,
                "method": method,
            }
        )
        if otp_system is not UNSET:
            field_dict["otp_system"] = otp_system
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        identifier = d.pop("identifier")

        method = InitLoginRequestMethod(d.pop("method"))

        _otp_system = not_null(d.pop("otp_system", UNSET))
        otp_system: InitLoginRequestOtpSystem | Unset
        if isinstance(_otp_system, Unset):
            otp_system = UNSET
        else:
            otp_system = InitLoginRequestOtpSystem(_otp_system)

        txn_id = not_null(d.pop("txn_id", UNSET))

        init_login_request = cls(
            identifier=identifier,
            method=method,
            otp_system=otp_system,
            txn_id=txn_id,
        )

        init_login_request.additional_properties = d
        return init_login_request

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
