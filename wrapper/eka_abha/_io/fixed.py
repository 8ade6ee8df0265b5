"""What the low-level clients of both kinds refuse."""

from __future__ import annotations

from typing import NoReturn

import httpx

from eka_abha.errors import ConfigurationError


class Fixed:
    """A low-level client keeps its httpx client: another would have no token, retries and typed errors."""

    def set_httpx_client(self, client: httpx.Client) -> NoReturn:
        """Refused."""
        raise _refusal()

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> NoReturn:
        """Refused."""
        raise _refusal()


def _refusal() -> ConfigurationError:
    return ConfigurationError("the httpx client of an api cannot be replaced: give the client a transport instead")
