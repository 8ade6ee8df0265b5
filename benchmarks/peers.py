"""The ways to make one call: each sends the same POST, checks the status and reads the transaction id."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Literal

import aiohttp
import ekacare
import httpx
from eka_abha import AbhaClient, AsyncAbhaClient
from eka_abha_api.api.registration_mobile import init_mobile_registration
from eka_abha_api.client import AuthenticatedClient
from eka_abha_api.models.init_mobile_registration_request import InitMobileRegistrationRequest

MOBILE = "9876543210"
PATH = "/abdm/na/v1/registration/mobile/init"
TOKEN = "benchmark"
_HEADERS = {"Authorization": f"Bearer {TOKEN}"}
_CONNECTIONS = 100

HTTPX, GENERATED, SDK, JOURNEY = "raw httpx", "generated client", "provider's SDK", "journey"
AIOHTTP, JOURNEY_AIOHTTP = "raw aiohttp", "journey, aiohttp"

SyncCall = Callable[[], object]
AsyncCall = Callable[[], Awaitable[object]]


@contextmanager
def sync_peers(base_url: str) -> Iterator[dict[str, SyncCall]]:
    """The synchronous peers, with connections that they keep."""
    sdk = ekacare.EkaCareClient("benchmark", "benchmark", base_url=base_url, access_token=TOKEN)
    with (
        httpx.Client(base_url=base_url) as raw,
        AuthenticatedClient(base_url=base_url, token=TOKEN) as generated,
        AbhaClient(access_token=TOKEN, base_url=base_url, environment="sandbox") as abha,
    ):

        def by_httpx() -> object:
            answer = raw.post(PATH, json={"mobile_number": MOBILE}, headers=_HEADERS)
            answer.raise_for_status()
            return answer.json()["txn_id"]

        def by_generated() -> object:
            body = InitMobileRegistrationRequest(mobile_number=MOBILE)
            answer = init_mobile_registration.sync(client=generated, body=body)
            assert answer is not None
            return answer.txn_id

        def by_sdk() -> object:
            answer = sdk.request("POST", PATH, json={"mobile_number": MOBILE})
            return answer["txn_id"]

        def by_journey() -> object:
            return abha.registration.start_mobile(MOBILE).txn_id

        yield {HTTPX: by_httpx, GENERATED: by_generated, SDK: by_sdk, JOURNEY: by_journey}
    sdk.session.close()


@asynccontextmanager
async def async_peers(base_url: str) -> AsyncIterator[dict[str, AsyncCall]]:
    """The asynchronous peers, with connections that they keep: 100 at most, which is everyone's default."""
    async with (
        httpx.AsyncClient(base_url=base_url, timeout=60.0) as raw,
        AuthenticatedClient(base_url=base_url, token=TOKEN, timeout=httpx.Timeout(60.0)) as generated,
        aiohttp.ClientSession(base_url, connector=aiohttp.TCPConnector(limit=_CONNECTIONS)) as session,
        _client(base_url) as abha,
        _client(base_url, "aiohttp") as abha_aiohttp,
    ):

        async def by_httpx() -> object:
            answer = await raw.post(PATH, json={"mobile_number": MOBILE}, headers=_HEADERS)
            answer.raise_for_status()
            return answer.json()["txn_id"]

        async def by_generated() -> object:
            body = InitMobileRegistrationRequest(mobile_number=MOBILE)
            answer = await init_mobile_registration.asyncio(client=generated, body=body)
            assert answer is not None
            return answer.txn_id

        async def by_aiohttp() -> object:
            async with session.post(PATH, json={"mobile_number": MOBILE}, headers=_HEADERS) as answer:
                answer.raise_for_status()
                return (await answer.json())["txn_id"]

        async def by_journey() -> object:
            return (await abha.registration.start_mobile(MOBILE)).txn_id

        async def by_journey_aiohttp() -> object:
            return (await abha_aiohttp.registration.start_mobile(MOBILE)).txn_id

        yield {
            HTTPX: by_httpx,
            GENERATED: by_generated,
            AIOHTTP: by_aiohttp,
            JOURNEY: by_journey,
            JOURNEY_AIOHTTP: by_journey_aiohttp,
        }


def _client(base_url: str, transport: Literal["aiohttp"] | None = None) -> AsyncAbhaClient:
    # With time enough: 256 calls at once are more than httpx's own pool can bear.
    return AsyncAbhaClient(
        access_token=TOKEN,
        base_url=base_url,
        environment="sandbox",
        transport=transport,
        timeout=60.0,
        deadline=60.0,
        max_retries=0,
    )
