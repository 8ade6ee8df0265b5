# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.verify_login_request import VerifyLoginRequest
from ...models.verify_login_response import VerifyLoginResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: VerifyLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_pt_id, Unset):
        headers["X-Pt-Id"] = x_pt_id

    if not isinstance(x_partner_pt_id, Unset):
        headers["X-Partner-Pt-Id"] = x_partner_pt_id

    if not isinstance(x_hip_id, Unset):
        headers["X-Hip-Id"] = x_hip_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "extensions": {"operation": "verify_login"},
        "url": "/abdm/na/v1/profile/login/verify",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> VerifyLoginResponse | None:
    if response.status_code == 200:
        response_200 = VerifyLoginResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[VerifyLoginResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=client.read_response(response, _parse_response),
    )


@private
def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: VerifyLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[VerifyLoginResponse]:
    """Verify the login OTP

     Checks the OTP of login init. What comes next is in `skip_state` and depends on the login method:
    `abha_end` after `phr_address`; `abha_select` after `mobile`, when the person picks an address and
    login phr follows; `abha_create` after `aadhaar_number`, when the Aadhaar registration's auto-login
    follows. For other methods, go by the value. This answer has no patient token.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyLoginRequest): The OTP of a login. Neither field is marked as required, but
            both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[VerifyLoginResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private
def sync(
    *,
    client: AuthenticatedClient,
    body: VerifyLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> VerifyLoginResponse | None:
    """Verify the login OTP

     Checks the OTP of login init. What comes next is in `skip_state` and depends on the login method:
    `abha_end` after `phr_address`; `abha_select` after `mobile`, when the person picks an address and
    login phr follows; `abha_create` after `aadhaar_number`, when the Aadhaar registration's auto-login
    follows. For other methods, go by the value. This answer has no patient token.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyLoginRequest): The OTP of a login. Neither field is marked as required, but
            both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        VerifyLoginResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: VerifyLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[VerifyLoginResponse]:
    """Verify the login OTP

     Checks the OTP of login init. What comes next is in `skip_state` and depends on the login method:
    `abha_end` after `phr_address`; `abha_select` after `mobile`, when the person picks an address and
    login phr follows; `abha_create` after `aadhaar_number`, when the Aadhaar registration's auto-login
    follows. For other methods, go by the value. This answer has no patient token.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyLoginRequest): The OTP of a login. Neither field is marked as required, but
            both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[VerifyLoginResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private_async
async def asyncio(
    *,
    client: AuthenticatedClient,
    body: VerifyLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> VerifyLoginResponse | None:
    """Verify the login OTP

     Checks the OTP of login init. What comes next is in `skip_state` and depends on the login method:
    `abha_end` after `phr_address`; `abha_select` after `mobile`, when the person picks an address and
    login phr follows; `abha_create` after `aadhaar_number`, when the Aadhaar registration's auto-login
    follows. For other methods, go by the value. This answer has no patient token.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyLoginRequest): The OTP of a login. Neither field is marked as required, but
            both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        VerifyLoginResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
