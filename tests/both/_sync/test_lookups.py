# Derived from tests/both/_async/test_lookups.py by `make generate`: change that file, not this one.
"""Look-ups: what they ask, and what they make of the answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from eka_abha import Pincode
from eka_abha.errors import NotFound, UnexpectedResponse

from tests.both._sync.journey_map import client_on
from tests.support.canned import Canned, refusal
from tests.support.recorder import Recorder


def test_a_pincode_is_resolved() -> None:
    """District and state with their codes; the pincode is part of the path."""
    answer = {
        "pincode": "411001",
        "dist_name": "PUNE",
        "dist_code": "490",
        "state_name": "MAHARASHTRA",
        "state_code": "27",
    }
    transport = Canned([answer, {}, {"dist_name": None, "dist_code": 490}])
    lookup = client_on(transport).lookup
    assert lookup.pincode(" 411 001 ") == Pincode("411001", "PUNE", "490", "MAHARASHTRA", "27")
    assert transport.paths == ["/abdm/v1/registration/pincode/411001"]
    for _ in range(2):
        assert lookup.pincode("411001") == Pincode("411001", None, None, None, None)


def test_an_address_exists_or_not() -> None:
    """Both spellings of a flag; an answer that does not say is none."""
    transport = Canned([{"exists": True}, {"exists": False}, {"exists": "true"}, {}, {"exists": None}, {"exists": 1}])
    lookup = client_on(transport).lookup
    assert [lookup.address_exists("nisha.rao") for _ in range(3)] == [True, False, True]
    assert transport.paths[0] == "/abdm/na/v1/registration/phr/check"
    assert transport.asked[0] == {"abha_address": "nisha.rao@sbx"}
    for _ in range(3):
        with pytest.raises(UnexpectedResponse):
            lookup.address_exists("nisha.rao")


def test_suggestions_are_asked_for_as_the_endpoint_wants_it() -> None:
    """Short names of the parameters, the birth date as YYYY-MM-DD; what is not given is absent."""
    service = Recorder(lambda _: httpx.Response(200, json={"suggestions": ["nisha.rao@sbx"]}))
    lookup = client_on(service).lookup
    given: dict[str, Any] = {"first_name": " Nisha  Devi ", "birth_date": date(1990, 1, 2), "txn_id": "t1"}
    assert lookup.suggest_addresses(**given) == ["nisha.rao@sbx"]
    lookup.suggest_addresses(**{**given, "birth_date": datetime(1990, 1, 2, 23, 59, tzinfo=UTC)})
    lookup.suggest_addresses(**given, middle_name="K", last_name="Rao")
    lookup.suggest_addresses(first_name="Nisha", txn_id="t1")
    queries = [dict(request.url.params) for request in service.requests]
    expected = {"fn": "Nisha Devi", "dob": "1990-01-02", "transactionId": "t1"}
    assert queries == [
        expected,
        expected,
        {**expected, "mn": "K", "ln": "Rao"},
        {"fn": "Nisha", "transactionId": "t1"},
    ]


@pytest.mark.parametrize("suggestions", [None, [], ["", None, 5, {}]], ids=str)
def test_no_suggestion_is_an_empty_list(suggestions: object) -> None:
    """Null included."""
    lookup = client_on(Canned([{"suggestions": suggestions}])).lookup
    assert lookup.suggest_addresses(first_name="Nisha", birth_date=date(1990, 1, 2), txn_id="t1") == []


def test_what_is_not_found_is_that_error() -> None:
    """By its code."""
    with pytest.raises(NotFound):
        client_on(Canned([refusal(400, "ABDM-1012")])).lookup.pincode("999999")
