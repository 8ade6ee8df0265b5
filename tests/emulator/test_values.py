"""The values and bodies that the emulator refuses, and those it lets pass."""

from __future__ import annotations

import json

import pytest

from tests.emulator.support import MOBILE, NISHA, PERSON, Caller


@pytest.mark.parametrize(
    "mobile", ["", "987654321", "98765432101", "5876543210", "+919876543210", "98765 43210", "９876543210"]
)
def test_a_mobile_number_has_ten_digits(client: Caller, mobile: str) -> None:
    """Anything else is refused, and nothing is sent."""
    assert client.start(mobile).failure == (400, "ABDM-1014")
    assert client.emulator.messages == ()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@sbx",
        "nisha.rao",
        "nisha.rao@abdm",
        "nisha.rao@sbx@sbx",
        "nisha.r@sbx",
        "nisha.rao.of.delhi@sbx",
        "nisha_rao_x@sbx",
        ".nisharao@sbx",
        "nisharao_@sbx",
        "1nisharao@sbx",
        "nisha-rao@sbx",
        "nisharaonisharaoxyz@sbx",
        "nisha.raö1@sbx",
    ],
)
def test_a_new_address_keeps_the_rule(client: Caller, address: str) -> None:
    """8 to 18 letters or digits, at most one dot and underscore inside, a letter first, the suffix."""
    assert client.create(client.verified().txn_id, address).failure == (400, "ABDM-1010")
    assert client.emulator.accounts == ()


@pytest.mark.parametrize("address", ["nisharao@sbx", "Nisha.rao_92@sbx", "nisha.raonisharaox@sbx"])
def test_addresses_that_keep_the_rule_are_created(client: Caller, address: str) -> None:
    """The shortest, the longest, and one with all that is allowed."""
    assert client.create(client.verified().txn_id, address).body["profile"]["abha_address"] == address


@pytest.mark.parametrize(
    "changes",
    [
        {"first_name": ""},
        {"first_name": "  "},
        {"gender": "X"},
        {"pincode": "56001"},
        {"pincode": "060001"},
        {"month_of_birth": 13},
        {"year_of_birth": 1993},
        {"year_of_birth": 92},
        {"year_of_birth": 2028},
        {"year_of_birth": 10**30},
    ],
)
def test_details_that_break_their_rule_are_refused(client: Caller, changes: dict[str, object]) -> None:
    """The person of these tests was born on a 29 February; a year without one makes no date."""
    txn_id = client.verified().txn_id
    assert client.create(txn_id, "nisha.rao@sbx", **changes).failure == (400, "ABDM-1010")
    assert client.create(txn_id, "nisha.rao@sbx").status == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_name", None),
        ("first_name", 1),
        ("middle_name", 1),
        ("last_name", []),
        ("address", {}),
        ("gender", None),
        ("pincode", 560001),
        ("day_of_birth", "29"),
        ("day_of_birth", None),
        ("month_of_birth", 2.0),
        ("year_of_birth", True),
    ],
)
def test_details_of_a_wrong_type_are_refused(client: Caller, name: str, value: object) -> None:
    """As a bad body."""
    assert client.create(client.verified().txn_id, "nisha.rao@sbx", **{name: value}).failure == (400, "ABDM-1006")


@pytest.mark.parametrize("name", ["first_name", "gender", "pincode", "day_of_birth", "month_of_birth", "year_of_birth"])
def test_details_that_are_missing_are_refused(client: Caller, name: str) -> None:
    """The note in the request log names the field, and only the field."""
    profile = {key: value for key, value in PERSON.items() if key != name}
    body = {"txn_id": client.verified().txn_id, "abha_address": "nisha.rao@sbx", "profile": profile}
    answer = client.post(f"{MOBILE}/create-phr", body)
    assert answer.failure == (400, "ABDM-1006")
    assert client.emulator.requests[-1].note.startswith(f"profile.{name}: ")
    assert client.emulator.requests[-1].note.endswith(", missing")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("init", {}),
        ("init", {"mobile_number": 9876543210}),
        ("init", {"mobile_number": None}),
        ("resend", {}),
        ("verify", {"txn_id": "x"}),
        ("verify", {"otp": "123456"}),
        ("verify", {"txn_id": "x", "otp": 123456}),
        ("create-phr", {"txn_id": "x", "abha_address": "nisha.rao@sbx"}),
        ("create-phr", {"txn_id": "x", "abha_address": "nisha.rao@sbx", "profile": []}),
        ("create-phr", {"txn_id": "x", "profile": PERSON}),
        ("../../profile/login/phr", {"txn_id": "x"}),
        ("../../profile/login/phr", {"phr_address": "nisha.rao@sbx"}),
    ],
)
def test_missing_fields_and_wrong_types_are_refused(client: Caller, path: str, body: dict[str, object]) -> None:
    """With the documented error, at every step."""
    full = f"{MOBILE}/{path}".replace("registration/mobile/../../", "")
    assert client.post(full, body).failure == (400, "ABDM-1006")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"mobile_number": ' + b"9" * 5000 + b"}"],
)
def test_a_body_that_is_no_json_object_is_refused(client: Caller, body: bytes) -> None:
    """However broken it is."""
    assert client.post(f"{MOBILE}/init", body).failure == (400, "ABDM-1006")


def test_the_content_type_has_to_be_json(client: Caller) -> None:
    """With or without a charset."""
    body = {"mobile_number": NISHA}
    assert client.post(f"{MOBILE}/init", body, **{"Content-Type": "text/plain"}).failure == (400, "ABDM-1006")
    assert client.post(f"{MOBILE}/init", body, **{"Content-Type": "application/json; charset=utf-8"}).status == 200


def test_unknown_fields_are_tolerated(client: Caller) -> None:
    """At the top and in the profile."""
    answer = client.post(f"{MOBILE}/init", {"mobile_number": NISHA, "new": [1]})
    verified = client.verify(answer.txn_id, client.emulator.otp_for(NISHA))
    assert client.create(verified.txn_id, "nisha.rao@sbx", email="x").status == 200


def test_names_come_back_as_they_were_sent(client: Caller) -> None:
    """In any script, even broken text."""
    created = client.create(client.verified().txn_id, "nisha.rao@sbx", first_name="निशा", last_name="\ud800")
    assert created.body["profile"]["full_name"] == "निशा \ud800"
    assert json.dumps(created.body).isascii()
