"""What a patient does once there is an account: session, KYC, profile, card and QR code."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any, Literal

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import NISHA, PERSON, V1, Caller, caller

if TYPE_CHECKING:
    from eka_abha.emulator import Account

RAVI = "234567890124"
LINKED = "9811122233"
NUMBER = "12-3456-7890-1234"
ADDRESS = "nisha.rao@sbx"
NO_SESSION = (491, None)
OF_A_PATIENT: list[tuple[str, str, dict[str, object] | None]] = [
    ("GET", "profile", None),
    ("PATCH", "profile", PERSON),
    ("DELETE", "profile", None),
    ("GET", "profile/asset/card", None),
    ("GET", "profile/asset/qr", None),
    ("POST", "profile/kyc/init", {"method": "aadhaar", "identifier": RAVI}),
    ("POST", "profile/kyc/resend", {"txn_id": "x"}),
    ("POST", "profile/kyc/verify", {"txn_id": "x", "otp": "123456"}),
]


def nisha(client: Caller, *, session: bool = True, **details: Any) -> Account:
    """Add an account with the details of these tests, and open its session."""
    account = client.emulator.add_account(ADDRESS, mobile=NISHA, **{**PERSON, **details})
    if session:
        client.emulator.open_session(ADDRESS)
    return account


# Session


def test_a_session_is_opened_by_otp_and_expires(client: Caller) -> None:
    """Status, start, verify with tokens and no txn_id; after its time it is gone."""
    account = nisha(client, session=False)
    status = client.patient("GET", "session/status", account)
    assert status.body == {"logged_in": False, "kyc_verified": False, "hpr_id": ""}
    started = client.patient("POST", "session/init", account, {"abha_address": ADDRESS}, oid=account.oid)
    assert set(started.body) == {"txn_id"}
    opened = client.patient(
        "POST", "session/verify", account, {"txn_id": started.txn_id, "otp": client.otp(NISHA)}, oid=account.oid
    )
    assert set(opened.body) == {"token", "refresh_token"}
    assert client.patient("GET", "session/status", account).body["logged_in"] is True
    client.emulator.advance(1799)
    client.log_in()
    assert client.patient("GET", "profile", account).status == 200
    client.emulator.advance(1)
    expired = client.patient("GET", "profile", account)
    assert (expired.status, expired.body["error"]) == (491, "Session expired")
    assert client.patient("GET", "session/status", account).body["logged_in"] is False


@pytest.mark.parametrize(("method", "path", "body"), OF_A_PATIENT)
def test_without_a_session_a_call_is_491(
    client: Caller, method: str, path: str, body: dict[str, object] | None
) -> None:
    """Before there was one, after it expired, and for a patient nobody knows."""
    account = nisha(client, session=False)
    first = client.patient(method, path, account, body)
    assert (first.failure, first.body["error"]) == (NO_SESSION, "User not logged in")
    client.emulator.open_session(ADDRESS)
    client.emulator.expire_sessions(ADDRESS)
    second = client.patient(method, path, account, body)
    assert (second.failure, second.body["error"]) == (NO_SESSION, "Session expired")
    unknown = client.call(method, f"{V1}/{path}", body, headers={"X-Pt-Id": "1234"})
    assert unknown.failure == NO_SESSION


@pytest.mark.parametrize(("method", "path", "body"), [*OF_A_PATIENT, ("GET", "session/status", None)])
def test_a_call_for_a_patient_has_to_name_one(
    client: Caller, method: str, path: str, body: dict[str, object] | None
) -> None:
    """An empty name is none."""
    nisha(client)
    assert client.call(method, f"{V1}/{path}", body).failure == (400, "ABDM-1032")
    assert client.call(method, f"{V1}/{path}", body, headers={"X-Pt-Id": ""}).failure == (400, "ABDM-1032")


@pytest.mark.parametrize(
    ("rule", "header", "oid", "reached"),
    [
        ("agree", True, True, "one"),
        ("agree", True, None, "one"),
        ("agree", None, True, "one"),
        ("agree", True, False, None),
        ("header", True, False, "one"),
        ("header", None, False, "other"),
        ("oid", True, False, "other"),
        ("oid", True, None, "one"),
    ],
)
def test_which_name_of_the_patient_wins_is_a_setting(
    rule: Literal["agree", "header", "oid"], header: bool | None, oid: bool | None, reached: str | None
) -> None:
    """Both say one, or the header says one and oid says another, or one of them says nothing."""
    client = caller(EmulatorSettings(patient_identity=rule))
    accounts = {name: client.emulator.add_account(f"{name}@sbx", mobile=NISHA) for name in ("one", "other")}
    for name in accounts:
        client.emulator.open_session(f"{name}@sbx")
    headers = {} if header is None else {"X-Pt-Id": accounts["one"].oid}
    query = {} if oid is None else {"oid": accounts["one" if oid else "other"].oid}
    answer = client.call("GET", f"{V1}/profile", headers=headers, query=query)
    if reached is None:
        assert answer.failure == (400, "ABDM-1032")
    else:
        assert answer.body["abha_address"] == f"{reached}@sbx"


def test_a_session_is_for_an_address_of_the_patient(client: Caller) -> None:
    """If a patient is named; nobody's address is not found."""
    account = nisha(client, session=False)
    client.emulator.add_account("other@sbx", mobile="9123456789")
    other = {"abha_address": "other@sbx"}
    assert client.patient("POST", "session/init", account, other).failure == (500, "ABDM-1051")
    assert client.patient("POST", "session/init", None, {"abha_address": "x@sbx"}).failure == (400, "ABDM-1012")
    started = client.patient("POST", "session/init", None, other)
    assert started.status == 200
    body = {"txn_id": started.txn_id, "otp": client.otp("9123456789")}
    assert client.patient("POST", "session/verify", account, body).failure == (500, "ABDM-1051")
    assert client.patient("POST", "session/verify", None, body).status == 200


