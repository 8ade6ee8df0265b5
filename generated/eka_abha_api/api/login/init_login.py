# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.init_login_request import InitLoginRequest
from ...models.init_login_response import InitLoginResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: InitLoginRequest,
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
        "extensions": {"operation": "init_login"},
        "url": "/abdm/na/v1/profile/login/init",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> InitLoginResponse | None:
    if response.status_code == 200:
        response_200 = InitLoginResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[InitLoginResponse]:
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
    body: InitLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitLoginResponse]:
    """Send an OTP to log in

     Starts a login to an existing account and sends an OTP. Follow with login verify. There is no resend
    for a login: call this again for a new OTP, with at least 30 seconds between. Only methods that the
    account allows will work; login methods lists them for an ABHA address. Repeated calls count towards
    a block of 30 minutes or 24 hours.

    To log in to a profile that a search found, use `search` as the method, the `index` of the profile
    as a string for the identifier, and the search's `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitLoginRequest): How and as whom a person logs in. No field is marked as required,
            but `method` and `identifier` are always needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitLoginResponse]
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
    body: InitLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitLoginResponse | None:
    """Send an OTP to log in

     Starts a login to an existing account and sends an OTP. Follow with login verify. There is no resend
    for a login: call this again for a new OTP, with at least 30 seconds between. Only methods that the
    account allows will work; login methods lists them for an ABHA address. Repeated calls count towards
    a block of 30 minutes or 24 hours.

    To log in to a profile that a search found, use `search` as the method, the `index` of the profile
    as a string for the identifier, and the search's `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitLoginRequest): How and as whom a person logs in. No field is marked as required,
            but `method` and `identifier` are always needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitLoginResponse
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
    body: InitLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitLoginResponse]:
    """Send an OTP to log in

     Starts a login to an existing account and sends an OTP. Follow with login verify. There is no resend
    for a login: call this again for a new OTP, with at least 30 seconds between. Only methods that the
    account allows will work; login methods lists them for an ABHA address. Repeated calls count towards
    a block of 30 minutes or 24 hours.

    To log in to a profile that a search found, use `search` as the method, the `index` of the profile
    as a string for the identifier, and the search's `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitLoginRequest): How and as whom a person logs in. No field is marked as required,
            but `method` and `identifier` are always needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitLoginResponse]
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
    body: InitLoginRequest,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitLoginResponse | None:
    """Send an OTP to log in

     Starts a login to an existing account and sends an OTP. Follow with login verify. There is no resend
    for a login: call this again for a new OTP, with at least 30 seconds between. Only methods that the
    account allows will work; login methods lists them for an ABHA address. Repeated calls count towards
    a block of 30 minutes or 24 hours.

    To log in to a profile that a search found, use `search` as the method, the `index` of the profile
    as a string for the identifier, and the search's `txn_id`.

    Args:
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitLoginRequest): How and as whom a person logs in. No field is marked as required,
            but `method` and `identifier` are always needed.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitLoginResponse
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
