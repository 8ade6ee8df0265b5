"""aiohttp sends what httpx would send, byte for byte, and does nothing by itself."""

from __future__ import annotations

from datetime import date

import pytest
from eka_abha.aio import AsyncAbhaClient
from eka_abha.errors import EkaError
from eka_abha_api.api.lookup import resolve_pincode
from eka_abha_api.api.profile import get_profile

from tests.privacy.canaries import COOKIE
from tests.privacy.detectors import Watch
from tests.support.raw_server import Connection, RawRequest, raw_server
from tests.support.untyped import untyped

TRANSPORTS = (None, "aiohttp")


def client(base_url: str, transport: str | None, **options: object) -> AsyncAbhaClient:
    """A client that needs no login."""
    return AsyncAbhaClient(
        **untyped({"access_token": "t", "base_url": base_url, "transport": transport, "max_retries": 0, **options})
    )


async def requests(transport: str | None) -> list[tuple[str, str, list[tuple[str, str]], bytes]]:
    """What arrives when several calls are made: the header names in no order, all else as it is."""
    with raw_server(lambda _, connection: connection.answer({"txn_id": "t", "exists": True})) as server:
        async with client(server.base_url, transport) as abha:
            patient = abha.for_patient(oid="é 1".encode().hex(), partner_patient_id="p/1", hip_id="hip~1")
            await patient.registration.start_mobile("9876543210")
            await patient.lookup.suggest_addresses(
                first_name="Zoë & Ann", last_name="O'Neil+=?#/%41", birth_date=date(1990, 1, 2), txn_id="ab%2Fc"
            )
            await get_profile.asyncio(client=patient.api)
            for value in ("../../v1/x?y=1", "a%2fb c", "50%"):
                await resolve_pincode.asyncio(value, client=patient.api)
            http = patient.api.get_async_httpx_client()
            for method, path in (("DELETE", "/x"), ("PATCH", "/a//b/./c/../d?q=%7E~&r=a+b"), ("GET", "/ü?ü=ü")):
                await http.request(method, path)
            await http.request("POST", "/x", json={"image": "A" * 3_000_000, "name": "ज़ोया"})
            await http.request("POST", "/x", data={"a": "b c", "d": "é"})
        return [
            (request.method, request.path, sorted(request.headers.items()), request.body) for request in server.requests
        ]


@pytest.mark.anyio
async def test_both_send_the_same_bytes() -> None:
    """Paths are not rewritten, no header is added, a large body is no trouble."""
    ours, theirs = [await requests(transport) for transport in TRANSPORTS]
    for mine, other in zip(ours, theirs, strict=True):
        method, path, headers, body = mine
        assert (method, path, without_host(headers)) == (other[0], other[1], without_host(other[2]))
        assert body == other[3]


def without_host(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The port is another each time; that a request without a body may say so changes nothing."""
    return [header for header in headers if header[0] != "host" and header != ("content-length", "0")]


@pytest.mark.anyio
@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_no_connection_is_used_twice_if_none_is_kept(transport: str | None) -> None:
    """``keepalive_expiry=0``."""
    with raw_server(lambda _, connection: connection.answer({"exists": True})) as server:
        async with client(server.base_url, transport, keepalive_expiry=0) as abha:
            for _ in range(5):
                assert await abha.lookup.address_exists("nisha.rao@sbx")
        assert server.connections == 5


@pytest.mark.anyio
@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_what_a_server_sets_is_not_logged(transport: str | None) -> None:
    """aiohttp writes of a cookie that it cannot read, with all of it, to its own log."""

    def set_cookies(request: RawRequest, connection: Connection) -> None:
        lines = ("; ".join((f"{name}={COOKIE}", "Path=/")) for name in ("good", "b\x01d", "[bad]", "expires"))
        cookies = "".join(f"Set-Cookie: {line}\r\n" for line in lines)
        connection.send(f"HTTP/1.1 200 OK\r\n{cookies}Content-Length: 16\r\n\r\n".encode() + b'{"exists": true}')

    with raw_server(set_cookies) as server, Watch() as watch:
        async with client(server.base_url, transport) as abha:
            for _ in range(2):
                try:
                    await abha.lookup.address_exists("nisha.rao@sbx")
                except EkaError as error:
                    watch.look_at_error(error)
        assert not any("cookie" in request.headers for request in server.requests)
    assert watch.leaks() == []
