"""Login and refresh of the partner's tokens. These paths are not in the specification; their errors have no source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eka_abha.emulator.errors import BAD_ACCOUNT_REQUEST, BAD_REFRESH, Refused
from eka_abha.emulator.routing import Route
from eka_abha.emulator.wire import json_answer

if TYPE_CHECKING:
    from eka_abha.emulator.tokens import TokenPair
    from eka_abha.emulator.wire import EmulatorResponse
    from eka_abha.emulator.world import Call, World


def login(world: World, call: Call) -> EmulatorResponse:
    """POST /connect-auth/v1/account/login: client credentials for tokens."""
    fields = call.fields(BAD_ACCOUNT_REQUEST)
    client_id, client_secret = fields.text("client_id"), fields.text("client_secret")
    return _answer(world.tokens.log_in(client_id, client_secret, fields.optional_text("sharing_key")))


def refresh_token(world: World, call: Call) -> EmulatorResponse:
    """POST /connect-auth/v1/account/refresh-token: a refresh token, the old access token and the client id."""
    fields = call.fields(BAD_ACCOUNT_REQUEST)
    token, in_body = fields.text("refresh_token"), fields.optional_text("access_token")
    client_id, bearer = call.header("client-id"), call.bearer()
    if not client_id:
        raise Refused(BAD_ACCOUNT_REQUEST, "header Client-Id is missing")
    if bearer is None:
        raise Refused(BAD_REFRESH, "header Authorization is missing")
    access_tokens = (bearer,) if in_body is None else (bearer, in_body)
    return _answer(world.tokens.refresh(client_id=client_id, refresh_token=token, access_tokens=access_tokens))


def _answer(tokens: TokenPair) -> EmulatorResponse:
    return json_answer(
        {
            "access_token": tokens.access_token,
            "expires_in": tokens.expires_in,
            "refresh_token": tokens.refresh_token,
            "refresh_expires_in": tokens.refresh_expires_in,
        }
    )


ROUTES: Final = (
    Route("POST", "/connect-auth/v1/account/login", "login", login),
    Route("POST", "/connect-auth/v1/account/refresh-token", "refresh_token", refresh_token),
)
