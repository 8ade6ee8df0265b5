"""The emulator as an httpx transport."""

from __future__ import annotations

import httpx
import pytest
from eka_abha.emulator import Emulator, EmulatorSettings

from tests.emulator.support import LOGIN, MOBILE, NA, NISHA, PERSON


def credentials(emulator: Emulator) -> dict[str, str]:
    """The body of a login."""
    return {"client_id": emulator.client_id, "client_secret": emulator.client_secret}


def test_a_person_registers_through_a_sync_client() -> None:
    """Bodies, headers and queries arrive as they were sent."""
    emulator = Emulator()
    with httpx.Client(transport=emulator.transport(), base_url="http://emulator") as http:
        token = http.post(LOGIN, json=credentials(emulator)).json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        started = http.post(f"{MOBILE}/init", json={"mobile_number": NISHA}).json()
        otp = emulator.otp_for(NISHA)
        verified = http.post(f"{MOBILE}/verify", json={"txn_id": started["txn_id"], "otp": otp}).json()
        query = {"fn": "Nisha", "ln": "Rao", "transactionId": verified["txn_id"]}
        suggested = http.get(f"{NA}/registration/suggest", params=query).json()["suggestions"]
        body = {"txn_id": verified["txn_id"], "abha_address": suggested[0], "profile": PERSON}
        created = http.post(f"{MOBILE}/create-phr", json=body, headers={"X-Hip-Id": "HIP1"})
    assert created.json()["profile"]["abha_address"] == "nisha.rao@sbx"
    assert emulator.requests[-1].identity == {"x-hip-id": "HIP1"}


@pytest.mark.anyio
async def test_a_person_logs_in_through_an_async_client() -> None:
    """The same transport serves both kinds of client, and closing it does no harm."""
    emulator = Emulator()
    emulator.add_account("asha@sbx", mobile=NISHA)
    transport = emulator.transport()
    for _ in range(2):
        async with httpx.AsyncClient(transport=transport, base_url="http://emulator") as http:
            login = await http.post(LOGIN, json=credentials(emulator))
            http.headers["Authorization"] = f"Bearer {login.json()['access_token']}"
            started = await http.post(f"{MOBILE}/init", json={"mobile_number": NISHA})
            otp = emulator.otp_for(NISHA)
            verified = await http.post(f"{MOBILE}/verify", json={**started.json(), "otp": otp})
            body = {"txn_id": verified.json()["txn_id"], "phr_address": "asha@sbx"}
            done = await http.post(f"{NA}/profile/login/phr", json=body)
        assert done.json()["skip_state"] == "abha_end"
        emulator.advance(30)


def test_a_body_that_is_streamed_arrives_whole() -> None:
    """A request need not have its body in memory."""
    emulator = Emulator(EmulatorSettings(na_requires_bearer=False))
    with httpx.Client(transport=emulator.transport(), base_url="http://emulator") as http:
        parts = iter([b'{"mobile_', b'number": "9876543210"}'])
        answer = http.post(f"{MOBILE}/init", content=parts, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200


def test_the_answer_is_a_stream_that_the_client_reads() -> None:
    """As with a real connection: nothing is read before the client does it."""
    emulator = Emulator()
    answer = emulator.transport().handle_request(httpx.Request("GET", "http://emulator/nowhere"))
    assert not answer.is_stream_consumed
    assert b"".join(answer.iter_raw()) == answer_body(emulator)
    assert answer.headers["content-length"] == str(len(answer_body(emulator)))


def answer_body(emulator: Emulator) -> bytes:
    """The body of a 404."""
    with httpx.Client(transport=emulator.transport()) as http:
        return http.get("http://emulator/nowhere").content


def test_statuses_that_no_registry_knows_come_through() -> None:
    """491 and 520 among them; a 204 has no length."""
    emulator = Emulator()
    for status in (491, 520, 204):
        emulator.fail_next("get_profile", status=status)
    with httpx.Client(transport=emulator.transport(), base_url="http://emulator") as http:
        answers = [http.get("/abdm/v1/profile") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [491, 520, 204]
    assert ["content-length" in answer.headers for answer in answers] == [True, True, False]
