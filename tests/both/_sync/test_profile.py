# Derived from tests/both/_async/test_profile.py by `make generate`: change that file, not this one.
"""The patient's profile: read, changed in part, deleted on purpose; card and QR code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from eka_abha import BirthDate, Card, Gender
from eka_abha.errors import (
    ConfigurationError,
    ConnectionFailed,
    GatewaySessionExpired,
    InvalidValueError,
    NotFound,
    UnexpectedResponse,
)

from tests.both._sync.journey_map import ADDRESS, BORN, OID, client_on
from tests.support.canned import Canned, refusal
from tests.support.png import PNG
from tests.support.recorder import Recorder

PROFILE, CARD = "/abdm/v1/profile", "/abdm/v1/profile/asset/card"
CURRENT: dict[str, object] = {
    "abha_address": ADDRESS,
    "abha_number": None,
    "first_name": "Nisha",
    "middle_name": None,
    "last_name": "Rao",
    "full_name": "Nisha Rao",
    "gender": "F",
    "day_of_birth": 17,
    "month_of_birth": 8,
    "year_of_birth": 1990,
    "pincode": "110001",
    "address": "12 Lake Road",
    "mobile": "9876543210",
    "kyc_verified": False,
}
SENT = {
    "first_name": "Nisha",
    "last_name": "Rao",
    "gender": "F",
    "day_of_birth": 17,
    "month_of_birth": 8,
    "year_of_birth": 1990,
    "pincode": "110001",
    "address": "12 Lake Road",
}
"""The current profile, as it goes back: every required field, nothing that is absent or not ours to send."""
VERIFIED = {**CURRENT, "kyc_verified": True, "abha_number": "12-3456-7856-8912"}
DONE = httpx.Response(204)


def updated(current: Mapping[str, object], **changes: Any) -> dict[str, object]:
    """What an update sends."""
    transport = Canned([current, DONE])
    client_on(transport).profile.update(**changes)
    assert transport.paths == [PROFILE, PROFILE]
    return transport.asked[1]


def refused(current: Mapping[str, object], **changes: Any) -> tuple[str, str, int]:
    """Field and rule of the refusal, and how many calls were made."""
    transport = Canned([current, DONE])
    with pytest.raises(InvalidValueError) as caught:
        client_on(transport).profile.update(**changes)
    return caught.value.field, caught.value.rule, len(transport.paths)


def test_the_profile_as_it_is() -> None:
    """Typed, None for what is absent, and the whole answer in ``raw``."""
    answer = {**VERIFIED, "district_name": "Pune", "abha_addresses": [ADDRESS], "a_field_of_tomorrow": 1}
    profile = client_on(Canned([answer])).profile.get()
    assert profile.abha_address == ADDRESS
    assert profile.abha_number == "12-3456-7856-8912"
    assert (profile.first_name, profile.middle_name, profile.last_name) == ("Nisha", None, "Rao")
    assert (profile.full_name, profile.mobile, profile.pincode) == ("Nisha Rao", "9876543210", "110001")
    assert profile.gender is Gender.FEMALE
    assert profile.birth_date == BirthDate(1990, 8, 17)
    assert profile.birth_date.as_date() == BORN
    assert profile.kyc_verified is True
    assert profile.raw.to_dict()["district_name"] == "Pune"
    assert profile.raw.to_dict()["a_field_of_tomorrow"] == 1


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ({"kyc_verified": "true"}, lambda profile: profile.kyc_verified is True),
        ({"kyc_verified": " FALSE "}, lambda profile: profile.kyc_verified is False),
        ({"kyc_verified": None}, lambda profile: profile.kyc_verified is None),
        ({"gender": "T"}, lambda profile: profile.gender == "T"),
        ({"gender": None}, lambda profile: profile.gender is None),
        ({"year_of_birth": 1990}, lambda profile: profile.birth_date == BirthDate(1990)),
        (
            {"year_of_birth": 1990, "month_of_birth": 0, "day_of_birth": None},
            lambda profile: profile.birth_date == BirthDate(1990),
        ),
        (
            {"year_of_birth": 1990, "month_of_birth": 2, "day_of_birth": 31},
            lambda profile: profile.birth_date.as_date() is None,
        ),
        ({"year_of_birth": None, "month_of_birth": 8}, lambda profile: profile.birth_date is None),
        ({"first_name": "", "last_name": " "}, lambda profile: (profile.first_name, profile.last_name) == (None, None)),
        ({}, lambda profile: profile.abha_address is None),
    ],
)
def test_odd_profiles_are_read(answer: object, read: Callable[[Any], bool]) -> None:
    """Both spellings of a flag, open genders, birth dates of which only the year is known, nothing at all."""
    assert read(client_on(Canned([answer])).profile.get())


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"pincode": " 560 001 "}, {"pincode": "560001"}),
        ({"first_name": " Nisha  Devi "}, {"first_name": "Nisha Devi"}),
        ({"middle_name": "Devi"}, {"middle_name": "Devi"}),
        ({"gender": "o"}, {"gender": "O"}),
        ({"gender": Gender.MALE}, {"gender": "M"}),
        (
            {"birth_date": date(1991, 2, 28)},
            {"day_of_birth": 28, "month_of_birth": 2, "year_of_birth": 1991},
        ),
        (
            {"birth_date": datetime(1991, 2, 28, 12, 30, tzinfo=UTC)},
            {"day_of_birth": 28, "month_of_birth": 2, "year_of_birth": 1991},
        ),
        ({"last_name": ""}, {"last_name": None}),
        ({"address": " "}, {"address": None}),
        ({"middle_name": ""}, {"middle_name": None}),
        ({"address": "1 Hill\nStreet", "pincode": "560001"}, {"address": "1 Hill Street", "pincode": "560001"}),
    ],
)
def test_the_rest_is_taken_from_the_current_profile(changes: dict[str, Any], difference: dict[str, object]) -> None:
    """All required fields go with the change; an empty optional one takes it away."""
    assert updated(CURRENT, **changes) == {**SENT, **difference}


def test_what_is_not_changed_goes_back_as_it_is() -> None:
    """Old accounts hold what our rules would refuse in new ones: that must not keep the patient from other changes."""
    odd = {
        **CURRENT,
        "first_name": "X" * 200,
        "last_name": "?",
        "pincode": "011",
        "address": "a\tb",
        "year_of_birth": 1,
    }
    sent = updated(odd, middle_name="Devi")
    assert sent == {
        **SENT,
        "first_name": "X" * 200,
        "middle_name": "Devi",
        "last_name": "?",
        "pincode": "011",
        "address": "a\tb",
        "year_of_birth": 1,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"first_name": "Asha"},
        {"middle_name": "Devi"},
        {"last_name": ""},
        {"last_name": "Iyer"},
        {"gender": "O"},
        {"birth_date": date(1990, 8, 18)},
    ],
)
@pytest.mark.parametrize("spelling", [True, "true"])
def test_locked_fields_of_a_verified_profile_are_refused(changes: dict[str, Any], spelling: object) -> None:
    """Name, gender and birth date come from Aadhaar; nothing is changed."""
    field, rule, calls = refused({**VERIFIED, "kyc_verified": spelling}, **changes)
    assert [field] == list(changes)
    assert "locked" in rule
    assert calls == 1


def test_a_verified_profile_can_be_changed_where_it_is_not_locked() -> None:
    """Pincode and address; locked fields that are given as they are change nothing."""
    same = {"first_name": "Nisha", "middle_name": "", "last_name": "Rao", "gender": "f", "birth_date": BORN}
    sent = updated(VERIFIED, pincode="560001", address="", **same)
    assert sent == {**SENT, "middle_name": None, "pincode": "560001", "address": None}


@pytest.mark.parametrize(
    ("lacking", "field", "given", "sent"),
    [
        ({"first_name": None}, "first_name", "Nisha", {"first_name": "Nisha"}),
        ({"gender": None}, "gender", "F", {"gender": "F"}),
        ({"gender": "T"}, "gender", "O", {"gender": "O"}),
        ({"month_of_birth": None, "day_of_birth": None}, "birth_date", BORN, {}),
        ({"day_of_birth": 0}, "birth_date", BORN, {}),
        ({"pincode": None}, "pincode", "110001", {}),
    ],
)
@pytest.mark.parametrize("current", [CURRENT, VERIFIED], ids=["unverified", "verified"])
def test_what_the_profile_lacks_must_be_given_and_may_be(
    current: dict[str, object], lacking: dict[str, object], field: str, given: object, sent: dict[str, object]
) -> None:
    """The service asks for it: Aadhaar often has the year of birth only. Even a locked field may be completed."""
    refusal_field, rule, calls = refused({**current, **lacking}, address="1 Hill Street")
    assert (refusal_field, calls) == (field, 1)
    assert "must be given" in rule
    changes: dict[str, Any] = {field: given}
    assert updated({**current, **lacking}, address="1 Hill Street", **changes) == {
        **SENT,
        **sent,
        "address": "1 Hill Street",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "update"),
        ({"first_name": None}, "update"),
        ({"first_name": ""}, "first_name"),
        ({"first_name": "12"}, "first_name"),
        ({"middle_name": "\x00"}, "middle_name"),
        ({"last_name": 5}, "last_name"),
        ({"gender": ""}, "gender"),
        ({"gender": "female"}, "gender"),
        ({"birth_date": "1990-08-17"}, "birth_date"),
        ({"birth_date": date(1850, 1, 1)}, "birth_date"),
        ({"birth_date": date(2999, 1, 1)}, "birth_date"),
        ({"birth_date": False}, "birth_date"),
        ({"pincode": ""}, "pincode"),
        ({"pincode": "011000"}, "pincode"),
        ({"pincode": 110001}, "pincode"),
        ({"address": "x" * 501}, "address"),
        ({"address": 5}, "address"),
    ],
)
def test_changes_are_checked_before_any_call(changes: dict[str, Any], field: str) -> None:
    """Not even the current profile is asked for."""
    refusal_field, _, calls = refused(CURRENT, **changes)
    assert (refusal_field, calls) == (field, 0)


def test_a_lost_update_may_have_been_processed() -> None:
    """It is not repeated; the reading before it is not what counts."""
    transport = Canned([CURRENT, ConnectionResetError()])
    with pytest.raises(ConnectionFailed) as caught:
        client_on(transport).profile.update(pincode="560001")
    assert caught.value.may_have_been_processed
    assert caught.value.operation == "update_profile"
    assert transport.paths == [PROFILE, PROFILE]


@pytest.mark.parametrize("confirm", [False, None, 1, "yes", "True"])
def test_deleting_must_be_meant(confirm: Any) -> None:
    """It cannot be undone: anything but True makes no call."""
    transport = Canned([])
    with pytest.raises(ConfigurationError, match="confirm=True"):
        client_on(transport).profile.delete(confirm=confirm)
    with pytest.raises(TypeError):
        client_on(transport).profile.delete()  # type: ignore[call-arg]
    assert transport.paths == []


def test_each_call_is_made_as_the_endpoint_wants_it() -> None:
    """Method, path, query and patient."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == CARD:
            return httpx.Response(200, content=PNG, headers={"Content-Type": "image/png"})
        return httpx.Response(200, json=CURRENT) if request.method == "GET" else httpx.Response(204)

    service = Recorder(answer)
    profile = client_on(service).profile
    profile.get()
    profile.update(pincode="560001")
    profile.card()
    profile.qr()
    profile.delete(confirm=True)
    assert [(request.method, request.url.path, dict(request.url.params)) for request in service.requests] == [
        ("GET", PROFILE, {"oid": OID}),
        ("GET", PROFILE, {"oid": OID}),
        ("PATCH", PROFILE, {"oid": OID}),
        ("GET", CARD, {"oid": OID}),
        ("GET", "/abdm/v1/profile/asset/qr", {"oid": OID, "format": "json"}),
        ("DELETE", PROFILE, {"oid": OID}),
    ]
    assert {request.headers["X-Pt-Id"] for request in service.requests} == {OID}


