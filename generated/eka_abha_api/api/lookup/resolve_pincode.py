# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.resolve_pincode_response import ResolvePincodeResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    pincode: str,
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
        "method": "get",
        "extensions": {"operation": "resolve_pincode"},
        "url": "/abdm/v1/registration/pincode/{pincode}".format(
            pincode=quote(str(pincode), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ResolvePincodeResponse | None:
    if response.status_code == 200:
        response_200 = ResolvePincodeResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ResolvePincodeResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=client.read_response(response, _parse_response),
    )


@private
def sync_detailed(
    pincode: str,
    *,
    client: AuthenticatedClient,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[ResolvePincodeResponse]:
    """Look up district and state of a PIN code

     Answers the district and the state that a postal PIN code lies in, with their codes. Holds no
    personal data, and serves to check what a person typed into a profile.

    Args:
        pincode (str): PIN code, 6 digits of which the first is not 0.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[ResolvePincodeResponse]
    """

    response = client.get_httpx_client().request(
        **_get_kwargs(
            pincode=pincode,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private
def sync(
    pincode: str,
    *,
    client: AuthenticatedClient,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> ResolvePincodeResponse | None:
    """Look up district and state of a PIN code

     Answers the district and the state that a postal PIN code lies in, with their codes. Holds no
    personal data, and serves to check what a person typed into a profile.

    Args:
        pincode (str): PIN code, 6 digits of which the first is not 0.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        ResolvePincodeResponse
    """

    return sync_detailed(
        pincode=pincode,
        client=client,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    pincode: str,
    *,
    client: AuthenticatedClient,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[ResolvePincodeResponse]:
    """Look up district and state of a PIN code

     Answers the district and the state that a postal PIN code lies in, with their codes. Holds no
    personal data, and serves to check what a person typed into a profile.

    Args:
        pincode (str): PIN code, 6 digits of which the first is not 0.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[ResolvePincodeResponse]
    """

    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            pincode=pincode,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    )

    return _build_response(client=client, response=response)


@private_async
async def asyncio(
    pincode: str,
    *,
    client: AuthenticatedClient,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> ResolvePincodeResponse | None:
    """Look up district and state of a PIN code

     Answers the district and the state that a postal PIN code lies in, with their codes. Holds no
    personal data, and serves to check what a person typed into a profile.

    Args:
        pincode (str): PIN code, 6 digits of which the first is not 0.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        ResolvePincodeResponse
    """

    return (
        await asyncio_detailed(
            pincode=pincode,
            client=client,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
