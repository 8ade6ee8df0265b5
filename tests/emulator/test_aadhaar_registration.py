"""Registration by Aadhaar number, step by step."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import AADHAAR, NISHA, Caller, caller

if TYPE_CHECKING:
    from tests.emulator.support import Answer

RAVI = "234567890124"
LINKED = "9811122233"
OTHER = "9811100000"
NOT_FOUND = (500, "MIS-1026")


@pytest.fixture
def ravi(client: Caller) -> Caller:
    """A client of an emulator that knows one person."""
    return know_ravi(client)


def know_ravi(client: Caller) -> Caller:
    """Add the person of these tests."""
    client.emulator.add_person(RAVI, mobile=LINKED, first_name="Ravi", last_name="Rao", gender="M", pincode="110001")
    return client


def created(client: Caller, address: str = "ravi.rao@sbx", mobile: str = LINKED) -> Answer:
    """Register the person."""
    answer = client.enter("create-phr", client.proven(RAVI, mobile).txn_id, address)
    assert answer.status == 200
    client.emulator.advance(60)
    return answer


def test_a_person_registers_with_the_linked_mobile(ravi: Caller) -> None:
    """Details, ABHA number and KYC come from Aadhaar; the answer has tokens and ids."""
    started = ravi.start_aadhaar(RAVI)
    assert started.body["hint"].endswith("******2233")
    assert ravi.otp(RAVI) == ravi.otp(LINKED)
    verified = ravi.verify_aadhaar(started.txn_id, ravi.otp(RAVI), LINKED)
    assert (verified.body["skip_state"], verified.body["abha_profiles"]) == ("abha_create", [])
    assert (verified.body["token"], verified.body["eka"]) == (None, {"oid": None, "uuid": None})
    assert verified.body["profile"]["full_name"] == "Ravi Rao"
    done = ravi.enter("create-phr", verified.txn_id, "ravi.rao@sbx")
    assert (done.status, done.body["skip_state"]) == (200, "abha_end")
    assert done.body["token"] != done.body["refresh_token"]
    profile = done.body["profile"]
    assert (profile["first_name"], profile["gender"], profile["state_name"]) == ("Ravi", "M", "Delhi")
    assert (profile["mobile"], profile["kyc_verified"]) == (LINKED, True)
    assert profile["abha_number"].count("-") == 3
    account = ravi.emulator.accounts[0]
    assert (account.aadhaar, account.oid) == (RAVI, done.body["eka"]["oid"])
    assert ravi.patient("GET", "profile", account).status == 200


def test_another_mobile_is_confirmed_with_an_otp_of_its_own(ravi: Caller) -> None:
    """It went out with the verify; the account then has that mobile number."""
    verified = ravi.proven(RAVI, OTHER)
    assert verified.body["skip_state"] == "confirm_mobile_otp"
    assert verified.body["hint"].endswith("******0000")
    assert ravi.enter("create-phr", verified.txn_id, "ravi.rao@sbx").failure == (400, "ABDM-1102")
    wrong = ravi.post(f"{AADHAAR}/mobile/verify", {"txn_id": verified.txn_id, "otp": "000000"})
    assert wrong.failure == (400, "ABDM-1035")
    confirmed = ravi.post(f"{AADHAAR}/mobile/verify", {"txn_id": verified.txn_id, "otp": ravi.otp(OTHER)})
    assert confirmed.body["skip_state"] == "abha_create"
    done = ravi.enter("create-phr", confirmed.txn_id, "ravi.rao@sbx")
    assert done.body["profile"]["mobile"] == OTHER


def test_the_confirmation_has_a_resend_of_its_own(ravi: Caller) -> None:
    """With a wait of its own; the first step's resend does not fit any more."""
    verified = ravi.proven(RAVI, OTHER)
    path = f"{AADHAAR}/mobile/resend"
    assert ravi.post(path, {"txn_id": verified.txn_id}).status == 400
    ravi.emulator.advance(30)
    assert ravi.post(f"{AADHAAR}/resend", {"txn_id": verified.txn_id}).failure == (500, "ABDM-1017")
    old = ravi.otp(OTHER)
    again = ravi.post(path, {"txn_id": verified.txn_id})
    assert again.body["hint"].endswith("******0000")
    assert ravi.otp(OTHER) != old
    confirmed = ravi.post(f"{AADHAAR}/mobile/verify", {"txn_id": again.txn_id, "otp": ravi.otp(OTHER)})
    assert confirmed.status == 200


