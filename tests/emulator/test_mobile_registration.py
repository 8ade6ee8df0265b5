"""Registration by mobile number, step by step."""

from __future__ import annotations

import pytest
from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import MOBILE, NISHA, PERSON, Caller, caller

WAIT_TEXT = "Please wait 30 seconds before sending another OTP request"
EXPIRED_TEXT = "Transaction has expired"
NOT_FOUND = (500, "MIS-1026")
BLOCKED = (500, "ABDM-1100")


def resend(client: Caller, txn_id: str) -> object:
    """Resend and return the failure, or None."""
    answer = client.post(f"{MOBILE}/resend", {"txn_id": txn_id})
    return None if answer.status == 200 else answer.failure


def wrong(otp: str) -> str:
    """An OTP of the same length that is not this one."""
    return "0" * len(otp)


def test_a_new_person_registers(client: Caller) -> None:
    """Start, verify, create: the answers have what the next step needs, and the account exists."""
    started = client.start()
    assert (started.status, started.body["hint"][-10:]) == (200, "******3210")
    verified = client.verify(started.txn_id, client.emulator.otp_for(NISHA))
    assert verified.status == 200
    assert (verified.body["skip_state"], verified.body["abha_profiles"]) == ("abha_create", None)
    assert verified.body["eka"] == {"oid": None, "uuid": None}
    created = client.create(verified.txn_id, "nisha.rao@sbx", address=None)
    assert created.status == 200
    assert set(created.body) == {"success", "skip_state", "profile", "token", "refresh_token", "eka"}
    assert (created.body["success"], created.body["skip_state"]) == (True, "abha_end")
    assert created.body["token"] != created.body["refresh_token"]
    assert all(isinstance(created.body["eka"][name], str) for name in ("oid", "uuid", "min_token"))
    profile = created.body["profile"]
    assert profile["abha_address"] == "nisha.rao@sbx"
    assert profile["full_name"] == "Nisha Rao"
    assert (profile["kyc_verified"], profile["abha_number"], profile["mobile"]) == (False, None, NISHA)
    assert {name: profile[name] for name in PERSON} == PERSON
    assert [account.abha_address for account in client.emulator.accounts] == ["nisha.rao@sbx"]


@pytest.mark.parametrize("number_of_accounts", [1, 3])
def test_a_known_person_chooses_an_account(client: Caller, number_of_accounts: int) -> None:
    """All accounts of the mobile number are offered, and no others; the chosen one is entered."""
    for number in range(number_of_accounts):
        client.emulator.add_account(f"asha{number}@sbx", mobile=NISHA, kyc_verified=number == 0)
    client.emulator.add_account("someone.else@sbx", mobile="9123456789")
    verified = client.verified()
    assert verified.body["skip_state"] == "abha_select"
    offered = verified.body["abha_profiles"]
    assert [item["abha_address"] for item in offered] == [f"asha{number}@sbx" for number in range(number_of_accounts)]
    assert offered[0] == {"abha_address": "asha0@sbx", "kyc_verified": "true", "name": "Asha Rao"}
    done = client.choose(verified.txn_id, "asha0@sbx")
    assert (done.status, done.body["skip_state"]) == (200, "abha_end")
    assert done.body["profile"]["abha_address"] == "asha0@sbx"
    assert done.body["profile"]["kyc_verified"] is True
    assert done.body["eka"]["oid"] == client.emulator.accounts[0].oid
    assert "token" not in done.body
    assert client.choose(verified.txn_id, "asha0@sbx").failure == NOT_FOUND
    assert client.choose(done.txn_id, "asha0@sbx").failure == NOT_FOUND


def test_an_address_that_was_not_offered_is_refused(client: Caller) -> None:
    """Be it someone else's or nobody's; the transaction goes on."""
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    client.emulator.add_account("someone.else@sbx", mobile="9123456789")
    txn_id = client.verified().txn_id
    assert client.choose(txn_id, "someone.else@sbx").failure == (400, "ABDM-1012")
    assert client.choose(txn_id, "nobody@sbx").failure == (400, "ABDM-1012")
    assert client.choose(txn_id, "ASHA@sbx").status == 200


def test_an_account_made_after_the_offer_is_not_offered(client: Caller) -> None:
    """The offer is what the verify answered."""
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    txn_id = client.verified().txn_id
    client.emulator.add_account("later@sbx", mobile=NISHA)
    assert client.choose(txn_id, "later@sbx").failure == (400, "ABDM-1012")


def test_whoever_was_to_choose_may_not_create(client: Caller) -> None:
    """Unless the setting allows it."""
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    refused = client.create(client.verified().txn_id, "nisha.rao@sbx")
    assert refused.failure == (400, "EKA-1002")
    lenient = caller(EmulatorSettings(create_after_select=True))
    lenient.emulator.add_account("asha@sbx", mobile=NISHA)
    assert lenient.create(lenient.verified().txn_id, "nisha.rao@sbx").status == 200