def test_tokens_of_a_registration_open_a_session_and_a_login_does_not() -> None:
    """Both are settings."""
    for tokens_open, login_opens in ((True, False), (False, True)):
        settings = EmulatorSettings(
            tokens_open_session=tokens_open, login_opens_session=login_opens, resend_wait_covers_start=False
        )
        client = caller(settings)
        client.create(client.verified().txn_id, ADDRESS)
        account = client.emulator.accounts[0]
        assert client.patient("GET", "session/status", account).body["logged_in"] is tokens_open
        client.emulator.expire_sessions()
        client.verify_login(client.start_login("phr_address", ADDRESS).txn_id, client.otp(NISHA))
        assert client.patient("GET", "session/status", account).body["logged_in"] is login_opens


def test_sessions_need_an_account(client: Caller) -> None:
    """A misspelt address is told."""
    with pytest.raises(LookupError, match="nobody has this ABHA address"):
        client.emulator.open_session("x@sbx")
    with pytest.raises(LookupError, match="nobody has this ABHA address"):
        client.emulator.expire_sessions("x@sbx")


def test_a_session_of_a_deleted_account_is_not_opened(client: Caller) -> None:
    """Deleted between the OTP and its verify."""
    account = nisha(client)
    txn_id = client.patient("POST", "session/init", account, {"abha_address": ADDRESS}).txn_id
    client.patient("DELETE", "profile", account)
    body = {"txn_id": txn_id, "otp": client.otp(NISHA)}
    assert client.patient("POST", "session/verify", account, body).failure == (500, "ABDM-1110")


def test_all_sessions_expire_at_once_or_one(client: Caller) -> None:
    """One that never was stays so."""
    account = nisha(client)
    other = client.emulator.add_account("other@sbx", mobile=NISHA)
    client.emulator.expire_sessions("other@sbx")
    assert client.patient("GET", "profile", other).body["error"] == "User not logged in"
    assert client.patient("GET", "profile", account).status == 200
    client.emulator.open_session("other@sbx")
    client.emulator.expire_sessions()
    assert [client.patient("GET", "profile", each).status for each in (account, other)] == [491, 491]


# KYC


def kyc(client: Caller, account: Account, method: str, identifier: str, number: str, **token: str) -> Any:
    """Start KYC and verify its OTP; return the last answer."""
    body = {"method": method, "identifier": identifier, **token}
    started = client.patient("POST", "profile/kyc/init", account, body, oid=account.oid)
    if started.status != 200:
        return started
    body = {"txn_id": started.txn_id, "otp": client.otp(number), **token}
    return client.patient("POST", "profile/kyc/verify", account, body, oid=account.oid)


