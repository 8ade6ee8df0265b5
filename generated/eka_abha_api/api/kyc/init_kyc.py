# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.init_kyc_request import InitKycRequest
from ...models.init_kyc_response import InitKycResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: InitKycRequest,
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
        "extensions": {"operation": "init_kyc"},
        "url": "/abdm/v1/profile/kyc/init",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> InitKycResponse | None:
    if response.status_code == 200:
        response_200 = InitKycResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[InitKycResponse]:
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
    body: InitKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitKycResponse]:
    """Start KYC of an ABHA address

     Sends an OTP with which a patient proves an ABHA number or Aadhaar number, so that the ABHA address
    becomes KYC-verified and gets its ABHA number. Follow with KYC verify, or KYC resend. Needs a
    session of the patient with the ABHA gateway. The names of the methods differ from those of a login.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitKycRequest): What a patient's KYC is to be done with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitKycResponse]
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
    body: InitKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitKycResponse | None:
    """Start KYC of an ABHA address

     Sends an OTP with which a patient proves an ABHA number or Aadhaar number, so that the ABHA address
    becomes KYC-verified and gets its ABHA number. Follow with KYC verify, or KYC resend. Needs a
    session of the patient with the ABHA gateway. The names of the methods differ from those of a login.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitKycRequest): What a patient's KYC is to be done with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitKycResponse
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
    body: InitKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[InitKycResponse]:
    """Start KYC of an ABHA address

     Sends an OTP with which a patient proves an ABHA number or Aadhaar number, so that the ABHA address
    becomes KYC-verified and gets its ABHA number. Follow with KYC verify, or KYC resend. Needs a
    session of the patient with the ABHA gateway. The names of the methods differ from those of a login.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitKycRequest): What a patient's KYC is to be done with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[InitKycResponse]
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
    body: InitKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> InitKycResponse | None:
    """Start KYC of an ABHA address

     Sends an OTP with which a patient proves an ABHA number or Aadhaar number, so that the ABHA address
    becomes KYC-verified and gets its ABHA number. Follow with KYC verify, or KYC resend. Needs a
    session of the patient with the ABHA gateway. The names of the methods differ from those of a login.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (InitKycRequest): What a patient's KYC is to be done with.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        InitKycResponse
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