@pytest.mark.parametrize("content_type", ["image/png", "application/octet-stream", "text/html", None])
def test_a_card_is_a_picture_whatever_its_label(content_type: str | None) -> None:
    """The bytes are what counts."""
    headers = {"Content-Type": content_type} if content_type else {}
    card = client_on(Canned([httpx.Response(200, content=PNG, headers=headers)])).profile.card()
    assert isinstance(card, Card)
    assert card.content == PNG
    assert len(card) == len(PNG)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"code": 400, "error": "no card"}',
        b"<html>please log in</html>",
        PNG[:-1],
        PNG[:-12],
        PNG[:8],
        PNG[:40],
        b"\xff\xd8\xff\xe0 a JPEG",
        PNG[1:],
        b" " + PNG,
        PNG + b"<html>",
    ],
    ids=range(12),
)
def test_what_is_no_whole_picture_is_no_card(content: bytes) -> None:
    """Labelled as a picture or not: nobody prints half a card, or an error."""
    for content_type in ("image/png", "application/json"):
        answer = httpx.Response(200, content=content, headers={"Content-Type": content_type})
        with pytest.raises(UnexpectedResponse) as caught:
            client_on(Canned([answer])).profile.card()
        assert caught.value.operation == "get_profile_card"
        assert not caught.value.may_have_been_processed


