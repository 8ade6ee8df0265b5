"""Fetch a document over HTTPS, within limits."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass

import httpx

from codegen.errors import PipelineError

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

#: The URL itself is not named with it.
_NAMES_A_USER = "a URL with a user or password in it is not fetched, because it would be recorded"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take: seconds from its start to its last byte, redirects included, and bytes of the body."""

    seconds: float = 60.0
    size: int = 20_000_000


def fetch(url: str, *, limits: Limits | None = None, context: ssl.SSLContext | None = None) -> bytes:
    """The content at a URL.

    Args:
        url: ``https://...``, without a user and a password.
        context: which certificates are trusted (default: what httpx trusts).

    Raises:
        PipelineError: no HTTPS, no answer, another status than 200, too slow, too large, redirected to another host.
    """
    limits = limits or Limits()
    target = _checked(url, url)
    try:
        return asyncio.run(_within(target, limits, context or ssl.create_default_context()))
    except TimeoutError:
        raise PipelineError(f"took longer than {limits.seconds:g} seconds", path=url) from None
    except httpx.HTTPError as error:
        raise PipelineError(f"cannot be fetched: {error or type(error).__name__}", path=url) from None


def _checked(url: str, place: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL as error:
        if "@" in url:
            raise PipelineError(_NAMES_A_USER) from None
        raise PipelineError(f"not a URL: {error}", path=place) from None
    if target.userinfo:
        raise PipelineError(_NAMES_A_USER)
    if target.scheme != "https" or not target.host:
        raise PipelineError("only https is fetched", path=place)
    if not 0 < (target.port or 443) < 65536:
        raise PipelineError(f"no host has a port {target.port}", path=place)
    return target


async def _within(target: httpx.URL, limits: Limits, context: ssl.SSLContext) -> bytes:
    async with asyncio.timeout(limits.seconds), httpx.AsyncClient(verify=context, timeout=None) as client:
        return await _follow(client, target, limits)


async def _follow(client: httpx.AsyncClient, start: httpx.URL, limits: Limits) -> bytes:
    target, place = start, str(start)
    for _ in range(_MOST_REDIRECTS + 1):
        # Not compressed, so that what is counted is what is read.
        async with client.stream("GET", target, headers={"Accept-Encoding": "identity"}) as response:
            if response.status_code in _REDIRECTS and "Location" in response.headers:
                target = _checked(str(target.join(response.headers["Location"])), place)
                if (target.host, target.port) != (start.host, start.port):
                    raise PipelineError(f"redirected to another host: {target.host}", path=place)
                continue
            if response.status_code != 200:
                raise PipelineError(f"answered with status {response.status_code}", path=place)
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise PipelineError("answered in an encoding that was not asked for", path=place)
            return await _body(response, limits.size, place)
    raise PipelineError(f"redirected more than {_MOST_REDIRECTS} times", path=place)


async def _body(response: httpx.Response, most: int, place: str) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > most:
            raise PipelineError(f"larger than {most} bytes", path=place)
    return bytes(body)
