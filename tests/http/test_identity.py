"""Whom a call is about: what goes into headers and query, and that no call speaks of two patients."""

from __future__ import annotations

import pytest
from eka_abha._http.identity import Identity
from eka_abha_api.operations import OPERATIONS

BOUND = Identity(oid="oid-1", partner_patient_id="partner-1", hip_id="hip-1")
HEADERS = {"X-Pt-Id": "oid-1", "X-Partner-Pt-Id": "partner-1", "X-Hip-Id": "hip-1"}
WITH_OID, WITHOUT_OID = OPERATIONS["get_profile"], OPERATIONS["init_mobile_registration"]


def test_headers_and_oid_go_where_the_operation_has_them() -> None:
    assert BOUND.applied(WITH_OID, {}, {}) == (HEADERS, {"oid": "oid-1"})
    assert BOUND.applied(WITHOUT_OID, {}, {}) == (HEADERS, {})
    assert BOUND.applied(OPERATIONS["search_profiles"], {}, {}) == ({}, {})


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_for_every_operation_what_it_declares_and_no_more(name: str) -> None:
    headers, query = BOUND.applied(OPERATIONS[name], {}, {})
    assert set(headers) == set(OPERATIONS[name].headers) & set(HEADERS)
    assert query == ({"oid": "oid-1"} if OPERATIONS[name].takes_oid else {})


def test_nothing_bound_sends_nothing() -> None:
    assert Identity().applied(WITH_OID, {}, {}) == ({}, {})
    assert Identity(hip_id="hip-1").applied(WITH_OID, {}, {}) == ({"X-Hip-Id": "hip-1"}, {})


def test_what_the_caller_gives_wins() -> None:
    headers, query = BOUND.applied(WITH_OID, {"X-Hip-Id": "hip-2", "X-Partner-Pt-Id": "partner-2"}, {"format": "json"})
    assert headers == {"X-Pt-Id": "oid-1", "X-Hip-Id": "hip-2", "X-Partner-Pt-Id": "partner-2"}
    assert query == {"oid": "oid-1", "format": "json"}


def test_another_patient_given_explicitly_replaces_the_bound_one_everywhere() -> None:
    """Header and query never name two patients, unless the caller gives both."""
    assert BOUND.applied(WITH_OID, {}, {"oid": "oid-2"}) == ({**HEADERS, "X-Pt-Id": "oid-2"}, {"oid": "oid-2"})
    headers, query = BOUND.applied(WITH_OID, {"X-Pt-Id": "oid-2"}, {})
    assert (headers["X-Pt-Id"], query) == ("oid-2", {"oid": "oid-2"})
    headers, query = BOUND.applied(WITH_OID, {"X-Pt-Id": "oid-2"}, {"oid": "oid-3"})
    assert (headers["X-Pt-Id"], query) == ("oid-2", {"oid": "oid-3"})


def test_an_explicit_patient_without_a_bound_one_is_sent_as_given() -> None:
    assert Identity().applied(WITH_OID, {}, {"oid": "oid-2"}) == ({}, {"oid": "oid-2"})


def test_the_arguments_are_not_changed() -> None:
    headers: dict[str, str] = {}
    params: dict[str, object] = {}
    BOUND.applied(WITH_OID, headers, params)
    assert (headers, params) == ({}, {})


def test_its_repr_names_nobody() -> None:
    assert "oid-1" not in repr(BOUND)
    assert "partner-1" not in repr(BOUND)
