"""Login: by mobile, Aadhaar or ABHA number, by address and by search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import NA, NISHA, V1, Caller, caller

if TYPE_CHECKING:
    from eka_abha.emulator import Account

RAVI = "234567890124"
LINKED = "9811122233"
NUMBER = "12-3456-7890-1234"
METHODS = f"{NA}/profile/login/methods"
NO_USER = (500, "ABDM-1110")


def ravi(client: Caller, address: str = "ravi.rao@sbx", *, blocked_methods: tuple[str, ...] = ()) -> Account:
    """Add an account of a person with an Aadhaar number; its mobile number is not the linked one."""
    if not client.emulator.accounts:
        client.emulator.add_person(RAVI, mobile=LINKED, first_name="Ravi", abha_number=NUMBER)
    return client.emulator.add_account(
        address,
        mobile=NISHA,
        first_name="Ravi",
        aadhaar=RAVI,
        abha_number=NUMBER,
        kyc_verified=True,
        blocked_methods=blocked_methods,
    )


def test_an_address_logs_in_at_once(client: Caller) -> None:
    """Its verify ends the login: profile and ids, and no token."""
    account = ravi(client)
    started = client.start_login("phr_address", "Ravi.Rao@sbx")
    assert started.body["hint"].endswith("******3210")
    done = client.verify_login(started.txn_id, client.otp(NISHA))
    assert (done.body["skip_state"], done.body["eka"]["oid"]) == ("abha_end", account.oid)
    assert done.body["profile"]["abha_address"] == "ravi.rao@sbx"
    assert not {"token", "refresh_token"} & set(done.body)
    assert client.verify_login(done.txn_id, client.otp(NISHA)).failure == (500, "MIS-1026")


def test_a_mobile_number_offers_its_accounts(client: Caller) -> None:
    """One of them is entered by login/phr; auto-login is for Aadhaar."""
    ravi(client)
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    client.emulator.add_account("someone.else@sbx", mobile=LINKED)
    verified = client.verify_login(client.start_login("mobile", NISHA).txn_id, client.otp(NISHA))
    assert verified.body["skip_state"] == "abha_select"
    assert [each["abha_address"] for each in verified.body["abha_profiles"]] == ["ravi.rao@sbx", "asha@sbx"]
    assert client.enter("auto-login", verified.txn_id, "asha@sbx").failure == (500, "ABDM-1017")
    assert client.choose(verified.txn_id, "someone.else@sbx").failure == (400, "ABDM-1012")
    done = client.choose(verified.txn_id, "asha@sbx")
    assert (done.body["skip_state"], done.body["profile"]["abha_address"]) == ("abha_end", "asha@sbx")


def test_an_aadhaar_number_goes_on_with_auto_login(client: Caller) -> None:
    """Although the step is called abha_create, nothing is created; the OTP goes to the linked mobile number."""
    account = ravi(client)
    started = client.start_login("aadhaar_number", RAVI, otp_system="aadhaar")
    assert started.body["hint"].endswith("******2233")
    verified = client.verify_login(started.txn_id, client.otp(RAVI))
    assert verified.body["skip_state"] == "abha_create"
    assert [each["abha_address"] for each in verified.body["abha_profiles"]] == ["ravi.rao@sbx"]
    assert client.enter("create-phr", verified.txn_id, "ravi.rao2@sbx").failure == (500, "ABDM-1017")
    assert client.choose(verified.txn_id, "ravi.rao@sbx").failure == (500, "ABDM-1017")
    done = client.enter("auto-login", verified.txn_id, "ravi.rao@sbx")
    assert (done.body["skip_state"], done.body["eka"]["oid"]) == ("abha_end", account.oid)
    assert done.body["token"]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("skip_state", ["abha_create", "abha_end", "abha_select"])
@pytest.mark.parametrize("written", [NUMBER, NUMBER.replace("-", "")])
def test_what_follows_an_abha_number_is_a_setting(
    number: int, skip_state: Literal["abha_create", "abha_end", "abha_select"], written: str
) -> None:
    """With and without dashes; abha_end needs exactly one address."""
    client = caller(EmulatorSettings(abha_number_skip_state=skip_state))
    for each in range(number):
        ravi(client, f"ravi{each}@sbx")
    verified = client.verify_login(client.start_login("abha_number", written).txn_id, client.otp(NISHA))
    expected = "abha_select" if skip_state == "abha_end" and number == 2 else skip_state
    assert verified.body["skip_state"] == expected
    if expected == "abha_select":
        assert client.choose(verified.txn_id, "ravi0@sbx").status == 200
    elif expected == "abha_create":
        assert client.enter("auto-login", verified.txn_id, "ravi0@sbx").status == 200
    else:
        assert verified.body["profile"]["abha_number"] == NUMBER


def test_the_otp_system_says_which_mobile_gets_the_otp(client: Caller) -> None:
    """The account's own by default, the one linked to Aadhaar on request."""
    ravi(client)
    for method, identifier in (("phr_address", "ravi.rao@sbx"), ("abha_number", NUMBER)):
        for otp_system, mobile in (("abdm", NISHA), ("aadhaar", LINKED)):
            started = client.start_login(method, identifier, otp_system=otp_system)
            assert started.body["hint"].endswith(mobile[-4:])
            client.emulator.advance(30)