def test_kyc_by_aadhaar_attaches_the_abha_number(client: Caller) -> None:
    """The profile has it, and the account can log in by both numbers."""
    account = nisha(client)
    client.emulator.add_person(
        RAVI, mobile=LINKED, first_name="NISHA", gender="F", year_of_birth=1992, abha_number=NUMBER
    )
    assert set(kyc(client, account, "aadhaar", RAVI, RAVI).body) == {"txn_id"}
    profile = client.patient("GET", "profile", account).body
    assert (profile["kyc_verified"], profile["abha_number"]) == (True, NUMBER)
    assert client.patient("GET", "session/status", account).body["kyc_verified"] is True
    assert client.start_login("abha_number", NUMBER).status == 200
    assert client.start_login("aadhaar_number", RAVI).status == 400
    client.emulator.advance(30)
    assert client.start_login("aadhaar_number", RAVI).status == 200


@pytest.mark.parametrize("written", [NUMBER, NUMBER.replace("-", "")])
@pytest.mark.parametrize("of_a_person", [True, False])
def test_kyc_by_abha_number(client: Caller, written: str, of_a_person: bool) -> None:
    """Of a person, or of an account that was added with it."""
    account = nisha(client)
    details: dict[str, Any] = {"first_name": "Nisha", "gender": "F", "year_of_birth": 1992, "abha_number": NUMBER}
    if of_a_person:
        client.emulator.add_person(RAVI, mobile=LINKED, **details)
    else:
        client.emulator.add_account("older@sbx", mobile=LINKED, **details)
    assert kyc(client, account, "abha-number", written, LINKED).status == 200
    assert client.patient("GET", "profile", account).body["abha_number"] == NUMBER


def test_kyc_needs_a_linked_mobile(client: Caller) -> None:
    """The OTP would have nowhere to go."""
    client.emulator.add_person(RAVI, mobile=None)
    assert kyc(client, nisha(client), "aadhaar", RAVI, "").failure == (400, "ABDM-1111")


@pytest.mark.parametrize("changes", [{"first_name": "Asha"}, {"gender": "M"}, {"year_of_birth": 1993}])
def test_kyc_needs_details_that_match(changes: dict[str, Any]) -> None:
    """Otherwise the transaction ends, and nothing is attached; a setting leaves the comparison out."""
    for checked in (True, False):
        client = caller(EmulatorSettings(kyc_checks_details=checked))
        account = nisha(client)
        details = {"first_name": "Nisha", "gender": "F", "year_of_birth": 1992, **changes}
        client.emulator.add_person(RAVI, mobile=LINKED, **details)
        answer = kyc(client, account, "aadhaar", RAVI, RAVI)
        assert answer.status == 200 if not checked else answer.failure == (500, "ABDM-1043")
        assert client.patient("GET", "profile", account).body["kyc_verified"] is not checked


def test_kyc_can_be_sent_again(client: Caller) -> None:
    """To the same number, after the wait, for the same patient only."""
    account = nisha(client)
    client.emulator.add_account("other@sbx", mobile="9123456789")
    client.emulator.open_session("other@sbx")
    other = client.emulator.accounts[1]
    body = {"method": "aadhaar", "identifier": "345678901238"}
    txn_id = client.patient("POST", "profile/kyc/init", account, body).txn_id
    assert client.patient("POST", "profile/kyc/resend", account, {"txn_id": txn_id}).status == 400
    client.emulator.advance(30)
    assert client.patient("POST", "profile/kyc/resend", other, {"txn_id": txn_id}).failure == (500, "ABDM-1017")
    again = client.patient("POST", "profile/kyc/resend", account, {"txn_id": txn_id})
    assert set(again.body) == {"txn_id"}
    body = {"txn_id": again.txn_id, "otp": client.otp(NISHA)}
    assert client.patient("POST", "profile/kyc/verify", account, body).status == 200


