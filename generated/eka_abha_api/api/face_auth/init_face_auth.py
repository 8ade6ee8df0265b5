# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.init_face_auth_response import InitFaceAuthResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
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
        "extensions": {"operation": "init_face_auth"},
        "url": "/abdm/na/v1/face-auth/init",
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> InitFaceAuthResponse | None:
    if response.status_code == 200:
        response_200 = InitFaceAuthResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[InitFaceAuthResponse]:
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
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitFaceAuthResponse]:
    """Start face authentication

     Opens a transaction in which a person proves to be the holder of an Aadhaar number by face and not
    by OTP. Takes no body. Show the `url` of the answer to the person as a QR code, then poll face-auth
    capture with the `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitFaceAuthResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
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
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitFaceAuthResponse | None:
    """Start face authentication

     Opens a transaction in which a person proves to be the holder of an Aadhaar number by face and not
    by OTP. Takes no body. Show the `url` of the answer to the person as a QR code, then poll face-auth
    capture with the `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitFaceAuthResponse
    """

    return sync_detailed(
        client=client,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitFaceAuthResponse]:
    """Start face authentication

     Opens a transaction in which a person proves to be the holder of an Aadhaar number by face and not
    by OTP. Takes no body. Show the `url` of the answer to the person as a QR code, then poll face-auth
    capture with the `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitFaceAuthResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
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
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitFaceAuthResponse | None:
    """Start face authentication

     Opens a transaction in which a person proves to be the holder of an Aadhaar number by face and not
    by OTP. Takes no body. Show the `url` of the answer to the person as a QR code, then poll face-auth
    capture with the `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitFaceAuthResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