def test_a_search_finds_profiles_of_which_one_logs_in(client: Caller) -> None:
    """With masked ABHA numbers, ages, and indexes from 1."""
    ravi(client)
    client.emulator.add_account("asha@sbx", mobile=NISHA, year_of_birth=None)
    found = client.post(f"{V1}/profile/search", {"mobile": NISHA})
    first, second = found.body["profiles"]
    assert first == {
        "index": 1,
        "abha_address": "ravi.rao@sbx",
        "abha_number": "xx-xxxx-xxxx-1234",
        "name": "Ravi Rao",
        "gender": "F",
        "age": 36,
        "kyc_verified": "true",
    }
    assert (second["index"], "age" in second, "abha_number" in second) == (2, False, False)
    assert client.start_login("search", "3", txn_id=found.txn_id).failure == (400, "ABDM-1010")
    started = client.start_login("search", "2", txn_id=found.txn_id)
    assert started.txn_id != found.txn_id
    done = client.verify_login(started.txn_id, client.otp(NISHA))
    assert (done.body["skip_state"], done.body["profile"]["abha_address"]) == ("abha_end", "asha@sbx")


def test_a_search_may_find_nothing(client: Caller) -> None:
    """The profiles are null; a number that is none is refused; a login by search needs the search's txn_id."""
    found = client.post(f"{V1}/profile/search", {"mobile": NISHA})
    assert found.body["profiles"] is None
    assert client.start_login("search", "1", txn_id=found.txn_id).failure == (400, "ABDM-1010")
    assert client.post(f"{V1}/profile/search", {"mobile": "1"}).failure == (400, "ABDM-1014")
    assert client.start_login("search", "1").failure == (400, "ABDM-1006")
    assert client.start_login("search", "1", txn_id=client.start(NISHA).txn_id).failure == (500, "ABDM-1017")


def test_the_age_is_that_of_the_last_birthday() -> None:
    """On the emulator's day, 1 January 2026."""
    client = caller()
    for day, age in ((1, 26), (2, 25)):
        client.emulator.add_account(
            f"born{day}@sbx", mobile=NISHA, day_of_birth=day, month_of_birth=1, year_of_birth=2000
        )
        assert client.post(f"{V1}/profile/search", {"mobile": NISHA}).body["profiles"][-1]["age"] == age


@pytest.mark.parametrize(
    ("method", "identifier", "failure"),
    [
        ("phr_address", "nobody@sbx", (400, "ABDM-1012")),
        ("mobile", "9000000001", (400, "ABDM-1111")),
        ("mobile", "+919000000001", (400, "ABDM-1014")),
        ("aadhaar_number", "345678901238", NO_USER),
        ("aadhaar_number", "345678901239", (400, "ABDM-1010")),
        ("abha_number", "99-9999-9999-9999", NO_USER),
        ("abha_number", "12-345678901234", (400, "ABDM-1013")),
        ("abha-number", NUMBER, (400, "ABDM-1006")),
        ("aadhaar", RAVI, (400, "ABDM-1006")),
    ],
)
def test_whoever_is_unknown_cannot_log_in(
    client: Caller, method: str, identifier: str, failure: tuple[int, str]
) -> None:
    """Nor does a method of KYC, spelt as there, log in."""
    ravi(client)
    assert client.start_login(method, identifier).failure == failure
    assert client.emulator.messages == ()


def test_an_unknown_aadhaar_number_is_not_found_when_the_setting_says_so() -> None:
    """A known one without an account has no user."""
    client = caller(EmulatorSettings(unknown_aadhaar="not_found"))
    assert client.start_login("aadhaar_number", "345678901238").failure == (400, "ABDM-1112")
    client.emulator.add_person("345678901238", mobile=LINKED)
    assert client.start_login("aadhaar_number", "345678901238").failure == NO_USER


@pytest.mark.parametrize("changes", [{"otp_system": "x"}, {"method": None}, {"identifier": None}, {"method": "x"}])
def test_a_login_needs_method_and_identifier(client: Caller, changes: dict[str, object]) -> None:
    """Both of those there are."""
    body = {"method": "mobile", "identifier": NISHA, **changes}
    assert client.post(f"{NA}/profile/login/init", body).failure == (400, "ABDM-1006")