def test_an_unknown_aadhaar_number_is_the_patients_own() -> None:
    """Unless the setting says that it is not found."""
    client = caller()
    assert kyc(client, nisha(client), "aadhaar", "345678901238", "345678901238").status == 200
    strict = caller(EmulatorSettings(unknown_aadhaar="not_found"))
    assert kyc(strict, nisha(strict), "aadhaar", "345678901238", "").failure == (400, "ABDM-1112")


@pytest.mark.parametrize(
    ("method", "identifier", "failure"),
    [
        ("abha_number", NUMBER, (400, "ABDM-1006")),
        ("aadhaar_number", RAVI, (400, "ABDM-1006")),
        ("abha-number", "12", (400, "ABDM-1013")),
        ("abha-number", "99-9999-9999-9999", (500, "ABDM-1110")),
        ("aadhaar", "234567890123", (400, "ABDM-1010")),
    ],
)
def test_kyc_refuses_what_it_does_not_know(
    client: Caller, method: str, identifier: str, failure: tuple[int, str]
) -> None:
    """A method of login, spelt as there, is none of KYC."""
    assert kyc(client, nisha(client), method, identifier, "").failure == failure


def test_kyc_is_done_once(client: Caller) -> None:
    """A verified account is refused."""
    account = nisha(client, kyc_verified=True, abha_number=NUMBER)
    assert kyc(client, account, "abha-number", NUMBER, "").failure == (500, "ABDM-1053")


def test_the_patients_token_has_to_be_theirs(client: Caller) -> None:
    """The partner's token and another patient's are refused with 491; a setting asks for one."""
    account = nisha(client)
    client.emulator.add_account("other@sbx", mobile="9123456789")
    for token in (client.bearer or "", client.emulator.open_session("other@sbx")):
        refused = kyc(client, account, "aadhaar", RAVI, RAVI, user_x_token=token)
        assert (refused.status, refused.body["error"]) == (491, "Session is invalid")
    assert kyc(client, account, "aadhaar", RAVI, RAVI, user_x_token=client.emulator.open_session(ADDRESS)).status == 200
    strict = caller(EmulatorSettings(kyc_needs_user_token=True))
    assert kyc(strict, nisha(strict), "aadhaar", RAVI, RAVI).failure == NO_SESSION


# Profile


def test_a_profile_is_updated_whole(client: Caller) -> None:
    """204 without a body; absent options stay, null clears them."""
    account = nisha(client, middle_name="K", address="1, Old Street")
    changes = {key: value for key, value in PERSON.items() if key not in ("middle_name", "last_name")}
    answer = client.patient("PATCH", "profile", account, {**changes, "first_name": "Nishi", "pincode": "110001"})
    assert (answer.status, answer.body) == (204, None)
    profile = client.patient("GET", "profile", account).body
    assert (profile["full_name"], profile["state_name"], profile["address"]) == (
        "Nishi K Rao",
        "Delhi",
        "1, Old Street",
    )
    client.patient("PATCH", "profile", account, {**PERSON, "address": None})
    profile = client.patient("GET", "profile", account).body
    assert (profile["middle_name"], profile["address"]) == (None, None)


@pytest.mark.parametrize("name", ["first_name", "gender", "pincode", "day_of_birth", "month_of_birth", "year_of_birth"])
def test_an_update_needs_all_required_details(client: Caller, name: str) -> None:
    """Though the method is PATCH."""
    body = {key: value for key, value in PERSON.items() if key != name}
    assert client.patient("PATCH", "profile", nisha(client), body).failure == (400, "ABDM-1006")


@pytest.mark.parametrize(
    "changes",
    [
        {"first_name": "Asha"},
        {"middle_name": "K"},
        {"last_name": None},
        {"gender": "O"},
        {"day_of_birth": 28},
        {"month_of_birth": 3},
        {"year_of_birth": 1996},
    ],
)
def test_kyc_locks_name_gender_and_birth_date(client: Caller, changes: dict[str, Any]) -> None:
    """The rest can still change."""
    account = nisha(client, kyc_verified=True, abha_number=NUMBER)
    assert client.patient("PATCH", "profile", account, {**PERSON, **changes}).failure == (400, "ABDM-1010")
    assert client.patient("PATCH", "profile", account, {**PERSON, "address": "2, New Street"}).status == 204
    assert client.patient("GET", "profile", account).body["address"] == "2, New Street"


