# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.update_profile_request import UpdateProfileRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: UpdateProfileRequest,
    oid: str | Unset = UNSET,
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

    params: dict[str, Any] = {}

    params["oid"] = oid

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "extensions": {"operation": "update_profile"},
        "url": "/abdm/v1/profile",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | None:
    if response.status_code == 204:
        return None

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any]:
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
    body: UpdateProfileRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[Any]:
    """Update the ABHA profile

     Writes the profile anew. Although the method is PATCH, all required fields have to be sent, changed
    or not: read the profile, change it, send it whole. Once the account is KYC-verified, name, gender
    and birth date are locked. The answer has no body; read the profile to see the result.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (UpdateProfileRequest): A person's profile, as given when an account is created by
            mobile number, and as written anew by an update. An update sends all required fields, too.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[Any]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            body=body,
            oid=oid,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: UpdateProfileRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[Any]:
    """Update the ABHA profile

     Writes the profile anew. Although the method is PATCH, all required fields have to be sent, changed
    or not: read the profile, change it, send it whole. Once the account is KYC-verified, name, gender
    and birth date are locked. The answer has no body; read the profile to see the result.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (UpdateProfileRequest): A person's profile, as given when an account is created by
            mobile number, and as written anew by an update. An update sends all required fields, too.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[Any]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            body=body,
            oid=oid,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)