def test_the_confirmation_has_attempts_and_resends_of_its_own(ravi: Caller) -> None:
    """What was mistyped or sent again before does not count."""
    txn_id = ravi.start_aadhaar(RAVI).txn_id
    for _ in range(3):
        ravi.emulator.advance(30)
        txn_id = ravi.post(f"{AADHAAR}/resend", {"txn_id": txn_id}).txn_id
    for _ in range(2):
        assert ravi.verify_aadhaar(txn_id, "000000", OTHER).failure == (400, "ABDM-1035")
    txn_id = ravi.verify_aadhaar(txn_id, ravi.otp(RAVI), OTHER).txn_id
    for _ in range(3):
        ravi.emulator.advance(30)
        txn_id = ravi.post(f"{AADHAAR}/mobile/resend", {"txn_id": txn_id}).txn_id
    for _ in range(2):
        wrong = ravi.post(f"{AADHAAR}/mobile/verify", {"txn_id": txn_id, "otp": "000000"})
        assert wrong.failure == (400, "ABDM-1035")
    body = {"txn_id": txn_id, "otp": ravi.otp(OTHER)}
    assert ravi.post(f"{AADHAAR}/mobile/verify", body).body["skip_state"] == "abha_create"


def test_the_first_otp_can_be_sent_again(ravi: Caller) -> None:
    """To the linked mobile number."""
    started = ravi.start_aadhaar(RAVI)
    ravi.emulator.advance(30)
    again = ravi.post(f"{AADHAAR}/resend", {"txn_id": started.txn_id})
    assert again.body["hint"].endswith("******2233")
    assert ravi.verify_aadhaar(again.txn_id, ravi.otp(RAVI), LINKED).status == 200
    assert ravi.post(f"{AADHAAR}/mobile/resend", {"txn_id": again.txn_id}).failure == NOT_FOUND


def test_steps_of_the_confirmation_cannot_come_before_it(ravi: Caller) -> None:
    """Nor can a registration by mobile use them."""
    txn_id = ravi.start_aadhaar(RAVI).txn_id
    assert ravi.post(f"{AADHAAR}/mobile/verify", {"txn_id": txn_id, "otp": ravi.otp(RAVI)}).failure == (
        500,
        "ABDM-1017",
    )
    ravi.emulator.advance(30)
    assert ravi.post(f"{AADHAAR}/mobile/resend", {"txn_id": txn_id}).failure == (500, "ABDM-1017")
    mobile = ravi.start(NISHA).txn_id
    assert ravi.verify_aadhaar(mobile, ravi.otp(NISHA), NISHA).failure == (500, "ABDM-1017")


def test_whoever_has_an_account_chooses_it(ravi: Caller) -> None:
    """By login/phr after abha_select, or by auto-login; nothing else can be entered and nothing created."""
    created(ravi)
    ravi.emulator.add_account("other@sbx", mobile=LINKED)
    verified = ravi.proven(RAVI, LINKED)
    assert verified.body["skip_state"] == "abha_select"
    assert verified.body["abha_profiles"] == [
        {"abha_address": "ravi.rao@sbx", "kyc_verified": "true", "name": "Ravi Rao"}
    ]
    assert ravi.enter("create-phr", verified.txn_id, "ravi.rao2@sbx").failure == (400, "EKA-1001")
    assert ravi.enter("auto-login", verified.txn_id, "other@sbx").failure == (400, "ABDM-1012")
    chosen = ravi.choose(verified.txn_id, "ravi.rao@sbx")
    assert (chosen.status, chosen.body["skip_state"], "token" in chosen.body) == (200, "abha_end", False)
    ravi.emulator.advance(60)
    entered = ravi.enter("auto-login", ravi.proven(RAVI, LINKED).txn_id, "ravi.rao@sbx")
    assert (entered.body["skip_state"], entered.body["eka"]["oid"]) == ("abha_end", ravi.emulator.accounts[0].oid)
    assert entered.body["token"]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("skip_state", ["abha_create", "abha_end", "abha_select"])
def test_a_setting_says_what_follows_with_accounts(
    number: int, skip_state: Literal["abha_create", "abha_end", "abha_select"]
) -> None:
    """abha_end needs exactly one account; after abha_create both ways are open, login/phr is not."""
    client = know_ravi(caller(EmulatorSettings(aadhaar_skip_state_with_accounts=skip_state)))
    for each in range(number):
        client.emulator.add_account(f"ravi{each}@sbx", mobile=LINKED, aadhaar=RAVI)
    verified = client.proven(RAVI, LINKED)
    if skip_state == "abha_end" and number == 1:
        assert verified.body["skip_state"] == "abha_end"
        assert verified.body["profile"]["abha_address"] == "ravi0@sbx"
        assert verified.body["token"]
        return
    assert verified.body["skip_state"] == ("abha_create" if skip_state == "abha_create" else "abha_select")
    assert len(verified.body["abha_profiles"]) == number
    if skip_state == "abha_create":
        assert client.choose(verified.txn_id, "ravi0@sbx").failure == (500, "ABDM-1017")
        assert client.enter("create-phr", verified.txn_id, "ravi.rao@sbx").status == 200


def test_all_addresses_of_a_person_have_one_abha_number() -> None:
    """The profile lists them all."""
    client = know_ravi(caller(EmulatorSettings(create_after_select=True)))
    first = created(client)
    second = created(client, "ravi.rao2@sbx")
    assert first.body["profile"]["abha_number"] == second.body["profile"]["abha_number"]
    assert second.body["profile"]["abha_addresses"] == ["ravi.rao@sbx", "ravi.rao2@sbx"]


