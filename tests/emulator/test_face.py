"""Registration by face."""

from __future__ import annotations

from eka_abha.emulator import EmulatorSettings

from tests.emulator.support import NA, V1, Caller, caller

RAVI = "234567890124"
NOT_FOUND = (500, "MIS-1026")


def face_of(client: Caller) -> str:
    """Be captured, and return the transaction."""
    txn_id = client.call("POST", f"{NA}/face-auth/init").txn_id
    while (answer := client.post(f"{NA}/face-auth/capture", {"txn_id": txn_id})).body["status"] == "Pending":
        txn_id = answer.txn_id
    assert answer.body["status"] == "Verified"
    return answer.txn_id


def test_a_face_is_captured_after_some_polls(client: Caller) -> None:
    """Pending twice, under one txn_id; then Verified, under a new one that stays."""
    started = client.call("POST", f"{NA}/face-auth/init")
    assert started.body["url"].startswith("https://")
    polls = []
    txn_id = started.txn_id
    for _ in range(4):
        answer = client.post(f"{NA}/face-auth/capture", {"txn_id": txn_id})
        polls.append((answer.body["status"], answer.txn_id == txn_id))
        txn_id = answer.txn_id
    assert polls == [("Pending", True), ("Pending", True), ("Verified", False), ("Verified", True)]
    assert client.post(f"{NA}/face-auth/capture", {"txn_id": started.txn_id}).failure == NOT_FOUND


def test_a_setting_renews_the_txn_id_of_each_poll() -> None:
    """And another one says how many there are."""
    client = caller(EmulatorSettings(capture_renews_txn_id=True, face_polls=1))
    txn_ids = [client.call("POST", f"{NA}/face-auth/init").txn_id]
    for status in ("Pending", "Verified", "Verified"):
        answer = client.post(f"{NA}/face-auth/capture", {"txn_id": txn_ids[-1]})
        assert answer.body["status"] == status
        txn_ids.append(answer.txn_id)
    assert len(set(txn_ids)) == 4


def test_a_person_registers_by_face(client: Caller) -> None:
    """Even without a linked mobile number; the verify comes once, and after the capture."""
    client.emulator.add_person(RAVI, mobile=None, first_name="Ravi")
    path = f"{NA}/face-auth/verify"
    early = client.call("POST", f"{NA}/face-auth/init").txn_id
    assert client.post(path, {"txn_id": early, "aadhaar": RAVI}).failure == (400, "ABDM-1031")
    assert client.post(path, {"txn_id": early, "aadhaar": "1"}).failure == (400, "ABDM-1010")
    verified = client.post(path, {"txn_id": face_of(client), "aadhaar": RAVI})
    assert verified.body["skip_state"] == "abha_create"
    assert client.post(path, {"txn_id": verified.txn_id, "aadhaar": RAVI}).failure == (500, "ABDM-1017")
    done = client.enter("create-phr", verified.txn_id, "ravi.rao@sbx")
    assert (done.body["profile"]["first_name"], done.body["profile"]["mobile"]) == ("Ravi", None)
    account = client.emulator.accounts[0]
    assert client.patient("GET", "profile", account).body["mobile"] is None
    start = {"abha_address": account.abha_address}
    assert client.post(f"{V1}/session/init", start).failure == (400, "ABDM-1111")
