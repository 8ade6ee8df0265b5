# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.verify_face_auth_request import VerifyFaceAuthRequest
from ...models.verify_face_auth_response import VerifyFaceAuthResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: VerifyFaceAuthRequest,
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
        "extensions": {"operation": "verify_face_auth"},
        "url": "/abdm/na/v1/face-auth/verify",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> VerifyFaceAuthResponse | None:
    if response.status_code == 200:
        response_200 = VerifyFaceAuthResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[VerifyFaceAuthResponse]:
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
    body: VerifyFaceAuthRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[VerifyFaceAuthResponse]:
    """Match the captured face with an Aadhaar number

     Ends face authentication, once face-auth capture has answered `Verified`. The answer is that of the
    Aadhaar registration's verify, and goes on in the same way: read `skip_state` for the next step.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyFaceAuthRequest): The Aadhaar number that the captured face has to match.
            Neither field is marked as required, but both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[VerifyFaceAuthResponse]
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
    body: VerifyFaceAuthRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> VerifyFaceAuthResponse | None:
    """Match the captured face with an Aadhaar number

     Ends face authentication, once face-auth capture has answered `Verified`. The answer is that of the
    Aadhaar registration's verify, and goes on in the same way: read `skip_state` for the next step.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyFaceAuthRequest): The Aadhaar number that the captured face has to match.
            Neither field is marked as required, but both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        VerifyFaceAuthResponse
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
    body: VerifyFaceAuthRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[VerifyFaceAuthResponse]:
    """Match the captured face with an Aadhaar number

     Ends face authentication, once face-auth capture has answered `Verified`. The answer is that of the
    Aadhaar registration's verify, and goes on in the same way: read `skip_state` for the next step.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyFaceAuthRequest): The Aadhaar number that the captured face has to match.
            Neither field is marked as required, but both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[VerifyFaceAuthResponse]
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
    body: VerifyFaceAuthRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> VerifyFaceAuthResponse | None:
    """Match the captured face with an Aadhaar number

     Ends face authentication, once face-auth capture has answered `Verified`. The answer is that of the
    Aadhaar registration's verify, and goes on in the same way: read `skip_state` for the next step.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyFaceAuthRequest): The Aadhaar number that the captured face has to match.
            Neither field is marked as required, but both are needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        VerifyFaceAuthResponse
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
