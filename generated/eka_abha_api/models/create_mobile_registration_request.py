# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only

if TYPE_CHECKING:
    from ..models.create_mobile_registration_request_profile import CreateMobileRegistrationRequestProfile


T = TypeVar("T", bound="CreateMobileRegistrationRequest")


@_attrs_define
class CreateMobileRegistrationRequest:
    """An ABHA address to create in a mobile registration, with the person's profile.

    Attributes:
        abha_address (str): ABHA address to create, ending in `@abdm` in production and in `@sbx` on the sandbox. It has
            8 to 18 letters or digits before the `@`, at most one dot and one underscore, neither first nor last, and no
            digit first.
        profile (CreateMobileRegistrationRequestProfile): A person's profile, as given when an account is created by
            mobile number, and as written anew by an update. An update sends all required fields, too.
        txn_id (str): Newest transaction id of the journey.
    """

    abha_address: str
    profile: CreateMobileRegistrationRequestProfile
    txn_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        abha_address = self.abha_address

        profile = self.profile.to_dict()

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "abha_address": abha_address,
                "profile": profile,
                "txn_id": txn_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.create_mobile_registration_request_profile import CreateMobileRegistrationRequestProfile  # noqa: PLC0415

        d = dict(src_dict)
        abha_address = d.pop("abha_address")

        profile = CreateMobileRegistrationRequestProfile.from_dict(d.pop("profile"))

        txn_id = d.pop("txn_id")

        create_mobile_registration_request = cls(
            abha_address=abha_address,
            profile=profile,
            txn_id=txn_id,
        )

        create_mobile_registration_request.additional_properties = d
        return create_mobile_registration_request

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
