# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._support import names_only, not_null
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.search_profiles_response_profiles_item import SearchProfilesResponseProfilesItem


T = TypeVar("T", bound="SearchProfilesResponse")


@_attrs_define
class SearchProfilesResponse:
    """Profiles of a mobile number, and the transaction in which one can be logged in to.

    Attributes:
        profiles (list[SearchProfilesResponseProfilesItem] | Unset): Profiles found; null when there is none.
        txn_id (str | Unset): Transaction id to send with login init when the method is `search`.
    """

    profiles: list[SearchProfilesResponseProfilesItem] | Unset = UNSET
    txn_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def __repr__(self) -> str:
        return names_only(self)

    def to_dict(self) -> dict[str, Any]:
        profiles: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.profiles, Unset):
            profiles = []
            for profiles_item_data in self.profiles:
                profiles_item = profiles_item_data.to_dict()
                profiles.append(profiles_item)

        txn_id = self.txn_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if profiles is not UNSET:
            field_dict["profiles"] = profiles
        if txn_id is not UNSET:
            field_dict["txn_id"] = txn_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.search_profiles_response_profiles_item import SearchProfilesResponseProfilesItem  # noqa: PLC0415

        d = dict(src_dict)
        _profiles = not_null(d.pop("profiles", UNSET))
        profiles: list[SearchProfilesResponseProfilesItem] | Unset = UNSET
        if _profiles is not UNSET:
            profiles = []
            for profiles_item_data in _profiles:
                profiles_item = SearchProfilesResponseProfilesItem.from_dict(profiles_item_data)

                profiles.append(profiles_item)

        txn_id = not_null(d.pop("txn_id", UNSET))

        search_profiles_response = cls(
            profiles=profiles,
            txn_id=txn_id,
        )

        search_profiles_response.additional_properties = d
        return search_profiles_response

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
