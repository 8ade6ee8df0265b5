"""A thousand people register at the same moment, over sockets, with the emulator in a process of its own."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from eka_abha import NewProfile
from eka_abha.aio import AsyncAbhaClient, CreateAddress, LoggedIn

from tests.support.emulator_program import EmulatorProgram, emulator_program

PEOPLE = 1000
AT_ONCE = 50


def mobile_of(number: int) -> str:
    """The mobile number of one of them."""
    return f"9{876_000_000 + number}"


def address_of(number: int) -> str:
    """The address that they want."""
    return f"person.{number:04}@sbx"


class Control:
    """The emulator's control, asked as another program would; whoever waits for an OTP is served by one look."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._looking = asyncio.Lock()
        self._seen: dict[str, dict[str, object]] = {}

    async def every(self, name: str) -> list[dict[str, object]]:
        """All that it lists of these."""
        answer = await self._client.get(f"/emulator/{name}", params={"limit": 10_000})
        listed = answer.raise_for_status().json()[name]
        assert isinstance(listed, list)
        return listed

    async def message(self, txn_id: str) -> dict[str, object]:
        """The message of a transaction that has just been started."""
        async with self._looking:
            if txn_id not in self._seen:
                self._seen.update({str(message["txn_id"]): message for message in await self.every("messages")})
        return self._seen[txn_id]


async def register(number: int, abha: AsyncAbhaClient, control: Control, gate: asyncio.Semaphore) -> LoggedIn:
    """One journey. The gate bounds the calls in flight, not the journeys."""
    async with gate:
        sent = await abha.registration.start_mobile(mobile_of(number))
    message = await control.message(sent.txn_id)
    assert message["mobile"] == mobile_of(number)
    async with gate:
        step = await sent.verify(str(message["otp"]))
    assert isinstance(step, CreateAddress)
    profile = NewProfile(
        first_name=f"Person{number}",
        gender="F",
        day_of_birth=1,
        month_of_birth=1,
        year_of_birth=1950 + number % 50,
        pincode="560001",
    )
    async with gate:
        end = await step.create(address_of(number), profile=profile)
    assert isinstance(end, LoggedIn)
    return end


async def register_all(program: EmulatorProgram, control: Control) -> list[LoggedIn]:
    """All of them together, with one client."""
    gate = asyncio.Semaphore(AT_ONCE)
    said = program.variables
    async with (
        AsyncAbhaClient(
            client_id=said["EKA_CLIENT_ID"],
            client_secret=said["EKA_CLIENT_SECRET"],
            environment="sandbox",
            base_url=program.base_url,
            timeout=60.0,
            deadline=120.0,
        ) as abha,
        asyncio.TaskGroup() as group,
    ):
        journeys = [group.create_task(register(number, abha, control, gate)) for number in range(PEOPLE)]
    return [journey.result() for journey in journeys]


@pytest.mark.anyio
async def test_a_thousand_registrations_at_once_are_not_mixed_up_and_not_lost() -> None:
    """Each person has their own account, under their own number; every OTP was sent once; nothing failed."""
    with emulator_program("--seed", "1") as program:
        async with httpx.AsyncClient(base_url=program.base_url, timeout=60.0) as client:
            control = Control(client)
            ends = await register_all(program, control)
            accounts, messages = await control.every("accounts"), await control.every("messages")
            requests, transactions = await control.every("requests"), await control.every("transactions")
    expected = {(mobile_of(number), address_of(number), f"Person{number}") for number in range(PEOPLE)}
    assert {(each["mobile"], each["abha_address"], each["first_name"]) for each in accounts} == expected
    assert len(accounts) == len({each["oid"] for each in accounts}) == PEOPLE
    assert [end.profile.abha_address for end in ends if end.profile] == [address_of(number) for number in range(PEOPLE)]
    assert sorted(str(message["mobile"]) for message in messages) == [mobile_of(number) for number in range(PEOPLE)]
    assert {each["state"] for each in transactions} == {"ended"}
    assert len({each["txn_id"] for each in transactions}) == PEOPLE
    assert {each["status"] for each in requests} == {200}
    assert len(requests) == 3 * PEOPLE + 1