def test_a_deleted_account_is_gone(client: Caller) -> None:
    """With its session; its address is free, and the mobile number has one account less."""
    account = nisha(client)
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    answer = client.patient("DELETE", "profile", account)
    assert (answer.status, answer.body) == (204, None)
    assert client.patient("GET", "profile", account).failure == NO_SESSION
    assert client.patient("GET", "session/status", account).body["logged_in"] is False
    assert [each["abha_address"] for each in client.verified().body["abha_profiles"]] == ["asha@sbx"]
    assert client.emulator.add_account(ADDRESS, mobile=NISHA).oid != account.oid


# Card and QR code


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and rows of a PNG image, whose parts are checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    rest, parts = png[8:], {}
    while rest:
        length, kind = struct.unpack(">I4s", rest[:8])
        data, checksum = rest[8 : 8 + length], rest[8 + length : 12 + length]
        assert struct.pack(">I", zlib.crc32(kind + data)) == checksum
        parts[kind] = data
        rest = rest[12 + length :]
    assert list(parts) == [b"IHDR", b"IDAT", b"IEND"]
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    return width, height, zlib.decompress(parts[b"IDAT"])


def test_the_card_is_a_png_image(client: Caller) -> None:
    """The same each time, another one for another patient."""
    account = nisha(client)
    other = client.emulator.add_account("other@sbx", mobile=NISHA)
    client.emulator.open_session("other@sbx")
    answer = client.patient("GET", "profile/asset/card", account)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    width, height, rows = pixels(answer.body)
    assert len(rows) == height * (1 + 3 * width)
    assert client.patient("GET", "profile/asset/card", account).body == answer.body
    assert client.patient("GET", "profile/asset/card", other).body != answer.body


def test_the_qr_code_is_json(client: Caller) -> None:
    """All of it text; what is not known is left out; another format is refused."""
    account = nisha(client)
    answer = client.patient("GET", "profile/asset/qr", account, format="json")
    assert answer.body["phr"] == ADDRESS
    assert (answer.body["dob"], answer.body["state name"]) == ("29-02-1992", "Karnataka")
    assert "hidn" not in answer.body
    assert all(isinstance(value, str) for value in answer.body.values())
    assert client.patient("GET", "profile/asset/qr", account).body == answer.body
    assert client.patient("GET", "profile/asset/qr", account, format="svg").failure == (400, "ABDM-1010")


@pytest.mark.parametrize(
    ("born", "text"), [({"day_of_birth": None}, "1992"), ({"year_of_birth": None}, None), ({}, "29-02-1992")]
)
def test_an_incomplete_birth_date_is_written_as_far_as_it_is_known(
    client: Caller, born: dict[str, Any], text: str | None
) -> None:
    """As some accounts have it."""
    account = nisha(client, **born)
    assert client.patient("GET", "profile/asset/qr", account).body.get("dob") == text


# Pincodes


@pytest.mark.parametrize(
    ("pincode", "state", "district"),
    [
        ("834001", "Jharkhand", "Ranchi"),
        ("560001", "Karnataka", "Bengaluru Urban"),
        ("123456", "Delhi", "District 123"),
    ],
)
def test_a_pincode_lies_in_a_district(client: Caller, pincode: str, state: str, district: str) -> None:
    """A real one or a made-up one."""
    answer = client.call("GET", f"{V1}/registration/pincode/{pincode}")
    assert (answer.body["pincode"], answer.body["state_name"], answer.body["dist_name"]) == (pincode, state, district)
    assert answer.body["state_code"].isdigit()
    assert answer.body["dist_code"].isdigit()


@pytest.mark.parametrize(
    ("pincode", "failure"),
    [("012345", (400, "ABDM-1010")), ("12345", (400, "ABDM-1010")), ("912345", (500, "ABDM-1001"))],
)
def test_an_unknown_pincode_is_refused(client: Caller, pincode: str, failure: tuple[int, str]) -> None:
    """Be it none, or one of the army."""
    assert client.call("GET", f"{V1}/registration/pincode/{pincode}").failure == failure