def test_an_account_without_aadhaar_has_no_login_by_aadhaar(client: Caller) -> None:
    """Neither by its address."""
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    assert client.start_login("phr_address", "asha@sbx", otp_system="aadhaar").failure == (400, "ABDM-1112")


def test_an_account_without_a_mobile_number_gets_no_otp(client: Caller) -> None:
    """Registered by face, where no mobile number is linked: neither the account nor Aadhaar has one."""
    client.emulator.add_person(RAVI, mobile=None, abha_number=NUMBER)
    txn_id = client.call("POST", f"{NA}/face-auth/init").txn_id
    for _ in range(3):
        txn_id = client.post(f"{NA}/face-auth/capture", {"txn_id": txn_id}).txn_id
    txn_id = client.post(f"{NA}/face-auth/verify", {"txn_id": txn_id, "aadhaar": RAVI}).txn_id
    assert client.enter("create-phr", txn_id, "ravi.rao@sbx").status == 200
    for method, identifier in (("phr_address", "ravi.rao@sbx"), ("abha_number", NUMBER), ("aadhaar_number", RAVI)):
        for otp_system in ("abdm", "aadhaar"):
            assert client.start_login(method, identifier, otp_system=otp_system).failure == (400, "ABDM-1111")
    listed = client.post(METHODS, {"abha_address": "ravi.rao@sbx"}).body
    assert ("mobile" in listed, "MOBILE_OTP" in listed["auth_methods"]) == (False, False)


@pytest.mark.parametrize(
    ("blocked", "method", "identifier", "otp_system", "code"),
    [
        ("MOBILE_OTP", "phr_address", "ravi.rao@sbx", "abdm", "ABDM-1113"),
        ("MOBILE_OTP", "mobile", NISHA, "abdm", "ABDM-1113"),
        ("ABHA_NUMBER_OTP", "abha_number", NUMBER, "abdm", "ABDM-1114"),
        ("AADHAAR_OTP", "aadhaar_number", RAVI, "aadhaar", "ABDM-1115"),
        ("AADHAAR_OTP", "abha_number", NUMBER, "aadhaar", "ABDM-1115"),
        ("AADHAAR_OTP", "phr_address", "ravi.rao@sbx", "aadhaar", "ABDM-1115"),
    ],
)
def test_a_blocked_method_is_refused(
    client: Caller, blocked: str, method: str, identifier: str, otp_system: str, code: str
) -> None:
    """With the error of that method, and without an OTP."""
    ravi(client, blocked_methods=(blocked,))
    assert client.start_login(method, identifier, otp_system=otp_system).failure == (400, code)
    assert client.emulator.messages == ()


def test_the_methods_of_an_address_are_listed(client: Caller) -> None:
    """Blocked ones apart; nothing is sent."""
    ravi(client, blocked_methods=("AADHAAR_OTP", "PASSWORD"))
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    answer = client.post(METHODS, {"abha_address": "ravi.rao@sbx"})
    assert answer.body == {
        "abha_address": "ravi.rao@sbx",
        "abha_number": NUMBER,
        "auth_methods": ["MOBILE_OTP", "ABHA_NUMBER_OTP"],
        "blocked_methods": ["AADHAAR_OTP", "PASSWORD"],
        "fullname": "Ravi Rao",
        "mobile": "******3210",
        "status": "ACTIVE",
    }
    plain = client.post(METHODS, {"abha_address": "asha@sbx"}).body
    assert (plain["auth_methods"], plain["blocked_methods"], "abha_number" in plain) == (["MOBILE_OTP"], None, False)
    assert client.post(METHODS, {"abha_address": "nobody@sbx"}).failure == (400, "ABDM-1012")
    assert client.emulator.messages == ()
    with pytest.raises(ValueError, match="blocked_methods must be among"):
        client.emulator.add_account("b@sbx", mobile=NISHA, blocked_methods=("SMS",))


def test_a_login_starts_again_after_the_wait(client: Caller) -> None:
    """There is no resend."""
    ravi(client)
    client.start_login("mobile", NISHA)
    assert client.start_login("mobile", NISHA).status == 400
    client.emulator.advance(30)
    assert client.start_login("mobile", NISHA).status == 200


def test_a_login_of_a_deleted_account_ends(client: Caller) -> None:
    """Between the OTP and its verify."""
    account = ravi(client)
    client.emulator.open_session(account.abha_address)
    txn_id = client.start_login("phr_address", account.abha_address).txn_id
    assert client.patient("DELETE", "profile", account).status == 204
    assert client.verify_login(txn_id, client.otp(NISHA)).failure == NO_USER
