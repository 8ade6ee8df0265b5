# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.create_aadhaar_registration_request import CreateAadhaarRegistrationRequest
from ...models.create_aadhaar_registration_response import CreateAadhaarRegistrationResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CreateAadhaarRegistrationRequest,
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
        "extensions": {"operation": "create_aadhaar_registration"},
        "url": "/abdm/na/v1/registration/aadhaar/create-phr",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateAadhaarRegistrationResponse | None:
    if response.status_code == 200:
        response_200 = CreateAadhaarRegistrationResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CreateAadhaarRegistrationResponse]:
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
    body: CreateAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[CreateAadhaarRegistrationResponse]:
    """Create an ABHA address for an Aadhaar holder

     The step after `abha_create` in a registration by Aadhaar number or face: creates the address that
    the person chose. No profile is sent, it comes from Aadhaar. The suggest call proposes free
    addresses and the check call tells whether one is free. When the answer was lost, check the address
    before trying again.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (CreateAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction, to
            be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[CreateAadhaarRegistrationResponse]
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
    body: CreateAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> CreateAadhaarRegistrationResponse | None:
    """Create an ABHA address for an Aadhaar holder

     The step after `abha_create` in a registration by Aadhaar number or face: creates the address that
    the person chose. No profile is sent, it comes from Aadhaar. The suggest call proposes free
    addresses and the check call tells whether one is free. When the answer was lost, check the address
    before trying again.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (CreateAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction, to
            be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        CreateAadhaarRegistrationResponse
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
    body: CreateAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[CreateAadhaarRegistrationResponse]:
    """Create an ABHA address for an Aadhaar holder

     The step after `abha_create` in a registration by Aadhaar number or face: creates the address that
    the person chose. No profile is sent, it comes from Aadhaar. The suggest call proposes free
    addresses and the check call tells whether one is free. When the answer was lost, check the address
    before trying again.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (CreateAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction, to
            be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[CreateAadhaarRegistrationResponse]
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
    body: CreateAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> CreateAadhaarRegistrationResponse | None:
    """Create an ABHA address for an Aadhaar holder

     The step after `abha_create` in a registration by Aadhaar number or face: creates the address that
    the person chose. No profile is sent, it comes from Aadhaar. The suggest call proposes free
    addresses and the check call tells whether one is free. When the answer was lost, check the address
    before trying again.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (CreateAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction, to
            be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        CreateAadhaarRegistrationResponse
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
