# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.auto_login_aadhaar_registration_response_eka import AutoLoginAadhaarRegistrationResponseEka
    from ..models.auto_login_aadhaar_registration_response_profile import AutoLoginAadhaarRegistrationResponseProfile


T = TypeVar("T", bound="AutoLoginAadhaarRegistrationResponse")


@_attrs_define
class AutoLoginAadhaarRegistrationResponse:
    """Result of creating an ABHA address, or of logging in to one, with an Aadhaar transaction.

    Attributes:
        eka (AutoLoginAadhaarRegistrationResponseEka | Unset): Ids of the person at Eka. Present when a journey has
            ended.
        hint (str | Unset): Text for the person. Where it names a mobile number, the number is masked.
        profile (AutoLoginAadhaarRegistrationResponseProfile | Unset): A person's ABHA profile. Every field is optional,
            and an account that is not KYC-verified has far fewer of them.
        refresh_token (str | Unset): The patient's ABDM refresh token, a secret. It is not the refresh token of the
            partner.
        skip_state (str | Unset): The next step: `abha_end` done; `confirm_mobile_otp` verify the second OTP, which was
            already sent; `abha_select` let the person pick one of the addresses; `abha_create` create an address, or log in
            to one that was offered. Be ready for values that are not listed.
        token (str | Unset): The patient's ABDM token, a secret. It goes back only as `user_x_token` of the KYC calls
            and is never the bearer of a request.
        txn_id (str | Unset): Transaction id to send with the next step.
    """

    eka: AutoLoginAadhaarRegistrationResponseEka | Unset = UNSET
    hint: str | Unset = UNSET
    profile: AutoLoginAadhaarRegistrationResponseProfile | Unset = UNSET
    refresh_token: str | Unset = UNSET
    skip_state: str | Unset = UNSET
    token: str | Unset = UNSET
    txn_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        eka: dict[str, Any] | Unset = UNSET
        if not isinstance(self.eka, Unset):
            eka = self.eka.to_dict()

        hint = self.hint

        profile: dict[str, Any] | Unset = UNSET
        if not isinstance(self.profile, Unset):
            profile = self.profile.to_dict()

        refresh_token = self.refresh_token

        skip_state = self.skip_state

        token = self.token

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if eka is not UNSET:
            field_dict["eka"] = eka
        if hint is not UNSET:
            field_dict["hint"] = hint
        if profile is not UNSET:
            field_dict["profile"] = profile
        if refresh_token is not UNSET:
            field_dict["refresh_token"] = refresh_token
        if skip_state is not UNSET:
            field_dict["skip_state"] = skip_state
        if token is not UNSET:
            field_dict["token"] = token
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.auto_login_aadhaar_registration_response_eka import AutoLoginAadhaarRegistrationResponseEka  # noqa: PLC0415
        from ..models.auto_login_aadhaar_registration_response_profile import (
            AutoLoginAadhaarRegistrationResponseProfile,  # noqa: PLC0415
        )

        d = dict(src_dict)
        _eka = not_null(d.pop("eka", UNSET))
        eka: AutoLoginAadhaarRegistrationResponseEka | Unset
        if isinstance(_eka, Unset):
            eka = UNSET
        else:
            eka = AutoLoginAadhaarRegistrationResponseEka.from_dict(_eka)

        hint = not_null(d.pop("hint", UNSET))

        _profile = not_null(d.pop("profile", UNSET))
        profile: AutoLoginAadhaarRegistrationResponseProfile | Unset
        if isinstance(_profile, Unset):
            profile = UNSET
        else:
            profile = AutoLoginAadhaarRegistrationResponseProfile.from_dict(_profile)

        refresh_token = not_null(d.pop("refresh_token", UNSET))

        skip_state = not_null(d.pop("skip_state", UNSET))

        token = not_null(d.pop("token", UNSET))

        txn_id = not_null(d.pop("txn_id", UNSET))

        auto_login_aadhaar_registration_response = cls(
            eka=eka,
            hint=hint,
            profile=profile,
            refresh_token=refresh_token,
            skip_state=skip_state,
            token=token,
            txn_id=txn_id,
        )

        auto_login_aadhaar_registration_response.additional_properties = d
        return auto_login_aadhaar_registration_response

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
