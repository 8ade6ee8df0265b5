# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.init_session_request import InitSessionRequest
from ...models.init_session_response import InitSessionResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: InitSessionRequest,
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
        "method": "post",
        "extensions": {"operation": "init_session"},
        "url": "/abdm/v1/session/init",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> InitSessionResponse | None:
    if response.status_code == 200:
        response_200 = InitSessionResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[InitSessionResponse]:
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
    body: InitSessionRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitSessionResponse]:
    """Send an OTP to open a gateway session

     Starts the patient's session with the ABHA gateway, which reading and changing a profile and KYC
    need, and sends an OTP to the patient. Ask session status first: a session may be there. It is also
    the way on after a 491. Follow with session verify. There is no resend: call this again for a new
    OTP, with at least 30 seconds between.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitSessionRequest): The ABHA address whose holder is to get a gateway session.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitSessionResponse]
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


@private
def sync(
    *,
    client: AuthenticatedClient,
    body: InitSessionRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitSessionResponse | None:
    """Send an OTP to open a gateway session

     Starts the patient's session with the ABHA gateway, which reading and changing a profile and KYC
    need, and sends an OTP to the patient. Ask session status first: a session may be there. It is also
    the way on after a 491. Follow with session verify. There is no resend: call this again for a new
    OTP, with at least 30 seconds between.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitSessionRequest): The ABHA address whose holder is to get a gateway session.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitSessionResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        oid=oid,
        x_pt_id=x_pt_id,
        x_partner_pt_id=x_partner_pt_id,
        x_hip_id=x_hip_id,
    ).parsed


@private_async
async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: InitSessionRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitSessionResponse]:
    """Send an OTP to open a gateway session

     Starts the patient's session with the ABHA gateway, which reading and changing a profile and KYC
    need, and sends an OTP to the patient. Ask session status first: a session may be there. It is also
    the way on after a 491. Follow with session verify. There is no resend: call this again for a new
    OTP, with at least 30 seconds between.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitSessionRequest): The ABHA address whose holder is to get a gateway session.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitSessionResponse]
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


@private_async
async def asyncio(
    *,
    client: AuthenticatedClient,
    body: InitSessionRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitSessionResponse | None:
    """Send an OTP to open a gateway session

     Starts the patient's session with the ABHA gateway, which reading and changing a profile and KYC
    need, and sends an OTP to the patient. Ask session status first: a session may be there. It is also
    the way on after a 491. Follow with session verify. There is no resend: call this again for a new
    OTP, with at least 30 seconds between.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitSessionRequest): The ABHA address whose holder is to get a gateway session.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitSessionResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            oid=oid,
            x_pt_id=x_pt_id,
            x_partner_pt_id=x_partner_pt_id,
            x_hip_id=x_hip_id,
        )
    ).parsed
