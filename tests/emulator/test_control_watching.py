"""What the control says of messages, transactions, requests, webhooks and settings."""

from __future__ import annotations

import pytest
from eka_abha.emulator import Emulator, EmulatorSettings

from tests.emulator.controlling import Controller
from tests.emulator.support import MOBILE, NISHA, Caller, caller

AADHAAR = "234123412346"
OTHER = "9876543211"


@pytest.fixture
def watcher(client: Caller) -> Controller:
    """The control of the client's emulator."""
    return Controller(client.emulator)


def test_a_message_is_listed_with_its_transaction(client: Caller, watcher: Controller) -> None:
    """To whom, masked and not, which OTP, of which transaction, and whether it would be right now."""
    txn_id = client.start().txn_id
    assert watcher.get("messages") == [
        {
            "mobile": NISHA,
            "sent_to": "******3210",
            "aadhaar": None,
            "otp": client.otp(NISHA),
            "current": True,
            "operation": "init_mobile_registration",
            "sent_at": "2026-01-01T00:00:00+00:00",
            "transaction": 1,
            "txn_id": txn_id,
        }
    ]


def test_messages_are_found_by_whom_they_are_for(client: Caller, watcher: Controller) -> None:
    """By mobile number, Aadhaar number, any id of their transaction; the latest ones, oldest first."""
    first = client.start().txn_id
    client.emulator.advance(60)
    second = client.post(f"{MOBILE}/resend", {"txn_id": first}).txn_id
    client.start_aadhaar(AADHAAR)
    client.start(OTHER)
    assert [message["mobile"] for message in watcher.get("messages", mobile=OTHER)] == [OTHER]
    assert [message["aadhaar"] for message in watcher.get("messages", aadhaar=AADHAAR)] == [AADHAAR]
    for txn_id in (first, second):
        found = watcher.get("messages", txn_id=txn_id)
        assert [(message["mobile"], message["txn_id"]) for message in found] == [(NISHA, second)] * 2
        assert [message["current"] for message in found] == [False, True]
    assert [message["mobile"] for message in watcher.get("messages", limit="2")] == ["9123412346", OTHER]
    assert watcher.get("messages", txn_id="unknown") == watcher.get("messages", mobile="6000000000") == []


def test_an_otp_is_current_as_long_as_it_would_be_right(client: Caller, watcher: Controller) -> None:
    """Not when it is over, not when it was entered."""
    started = client.start()
    client.start(OTHER)
    client.verify(started.txn_id, client.otp(NISHA))
    assert [message["current"] for message in watcher.get("messages")] == [False, True]
    client.emulator.advance(299)
    assert watcher.get("messages")[1]["current"] is True
    client.emulator.advance(1)
    assert watcher.get("messages")[1]["current"] is False


def test_a_transaction_is_followed_through_its_states(client: Caller, watcher: Controller) -> None:
    """By its number, which stays, and with all its ids."""
    first = client.start().txn_id
    client.verify(first, "000001")
    sent = watcher.get("transactions")[0]
    assert (sent["number"], sent["kind"], sent["state"]) == (1, "mobile_registration", "otp_sent")
    assert (sent["txn_id"], sent["older_txn_ids"], sent["sent_to"]) == (first, [], "******3210")
    assert (sent["wrong_otps"], sent["resends"], sent["otp"]) == (1, 0, client.otp(NISHA))
    second = client.verify(first, client.otp(NISHA)).txn_id
    verified = watcher.get("transactions")[0]
    assert (verified["state"], verified["skip_state"], verified["otp"]) == ("verified", "abha_create", None)
    assert (verified["txn_id"], verified["older_txn_ids"]) == (second, [first])
    assert client.create(second, "nisha.rao@sbx").status == 200
    assert watcher.get("transactions")[0]["state"] == "ended"


def test_a_confirmation_and_an_end_by_time_are_states(client: Caller, watcher: Controller) -> None:
    """The mobile number is then the one to be confirmed; what has ended does not expire."""
    client.proven(AADHAAR, NISHA)
    confirming = watcher.get("transactions")[0]
    assert (confirming["state"], confirming["mobile"], confirming["otp"]) == ("confirming", NISHA, client.otp(NISHA))
    ended = client.verified(OTHER)
    client.create(ended.txn_id, "asha.rao@sbx")
    client.emulator.advance(900)
    assert [each["state"] for each in watcher.get("transactions")] == ["expired", "ended"]