def test_an_unknown_aadhaar_number_has_a_made_up_person() -> None:
    """Always the same one, whose linked mobile number is 9 and the last nine digits; a setting refuses it."""
    bodies = []
    for seed in (1, 2):
        client = caller(seed=seed)
        verified = client.proven("345678901238", "9678901238")
        assert verified.body["skip_state"] == "abha_create"
        bodies.append(verified.body["profile"])
    assert bodies[0] == bodies[1]
    assert bodies[0]["mobile"] == "9678901238"
    strict = caller(EmulatorSettings(unknown_aadhaar="not_found"))
    assert strict.start_aadhaar("345678901238").failure == (400, "ABDM-1112")


def test_without_a_linked_mobile_there_is_no_otp(client: Caller) -> None:
    """The person exists all the same."""
    client.emulator.add_person(RAVI, mobile=None)
    assert client.start_aadhaar(RAVI).failure == (400, "ABDM-1111")
    assert client.emulator.messages == ()


@pytest.mark.parametrize(
    "aadhaar", ["", "23456789012", "134567890121", "234567890123", "2345 6789 0124", "2345678901244"]
)
def test_an_aadhaar_number_keeps_its_rule(client: Caller, aadhaar: str) -> None:
    """12 digits, the first 2 to 9, a check digit that is right."""
    assert client.start_aadhaar(aadhaar).failure == (400, "ABDM-1010")


def test_a_setting_lets_the_check_digit_be_wrong() -> None:
    """As the documentation's own example has it."""
    client = caller(EmulatorSettings(aadhaar_check_digit=False))
    assert client.start_aadhaar("234567890123").status == 200
    assert client.emulator.add_person("234567890125", mobile=None).mobile is None


@pytest.mark.parametrize("mobile", ["", "12345", "+919811100000"])
def test_the_mobile_given_has_to_be_one(ravi: Caller, mobile: str) -> None:
    """And costs no attempt."""
    txn_id = ravi.start_aadhaar(RAVI).txn_id
    for _ in range(5):
        assert ravi.verify_aadhaar(txn_id, ravi.otp(RAVI), mobile).failure == (400, "ABDM-1014")
    assert ravi.verify_aadhaar(txn_id, ravi.otp(RAVI), LINKED).status == 200


def test_a_blocked_mobile_cannot_be_given(ravi: Caller) -> None:
    """Before the OTP is spent."""
    ravi.emulator.block(OTHER)
    txn_id = ravi.start_aadhaar(RAVI).txn_id
    assert ravi.verify_aadhaar(txn_id, ravi.otp(RAVI), OTHER).failure == (500, "ABDM-1027")
    assert ravi.verify_aadhaar(txn_id, ravi.otp(RAVI), LINKED).status == 200


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [("not_found", 500, "MIS-1026"), ("invalid", 500, "ABDM-1017"), ("expired", 400, None)],
)
def test_of_two_verifies_that_race_one_wins(
    answer: Literal["not_found", "invalid", "expired"], status: int, code: str | None
) -> None:
    """The others get an error of the transaction, whichever the setting says, and never that of a wrong OTP."""
    client = know_ravi(caller(EmulatorSettings(superseded_txn_id=answer)))
    txn_id = client.start_aadhaar(RAVI).txn_id
    otp = client.otp(RAVI)
    barrier = threading.Barrier(8)
    answers: list[Answer] = []

    def verify() -> None:
        own = Caller(client.emulator)
        own.bearer = client.bearer
        barrier.wait()
        answers.append(own.verify_aadhaar(txn_id, otp, LINKED))

    threads = [threading.Thread(target=verify) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.status for each in answers) == sorted([200, *[status] * 7])
    assert {each.failure for each in answers if each.status != 200} == {(status, code)}


def test_a_taken_address_leaves_the_transaction_open(ravi: Caller) -> None:
    """As in a registration by mobile."""
    ravi.emulator.add_account("ravi.rao@sbx", mobile=NISHA)
    txn_id = ravi.proven(RAVI, LINKED).txn_id
    assert ravi.enter("create-phr", txn_id, "ravi.rao@sbx").failure == (500, "ABDM-1101")
    assert ravi.enter("create-phr", txn_id, "ravi@sbx").failure == (400, "ABDM-1010")
    assert ravi.enter("create-phr", txn_id, "ravi.rao2@sbx").status == 200


def test_people_are_checked_when_added(client: Caller) -> None:
    """Numbers have to be some, and nobody's."""
    client.emulator.add_person(RAVI, mobile=LINKED, abha_number="12345678901234")
    for aadhaar, abha_number, mobile, text in [
        (RAVI, None, LINKED, "somebody's already"),
        ("345678901238", "12-3456-7890-1234", LINKED, "somebody's already"),
        ("345678901238", "12", LINKED, "abha_number must be"),
        ("345678901238", None, "12", "mobile must be"),
        ("1", None, LINKED, "aadhaar must be"),
    ]:
        with pytest.raises(ValueError, match=text):
            client.emulator.add_person(aadhaar, mobile=mobile, abha_number=abha_number)