def test_a_setting_answers_create_with_existing_accounts() -> None:
    """Then both ways are open."""
    settings = EmulatorSettings(skip_state_with_accounts="abha_create", resend_wait_covers_start=False)
    client = caller(settings)
    client.emulator.add_account("asha@sbx", mobile=NISHA)
    first, second = client.verified(), client.verified()
    assert first.body["skip_state"] == "abha_create"
    assert [item["abha_address"] for item in first.body["abha_profiles"]] == ["asha@sbx"]
    assert client.choose(first.txn_id, "asha@sbx").status == 200
    assert client.create(second.txn_id, "nisha.rao@sbx").status == 200


def test_every_step_has_a_new_transaction_id_and_only_the_newest_is_known(client: Caller) -> None:
    """An id of an earlier step is not found, and using it does no harm."""
    started = client.start()
    client.emulator.advance(30)
    resent = client.post(f"{MOBILE}/resend", {"txn_id": started.txn_id})
    otp = client.emulator.otp_for(NISHA)
    assert client.verify(started.txn_id, otp).failure == NOT_FOUND
    verified = client.verify(resent.txn_id, otp)
    assert len({started.txn_id, resent.txn_id, verified.txn_id}) == 3
    assert client.verify(resent.txn_id, otp).failure == NOT_FOUND
    assert client.create(resent.txn_id, "nisha.rao@sbx").failure == NOT_FOUND
    assert client.create(verified.txn_id, "nisha.rao@sbx").status == 200
    assert client.create(verified.txn_id, "nisha.rao2@sbx").failure == NOT_FOUND


def test_an_unknown_transaction_is_not_found(client: Caller) -> None:
    """At every step."""
    assert resend(client, "unknown") == NOT_FOUND
    assert client.verify("unknown", "123456").failure == NOT_FOUND
    assert client.create("unknown", "nisha.rao@sbx").failure == NOT_FOUND
    assert client.choose("unknown", "nisha.rao@sbx").failure == NOT_FOUND


def test_steps_cannot_be_skipped_or_repeated(client: Caller) -> None:
    """Creating or choosing comes after the verify, and there is one verify."""
    txn_id = client.start().txn_id
    assert client.create(txn_id, "nisha.rao@sbx").failure == (400, "ABDM-1102")
    assert client.choose(txn_id, "nisha.rao@sbx").failure == (400, "ABDM-1102")
    verified = client.verify(txn_id, client.emulator.otp_for(NISHA))
    client.emulator.advance(30)
    assert client.verify(verified.txn_id, client.emulator.otp_for(NISHA)).failure == (500, "ABDM-1017")
    assert resend(client, verified.txn_id) == (500, "ABDM-1017")
    assert len(client.emulator.messages) == 1


def test_a_transaction_belongs_to_the_credentials_that_started_it(client: Caller) -> None:
    """Another sharing key is another client; a new login with the same one is not. A setting says otherwise."""
    txn_id = client.start().txn_id
    client.log_in()
    assert client.verify(txn_id, "000000").failure == (400, "ABDM-1035")
    client.log_in(sharing_key="another workspace")
    assert client.verify(txn_id, "000000").failure == NOT_FOUND
    lenient = caller(EmulatorSettings(transactions_belong_to_client=False))
    txn_id = lenient.start().txn_id
    lenient.log_in(sharing_key="another workspace")
    assert lenient.verify(txn_id, lenient.emulator.otp_for(NISHA)).status == 200


def test_a_wrong_otp_leaves_the_transaction_as_it_is(client: Caller) -> None:
    """The documented texts come with it, and the right OTP is accepted afterwards."""
    txn_id = client.start().txn_id
    otp = client.emulator.otp_for(NISHA)
    refused = client.verify(txn_id, wrong(otp))
    assert refused.body == {
        "code": 400,
        "error": "OTP doesn't match",
        "source_error": {"code": "ABDM-1035", "message": "OTP does not matched"},
    }
    assert client.verify(txn_id, otp).status == 200


def test_too_many_wrong_otps_block_the_number_for_half_an_hour(client: Caller) -> None:
    """The right OTP does not help any more, nor does a new start; other numbers are not concerned."""
    txn_id = client.start().txn_id
    otp = client.emulator.otp_for(NISHA)
    assert [client.verify(txn_id, wrong(otp)).failure for _ in range(3)] == [(400, "ABDM-1035")] * 3
    assert client.verify(txn_id, otp).failure == BLOCKED
    client.emulator.advance(1799)
    client.log_in()
    assert client.start().failure == BLOCKED
    assert client.start("9123456789").status == 200
    client.emulator.advance(1)
    assert client.log_in().status == 200
    assert client.verified().status == 200


