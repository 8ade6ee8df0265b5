"""KYC: an ABHA number is attached to an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import NISHA, Caller, caller, nisha

if TYPE_CHECKING:
    from eka_abha.emulator import Account

RAVI = "234567890124"
LINKED = "9811122233"
NUMBER = "12-3456-7890-1234"
ADDRESS = "nisha.rao@sbx"
NO_SESSION = (491, None)


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
