# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.auto_login_aadhaar_registration_request import AutoLoginAadhaarRegistrationRequest
from ...models.auto_login_aadhaar_registration_response import AutoLoginAadhaarRegistrationResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: AutoLoginAadhaarRegistrationRequest,
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
        "extensions": {"operation": "auto_login_aadhaar_registration"},
        "url": "/abdm/na/v1/registration/aadhaar/auto-login",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AutoLoginAadhaarRegistrationResponse | None:
    if response.status_code == 200:
        response_200 = AutoLoginAadhaarRegistrationResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AutoLoginAadhaarRegistrationResponse]:
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
    body: AutoLoginAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[AutoLoginAadhaarRegistrationResponse]:
    """Enter an existing account with an Aadhaar transaction

     Logs in to an ABHA address that the Aadhaar holder already has, in place of creating one. For
    `abha_create` with addresses in `abha_profiles`, and to end a login by `aadhaar_number`. The body is
    that of create-phr; the address has to be one that was offered.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (AutoLoginAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction,
            to be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[AutoLoginAadhaarRegistrationResponse]
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
    body: AutoLoginAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> AutoLoginAadhaarRegistrationResponse | None:
    """Enter an existing account with an Aadhaar transaction

     Logs in to an ABHA address that the Aadhaar holder already has, in place of creating one. For
    `abha_create` with addresses in `abha_profiles`, and to end a login by `aadhaar_number`. The body is
    that of create-phr; the address has to be one that was offered.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (AutoLoginAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction,
            to be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        AutoLoginAadhaarRegistrationResponse
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
    body: AutoLoginAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[AutoLoginAadhaarRegistrationResponse]:
    """Enter an existing account with an Aadhaar transaction

     Logs in to an ABHA address that the Aadhaar holder already has, in place of creating one. For
    `abha_create` with addresses in `abha_profiles`, and to end a login by `aadhaar_number`. The body is
    that of create-phr; the address has to be one that was offered.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (AutoLoginAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction,
            to be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[AutoLoginAadhaarRegistrationResponse]
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
    body: AutoLoginAadhaarRegistrationRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> AutoLoginAadhaarRegistrationResponse | None:
    """Enter an existing account with an Aadhaar transaction

     Logs in to an ABHA address that the Aadhaar holder already has, in place of creating one. For
    `abha_create` with addresses in `abha_profiles`, and to end a login by `aadhaar_number`. The body is
    that of create-phr; the address has to be one that was offered.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (AutoLoginAadhaarRegistrationRequest): An ABHA address within an Aadhaar transaction,
            to be created or to be logged in to.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        AutoLoginAadhaarRegistrationResponse
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
