# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.init_aadhaar_registration_request import InitAadhaarRegistrationRequest
from ...models.init_aadhaar_registration_response import InitAadhaarRegistrationResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: InitAadhaarRegistrationRequest,
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
        "extensions": {"operation": "init_aadhaar_registration"},
        "url": "/abdm/na/v1/registration/aadhaar/init",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> InitAadhaarRegistrationResponse | None:
    if response.status_code == 200:
        response_200 = InitAadhaarRegistrationResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[InitAadhaarRegistrationResponse]:
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
    body: InitAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitAadhaarRegistrationResponse]:
    """Start a registration by Aadhaar number

     Sends an OTP to the mobile number that is linked to the Aadhaar number. Follow with the Aadhaar
    verify, or with its resend when the OTP does not arrive. Not to be repeated blindly: each call sends
    a message and counts towards a block of 30 minutes or 24 hours.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitAadhaarRegistrationRequest): The Aadhaar number to register with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitAadhaarRegistrationResponse]
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
    body: InitAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitAadhaarRegistrationResponse | None:
    """Start a registration by Aadhaar number

     Sends an OTP to the mobile number that is linked to the Aadhaar number. Follow with the Aadhaar
    verify, or with its resend when the OTP does not arrive. Not to be repeated blindly: each call sends
    a message and counts towards a block of 30 minutes or 24 hours.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitAadhaarRegistrationRequest): The Aadhaar number to register with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitAadhaarRegistrationResponse
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
    body: InitAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitAadhaarRegistrationResponse]:
    """Start a registration by Aadhaar number

     Sends an OTP to the mobile number that is linked to the Aadhaar number. Follow with the Aadhaar
    verify, or with its resend when the OTP does not arrive. Not to be repeated blindly: each call sends
    a message and counts towards a block of 30 minutes or 24 hours.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitAadhaarRegistrationRequest): The Aadhaar number to register with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitAadhaarRegistrationResponse]
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
    body: InitAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitAadhaarRegistrationResponse | None:
    """Start a registration by Aadhaar number

     Sends an OTP to the mobile number that is linked to the Aadhaar number. Follow with the Aadhaar
    verify, or with its resend when the OTP does not arrive. Not to be repeated blindly: each call sends
    a message and counts towards a block of 30 minutes or 24 hours.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitAadhaarRegistrationRequest): The Aadhaar number to register with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitAadhaarRegistrationResponse
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