def test_a_resend_gives_a_new_otp_after_the_wait(client: Caller) -> None:
    """Too soon is refused with the documented text, and nothing is sent; the old OTP is then worthless."""
    txn_id = client.start().txn_id
    old = client.emulator.otp_for(NISHA)
    client.emulator.advance(29)
    refused = client.post(f"{MOBILE}/resend", {"txn_id": txn_id})
    assert (refused.status, refused.body["error"], len(client.emulator.messages)) == (400, WAIT_TEXT, 1)
    client.emulator.advance(1)
    resent = client.post(f"{MOBILE}/resend", {"txn_id": txn_id})
    assert (resent.status, resent.body["hint"][-10:]) == (200, "******3210")
    new = client.emulator.otp_for(NISHA)
    assert client.verify(resent.txn_id, old).failure == (400, "ABDM-1035")
    assert client.verify(resent.txn_id, new).status == 200


def test_too_many_resends_block_the_number(client: Caller) -> None:
    """Three are allowed in a transaction."""
    txn_id = client.start().txn_id
    for _ in range(3):
        client.emulator.advance(30)
        txn_id = client.post(f"{MOBILE}/resend", {"txn_id": txn_id}).txn_id
    client.emulator.advance(30)
    assert resend(client, txn_id) == BLOCKED
    assert client.verify(txn_id, client.emulator.otp_for(NISHA)).failure == BLOCKED
    assert len(client.emulator.messages) == 4


def test_starting_again_too_soon_is_refused_unless_the_setting_allows_it(client: Caller) -> None:
    """The wait is per mobile number."""
    client.start()
    again = client.start()
    assert (again.status, again.body["error"]) == (400, WAIT_TEXT)
    assert client.start("9123456789").status == 200
    client.emulator.advance(30)
    assert client.start().status == 200
    lenient = caller(EmulatorSettings(resend_wait_covers_start=False))
    assert [lenient.start().status, lenient.start().status] == [200, 200]


def test_an_otp_expires_and_a_resend_helps(client: Caller) -> None:
    """The transaction lives longer than its OTP; an expired OTP does not count as wrong."""
    txn_id = client.start().txn_id
    client.emulator.advance(300)
    expired = client.verify(txn_id, client.emulator.otp_for(NISHA))
    assert (expired.status, expired.body["error"]) == (400, EXPIRED_TEXT)
    txn_id = client.post(f"{MOBILE}/resend", {"txn_id": txn_id}).txn_id
    client.emulator.advance(299)
    assert client.verify(txn_id, client.emulator.otp_for(NISHA)).status == 200


def test_a_transaction_expires_whatever_its_step(client: Caller) -> None:
    """It lives fifteen minutes from its start."""
    started = client.start()
    verified = client.verified("9123456789")
    client.emulator.advance(900)
    answers = [
        client.post(f"{MOBILE}/resend", {"txn_id": started.txn_id}),
        client.verify(started.txn_id, client.emulator.otp_for(NISHA)),
        client.create(verified.txn_id, "nisha.rao@sbx"),
        client.choose(verified.txn_id, "nisha.rao@sbx"),
    ]
    assert [(answer.status, answer.body["error"]) for answer in answers] == [(400, EXPIRED_TEXT)] * 4


def test_the_status_of_errors_known_by_text_is_a_setting() -> None:
    """Their body has no source code."""
    client = caller(EmulatorSettings(text_error_status=500))
    client.start()
    again = client.start()
    assert again.body == {"code": 500, "error": WAIT_TEXT, "source_error": {"message": WAIT_TEXT}}
    assert again.status == 500


def test_a_blocked_number_gets_no_otp_for_a_day(client: Caller) -> None:
    """As the service blocks a person for 24 hours."""
    client.emulator.block(NISHA)
    assert client.start().failure == (500, "ABDM-1027")
    client.emulator.advance(24 * 3600)
    client.log_in()
    assert client.start().status == 200


def test_a_taken_address_is_refused_and_another_one_accepted(client: Caller) -> None:
    """Whatever its case, and with status 500 although the person caused it."""
    client.emulator.add_account("nisha.rao@sbx", mobile="9123456789")
    txn_id = client.verified().txn_id
    assert client.create(txn_id, "nisha.rao@sbx").failure == (500, "ABDM-1101")
    assert client.create(txn_id, "Nisha.Rao@sbx").failure == (500, "ABDM-1101")
    assert client.create(txn_id, "nisha.rao1@sbx").status == 200


def test_old_transactions_are_forgotten_after_a_day(client: Caller) -> None:
    """So that a server that runs for long does not grow without end."""
    txn_id = client.start().txn_id
    client.emulator.advance(900 + 24 * 3600)
    client.log_in()
    client.start("9123456789")
    assert repr(client.emulator).count("transactions=1") == 1
    assert client.verify(txn_id, "000000").failure == NOT_FOUND


def test_ids_that_were_used_are_forgotten_after_a_day() -> None:
    """Until then the setting says how they are answered."""
    client = caller(EmulatorSettings(superseded_txn_id="invalid"))
    txn_id = client.start().txn_id
    client.verify(txn_id, client.emulator.otp_for(NISHA))
    assert client.verify(txn_id, "000000").failure == (500, "ABDM-1017")
    client.emulator.advance(900 + 24 * 3600)
    client.log_in()
    client.start("9123456789")
    assert client.verify(txn_id, "000000").failure == NOT_FOUND
