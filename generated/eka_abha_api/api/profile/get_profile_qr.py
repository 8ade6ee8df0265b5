# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.get_profile_qr_query_format import GetProfileQrQueryFormat
from ...models.get_profile_qr_response import GetProfileQrResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    format_: GetProfileQrQueryFormat | Unset = UNSET,
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

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    params["oid"] = oid

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "extensions": {"operation": "get_profile_qr"},
        "url": "/abdm/v1/profile/asset/qr",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> GetProfileQrResponse | None:
    if response.status_code == 200:
        response_200 = GetProfileQrResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[GetProfileQrResponse]:
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
    format_: GetProfileQrQueryFormat | Unset = UNSET,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[GetProfileQrResponse]:
    """Read the content of the ABHA QR code

     Answers what the QR code on the ABHA card holds, as JSON; drawing the code is up to you. The
    structure is not fixed: any field may be missing, and others may come.

    Args:
        format_ (GetProfileQrQueryFormat | Unset): How the content is to be answered. `json` is
            the only value.
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[GetProfileQrResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            format_=format_,
            oid=oid,
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
    format_: GetProfileQrQueryFormat | Unset = UNSET,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> GetProfileQrResponse | None:
    """Read the content of the ABHA QR code

     Answers what the QR code on the ABHA card holds, as JSON; drawing the code is up to you. The
    structure is not fixed: any field may be missing, and others may come.

    Args:
        format_ (GetProfileQrQueryFormat | Unset): How the content is to be answered. `json` is
            the only value.
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        GetProfileQrResponse
    """

    return sync_detailed(
        client=client,
        format_=format_,
        oid=oid,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    format_: GetProfileQrQueryFormat | Unset = UNSET,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[GetProfileQrResponse]:
    """Read the content of the ABHA QR code

     Answers what the QR code on the ABHA card holds, as JSON; drawing the code is up to you. The
    structure is not fixed: any field may be missing, and others may come.

    Args:
        format_ (GetProfileQrQueryFormat | Unset): How the content is to be answered. `json` is
            the only value.
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[GetProfileQrResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            format_=format_,
            oid=oid,
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
    format_: GetProfileQrQueryFormat | Unset = UNSET,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> GetProfileQrResponse | None:
    """Read the content of the ABHA QR code

     Answers what the QR code on the ABHA card holds, as JSON; drawing the code is up to you. The
    structure is not fixed: any field may be missing, and others may come.

    Args:
        format_ (GetProfileQrQueryFormat | Unset): How the content is to be answered. `json` is
            the only value.
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        GetProfileQrResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            format_=format_,
            oid=oid,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
