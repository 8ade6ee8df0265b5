"""The low-level client of one kind refuses the functions of the other: httpx would send them without a token."""

from __future__ import annotations

import httpx
import pytest
from eka_abha import AbhaClient
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import ConfigurationError
from eka_abha_api.api.profile import get_profile

from tests.support.recorder import answers


def test_synchronous_functions_need_a_synchronous_client() -> None:
    service = answers({})
    api = AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service).api
    for function in (get_profile.sync, get_profile.sync_detailed):
        with pytest.raises(ConfigurationError, match="asyncio"):
            function(client=api)
    with pytest.raises(ConfigurationError), api:
        pass
    assert service.requests == []


@pytest.mark.anyio
async def test_asynchronous_functions_need_an_asynchronous_client() -> None:
    service = answers({})
    api = AbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service).api
    for function in (get_profile.asyncio, get_profile.asyncio_detailed):
        with pytest.raises(ConfigurationError, match="sync"):
            await function(client=api)
    with pytest.raises(ConfigurationError):
        async with api:
            pass
    assert service.requests == []


@pytest.mark.anyio
async def test_entering_and_leaving_the_api_does_not_close_the_client() -> None:
    """The generated documentation shows ``with client``: harmless here."""
    service = answers({})
    with AbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service) as abha:
        with abha.api as api:
            get_profile.sync(client=api)
        get_profile.sync(client=abha.api)
    async with AsyncAbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=service) as other:
        async with other.api as api:
            await get_profile.asyncio(client=api)
        await get_profile.asyncio(client=other.api)
    assert len(service.requests) == 4


def test_another_httpx_client_cannot_be_put_behind_the_api() -> None:
    """It would bypass the pipeline for everyone who shares the client."""
    with AbhaClient(access_token="t", base_url="http://127.0.0.1:9", transport=answers({})) as abha:
        with pytest.raises(ConfigurationError), httpx.Client() as other:
            abha.api.set_httpx_client(other)
        assert get_profile.sync(client=abha.api) is not None
