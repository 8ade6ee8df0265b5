# Generated from the OpenAPI document by `make generate`. Do not edit: the next run replaces it.
from typing import Any

import httpx

from ... import errors
from ..._support import private, private_async
from ...client import AuthenticatedClient, Client
from ...models.verify_kyc_request import VerifyKycRequest
from ...models.verify_kyc_response import VerifyKycResponse
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: VerifyKycRequest,
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
        "extensions": {"operation": "verify_kyc"},
        "url": "/abdm/v1/profile/kyc/verify",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> VerifyKycResponse | None:
    if response.status_code == 200:
        response_200 = VerifyKycResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[VerifyKycResponse]:
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
    body: VerifyKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[VerifyKycResponse]:
    """Verify the KYC OTP

     Checks the OTP of KYC init and attaches the ABHA number to the address. The answer does not hold the
    number; read the profile for it. Name, gender and birth date are locked from here on.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyKycRequest): The OTP that ends a KYC.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[VerifyKycResponse]
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
    body: VerifyKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> VerifyKycResponse | None:
    """Verify the KYC OTP

     Checks the OTP of KYC init and attaches the ABHA number to the address. The answer does not hold the
    number; read the profile for it. Name, gender and birth date are locked from here on.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyKycRequest): The OTP that ends a KYC.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        VerifyKycResponse
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
    body: VerifyKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> Response[VerifyKycResponse]:
    """Verify the KYC OTP

     Checks the OTP of KYC init and attaches the ABHA number to the address. The answer does not hold the
    number; read the profile for it. Name, gender and birth date are locked from here on.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyKycRequest): The OTP that ends a KYC.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        Response[VerifyKycResponse]
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
    body: VerifyKycRequest,
    oid: str | Unset = UNSET,
    x_pt_id: str | Unset = UNSET,
    x_partner_pt_id: str | Unset = UNSET,
    x_hip_id: str | Unset = UNSET,
) -> VerifyKycResponse | None:
    """Verify the KYC OTP

     Checks the OTP of KYC init and attaches the ABHA number to the address. The answer does not hold the
    number; read the profile for it. Name, gender and birth date are locked from here on.

    Wrong OTPs are counted: after too many the service refuses further ones for 30 minutes. Do not
    repeat this call on your own after an error, whatever the status.

    Args:
        oid (str | Unset): Eka user id (OID) of the patient. `X-Pt-Id` carries the same id, and
            which of the two wins is not documented: send the same value in both.
        x_pt_id (str | Unset): Eka User ID (OID)
        x_partner_pt_id (str | Unset): Partner User ID
        x_hip_id (str | Unset): Partner HIP ID
        body (VerifyKycRequest): The OTP that ends a KYC.

    Raises:
        What the client raises: errors of its own, or, for a plain Client, errors.UnexpectedStatus and those of httpx.

    Returns:
        VerifyKycResponse
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