def test_transactions_are_found(client: Caller, watcher: Controller) -> None:
    """By id, be it an older one, mobile number, kind and state."""
    first = client.start().txn_id
    client.verify(first, client.otp(NISHA))
    client.start_aadhaar(AADHAAR)
    numbers = {
        name + value: [each["number"] for each in watcher.get("transactions", **{name: value})]
        for name, value in (
            ("txn_id", first),
            ("mobile", "9123412346"),
            ("kind", "aadhaar_registration"),
            ("state", "verified"),
            ("state", "expired"),
            ("limit", "1"),
        )
    }
    assert list(numbers.values()) == [[1], [2], [2], [1], [], [2]]


def test_the_object_speaks_of_transactions_as_the_control_does(client: Caller) -> None:
    """By number and by id; nothing personal in its repr."""
    txn_id = client.start().txn_id
    report = client.emulator.transactions[0]
    assert client.emulator.transaction(1) == client.emulator.transaction(txn_id) == report
    assert client.emulator.latest_transactions(5) == (report,)
    assert client.emulator.latest_transactions(0) == ()
    assert (report.txn_id, report.otp, report.sent_to) == (txn_id, client.otp(NISHA), "******3210")
    for secret in (txn_id, NISHA, client.otp(NISHA)):
        assert secret not in repr(report)
    for unknown in (2, "x"):
        with pytest.raises(LookupError, match="no transaction"):
            client.emulator.transaction(unknown)


def test_only_the_latest_transactions_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older one goes on, but is not listed; its message has no txn_id."""
    monkeypatch.setattr("eka_abha.emulator.transactions._KEPT", 2)
    client = caller()
    for number in range(3):
        client.start(f"987654321{number}")
    watcher = Controller(client.emulator)
    assert [each["number"] for each in watcher.get("transactions")] == [2, 3]
    assert [message["txn_id"] is None for message in watcher.get("messages")] == [True, False, False]


def test_requests_are_listed_with_what_was_wrong(client: Caller, watcher: Controller) -> None:
    """The text of the error without the mobile number in it, and when it was."""
    client.emulator.add_account("nisha.rao@sbx", mobile=NISHA)
    client.emulator.advance(5)
    verified = client.verified()
    client.create(verified.txn_id, "another.one@sbx")
    refused = watcher.get("requests")[-1]
    assert (refused["operation"], refused["status"], refused["source_code"]) == (
        "create_mobile_registration",
        400,
        "EKA-1002",
    )
    assert (refused["txn_id"], refused["at"]) == (verified.txn_id, "2026-01-01T00:00:05+00:00")
    assert "******3210" in refused["error"]
    assert NISHA not in refused["error"]
    assert refused["note"] == "one of the accounts offered was to be chosen"


def test_requests_are_found(client: Caller, watcher: Controller) -> None:
    """By operation, status, transaction id, and after one that is known."""
    txn_id = client.start().txn_id
    client.verify(txn_id, "000001")
    client.call("GET", "/nowhere")
    found = [
        [each["number"] for each in watcher.get("requests", **query)]
        for query in (
            {"operation": "verify_mobile_registration"},
            {"status": "404"},
            {"txn_id": txn_id},
            {"after": "2"},
            {"after": "2", "limit": "1"},
            {"after": "4"},
        )
    ]
    assert found == [[3], [4], [2, 3], [3, 4], [4], []]


def test_the_control_is_no_part_of_the_emulated_api(client: Caller, watcher: Controller) -> None:
    """It stands neither in the log nor in the counts."""
    before = (client.emulator.requests, dict(client.emulator.counts))
    for name in ("messages", "requests", "accounts", "faults"):
        watcher.get(name)
    assert (client.emulator.requests, dict(client.emulator.counts)) == before
    assert client.call("GET", "/emulator/messages").status == 404


def test_webhooks_are_listed(client: Caller, watcher: Controller) -> None:
    """As they were, or would have been, sent."""
    client.create(client.verified().txn_id, "nisha.rao@sbx")
    [event] = watcher.get("webhooks")
    assert event["transaction_id"] == client.emulator.webhooks[0].transaction_id
    assert '"abha.created"' in event["body"]
    assert (event["statuses"], event["done"]) == ([], True)


def test_settings_are_listed_without_their_secrets() -> None:
    """Of which it says only that they are set."""
    settings = EmulatorSettings(otp_length=4, webhook_key="very-secret", sharing_keys=frozenset({"shared"}))
    told = Controller(Emulator(settings)).get("settings")
    assert (told["otp_length"], told["webhook_key"], told["sharing_keys"]) == (4, "(set)", "(set)")
    assert told["webhook_url"] is None
