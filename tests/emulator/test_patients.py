"""What a patient does once there is an account: session and profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import NISHA, PERSON, V1, Caller, caller, nisha

if TYPE_CHECKING:
    pass

RAVI = "234567890124"
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