@pytest.mark.parametrize(
    ("answer", "error"), [(refusal(491), GatewaySessionExpired), (refusal(400, "ABDM-1012"), NotFound)]
)
def test_an_error_instead_of_a_card_is_that_error(answer: httpx.Response, error: type[Exception]) -> None:
    """Its JSON is not handed on as a picture, even where the label says so."""
    answer.headers["Content-Type"] = "image/png"
    with pytest.raises(error):
        client_on(Canned([answer])).profile.card()


def test_the_qr_code_of_the_profile() -> None:
    """Its fields by their names here, whatever the service adds; nothing has to be there."""
    answer = {"hidn": "12-3456-7856-8912", "phr": ADDRESS, "dob": "17/8/1990", "state name": "Delhi", "new": [1]}
    transport = Canned([answer, {}, {"dob": 5, "name": None, "gender": ["F"]}])
    profile = client_on(transport).profile
    code = profile.qr()
    assert (code.abha_number, code.abha_address, code.state_name) == ("12-3456-7856-8912", ADDRESS, "Delhi")
    assert code.birth_date == BirthDate(1990, 8, 17)
    assert code.fields["new"] == [1]
    for _ in range(2):
        empty = profile.qr()
        assert (empty.abha_number, empty.name, empty.birth_date, empty.gender) == (None, None, None, None)


@pytest.mark.parametrize("answer", [httpx.Response(200, content=b"null"), httpx.Response(200, json=[]), 5, "x"])
def test_a_profile_that_is_none_is_unexpected(answer: object) -> None:
    """Null, a list, a number, a string."""
    for call in ("get", "qr"):
        with pytest.raises(UnexpectedResponse):
            getattr(client_on(Canned([answer])).profile, call)()
