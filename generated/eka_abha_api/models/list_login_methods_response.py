# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

T = TypeVar("T", bound="ListLoginMethodsResponse")


@_attrs_define
class ListLoginMethodsResponse:
    """An account and the ways in which its holder can log in.

    Attributes:
        abha_address (str | Unset): ABHA address that was asked for.
        abha_number (str | Unset): ABHA number of the account, when it has one. May be masked.
        auth_methods (list[str] | Unset): Methods that the account allows. An open set of names, not necessarily those
            of login init.
        blocked_methods (list[str] | Unset): Methods that the account does not allow.
        fullname (str | Unset): Name of the holder. May be masked.
        mobile (str | Unset): Mobile number of the account. May be masked.
        status (str | Unset): State of the account, as the ABHA gateway names it.
    """

    abha_address: str | Unset = UNSET
    abha_number: str | Unset = UNSET
    auth_methods: list[str] | Unset = UNSET
    blocked_methods: list[str] | Unset = UNSET
    fullname: str | Unset = UNSET
    mobile: str | Unset = UNSET
    status: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_address = self.abha_address

        abha_number = self.abha_number

        auth_methods: list[str] | Unset = UNSET
        if not isinstance(self.auth_methods, Unset):
            auth_methods = self.auth_methods

        blocked_methods: list[str] | Unset = UNSET
        if not isinstance(self.blocked_methods, Unset):
            blocked_methods = self.blocked_methods

        fullname = self.fullname

        mobile = self.mobile

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if abha_address is not UNSET:
            field_dict["abha_address"] = abha_address
        if abha_number is not UNSET:
            field_dict["abha_number"] = abha_number
        if auth_methods is not UNSET:
            field_dict["auth_methods"] = auth_methods
        if blocked_methods is not UNSET:
            field_dict["blocked_methods"] = blocked_methods
        if fullname is not UNSET:
            field_dict["fullname"] = fullname
        if mobile is not UNSET:
            field_dict["mobile"] = mobile
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        abha_address = not_null(d.pop("abha_address", UNSET))

        abha_number = not_null(d.pop("abha_number", UNSET))

        auth_methods = cast(list[str], not_null(d.pop("auth_methods", UNSET)))

        blocked_methods = cast(list[str], not_null(d.pop("blocked_methods", UNSET)))

        fullname = not_null(d.pop("fullname", UNSET))

        mobile = not_null(d.pop("mobile", UNSET))

        status = not_null(d.pop("status", UNSET))

        list_login_methods_response = cls(
            abha_address=abha_address,
            abha_number=abha_number,
            auth_methods=auth_methods,
            blocked_methods=blocked_methods,
            fullname=fullname,
            mobile=mobile,
            status=status,
        )

        list_login_methods_response.additional_properties = d
        return list_login_methods_response

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
